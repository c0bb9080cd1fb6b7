import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differing, type Entry, entryKinds, sides, sidesHeard, tellOf } from './advance.ts'
import { lawOfDebt } from './debt-law.ts'

const entry = fc.record({
  side: fc.constantFrom(...sides),
  kind: fc.constantFrom(...entryKinds),
  rupees: fc.integer({ min: 1, max: 1_000_000 }),
  on: fc.constantFrom('1988-05-01', '1992-03-16', '1992-03-17', '2021-06-30'),
  struckOn: fc.constantFrom(null, null, null, '2022-01-01'),
}) satisfies fc.Arbitrary<Entry>
const some = fc.array(entry, { maxLength: 30 })
const shuffled = some.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
)

const said = (more: Partial<Entry>): Entry => ({
  side: 'worker',
  kind: 'given',
  rupees: 1,
  on: '2021-06-30',
  struckOn: null,
  ...more,
})

describe('the reckoning of an advance', () => {
  test('does not depend on the order in which it was told', () => {
    fc.assert(
      fc.property(shuffled, ([told, other]) => {
        for (const side of sides) expect(tellOf(other, side)).toEqual(tellOf(told, side))
        expect(differing(other)).toEqual(differing(told))
      }),
    )
  })

  test('closes on both sides of the book, and shows nothing below zero', () => {
    fc.assert(
      fc.property(some, (told) => {
        for (const side of sides) {
          const one = tellOf(told, side)
          const { given, earned, paid, deducted, repaid } = one.sums
          const settled = (deducted ?? 0) + (repaid ?? 0)
          if (given !== null) expect(given + one.beyondGiven).toBe(settled + one.book)
          const received = (paid ?? 0) + (deducted ?? 0)
          if (earned !== null) expect(earned + one.beyondEarned).toBe(received + one.wagesOpen)
          expect(one.dueToFamily).toBe(one.takenAgainstDebt + one.wagesOpen)
          expect(one.takenAgainstDebt).toBeLessThanOrEqual(settled)
          for (const [key, sum] of Object.entries(one))
            if (key !== 'sums') expect(sum, key).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('is what each side said and nothing of the other', () => {
    fc.assert(
      fc.property(some, (told) => {
        for (const side of sides)
          expect(
            tellOf(
              told.filter((one) => one.side === side),
              side,
            ),
          ).toEqual(tellOf(told, side))
        for (const kind of differing(told)) {
          const sums = sides
            .map((side) => tellOf(told, side).sums[kind])
            .filter((sum) => sum !== null)
          expect(sums.length).toBeGreaterThan(1)
        }
      }),
    )
  })

  test('counts nothing that was struck out', () => {
    fc.assert(
      fc.property(some, (told) => {
        const left = told.filter((one) => one.struckOn === null)
        for (const side of sides) expect(tellOf(told, side)).toEqual(tellOf(left, side))
        expect(sidesHeard(told)).toEqual(sidesHeard(left))
      }),
    )
  })

  test('of a kiln family: 30,000 given, 24,000 earned, 9,000 paid, 12,000 held back, 5,000 paid back', () => {
    const told = [
      said({ kind: 'given', rupees: 30_000 }),
      said({ kind: 'earned', rupees: 24_000 }),
      said({ kind: 'paid', rupees: 9000 }),
      said({ kind: 'deducted', rupees: 12_000 }),
      said({ kind: 'repaid', rupees: 5000 }),
      said({ side: 'employer', kind: 'given', rupees: 60_000 }),
    ]
    // By hand: 24,000 − 9,000 − 12,000 = 3,000 of wages open; 12,000 + 5,000 taken; 30,000 − 17,000 left in the book.
    expect(tellOf(told, 'worker')).toMatchObject({
      wagesOpen: 3000,
      takenAgainstDebt: 17_000,
      dueToFamily: 20_000,
      book: 13_000,
    })
    expect(tellOf(told, 'employer').book).toBe(60_000)
    expect(differing(told)).toEqual(['given'])
  })

  test('calls nothing taken before 17 March 1992 a breach of the Act', () => {
    const told = [
      said({ kind: 'repaid', rupees: 700, on: '1992-03-16' }),
      said({ kind: 'repaid', rupees: 40, on: '1992-03-17' }),
    ]
    expect(tellOf(told, 'worker').takenAgainstDebt).toBe(40)
  })
})

describe('what the law says of the debt', () => {
  const linesOf = (begunOn: string, entries: Entry[] = [], province = 'PK-PB') =>
    lawOfDebt({ begunOn, entries }, { province, today: '2026-01-15' })
  const sections = (lines: ReturnType<typeof linesOf>) => lines.map(({ rule }) => rule.section)

  test('an advance given since the Act is forbidden and the agreement void; an older debt is extinguished', () => {
    expect(sections(linesOf('1992-03-17'))).toEqual(['2(e)', '4(2)', '5', '6(2)', '8(1)'])
    expect(sections(linesOf('1992-03-16'))).toEqual(['2(e)', '6(1)', '6(2)', '8(1)'])
  })

  test('speaks of a return only where something was taken, and of property only where some was', () => {
    const codes = (entries: Entry[]) => linesOf('2020-01-01', entries).map(({ code }) => code)
    expect(codes([said({ kind: 'given' })])).not.toContain('taken-returned')
    expect(codes([said({ kind: 'deducted' })])).toContain('taken-returned')
    expect(codes([said({ kind: 'deducted' })])).not.toContain('property-restored')
    expect(codes([said({ kind: 'taken' })])).toContain('property-restored')
  })

  test('every line has a grade and a source; what was not read is never called gazette', () => {
    const all = entryKinds.map((kind) => said({ kind }))
    for (const province of ['PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-GB', 'PK-JK', 'PK-IS'])
      for (const { rule } of linesOf('2023-01-01', all, province)) {
        expect(rule.source.length).toBeGreaterThan(10)
        if (['5', '8(3)', '6(4)'].includes(rule.section)) expect(rule.grade).not.toBe('gazette')
        if (['PK-SD', 'PK-KP', 'PK-BA'].includes(province)) expect(rule.grade).not.toBe('gazette')
      }
  })
})
