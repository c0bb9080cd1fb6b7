import { describe, expect, test } from 'vitest'
import type { Counted } from './counting.ts'
import { csvOf, safe } from './csv.ts'
import { columns, csvOfLines, exportLines, labelsOf, sheetsOf } from './export.ts'

const one: Counted = {
  sex: 'Feminine',
  ageGroup: '<18',
  ageBroad: '9--17',
  forms: ['debt-bondage', 'forced-begging'],
  laws: [],
  country: 'PAK',
  province: 'PK-PB',
  district: null,
  status: 'presumed',
  citizenship: 'PAK',
  means: [],
  year: '2026',
  n: 3,
}

describe('a text from outside', () => {
  test.each([
    '=HYPERLINK("http://example.org")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '＝1',
  ])('is no formula in a spreadsheet: %j', (text) => {
    expect(safe(text)).toBe(`'${text}`)
    expect(csvOf([[text]])).toContain(`'${text.replaceAll('"', '""')}`)
  })

  test('that is harmless stays as it is', () => {
    expect(safe('PK-PB')).toBe('PK-PB')
    expect(safe('<18')).toBe('<18')
  })
})

test('people who differ only in citizenship or means of control share a line', () => {
  const other = { ...one, citizenship: 'AFG', means: ['false-promise'] as const, n: 2 }
  expect(exportLines([one, other], {}, false).map((line) => line.at(-1))).toEqual([5])
  expect(
    exportLines([one, other], { citizenship: 'AFG' }, true).map((line) => line.at(-1)),
  ).toEqual([2])
})

test('CSV begins with the byte order mark and ends its lines as RFC 4180 says', () => {
  const text = csvOf([
    ['a', 'b'],
    ['x,y', 'say "no"'],
    ['two\nlines', 4],
  ])
  expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(text.slice(1)).toBe('a,b\r\n"x,y","say ""no"""\r\n"two\nlines",4\r\n')
})

test('a line carries the codes of HTCDS, CTDC and the SDG indicator', () => {
  const [line] = exportLines([one], {}, true)
  const named = Object.fromEntries(columns.map((column, i) => [column, line![i]]))
  expect(named).toMatchObject({
    prs_Gender: 'Feminine',
    ctdc_ageBroad: '9--17',
    vic_TypeOfExploitation: 'ForcedLabour;ForcedBegging',
    ctdc_exploitation: 'isForcedLabour;meansOfControlDebtBondage;typeOfLabourBegging',
    sdg_16_2_2_form: 'labour;other',
    vic_TraffickingStatus: 'PossibleVictimOfTrafficking',
    district: 'not-recorded',
    victims: 3,
  })
})

test('small numbers are hidden unless they are asked for', () => {
  expect(
    exportLines([one, { ...one, sex: 'Masculine', n: 5 }], {}, false).map((line) => line.at(-1)),
  ).toEqual(['<5', 5])
})

test('the lines add up to the victims, each once', () => {
  const lines = exportLines([one, { ...one, forms: [], n: 7 }], {}, true)
  expect(lines.reduce((all, line) => all + Number(line.at(-1)), 0)).toBe(10)
})

test('every code in the lines has a label, and no cell of the workbook is a formula', () => {
  const lines = exportLines([{ ...one, province: '=cmd()' }], {}, true)
  const labels = labelsOf(lines, (_variable, code) => code)
  expect(labels.map(({ code }) => code)).toContain('ForcedBegging')
  const sheets = sheetsOf({
    lines,
    labels,
    definitions: [['=1', 'متن']],
    crosswalkTitle: ['a', 'b', 'c', 'd', 'e'],
  })
  const cells = sheets.flatMap(({ data }) => data.flat())
  const texts = cells.flatMap((cell) => (cell && typeof cell === 'object' ? [cell.value] : []))
  expect(texts.filter((text) => text.startsWith('='))).toEqual([])
  expect(csvOfLines(lines)).toContain("'=cmd()")
})
