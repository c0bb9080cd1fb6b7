import { describe, expect, test } from 'vitest'
import { checkConsent, type GivenConsent, type Ground, groundFor, standingOn } from './consent.ts'

const today = '2026-11-20'
const yes: GivenConsent = {
  purpose: 'shelter',
  agencyId: 'shelter-a',
  fields: ['name', 'needs'],
  givenBy: 'self',
  guardianRoles: [],
  guardianNamed: false,
  childView: undefined,
  how: 'spoken',
  language: 'pan',
  understood: true,
  givenOn: today,
  expiresOn: '2027-02-20',
}
const guardians: GivenConsent = {
  ...yes,
  givenBy: 'guardian',
  guardianNamed: true,
  guardianRoles: ['family'],
  childView: 'agrees',
}

function refusal(given: GivenConsent, age: number | undefined): string | undefined {
  try {
    checkConsent(given, age, today)
    return undefined
  } catch (trouble) {
    return (trouble as { code: string }).code
  }
}

describe('what is not informed consent', () => {
  test.each<[string, Partial<GivenConsent>, number | undefined, string]>([
    ['a yes that was not understood', { understood: false }, 20, 'protection/not-understood'],
    ['a yes to nobody in particular', { agencyId: undefined }, 20, 'protection/recipient-missing'],
    ['a yes of a child alone', {}, 17, 'protection/guardian-missing'],
    ['a yes given tomorrow', { givenOn: '2026-11-21' }, 20, 'protection/given-in-future'],
    [
      'a yes that had ended before today',
      { givenOn: '2026-01-01', expiresOn: '2026-11-19' },
      20,
      'protection/expires-too-early',
    ],
    ['a yes without end', { expiresOn: '2028-11-20' }, 20, 'protection/expires-too-late'],
    [
      'counting that names a recipient',
      { purpose: 'reporting' },
      20,
      'protection/recipient-missing',
    ],
  ])('%s', (_name, change, age, code) => {
    expect(refusal({ ...yes, ...change }, age)).toBe(code)
  })

  test.each<[string, Partial<GivenConsent>, number | undefined, string]>([
    ['a guardian who speaks for a grown woman', {}, 18, 'protection/adult-decides'],
    ['a guardian without a name', { guardianNamed: false }, 9, 'protection/guardian-missing'],
    [
      'a guardian who is accused in the case',
      { guardianRoles: ['family', 'accused'] },
      9,
      'protection/guardian-accused',
    ],
    ['a child who was not asked', { childView: undefined }, 9, 'protection/child-view-missing'],
    ['a child who said no', { childView: 'disagrees' }, 15, 'protection/child-disagrees'],
  ])('%s', (_name, change, age, code) => {
    expect(refusal({ ...guardians, ...change }, age)).toBe(code)
  })
})

test('a grown person agrees for herself, and a guardian for a child who agrees or is too young', () => {
  expect(refusal(yes, 18)).toBeUndefined()
  expect(refusal(yes, undefined)).toBeUndefined()
  expect(refusal(guardians, 17)).toBeUndefined()
  expect(refusal({ ...guardians, childView: 'too-young' }, 3)).toBeUndefined()
})

const ground: Ground = {
  kind: 'consent',
  id: 'c1',
  personId: 'p1',
  purpose: 'shelter',
  agencyId: 'shelter-a',
  fields: ['name'],
  from: '2026-11-01',
  until: '2026-11-30',
  withdrawnAt: undefined,
  confirmed: true,
}
const sharing = { personId: 'p1', purpose: 'shelter', agencyId: 'shelter-a' } as const

describe('a consent allows nothing', () => {
  test.each([
    ['before it begins', '2026-10-31', 'protection/consent-not-yet'],
    ['after its last day', '2026-12-01', 'protection/consent-expired'],
  ])('%s', (_name, day, trouble) => {
    expect(groundFor([ground], sharing, day)).toEqual({ trouble })
  })

  test('once withdrawn, even within its days', () => {
    const withdrawn = { ...ground, withdrawnAt: '2026-11-10T08:00:00Z' }
    expect(groundFor([withdrawn], sharing, '2026-11-12')).toEqual({
      trouble: 'protection/consent-withdrawn',
    })
  })

  test('for another person, another purpose or another recipient', () => {
    const missing = { trouble: 'protection/consent-missing' }
    expect(groundFor([ground], { ...sharing, personId: 'p2' }, today)).toEqual(missing)
    expect(groundFor([ground], { ...sharing, purpose: 'medical' }, today)).toEqual(missing)
    expect(groundFor([ground], { ...sharing, agencyId: 'shelter-b' }, today)).toEqual(missing)
  })

  test('as a legal basis that nobody has confirmed', () => {
    const alone = { ...ground, kind: 'legal-basis' as const, confirmed: false }
    expect(groundFor([alone], sharing, today)).toEqual({ trouble: 'protection/basis-unconfirmed' })
  })
})

test('a consent holds on its first and on its last day', () => {
  expect(standingOn(ground, '2026-11-01')).toBe('valid')
  expect(standingOn(ground, '2026-11-30')).toBe('valid')
})

test('a fresh consent counts although an older one was withdrawn', () => {
  const old = { ...ground, id: 'c0', withdrawnAt: '2026-11-02T00:00:00Z' }
  expect(groundFor([old, ground], sharing, today)).toEqual({ ground })
})

test('consent comes before a legal basis', () => {
  const basis = { ...ground, id: 'b1', kind: 'legal-basis' as const, until: '2026-12-20' }
  expect(groundFor([basis, ground], sharing, today)).toEqual({ ground })
})
