import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complaintKinds } from './complaint.ts'
import { rankUnlicensed } from './unlicensed.ts'

const seen = fc.record({
  keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 }),
  kind: fc.constantFrom(...complaintKinds),
})

describe('names seen without a licence', () => {
  test('complaints joined by a name and a phone, however far, are about one', () => {
    const kind = 'overcharge' as const
    const [first, second] = rankUnlicensed([
      { keys: ['tufail', 'phone-1'], kind },
      { keys: ['other'], kind },
      { keys: ['phone-2'], kind },
      { keys: ['phone-1', 'phone-2'], kind },
    ])
    expect(first!.seen).toHaveLength(3)
    expect(second!.seen).toHaveLength(1)
  })

  test('nothing that was complained of is lost or counted twice', () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 30 }), (all) => {
        const found = rankUnlicensed(all).flatMap((one) => one.seen)
        expect(new Set(found)).toEqual(new Set(all))
        expect(found).toHaveLength(all.length)
      }),
    )
  })

  test('one complaint more never moves a name down', () => {
    fc.assert(
      fc.property(
        fc.array(seen, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...complaintKinds),
        (others, kind) => {
          const own = { keys: ['own'], kind: 'other' as const }
          const rankOf = (all: Parameters<typeof rankUnlicensed>[0]) =>
            rankUnlicensed(all).find((one) => one.seen.includes(own))!
          const before = rankOf([own, ...others])
          const after = rankOf([own, { keys: ['own'], kind }, ...others])
          expect(after.harm).toBeGreaterThan(before.harm)
          expect(after.rank).toBeLessThanOrEqual(before.rank)
        },
      ),
    )
  })
})
