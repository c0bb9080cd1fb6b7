import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  followUpsOf,
  mayStepBack,
  moved,
  moves,
  nextMoves,
  type Release,
  steppedBack,
} from './release.ts'

const asked: Release = {
  status: 'asked',
  askedOn: '2026-01-10',
  orderedOn: null,
  leftOn: null,
  certifiedOn: null,
}
const trouble = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return undefined
}

describe('a release', () => {
  test('is refused a certificate before the family has left, and leaving before an order', () => {
    expect(trouble(() => moved(asked, 'certify', '2026-02-01'))).toBe(
      'worksites/release-out-of-turn',
    )
    expect(trouble(() => moved(asked, 'leave', '2026-02-01'))).toBe('worksites/release-out-of-turn')
  })

  test('takes no step on a day before the step before it', () => {
    const ordered = moved(asked, 'order', '2026-01-12')
    expect(trouble(() => moved(asked, 'order', '2026-01-09'))).toBe('worksites/release-before-last')
    expect(trouble(() => moved(ordered, 'leave', '2026-01-11'))).toBe(
      'worksites/release-before-last',
    )
    expect(moved(ordered, 'leave', '2026-01-12').status).toBe('left')
  })

  test('cannot be set aside once the family has left', () => {
    const left = moved(moved(asked, 'order', '2026-01-12'), 'leave', '2026-01-13')
    expect(nextMoves(left)).toEqual(['certify'])
  })

  test('stepping back undoes exactly the last step, over random histories', () => {
    const steps = fc.array(fc.constantFrom(...moves), { maxLength: 6 })
    fc.assert(
      fc.property(steps, (tried) => {
        let now = asked
        let last: Release | undefined
        for (const move of tried.filter((one) => one !== 'set-aside')) {
          if (!nextMoves(now).includes(move)) continue
          last = now
          now = moved(now, move, '2026-03-01')
        }
        if (last) expect(steppedBack(now)).toEqual(last)
        else expect(mayStepBack(now)).toBe(false)
      }),
    )
  })
})

test('follow-ups fall one, six and twelve months after leaving, at the month’s end where it is shorter', () => {
  expect(followUpsOf('2025-08-31')).toEqual([
    { code: 'follow-up-1', dueOn: '2025-09-30' },
    { code: 'follow-up-6', dueOn: '2026-02-28' },
    { code: 'follow-up-12', dueOn: '2026-08-31' },
  ])
})
