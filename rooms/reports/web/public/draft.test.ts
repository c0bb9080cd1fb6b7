import { describe, expect, it } from 'vitest'
import {
  answersOf,
  type Draft,
  emptyDraft,
  findDraft,
  forgetDraft,
  keepDraft,
  placeCodeOf,
  routingOf,
  withAnswer,
} from './draft.ts'
import { faultOf } from './mailbox.tsx'
import { latinDigits } from './receipt.tsx'

const told: Draft = {
  ...emptyDraft,
  answers: {
    kind: 'forced-scam-work',
    danger: 'yes',
    what: 'PLANTED-WORDS',
    contact: '0300 0000000',
    where: 'a tower',
  },
  place: { side: 'abroad', province: 'PK-PB', district: 'PK-PB-gujrat', country: 'KHM' },
}

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('what leaves the phone unsealed', () => {
  it('is place, kind, danger and language, and no word that was written', () => {
    const routing = routingOf(told, 'ur')
    expect(routing).toEqual({
      kind: 'forced-scam-work',
      placeCode: 'PK-PB-gujrat',
      dangerNow: true,
      language: 'ur',
    })
    expect(JSON.stringify(routing)).not.toMatch(/PLANTED|0300|KHM|tower/)
  })

  it('is no place at all from somebody who does not know it', () => {
    expect(placeCodeOf({ ...told.place, side: 'not-sure' })).toBeNull()
  })

  it('is no danger unless the answer was yes', () => {
    expect(routingOf(withAnswer(told, 'danger', 'not-sure'), 'ur').dangerNow).toBe(false)
    expect(routingOf(emptyDraft, 'ur').kind).toBe('not-sure')
  })
})

describe('the answers that are sealed', () => {
  it('name the country in words, before the exact place', () => {
    expect(answersOf(told, () => 'Cambodia').where).toBe('Cambodia, a tower')
  })

  it('an emptied answer is no answer', () => {
    expect(withAnswer(told, 'what', '').answers).not.toHaveProperty('what')
  })
})

describe('a form left half-way', () => {
  it('is there again after a reload', () => {
    const store = memory()
    keepDraft(store, told)
    expect(findDraft(store)).toEqual(told)
  })

  it('leaves nothing once it is forgotten', () => {
    const store = memory()
    keepDraft(store, told)
    forgetDraft(store)
    expect(store.kept.size).toBe(0)
  })

  it('spoiled storage is no draft, and a full one stops nobody', () => {
    const store = memory()
    store.setItem('draft', '{half')
    expect(findDraft(store)).toBeUndefined()
    const full = {
      ...store,
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(() => keepDraft(full, told)).not.toThrow()
  })
})

describe('a receipt as it is typed', () => {
  it('letters in it are named, and not silently dropped', () => {
    expect(faultOf('1234 5678 9O12 3456 7890 1234')).toBe('public.return.other-signs')
  })

  it('one digit too few is told as a matter of count', () => {
    expect(faultOf('1'.repeat(23))).toBe('public.return.not-24')
  })

  it('Urdu and Arabic digits with spaces are the same receipt', () => {
    expect(faultOf('۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ٣٤٥٦ ٧٨٩٠ 1234')).toBeUndefined()
    expect(latinDigits('۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ٣٤٥٦ ٧٨٩٠ 1234')).toBe('123456789012345678901234')
  })
})
