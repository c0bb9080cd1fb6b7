import { describe, expect, test } from 'vitest'
import { checkFigures, type Figure, faultsOf } from './figures.ts'
import { publishedFigures } from './published.ts'

const figure = (more: Partial<Figure>): Figure => ({
  key: 'a',
  measure: 'victims',
  name: { en: 'victims', ur: 'متاثرین' },
  value: 10,
  unit: 'persons',
  place: 'PK',
  period: '2021',
  source: 'a report',
  grade: 'N',
  state: 'verified',
  ...more,
})
const part = (key: string, value: number) => ({ key, value, name: { en: key, ur: key } })
const kinds = (figures: Figure[]) => checkFigures(figures).map(({ kind }) => kind)

describe('a register of figures', () => {
  test('finds parts that do not add up, and says what is missing', () => {
    const found = checkFigures([figure({ value: 10, parts: [part('w', 6), part('m', 3)] })])
    expect(found).toEqual([
      { kind: 'parts-do-not-close', figure: 'a', parts: [6, 3], sum: 9, total: 10, missing: 1 },
    ])
    expect(kinds([figure({ parts: [part('w', 6), part('m', 4)] })])).toEqual([])
  })

  test('lets rounded percentages miss a hundred by their rounding, and no more', () => {
    const shares = (...values: number[]) =>
      figure({ unit: 'percent', value: 100, parts: values.map((v, at) => part(`p${at}`, v)) })
    expect(kinds([shares(33, 33, 33)])).toEqual([])
    expect(kinds([shares(33, 33, 30)])).toEqual(['parts-do-not-close'])
  })

  test('finds the same figure told differently, but not that of another year, place or unit', () => {
    expect(kinds([figure({}), figure({ key: 'b', value: 11 })])).toEqual(['sources-differ'])
    for (const other of [{ period: '2020' }, { place: 'PK-PB' }, { unit: 'cases' }])
      expect(kinds([figure({}), figure({ key: 'b', value: 11, ...other })])).toEqual([])
  })

  test('lets a figure that is only "about" differ by a twentieth', () => {
    const about = (value: number) => figure({ key: 'b', value, rough: true })
    expect(kinds([figure({ value: 1000 }), about(1040)])).toEqual([])
    expect(kinds([figure({ value: 1000 }), about(1200)])).toEqual(['sources-differ'])
  })

  test('finds the same part told differently though the total agrees', () => {
    const one = figure({ parts: [part('w', 6), part('m', 4)] })
    const two = figure({ key: 'b', parts: [part('w', 4), part('m', 6)] })
    expect(checkFigures([one, two])).toEqual([
      { kind: 'parts-differ', figures: ['a', 'b'], part: 'w', values: [6, 4] },
      { kind: 'parts-differ', figures: ['a', 'b'], part: 'm', values: [4, 6] },
    ])
  })

  test('holds a share against the counts it is made of', () => {
    const counts = [
      figure({ key: 'part', measure: 'settled', value: 437 }),
      figure({ key: 'whole', measure: 'enquiries', value: 1518 }),
    ]
    const share = (value: number) =>
      figure({
        key: 's',
        measure: 's',
        unit: 'percent',
        value,
        share: { part: 'part', of: 'whole' },
      })
    // 437 / 1518 = 28.79 %
    expect(kinds([...counts, share(29)])).toEqual([])
    expect(kinds([...counts, share(28.8)])).toEqual([])
    expect(kinds([...counts, share(28.5)])).toEqual(['share-does-not-match'])
    const wrongWay = figure({ ...share(50), share: { part: 'whole', of: 'part' } })
    expect(kinds([...counts, wrongWay])).toEqual(['part-above-whole'])
  })

  test('says what nobody could verify, and what was misquoted', () => {
    expect(kinds([figure({ state: 'not-verified' })])).toEqual(['not-verified'])
    expect(kinds([figure({ state: 'misquoted' })])).toEqual(['misquoted'])
  })

  test('refuses what is no register, figure by figure', () => {
    expect(faultsOf({})).toHaveLength(1)
    expect(faultsOf([null])[0]).toContain('figure 1')
    expect(faultsOf([figure({}), figure({})])).toEqual(['figure 2 ("a"): the key is there twice'])
    expect(faultsOf([figure({ value: -1 })])[0]).toContain('value')
    expect(faultsOf([figure({ grade: 'X' as 'G' })])[0]).toContain('grade')
  })
})

describe('the figures that come with Panah', () => {
  const figures = publishedFigures()
  const found = checkFigures(figures)

  test('are a register, each in both languages with its source and grade', () => {
    expect(faultsOf(figures)).toEqual([])
    for (const one of figures) {
      expect(one.name.ur, one.key).toMatch(/[\u0600-\u06ff]/)
      if (one.note) expect(one.note.ur, one.key).toMatch(/[\u0600-\u06ff]/)
    }
  })

  test('16,950 + 2,918 + 1,310 + 50 is 21,228, and not 21,253', () => {
    expect(found).toContainEqual({
      kind: 'parts-do-not-close',
      figure: 'victims-pk-2021',
      parts: [16950, 2918, 1310, 50],
      sum: 21228,
      total: 21253,
      missing: 25,
    })
  })

  test('the licence counts do not close: 27 are missing in 2022, 28 in 2024', () => {
    const missing = found.flatMap((one) =>
      one.kind === 'parts-do-not-close' && one.figure.startsWith('licences') ? [one.missing] : [],
    )
    expect(missing).toEqual([27, 28, 16])
    expect(found.filter(({ kind }) => kind === 'parts-differ')).toHaveLength(2)
  })

  test('what the brief says and nobody could verify is marked', () => {
    const open = found.flatMap((one) => (one.kind === 'not-verified' ? [one.figure] : []))
    expect(open).toContain('trafficked-per-year')
    expect(open).toContain('fia-staff')
    expect(found).toContainEqual({ kind: 'misquoted', figure: 'brief-arrested' })
  })
})
