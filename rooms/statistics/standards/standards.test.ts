import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../../core/config.ts'
import type { Counted } from '../counting.ts'
import type { Form } from '../forms.ts'
import { sexCodes } from '../victim.ts'
import { codeListOf } from './code-list.ts'
import { ctdcColumns, ctdcCsv } from './ctdc.ts'
import { hiddenIn } from './hiding.ts'
import { htcdsForms } from './htcds.ts'
import type { CountedStep } from './justice.ts'
import { findPopulation, knownPopulations } from './population.ts'
import { readCell } from './reading.ts'
import { observations } from './sdg.ts'
import { sdmxColumns, sdmxCsv } from './sdmx.ts'
import { type StandardCode, type StandardTable, standardCodes } from './standard.ts'
import { standardOf } from './standards.ts'

const populations = knownPopulations()
const all = standardCodes.map((code) => standardOf(code, { populations, codeList: undefined }))
const of = (code: StandardCode) => all.find((one) => one.code === code)!

function victims(n: number, more: Partial<Counted> = {}): Counted {
  return {
    sex: 'Feminine',
    ageGroup: '18+',
    ageBroad: '21--23',
    forms: ['commercial-sex'],
    laws: ['PTPA'],
    country: 'PAK',
    province: 'PK-PB',
    district: null,
    status: 'presumed',
    citizenship: null,
    means: [],
    year: '2025',
    n,
    ...more,
  }
}

const child = { ageGroup: '<18', ageBroad: '9--17' } as const
/** Made by hand: 12 + 7 + 9 + 6 + 3 + 2 = 39 victims. */
const some: Counted[] = [
  victims(12),
  victims(7, { sex: 'Masculine', forms: ['debt-bondage'], laws: ['BLSAA', 'PPC'] }),
  victims(9, { ...child, sex: 'Masculine', forms: ['forced-begging'], laws: [] }),
  victims(6, { forms: ['commercial-sex', 'forced-labour'], status: 'confirmed' }),
  victims(3, {
    sex: 'TransgenderFeminine',
    forms: ['forced-criminality'],
    country: 'KHM',
    province: null,
  }),
  victims(2, { sex: 'NonSpecifiedUnknown', ageGroup: 'not-recorded', ageBroad: '-99', forms: [] }),
]
const steps: CountedStep[] = [
  {
    measure: 'offence',
    jurisdiction: 'PK-PB',
    sex: '',
    laws: ['PTPA'],
    forms: ['commercial-sex'],
    n: 11,
  },
  {
    measure: 'suspected',
    jurisdiction: 'PK-PB',
    sex: 'Masculine',
    laws: ['PTPA'],
    forms: ['commercial-sex'],
    n: 14,
  },
  { measure: 'suspected', jurisdiction: 'PK', sex: 'Feminine', laws: ['PPC'], forms: [], n: 5 },
  {
    measure: 'convicted',
    jurisdiction: 'PK-PB',
    sex: 'Masculine',
    laws: ['PTPA'],
    forms: ['debt-bondage'],
    n: 6,
  },
]
const filled = (code: StandardCode) =>
  of(code).fill({ year: 2025, place: 'PK', victims: some, steps })

function numberAt(code: StandardCode, table: string, row: string, column: string): number | null {
  const { tables, cube } = filled(code)
  const found = tables.find((one) => one.code === table)!
  const cell = found.rows.find((one) => one.code === row)!.cells[found.columns.indexOf(column)]!
  return readCell(cell, { cells: cube.cells, hidden: new Set() }).value
}

describe('every standard', () => {
  test.each(standardCodes)('%s: the parts of each table add up to its total', (code) => {
    const { tables, cube } = filled(code)
    const read = (table: StandardTable) =>
      table.rows.map((row) => ({
        code: row.code,
        values: row.cells.map((cell) => readCell(cell, { cells: cube.cells, hidden: new Set() })),
      }))
    for (const table of tables.filter(({ unit }) => unit !== 'per-100000')) {
      const at = table.columns.indexOf('total')
      const rows = read(table)
      if (table.columns.length > 1)
        for (const { code: row, values } of rows.filter(({ values }) =>
          values.every(({ status }) => status === 'counted'),
        )) {
          const parts = values.filter((_, i) => i !== at)
          expect(
            parts.reduce((sum, { value }) => sum + value!, 0),
            `${table.code} ${row}`,
          ).toBe(values[at]!.value)
        }
      const total = rows.find((row) => row.code === 'total')
      if (total)
        table.columns.forEach((column, i) => {
          const parts = rows.filter((row) => row !== total)
          if (parts.length)
            expect(
              parts.reduce((sum, { values }) => sum + values[i]!.value!, 0),
              `${table.code} ${column}`,
            ).toBe(total.values[i]!.value)
        })
    }
  })

  test.each(standardCodes)('%s: every code of HTCDS has a place or a named reason', (code) => {
    const { mapping, gaps } = of(code)
    const from = new Set(mapping.map((one) => one.from))
    for (const form of htcdsForms) expect(from).toContain(`vic_TypeOfExploitation: ${form}`)
    for (const sex of sexCodes) expect(from).toContain(`prs_Gender: ${sex}`)
    for (const one of mapping) expect(one.to === null, one.from).toBe(one.none !== null)
    expect(gaps.length).toBeGreaterThan(0)
  })

  test('what is asked and titled has words in both languages', () => {
    for (const language of ['en', 'ur']) {
      const words = JSON.parse(
        readFileSync(join(projectRoot(), `rooms/statistics/words/${language}.json`), 'utf8'),
      )
      for (const standard of all) {
        expect(words).toHaveProperty([`standard.name.${standard.code}`])
        expect(words).toHaveProperty([`standard.about.${standard.code}`])
        for (const { asks } of standard.gaps)
          expect(words).toHaveProperty([`standard.asks.${asks}`])
        for (const { code } of filled(standard.code).tables)
          expect(words).toHaveProperty([`standard.table.${code}`])
      }
    }
  })

  const facts = join(
    process.env.PANAH_SHARED ?? join(projectRoot(), '../shared'),
    'facts/standards.json',
  )
  test.skipIf(!existsSync(facts))('the codes of HTCDS are those of the standard', () => {
    const { htcds } = JSON.parse(readFileSync(facts, 'utf8'))
    const values = (name: string) =>
      htcds.fields.find((field: { name: string }) => field.name === name).values
    expect([...htcdsForms]).toEqual(values('vic_TypeOfExploitation'))
    expect([...sexCodes]).toEqual(values('prs_Gender'))
  })
})

describe('SDG 16.2.2', () => {
  test('whoever has forms of several categories is counted once, as other', () => {
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'sexual', 'total')).toBe(12)
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'labour', 'total')).toBe(7)
    // 9 begging, 6 sexual and labour together, 3 forced criminality.
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'other', 'total')).toBe(18)
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'not-recorded', 'total')).toBe(2)
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'total', 'total')).toBe(39)
    expect(numberAt('sdg-16-2-2', 'detected-victims', 'other', 'boys')).toBe(9)
  })

  test('a rate is the number per 100,000 of the people of its group', () => {
    // 39 × 100,000 / 241,499,431 = 0.01615; 9 boys of 58,099,978 = 0.01549.
    expect(numberAt('sdg-16-2-2', 'detected-victims-rate', 'total', 'total')).toBeCloseTo(0.0161, 4)
    expect(numberAt('sdg-16-2-2', 'detected-victims-rate', 'other', 'boys')).toBeCloseTo(0.0155, 4)
  })

  test('a group whose people nobody counted has no rate, and not 0', () => {
    const { tables, cube } = filled('sdg-16-2-2')
    const table = tables.find(({ code }) => code === 'detected-victims-rate')!
    const cell = table.rows.at(-1)!.cells[table.columns.indexOf('nothing-known')]!
    expect(readCell(cell, { cells: cube.cells, hidden: new Set() })).toEqual({
      value: null,
      status: 'no-population',
    })
  })

  function sdmx(hidden: ReadonlySet<string>) {
    const { cube } = filled('sdg-16-2-2')
    const text = sdmxCsv({
      place: 'PK',
      year: 2025,
      countedOn: '2026-01-02',
      observations: observations('PK', populations),
      cells: cube.cells,
      hidden,
      comment: '',
    })
    const [head, ...lines] = text.slice(1).trimEnd().split('\r\n')
    return lines.map((line) => {
      const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      return Object.fromEntries(head!.split(',').map((name, at) => [name, cells[at]]))
    })
  }

  test('SDMX-CSV has the dataflow, then the dimensions in the order of the structure', () => {
    expect(sdmxColumns.slice(0, 8)).toEqual([
      'DATAFLOW',
      'FREQ',
      'REPORTING_TYPE',
      'SERIES',
      'REF_AREA',
      'SEX',
      'AGE',
      'URBANISATION',
    ])
    expect(sdmxColumns.indexOf('OBS_VALUE')).toBe(sdmxColumns.indexOf('TIME_PERIOD') + 1)
    const lines = sdmx(new Set())
    // 10 series × 5 sexes × 3 ages, each once.
    expect(lines).toHaveLength(150)
    expect(new Set(lines.map(({ SERIES, SEX, AGE }) => `${SERIES} ${SEX} ${AGE}`)).size).toBe(150)
    const women = lines.find(
      (one) => one.SERIES === 'VC_HTF_DETVSX' && one.SEX === 'F' && one.AGE === 'Y_GE18',
    )
    expect(women).toMatchObject({
      FREQ: 'A',
      REPORTING_TYPE: 'N',
      REF_AREA: '586',
      TIME_PERIOD: '2025',
      OBS_VALUE: '12',
      OBS_STATUS: 'A',
      UNIT_MEASURE: 'NUMBER',
    })
  })

  test('OBS_STATUS tells hidden from missing from counted', () => {
    const lines = sdmx(hiddenIn(filled('sdg-16-2-2').cube))
    const at = (series: string, sex: string, age: string) =>
      lines.find((one) => one.SERIES === series && one.SEX === sex && one.AGE === age)!
    // Three transgender women: hidden, and their rate with them.
    expect(at('VC_HTF_DETV', '_O', 'Y_GE18')).toMatchObject({ OBS_VALUE: '', OBS_STATUS: 'Q' })
    expect(at('VC_HTF_DETVR', '_O', 'Y_GE18').OBS_STATUS).toBe('Q')
    expect(at('VC_HTF_DETVSXR', '_U', '_T')).toMatchObject({ OBS_VALUE: '', OBS_STATUS: 'O' })
    expect(at('VC_HTF_DETVR', '_T', '_T').OBS_STATUS).toBe('D')
  })
})

describe('other standards', () => {
  test('GLOTIP: people by sex at each step, begging and mixed forms apart', () => {
    expect(numberAt('glotip', 'suspects', 'suspected', 'M')).toBe(14)
    expect(numberAt('glotip', 'suspects', 'suspected', 'total')).toBe(19)
    expect(numberAt('glotip', 'victims-by-form', 'begging', 'boys')).toBe(9)
    expect(numberAt('glotip', 'victims-by-form', 'mixed', 'women')).toBe(6)
    expect(numberAt('glotip', 'victims-by-form', 'criminal-activity', 'total')).toBe(3)
  })

  test('GLOTIP and IC-TIP: each victim once, by the citizenship that the file has', () => {
    // By hand: 11 + 8 + 6 = 25 of Pakistan, 9 of Afghanistan, 7 whose citizenship nobody recorded.
    const counted = [
      victims(11, { citizenship: 'PAK' }),
      victims(9, { citizenship: 'AFG' }),
      victims(8, { citizenship: 'PAK', sex: 'Masculine', forms: ['debt-bondage'] }),
      victims(6, { citizenship: 'PAK', ...child }),
      victims(7),
    ]
    for (const code of ['glotip', 'ic-tip'] as const) {
      const { tables, cube } = of(code).fill({ year: 2025, place: 'PK', victims: counted, steps })
      const { rows } = tables.find((one) => one.code === 'victims-by-citizenship')!
      const read = rows.map((row) => [
        row.code,
        readCell(row.cells[0]!, { cells: cube.cells, hidden: hiddenIn(cube) }).value,
      ])
      expect(read).toEqual([
        ['AFG', 9],
        ['PAK', 25],
        ['not-recorded', 7],
        ['total', 41],
      ])
      expect(of(code).gaps.map(({ asks }) => asks)).not.toContain('citizenship-victims')
    }
  })

  test('the few of one citizenship are hidden with a second line, since the total is shown', () => {
    const counted = [
      victims(20, { citizenship: 'PAK' }),
      victims(3, { citizenship: 'BGD' }),
      victims(6, { citizenship: 'AFG' }),
    ]
    const { cube } = of('glotip').fill({ year: 2025, place: 'PK', victims: counted, steps: [] })
    const hidden = hiddenIn(cube)
    const shown = ['PAK', 'AFG', 'BGD'].filter((code) => !hidden.has(`victim&citizenship=${code}`))
    expect(shown).toEqual(['PAK'])
    expect(hidden.has('victim')).toBe(false)
  })

  test('CTDC: whoever was locked in or guarded was kept from moving; nobody told is NULL', () => {
    const counted = [
      victims(6, { means: ['confined-or-guarded', 'wages-withheld'] }),
      victims(7, { means: ['false-promise'] }),
      victims(8),
    ]
    const { tables, cube } = of('ctdc').fill({ year: 2025, place: 'PK', victims: counted, steps })
    const told = (column: string) =>
      tables
        .find(({ code }) => code === column)!
        .rows.map((row) => [
          row.code,
          readCell(row.cells[0]!, { cells: cube.cells, hidden: new Set() }).value,
        ])
    expect(told('meansDenyBasicNeeds')).toEqual([
      ['1', 6],
      ['NULL', 15],
      ['total', 21],
    ])
    expect(told('meansDebtBondageEarnings')).toContainEqual(['1', 6])
    expect(told('meansFalsePromises')).toContainEqual(['1', 7])
  })

  test('the US report parts sex from labour trafficking and has a year of its own', () => {
    expect(numberAt('us-tip', 'law-enforcement', 'offence', 'sex-trafficking')).toBe(11)
    expect(numberAt('us-tip', 'law-enforcement', 'convicted', 'labour-trafficking')).toBe(6)
    expect(of('us-tip').periodOf(2025)).toEqual({ from: '2024-04-01', until: '2025-03-31' })
  })

  test('the police table counts by the law and by whose file it is', () => {
    expect(numberAt('national-police', 'police-by-law', 'suspected', 'PPC')).toBe(5)
    expect(numberAt('national-police', 'police-by-jurisdiction', 'suspected', 'PK-PB')).toBe(14)
    expect(numberAt('national-police', 'victims-by-law', 'BLSAA + PPC', 'total')).toBe(7)
  })

  test('CTDC: the columns of the codebook, NULL for what nobody recorded', () => {
    expect(ctdcColumns).toHaveLength(27)
    const [head, ...lines] = ctdcCsv(some, { hidden: new Set() }).slice(1).trimEnd().split('\r\n')
    expect(head!.split(',')).toEqual([...ctdcColumns, 'victims', 'status'])
    const sum = lines.reduce((n, line) => n + Number(line.split(',').at(-2)), 0)
    expect(sum).toBe(39)
    const debt = lines.find((line) => line.split(',')[6] === '1')!.split(',')
    expect(debt[1]).toBe('Man')
    expect(debt[14]).toBe('1')
    expect(debt[7]).toBe('NULL')
  })

  test('IC-TIP counts in the codes that were loaded, and names what they have no place for', () => {
    const entries = codeListOf([
      ['variable', 'code', 'name_en', 'name_ur', 'htcds'],
      ['vic_TypeOfExploitation', 'X1', 'Sexual', '', 'SexualExploitation'],
      ['vic_TypeOfExploitation', 'X2', 'Labour', '', 'ForcedLabour; Servitude'],
    ])
    const loaded = { id: 'a', edition: 'made up', source: 'made up', loadedAt: '', entries }
    const standard = standardOf('ic-tip', { populations, codeList: loaded })
    const { tables, cube } = standard.fill({ year: 2025, place: 'PK', victims: some, steps })
    const rows = tables.find(({ code }) => code === 'vic_TypeOfExploitation')!.rows
    const n = (code: string) =>
      readCell(rows.find((row) => row.code === code)!.cells[0]!, {
        cells: cube.cells,
        hidden: new Set(),
      }).value
    expect([n('X1'), n('X2'), n('several'), n('HTCDS ForcedBegging'), n('not-recorded')]).toEqual([
      12, 7, 6, 9, 2,
    ])
    expect(standard.mapping.find(({ from }) => from.endsWith('Surrogacy'))).toMatchObject({
      to: null,
      none: 'no-code',
    })
  })

  test('a code list is refused with the line that is wrong', () => {
    const head = ['variable', 'code', 'name_en', 'name_ur', 'htcds']
    const refused = (...lines: string[][]) => {
      try {
        codeListOf([head, ...lines])
      } catch (problem) {
        return (problem as { code: string }).code
      }
      return undefined
    }
    expect(refused()).toBe('statistics/standard-list-length')
    expect(refused(['sex', '1', 'x', '', ''])).toBe('statistics/standard-list-variable')
    expect(refused(['prs_Gender', '', 'x', '', ''])).toBe('statistics/standard-list-code')
    expect(refused(['prs_Gender', '1', 'x', '', 'Woman'])).toBe('statistics/standard-list-htcds')
    expect(
      refused(['prs_Gender', '1', 'x', '', 'Feminine'], ['prs_Gender', '2', 'y', '', 'Feminine']),
    ).toBe('statistics/standard-list-twice')
  })
})

describe('small numbers', () => {
  /** Narrows every unknown number by the sums, again and again, as a reader with all tables can. */
  function attack(code: StandardCode, counted: readonly Counted[]) {
    const { cube } = of(code).fill({ year: 2025, place: 'PK', victims: counted, steps })
    const hidden = hiddenIn(cube)
    const n = (key: string) => cube.cells.get(key)!
    const bounds = new Map(
      [...cube.cells].map(([key, value]) => [
        key,
        hidden.has(key) ? { low: 0, high: 1e6 } : { low: value, high: value },
      ]),
    )
    for (let round = 0; round < 60; round++)
      for (const { total, parts } of cube.sums) {
        const sum = bounds.get(total)!
        const at = parts.map((key) => bounds.get(key)!)
        const lows = at.reduce((all, { low }) => all + low, 0)
        const highs = at.reduce((all, { high }) => all + high, 0)
        sum.low = Math.max(sum.low, lows)
        sum.high = Math.min(sum.high, highs)
        for (const part of at) {
          part.low = Math.max(part.low, sum.low - (highs - part.high))
          part.high = Math.min(part.high, sum.high - (lows - part.low))
        }
      }
    return [...hidden].filter((key) => {
      const { low, high } = bounds.get(key)!
      return n(key) > 0 && n(key) < 5 && low === high
    })
  }

  test.each(standardCodes)('%s: no hidden count of 1 to 4 follows from the sums', (code) => {
    expect(attack(code, some)).toEqual([])
    const sexes = ['Feminine', 'Masculine', 'NonConforming', 'NonSpecifiedUnknown']
    const kinds: Form[][] = [['commercial-sex'], ['debt-bondage'], ['forced-begging'], []]
    for (let seed = 1; seed <= 12; seed++) {
      const random = (below: number) =>
        (Math.imul(seed * 7919 + below * 31 + drawn++ * 104729, 2654435761) >>> 8) % below
      let drawn = 0
      const made = Array.from({ length: 14 }, () =>
        victims(1 + random(9), {
          sex: sexes[random(4)]!,
          forms: kinds[random(4)]!,
          laws: [['PTPA'], ['PPC'], []][random(3)]!,
          citizenship: ['PAK', 'AFG', 'BGD', null][random(4)]!,
          means: random(3) ? [] : ['confined-or-guarded'],
          ...(random(2) ? child : {}),
        }),
      )
      expect(attack(code, made), `seed ${seed}`).toEqual([])
    }
  })

  test('numbers of 5 and more that stand alone are shown', () => {
    const { cube } = of('sdg-16-2-2').fill({
      year: 2025,
      place: 'PK',
      victims: [victims(30)],
      steps: [],
    })
    expect(hiddenIn(cube).size).toBe(0)
  })
})

test('populations close: the sexes, and the provinces, add up to the country', () => {
  const people = (place: string, sex: string, age: string) =>
    findPopulation(populations, { place, sex, age })!.people
  for (const age of ['_T', 'Y0T17'])
    expect(['F', 'M', '_O'].reduce((n, sex) => n + people('PK', sex, age), 0)).toBe(
      people('PK', '_T', age),
    )
  const provinces = ['PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-IS']
  for (const age of ['_T', 'Y0T17'])
    expect(provinces.reduce((n, place) => n + people(place, '_T', age), 0)).toBe(
      people('PK', '_T', age),
    )
  for (const one of populations) expect(one.source).not.toBe('')
})
