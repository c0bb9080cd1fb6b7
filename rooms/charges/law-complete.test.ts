import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { law } from './library.ts'

const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../../shared')
const file = join(shared, 'facts/law.json')

// How the collection names its groups and sections, where the library names them otherwise.
const groups: Record<string, string> = {
  'PTPA-2018': 'PTPA', 'PSMA-2018': 'PSMA', 'EO-1979': 'EO', 'BLSAA-1992': 'BLSAA', 'PPC-1860': 'PPC', 'THOTA-2010': 'THOTA', CHILD: 'CHILD', LINKS: 'LINKS',
} // biome-ignore format: a table
const named: Record<string, string> = {
  'ECA 1991 s.3/14': 'ECA 3', 'PRECA 2016 s.11(a)': 'PRECA 11(a)', 'PRECA 2016 s.11 (worst forms)': 'PRECA 11 worst', 'CMRA 1929 ss.2,4-6': 'CMRA 4-6', 'Sindh CMRA 2013': 'SCMRA', 'ICT CMRA 2025': 'ICT-CMRA 2025', 'ZARRA 2020 s.7': 'ZARRA 7', 'PECA 2016 s.19A (print read)': 'PECA 19A', 'AMLA 2010 Schedule': 'AMLA Schedule', 'IFTA 2013 Schedule I': 'IFTA Schedule I', 'FIA Act 1974 Schedule': 'FIA Schedule', 'PTIP Rules 2020 r.43': 'PTIP Rules 43', 'Constitution art.11, 9, 10A, 14, 25': 'Constitution 11', 'CrPC ss.154, 164, 173, 403, 491, 497, 544A, 545': 'CrPC',
} // biome-ignore format: a table

describe.runIf(existsSync(file))('held against shared/facts/law.json', () => {
  test('every one of the 8 groups and 113 entries has its place in the library', () => {
    const { statutes } = JSON.parse(readFileSync(file, 'utf8')) as {
      statutes: { id: string; sections: { section: string }[] }[]
    }
    expect(statutes).toHaveLength(8)
    expect(statutes.flatMap((one) => one.sections)).toHaveLength(113)
    const missing = statutes.flatMap(({ id, sections }) => {
      const act = law.acts.find((one) => one.act === groups[id])
      return sections
        .map(({ section }) => named[section] ?? section)
        .filter(
          (section) =>
            !act?.provisions.some(
              (one) =>
                one.section === section ||
                one.section.startsWith(`${section}(`) ||
                section.startsWith(`${one.section}(`),
            ),
        )
        .map((section) => `${id} ${section}`)
    })
    expect(missing).toEqual([])
  })
})

test('the conflict about section 374 stands side by side, one year and five', () => {
  const [section] = law.acts
    .find((one) => one.act === 'PPC')!
    .provisions.filter((one) => one.section === '374')
  const readings = section!.versions
    .flatMap((one) => one.conflicts ?? [])
    .flatMap((one) => one.readings)
  expect(readings.map((one) => one.says.en).join(' ')).toMatch(/1 year.*5 years/)
})

test('nothing claims to have been reviewed by a lawyer', () => {
  const versions = law.acts.flatMap((act) => act.provisions.flatMap((one) => one.versions))
  expect(versions.filter((one) => one.reviewedByLawyer !== 'none')).toEqual([])
  expect(versions.every((one) => one.sources.length > 0)).toBe(true)
})
