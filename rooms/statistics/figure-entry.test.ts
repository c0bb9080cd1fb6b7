import { describe, expect, test } from 'vitest'
import { type FigureWritten, figureOf, findingsWith, writtenFrom } from './figure-entry.ts'

const written = (more: Partial<FigureWritten> = {}): FigureWritten => ({
  measure: 'victims-identified',
  nameEn: 'Victims identified',
  nameUr: '',
  value: '21,253',
  unit: 'persons',
  place: 'PK',
  period: '2021',
  source: 'a made-up report',
  url: '',
  grade: 'N',
  state: 'verified',
  rough: false,
  note: '',
  parts: [
    { name: 'Women', value: '16 950' },
    { name: 'Men', value: '4303' },
  ],
  ...more,
})

function refused(more: Partial<FigureWritten>): Record<string, string> {
  try {
    figureOf(written(more), 'own-a')
  } catch (problem) {
    return (problem as { fields: Record<string, string> }).fields
  }
  return {}
}

describe('a figure that is written down', () => {
  test('names each field that cannot be so', () => {
    expect(refused({ value: 'many', source: '', period: 'last year' })).toEqual({
      value: 'statistics/figure-value',
      source: 'statistics/figure-source',
      period: 'statistics/figure-period',
    })
    expect(refused({ value: '-3' })).toHaveProperty('value')
    expect(refused({ value: '1.2.3' })).toHaveProperty('value')
    expect(refused({ url: 'javascript:alert(1)' })).toHaveProperty('url')
    expect(refused({ parts: [{ name: 'Women', value: '' }] })).toHaveProperty('parts')
    const twice = { name: 'Women', value: '1' }
    expect(refused({ parts: [twice, twice] })).toEqual({ parts: 'statistics/figure-parts-twice' })
    expect(refused({})).toEqual({})
  })

  test('is read with thousands set off, and keeps no empty part', () => {
    const figure = figureOf(
      written({ parts: [...written().parts, { name: ' ', value: '' }] }),
      'own-a',
    )
    expect(figure.value).toBe(21253)
    expect(figure.parts!.map(({ value }) => value)).toEqual([16950, 4303])
    expect(figureOf(written({ value: '12.5', unit: 'percent', parts: [] }), 'own-a').value).toBe(
      12.5,
    )
  })

  test('is held against its parts and against what others say, before it is kept', () => {
    const register = [figureOf(written({ value: '21000', parts: [] }), 'own-b')]
    const figure = figureOf(
      written({
        parts: [
          { name: 'Women', value: '16950' },
          { name: 'Men', value: '2918' },
        ],
      }),
      'own-a',
    )
    expect(findingsWith(register, figure)).toEqual([
      {
        kind: 'parts-do-not-close',
        figure: 'own-a',
        parts: [16950, 2918],
        sum: 19868,
        total: 21253,
        missing: 1385,
      },
      { kind: 'sources-differ', figures: ['own-b', 'own-a'], values: [21000, 21253] },
    ])
    // A changed figure is not held against itself.
    expect(findingsWith([figure], { ...figure, parts: [] })).toEqual([])
  })
})

describe('a CSV of figures', () => {
  const head = 'measure,name_en,value,unit,place,period,source,grade,state,parts'.split(',')
  test('is read line by line, parts and all', () => {
    const [one] = writtenFrom([
      head,
      [
        'cases',
        'Cases',
        '10',
        'cases',
        'PK',
        '2024',
        'a made-up report',
        'N',
        'verified',
        'new=6; old = 4',
      ],
    ])
    expect(figureOf(one!, 'own-a')).toMatchObject({
      value: 10,
      parts: [
        { name: { en: 'new' }, value: 6 },
        { name: { en: 'old' }, value: 4 },
      ],
    })
  })
  test('is refused without its columns, and without lines', () => {
    expect(() =>
      writtenFrom([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toThrow('statistics/figures-head')
    expect(() => writtenFrom([head])).toThrow('statistics/figures-length')
  })
})
