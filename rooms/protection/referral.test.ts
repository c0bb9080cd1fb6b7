import { describe, expect, test } from 'vitest'
import type { Ground } from './consent.ts'
import {
  accept,
  ageGroup,
  answerDue,
  close,
  contentToShare,
  daysLeft,
  decline,
  isOverdue,
  type Referral,
  recall,
  redraft,
  send,
  serve,
} from './referral.ts'

const now = new Date('2026-11-20T09:00:00Z')
const draft: Referral = {
  id: 'r1',
  jurisdiction: 'PK-PB',
  caseId: 'k1',
  personId: 'p1',
  fromAgencyId: 'fia',
  toAgencyId: 'shelter-a',
  purpose: 'shelter',
  fields: ['name', 'needs'],
  status: 'drafted',
  consentId: null,
  legalBasisId: null,
  restsUntil: null,
  sentAt: null,
  answeredAt: null,
  endedAt: null,
  declinedFor: null,
  recalledFor: null,
  outcome: null,
  version: 1,
}
const ground: Ground = {
  kind: 'consent',
  id: 'c1',
  personId: 'p1',
  purpose: 'shelter',
  agencyId: 'shelter-a',
  fields: ['name', 'needs', 'sex'],
  from: '2026-11-01',
  until: '2026-11-30',
  withdrawnAt: undefined,
  confirmed: true,
}
const sent = send(draft, ground, now)

describe('a referral stays where it is', () => {
  test('without consent', () => {
    expect(() => send(draft, undefined, now)).toThrow('protection/consent-missing')
  })

  test('with a field that was not consented to', () => {
    const more = { ...draft, fields: ['name', 'phone'] as const }
    expect(() => send(more, ground, now)).toThrow('protection/field-withheld')
  })

  test('with nothing in it', () => {
    expect(() => send({ ...draft, fields: [] }, ground, now)).toThrow('protection/nothing-to-share')
  })

  test.each<[string, () => unknown]>([
    ['when it is sent twice', () => send(sent, ground, now)],
    ['when it is accepted before it is sent', () => accept(draft, now)],
    ['when a service is given before it is accepted', () => serve(sent)],
    ['when it is closed before an answer', () => close(sent, 'moved-on', now)],
    ['when it is declined after it was accepted', () => decline(accept(sent, now), 'full', now)],
    ['when it was recalled', () => accept(recall(sent, 'sent-by-mistake', now), now)],
    ['when it was closed', () => serve(close(accept(sent, now), 'moved-on', now))],
  ])('%s', (_name, step) => {
    expect(step).toThrow('protection/referral-elsewhere')
  })

  test('when the consent ran out before it was accepted', () => {
    expect(() => accept(sent, new Date('2026-12-01T09:00:00Z'))).toThrow(
      'protection/consent-ran-out',
    )
  })
})

test('a referral goes from the drawer to its outcome', () => {
  const end = close(serve(serve(accept(sent, now))), 'safe-and-settled', now)
  expect(end).toMatchObject({ status: 'closed', outcome: 'safe-and-settled', consentId: 'c1' })
})

test('a declined referral can be drafted again, and rests on nothing until it is sent again', () => {
  const again = redraft(decline(sent, 'full', now))
  expect(again).toMatchObject({
    status: 'drafted',
    consentId: null,
    restsUntil: null,
    sentAt: null,
  })
})

test('an answer is due 48 hours after sending, and overdue only after that', () => {
  expect(answerDue(sent)?.toISOString()).toBe('2026-11-22T09:00:00.000Z')
  expect(isOverdue(sent, new Date('2026-11-22T09:00:00Z'))).toBe(false)
  expect(isOverdue(sent, new Date('2026-11-22T09:00:01Z'))).toBe(true)
  expect(isOverdue(accept(sent, now), new Date('2026-12-22T09:00:00Z'))).toBe(false)
})

test('only the fields consented to are copied, whatever else is known', () => {
  const known = {
    name: 'Made-up Name',
    ageGroup: ageGroup(16),
    sex: 'Feminine',
    language: 'pan',
    needs: ['safe-place'] as const,
    phone: '03001234567',
    safetyNotes: 'not near the bus stand',
  }
  expect(contentToShare(['age-group', 'needs'], known)).toEqual({
    ageGroup: '<18',
    needs: ['safe-place'],
  })
})

test('what is not known is left out and not sent as empty', () => {
  const known = {
    name: 'Made-up Name',
    ageGroup: undefined,
    sex: undefined,
    language: undefined,
    needs: undefined,
    phone: undefined,
    safetyNotes: undefined,
  }
  expect(contentToShare(['name', 'phone'], known)).toEqual({ name: 'Made-up Name' })
})

describe('the ground that a referral rests on', () => {
  const sent = { status: 'sent', restsUntil: '2026-11-20' } as const

  test('can be read on its last day, and not on the day after', () => {
    expect(daysLeft(sent, now)).toBe(1)
    // 19:30 in Greenwich is past midnight in Pakistan.
    expect(daysLeft(sent, new Date('2026-11-20T19:30:00Z'))).toBe(0)
  })

  test('counts down only while the referral is open', () => {
    expect(daysLeft({ ...sent, restsUntil: '2026-12-03' }, now)).toBe(14)
    expect(daysLeft({ ...sent, status: 'closed' }, now)).toBeUndefined()
  })
})
