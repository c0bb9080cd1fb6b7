import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  below,
  drawOrder,
  isExcluded,
  rosterFrom,
  rosterHash,
  rosterText,
  type SeatOpening,
  seatOf,
  seedOf,
} from './lot.ts'

const seat = (name: string) => createHash('sha256').update(name).digest('base64url')
const seats = (count: number) => Array.from({ length: count }, (_, at) => seat(`seat ${at}`))
const root = (n: number) => new Uint8Array(createHash('sha256').update(`root ${n}`).digest())
const line = 'panah/1 received a-desk 2026-W48 mark commitment'

const lots = fc.record({
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  line: fc.string({ minLength: 1 }),
  seats: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 12 }),
})

/** Pearson's statistic over equally likely cells. */
function chiSquare(counts: readonly number[], draws: number): number {
  const expected = draws / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe('a draw', () => {
  it('gives every seat the same chance of every place in the order (fixed seeds, χ² with 24 and 119 degrees of freedom)', () => {
    const [count, draws] = [5, 6000]
    const roster = rosterText('a-desk', seats(count))
    const places = [...rosterFrom(roster)!.seats]
    const firsts = Array.from({ length: count * count }, () => 0)
    const orders = new Map<string, number>()
    for (let n = 0; n < draws; n++) {
      const order = drawOrder({ root: root(n), line, roster })
      for (const [at, one] of order.entries()) firsts[places.indexOf(one) * count + at]!++
      const key = order.map((one) => places.indexOf(one)).join('')
      orders.set(key, (orders.get(key) ?? 0) + 1)
    }
    // Twice the 0.999 quantiles (51.2 and 173): only a draw that is really crooked is above.
    expect(chiSquare(firsts, draws * count)).toBeLessThan(103)
    expect(orders.size).toBe(120)
    expect(chiSquare([...orders.values()], draws)).toBeLessThan(346)
  })

  it('does not depend on the order in which the roster was written down', () => {
    fc.assert(
      fc.property(
        lots.chain((of) =>
          fc.tuple(
            fc.constant(of),
            fc.shuffledSubarray(of.seats, {
              minLength: of.seats.length,
              maxLength: of.seats.length,
            }),
          ),
        ),
        ([{ root, line, seats }, shuffled]) => {
          const drawn = (names: readonly string[]) =>
            drawOrder({ root, line, roster: rosterText('a-desk', names.map(seat)) })
          expect(drawn(shuffled)).toEqual(drawn(seats))
        },
      ),
    )
  })

  it('is every seat once, and another one for another report, another root or another roster', () => {
    fc.assert(
      fc.property(lots, ({ root, line, seats }) => {
        const roster = rosterText('a-desk', seats.map(seat))
        expect([...drawOrder({ root, line, roster })].sort()).toEqual(rosterFrom(roster)!.seats)
        const seed = seedOf({ root, line, roster })
        expect(seedOf({ root, line: `${line}.`, roster })).not.toEqual(seed)
        expect(seedOf({ root, line, roster: rosterText('b-desk', seats.map(seat)) })).not.toEqual(
          seed,
        )
        const turned = Uint8Array.from(root, (byte, at) => (at === 31 ? byte ^ 1 : byte))
        expect(seedOf({ root: turned, line, roster })).not.toEqual(seed)
      }),
    )
  })

  it('that passes one over leaves the order of all others as it was', () => {
    fc.assert(
      fc.property(lots, fc.nat(), ({ root, line, seats }, which) => {
        const order = drawOrder({ root, line, roster: rosterText('a-desk', seats.map(seat)) })
        const passed = order[which % order.length]
        const taker = order.find((one) => one !== passed)
        expect(taker).toBe(passed === order[0] ? order[1] : order[0])
      }),
    )
  })

  it('can be recomputed from the words of the README alone', () => {
    const roster = rosterText('a-desk', seats(3))
    const hash = createHash('sha256').update(roster).digest('base64url')
    const seed = createHash('sha256')
      .update(`panah/lot/v1\n${Buffer.from(root(1)).toString('base64')}\n${hash}\n${line}\n`)
      .digest()
    const block = createHash('sha256').update(seed).update(Buffer.alloc(4)).digest()
    const left = roster.split('\n').slice(2, -1)
    const order: string[] = []
    // No number is thrown away here: 2^32 leaves a remainder of 1 by 3, and the number is not the last.
    expect(block.readUInt32BE(0)).toBeLessThan(2 ** 32 - 1)
    const first = block.readUInt32BE(0) % 3
    order.push(left[first]!)
    left[first] = left[0]!
    const second = block.readUInt32BE(4) % 2
    const rest = left.slice(1)
    order.push(rest[second]!, rest[1 - second]!)
    expect(drawOrder({ root: root(1), line, roster })).toEqual(order)
  })
})

describe('a number below n', () => {
  it('throws away what would make the small ones likelier', () => {
    const given = [2 ** 32 - 1, 2 ** 32 - 2, 4][Symbol.iterator]()
    // 2^32 = 3 · 1431655765 + 1: only the last number is too many.
    expect(below(3, given)).toBe((2 ** 32 - 2) % 3)
    expect(below(5, [2 ** 32 - 1, 7][Symbol.iterator]())).toBe(2)
  })
})

describe('a roster', () => {
  it('is refused where a line is no seat, twice the same, out of order, or cut off', () => {
    const good = rosterText('a-desk', seats(2))
    expect(rosterFrom(good)).toEqual({ unit: 'a-desk', seats: [...seats(2)].sort() })
    const [format, unit, one, two] = good.split('\n')
    for (const bad of [
      good.slice(0, -1),
      [format, unit, two, one, ''].join('\n'),
      [format, unit, one, one, ''].join('\n'),
      [format, unit, 'not-a-seat', ''].join('\n'),
      ['other/1', unit, one, two, ''].join('\n'),
    ])
      expect(rosterFrom(bad)).toBeUndefined()
  })

  it('has another hash with another seat', () => {
    expect(rosterHash(rosterText('a', seats(2)))).not.toBe(rosterHash(rosterText('a', seats(3))))
  })
})

describe('a seat', () => {
  const opening: SeatOpening = {
    nonce: Buffer.alloc(32, 7).toString('base64'),
    account: '018f0000-0000-7000-8000-00000000000a',
    not: [
      { place: 'PK-PB-gujrat', kind: null },
      { place: null, kind: 'organ' },
    ],
  }

  it('belongs to one officer with what she declared, and to no other', () => {
    const own = seatOf(opening)
    expect(own).toMatch(/^[\w-]{43}$/)
    expect(seatOf({ ...opening, not: opening.not.toReversed() })).toBe(own)
    expect(seatOf({ ...opening, account: '018f0000-0000-7000-8000-00000000000b' })).not.toBe(own)
    expect(seatOf({ ...opening, not: [] })).not.toBe(own)
    expect(seatOf({ ...opening, nonce: Buffer.alloc(32, 8).toString('base64') })).not.toBe(own)
  })
})

describe('what an officer declared', () => {
  const report = { place: 'PK-PB-gujrat', kind: 'organ' }
  it.each([
    [{ place: 'PK-PB-gujrat', kind: null }, true],
    [{ place: 'PK-PB', kind: null }, true],
    [{ place: 'PK-PB-guj', kind: null }, false],
    [{ place: null, kind: 'organ' }, true],
    [{ place: 'PK-PB-gujrat', kind: 'child' }, false],
    [{ place: null, kind: null }, false],
  ])('%o keeps the report from her: %s', (exclusion, kept) => {
    expect(isExcluded([exclusion], report)).toBe(kept)
  })

  it('by place does not hold where the report names none', () => {
    expect(isExcluded([{ place: 'PK-PB', kind: null }], { place: null, kind: 'organ' })).toBe(false)
  })
})
