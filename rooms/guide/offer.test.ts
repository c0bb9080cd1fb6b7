import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Offer, questions, type Reply, signs, weigh } from './offer.ts'

const replies = fc.constantFrom<Reply>('yes', 'no', 'unknown')
const offers = fc.record(
  Object.fromEntries(questions.map((question) => [question, replies])),
) as fc.Arbitrary<Offer>
const strength = { 'no-sign': 0, ask: 0, careful: 1, stop: 2 } as const

describe('an offer', () => {
  test('is never called safe while anything is not known', () => {
    expect(weigh({}).verdict).toBe('ask')
    expect(weigh({ 'passport-kept': 'no' }).verdict).toBe('ask')
    const all = Object.fromEntries(questions.map((question) => [question, 'no' as const]))
    expect(weigh(all).verdict).toBe('no-sign')
  })

  test('with one strong sign, or three others, is reason to stop', () => {
    for (const sign of signs) {
      const { verdict } = weigh({ [sign.question]: 'yes' })
      expect(verdict, sign.question).toBe(sign.weight === 'strong' ? 'stop' : 'careful')
    }
    const some = signs.filter((sign) => sign.weight === 'some').slice(0, 3)
    expect(weigh(Object.fromEntries(some.map((one) => [one.question, 'yes']))).verdict).toBe('stop')
  })

  test('never looks better for one sign more', () => {
    fc.assert(
      fc.property(offers, fc.constantFrom(...questions), (offer, question) => {
        const worse = weigh({ ...offer, [question]: 'yes' })
        expect(strength[worse.verdict]).toBeGreaterThanOrEqual(strength[weigh(offer).verdict])
      }),
    )
  })

  test('every sign says where it comes from', () => {
    expect(signs.map((sign) => sign.question)).toEqual([...questions])
    for (const sign of signs)
      expect(sign.rule !== null || sign.grade === 'M', sign.question).toBe(true)
  })
})
