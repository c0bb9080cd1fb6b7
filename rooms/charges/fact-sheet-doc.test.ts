import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWords } from '../../core/words.ts'
import { answerSheet } from './charge-sheet.ts'
import { classCodes } from './classify.ts'
import { law } from './library.ts'
import { readSheet, sheetCodes } from './sheet-file.ts'

const doc = readFileSync(join(import.meta.dirname, '../../docs/fact-sheet.md'), 'utf8')
const examples = [...doc.matchAll(/```json\n([\s\S]*?)```\n([^\n]+)/g)].map(([, json, says]) => ({
  sheet: JSON.parse(json!),
  says: says!,
}))

test('the guide names every fact code and every class', () => {
  expect(sheetCodes.filter((code) => !doc.includes(`\`${code}\``))).toEqual([])
  expect(classCodes.filter((code) => !doc.includes(`\`${code}\``))).toEqual([])
})

test('every fact code has its meaning in every language', () => {
  const words = readWords()
  for (const lang of words.languages) {
    const all = words.all(lang)
    const bare = sheetCodes.filter((code) => !all[`fact.${code}`] && !all[`charges.fact.${code}`])
    expect(bare, lang).toEqual([])
  }
})

test.each(examples)('the worked example "$sheet.title" comes out as the guide says', (one) => {
  const read = readSheet(one.sheet, law, '2026-11-26')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const answer = answerSheet(read.sheet, read.file, law)
  const [, said] = /^Class `(\w+)`/.exec(one.says)!
  expect(answer.class).toEqual([said])
  const cited = new Set(answer.proposals.map((proposal) => proposal.cited))
  const named =
    one.says.split('the FIR leaves out')[0]!.match(/\b(PTPA|EO|PPC) \d+\w*(\(\w+\))?/g) ?? []
  for (const section of named) expect([...cited], section).toContain(section)
  expect(answer.leadAgency.agency).toBe(/the police investigate/.test(one.says) ? 'police' : 'fia')
})

test('an FIR that leaves out the Act is told what it leaves out', () => {
  const read = readSheet(examples[0]!.sheet, law, '2026-11-26')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const { firGap } = answerSheet(read.sheet, read.file, law)
  expect(firGap?.missing).toEqual(expect.arrayContaining(['PTPA 3(2)', 'PTPA 4(a)']))
  expect(firGap?.missing).not.toContain('PPC 506')
})
