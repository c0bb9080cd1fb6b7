import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AuditedReport, auditOf, LEAST, others } from './fairness.ts'
import { type FairnessForm, formOf, mayDrawUp } from './fairness-form.ts'

const plain: AuditedReport = {
  desk: 'a',
  district: null,
  kind: 'child',
  language: 'ur',
  accused: null,
  sex: null,
  decision: 'open-case',
  late: false,
  decidedAfter: 5,
  answeredAfter: 9,
  watched: 500,
}
const many = (n: number, of: Partial<AuditedReport>) =>
  Array.from({ length: n }, () => ({ ...plain, ...of }))

describe('what stands out', () => {
  // At both desks every second report on agents becomes a case, and of those on officials next to none.
  const unfair = ['a', 'b'].flatMap((desk) => [
    ...many(15, { desk, accused: 'agent' }),
    ...many(15, { desk, accused: 'agent', decision: 'outside-this-law' }),
    ...many(1, { desk, accused: 'official' }),
    ...many(19, { desk, accused: 'official', decision: 'nothing-to-act-on-so-far' }),
  ])

  test('is what differs within the same desk, with the side on which it lies', () => {
    const comparison = auditOf(unfair).find(
      ({ by, measure }) => by === 'accused' && measure === 'case-opened',
    )!
    expect(comparison).toMatchObject({ verdict: 'stands-out', within: 'desk', how: 'exact' })
    expect(comparison.groups.map(({ code, mark }) => [code, mark])).toEqual([
      ['agent', 'above'],
      ['official', 'below'],
    ])
    // 1 : 19 beside 15 : 15.
    expect(comparison.groups[1]!.odds!.ratio).toBeCloseTo(1 / 19, 10)
  })

  test('is not a difference that comes from the desks alone', () => {
    // One desk opens cases often and gets women's reports, the other seldom and gets men's; within each the same.
    const mixed = [
      ...many(32, { desk: 'a', sex: 'female' }),
      ...many(8, { desk: 'a', sex: 'female', decision: 'duplicate' }),
      ...many(8, { desk: 'a', sex: 'male' }),
      ...many(2, { desk: 'a', sex: 'male', decision: 'duplicate' }),
      ...many(2, { desk: 'b', sex: 'female' }),
      ...many(8, { desk: 'b', sex: 'female', decision: 'duplicate' }),
      ...many(8, { desk: 'b', sex: 'male' }),
      ...many(32, { desk: 'b', sex: 'male', decision: 'duplicate' }),
    ]
    const verdicts = Object.fromEntries(
      auditOf(mixed)
        .filter(({ measure }) => measure === 'case-opened')
        .map(({ by, verdict }) => [by, verdict]),
    )
    expect(verdicts).toMatchObject({ sex: 'nothing', desk: 'stands-out' })
  })

  test('is a desk that takes longer, reports that still wait counted as waiting', () => {
    const slow = [
      ...many(20, { desk: 'a', decidedAfter: 4 }),
      ...many(12, { desk: 'b', decidedAfter: 30 }),
      ...many(8, { desk: 'b', decidedAfter: null, decision: null, watched: 60 }),
    ]
    const comparison = auditOf(slow).find(
      ({ by, measure }) => by === 'desk' && measure === 'decision',
    )!
    expect(comparison.verdict).toBe('stands-out')
    expect(comparison.groups.map(({ mark, median, hits }) => [mark, median, hits])).toEqual([
      ['quicker', 4, 20],
      ['slower', 30, 12],
    ])
  })

  test('is nothing where nobody is treated differently, and where there is too little to tell', () => {
    const same = ['a', 'b'].flatMap((desk) => [
      ...many(20, { desk }),
      ...many(20, { desk, decision: 'duplicate' }),
    ])
    expect(auditOf(same).filter(({ verdict }) => verdict === 'stands-out')).toEqual([])
    const few = [...many(LEAST, { desk: 'a' }), ...many(LEAST - 1, { desk: 'b', late: true })]
    const comparison = auditOf(few).find(({ by, measure }) => by === 'desk' && measure === 'late')!
    expect(comparison.verdict).toBe('too-few')
    expect(comparison.groups.map(({ code }) => code)).toEqual(['a', others])
    expect(new Set(auditOf([]).map(({ verdict }) => verdict))).toEqual(new Set(['too-few']))
  })
})

const reportOf = (codes: number) =>
  fc.record({
    desk: fc.constantFrom('a', 'b', 'c'),
    district: fc.option(fc.constantFrom(...Array.from({ length: codes }, (_, i) => `d${i}`))),
    kind: fc.constantFrom('child', 'organ'),
    language: fc.constantFrom('ur', 'en'),
    accused: fc.option(fc.constantFrom('official', 'agent')),
    sex: fc.option(fc.constantFrom('female', 'male', 'unknown')),
    decision: fc.option(fc.constantFrom('open-case', 'nothing-to-act-on-so-far', 'duplicate')),
    late: fc.boolean(),
    decidedAfter: fc.option(fc.nat(99)),
    answeredAfter: fc.option(fc.nat(99)),
    watched: fc.integer({ min: 100, max: 200 }),
  })

test('the order of the reports changes no verdict', () => {
  fc.assert(
    fc.property(
      fc
        .array(reportOf(3), { minLength: 20, maxLength: 60 })
        .chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
      ([list, shuffled]) => {
        const told = (of: readonly AuditedReport[]) =>
          auditOf(of).map(({ by, measure, how, p, groups }) => ({
            by,
            measure,
            how,
            // What is simulated deals the reports out in their order: that is chance, not a finding.
            p: p !== null && how !== 'simulated' ? p.toFixed(8) : null,
            groups: groups.map(({ code, n, hits, median }) => ({ code, n, hits, median })),
          }))
        expect(told(shuffled)).toEqual(told(list))
      },
    ),
    { numRuns: 6 },
  )
})

describe('the public form', () => {
  const period = { from: '2026-01-01', until: '2026-12-31' }

  /** What somebody who subtracts can say of each group that is not shown. */
  function hiddenBounds(form: FairnessForm, list: readonly AuditedReport[]) {
    const { k } = form
    return form.tables.flatMap(({ by, rows }) => {
      const recorded = list.filter((report) => report[by] !== null)
      // Where some reports do not say, they may be any number.
      const most = recorded.length === list.length ? form.reports + k - 1 : Infinity
      const least = recorded.length === list.length ? form.reports : 0
      const low = rows.reduce((sum, row) => sum + row.reports, 0)
      const high = rows.reduce((sum, row) => sum + row.reports + k - 1, 0)
      const hidden = new Set(recorded.map((report) => report[by]!))
      for (const row of rows) hidden.delete(row.code)
      if (hidden.size !== 1) return []
      const [code] = hidden
      const real = recorded.filter((report) => report[by] === code).length
      return [{ by, real, low: Math.max(0, least - high), high: most - low }]
    })
  }

  test('shows no count below k, none that is exact, and none that subtraction gives back', () => {
    fc.assert(
      fc.property(
        fc.array(reportOf(6), { minLength: 0, maxLength: 160 }),
        fc.constantFrom(3, 5, 10),
        (list, k) => {
          const form = formOf(list, period, k)
          for (const { rows } of form.tables)
            for (const { reports, shares } of rows)
              for (const count of [reports, ...Object.values(shares)])
                if (count !== null) {
                  expect(count).toBeGreaterThanOrEqual(k)
                  expect(count % k).toBe(0)
                }
          for (const { real, low, high } of hiddenBounds(form, list))
            expect(real < k && low >= 1 && high < k, `${low}–${high} for ${real}`).toBe(false)
          for (const { by, groups } of form.findings)
            for (const { code } of groups)
              expect(
                form.tables.some(
                  (table) => table.by === by && table.rows.some((row) => row.code === code),
                ),
              ).toBe(true)
        },
      ),
      { numRuns: 120 },
    )
  })

  test('never tells more than is true', () => {
    const list = [...many(37, { desk: 'a', late: true }), ...many(25, { desk: 'b' })]
    const form = formOf(list, period)
    const desks = form.tables.find(({ by }) => by === 'desk')!
    expect(form.reports).toBe(60)
    expect(desks.rows.map(({ code, reports }) => [code, reports])).toEqual([
      ['a', 30],
      ['b', 20],
    ])
    expect(desks.rows.map(({ shares }) => shares.late)).toEqual([30, null])
  })

  test('is drawn up when its year is over; of made-up reports also before', () => {
    expect(mayDrawUp(2026, '2026-12-31', false)).toBe(false)
    expect(mayDrawUp(2026, '2027-01-01', false)).toBe(true)
    expect(mayDrawUp(2026, '2026-11-26', true)).toBe(true)
    expect(mayDrawUp(2027, '2026-11-26', true)).toBe(false)
  })
})
