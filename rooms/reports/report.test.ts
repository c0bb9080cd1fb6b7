import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { desksFor, isInside } from './desk-choice.ts'
import type { OfficialBody } from './questions.ts'
import { type Question, questions } from './questions.ts'
import {
  debtOf,
  debts,
  decisions,
  type Facts,
  handOverReasons,
  isOpen,
  isReasonFor,
  reasons,
  reportKinds,
  statusAfterFollowUp,
  statusAfterTriage,
  statuses,
  steps,
} from './report.ts'
import type { SealFault } from './sealing/broken-seal.ts'

const facts: Facts = {
  kind: 'work-abroad',
  receivedAt: '2026-11-24T08:00:00.000Z',
  handedOver: false,
  cameAt: '2026-11-24T08:00:00.000Z',
  dangerNow: false,
  triagedAt: null,
  lastInAt: '2026-11-24T08:00:00.000Z',
  lastOutAt: null,
  proposedAt: null,
  refusedAt: null,
}

describe('what a desk owes', () => {
  it('is a decision first, even if it has already answered', () => {
    expect(debtOf({ ...facts, lastOutAt: '2026-11-24T09:00:00.000Z' })).toBe('triage')
  })

  it('is then an answer, until there is one after the last thing the reporter said', () => {
    const triaged = { ...facts, triagedAt: '2026-11-24T10:00:00.000Z' }
    expect(debtOf(triaged)).toBe('reply')
    expect(debtOf({ ...triaged, lastOutAt: '2026-11-24T11:00:00.000Z' })).toBe('nothing')
    const wroteAgain = {
      ...triaged,
      lastOutAt: '2026-11-24T11:00:00.000Z',
      lastInAt: '2026-11-25T11:00:00.000Z',
    }
    expect(debtOf(wroteAgain)).toBe('reply')
  })
})

describe('states', () => {
  it('a proposal to close waits for a second person before anything else; what was refused is decided anew', () => {
    const triagedAt = '2026-11-24T10:00:00.000Z'
    const proposedAt = '2026-11-24T12:00:00.000Z'
    expect(debtOf({ ...facts, triagedAt, proposedAt })).toBe('second')
    const refused = { ...facts, triagedAt, lastOutAt: proposedAt, refusedAt: proposedAt }
    expect(debtOf(refused)).toBe('triage')
    expect(debtOf({ ...refused, triagedAt: '2026-11-24T13:00:00.000Z' })).toBe('nothing')
  })

  it('a reason counts only for its own decision', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...decisions),
        fc.constantFrom(...reasons),
        (decision, reason) => {
          const own = decisions.filter((one) => isReasonFor(one, reason))
          expect(own).toHaveLength(1)
          expect(isReasonFor(decision, reason)).toBe(own[0] === decision)
        },
      ),
    )
  })

  it('asking for more keeps a report open; the other decisions end the desk’s part', () => {
    expect(decisions.filter((one) => isOpen(statusAfterTriage(one)))).toEqual(['ask-for-more'])
  })

  it('a word from the reporter wakes a closed report up, and an opened case stays one', () => {
    expect(statusAfterFollowUp('closed', false)).toBe('read')
    expect(statusAfterFollowUp('asked-more', true)).toBe('in-hand')
    expect(statusAfterFollowUp('case-opened', false)).toBe('case-opened')
    expect(statusAfterFollowUp('new', false)).toBe('new')
  })
})

describe('the desk that a report goes to', () => {
  const circle = {
    id: 'circle',
    places: ['PK-PB-gujrat'],
    jurisdiction: 'PK-PB',
    kinds: ['work-abroad' as const],
    agencyKind: 'federal-investigation' as const,
  }
  const police = {
    id: 'police',
    places: [],
    jurisdiction: 'PK-PB',
    kinds: ['child' as const],
    agencyKind: 'provincial-police' as const,
  }
  const karachi = { ...circle, id: 'karachi', places: [], jurisdiction: 'PK-SD', kinds: [] }
  const commission = {
    id: 'commission',
    places: [],
    jurisdiction: 'PK',
    kinds: [],
    agencyKind: 'oversight-body' as const,
  }
  const all = [karachi, police, circle, commission]
  const first = (
    placeCode: string | null,
    kind: (typeof reportKinds)[number],
    official?: OfficialBody,
    desks: typeof all = all,
  ) => desksFor(desks, { placeCode, kind, official })[0]!.id

  it('is the one of the district, then of the province, then the one that takes the kind; all stay to choose from', () => {
    expect(first('PK-PB-gujrat', 'work-abroad')).toBe('circle')
    expect(first('PK-PB-lahore', 'work-abroad')).toBe('police')
    expect(first('PK-SD-thatta', 'work-abroad')).toBe('karachi')
    expect(first(null, 'child')).toBe('police')
    expect(desksFor(all, { placeCode: null, kind: 'child' })).toHaveLength(4)
  })

  it('is never one of the body that the accused works for while there is another', () => {
    expect(first('PK-PB-lahore', 'child', 'police')).toBe('commission')
    expect(first('PK-PB-gujrat', 'work-abroad', 'police')).toBe('circle')
    expect(first('PK-PB-gujrat', 'work-abroad', 'fia')).not.toMatch(/circle|karachi/)
    expect(first('PK-PB-gujrat', 'child', 'fia')).toBe('police')
    expect(first('PK-SD-thatta', 'begging', 'fia')).toBe('commission')
    for (const official of ['police', 'fia', 'labour', 'protector'] as const)
      for (const kind of reportKinds)
        for (const place of ['PK-PB-gujrat', 'PK-PB-lahore', 'PK-SD-thatta', null]) {
          const chosen = all.find(({ id }) => id === first(place, kind, official))!
          expect(isInside(chosen, official)).toBe(false)
        }
  })

  it('is the oversight body’s for an official of an unknown body, and for nothing that is about no official', () => {
    expect(first('PK-PB-gujrat', 'work-abroad', 'other')).toBe('commission')
    for (const kind of reportKinds)
      for (const place of ['PK-PB-gujrat', 'PK-PB-lahore', 'PK-IS-islamabad', null])
        expect(first(place, kind)).not.toBe('commission')
  })

  it('is one inside only where there is no other, and then it can be told', () => {
    expect(first('PK-PB-lahore', 'child', 'police', [police])).toBe('police')
    expect(isInside(police, 'police')).toBe(true)
    expect(isInside(police, 'other')).toBe(false)
    expect(isInside(police)).toBe(false)
  })
})

describe.each(['en', 'ur'])('the words in %s', (language) => {
  const words = JSON.parse(
    readFileSync(join(import.meta.dirname, 'words', `${language}.json`), 'utf8'),
  ) as Record<string, string>
  const faults: Record<SealFault, true> = {
    'cannot-open': true,
    malformed: true,
    'other-report': true,
    'wrong-direction': true,
    'wrong-order': true,
    'chain-broken': true,
    forged: true,
    'not-certified': true,
    'not-yet-valid': true,
    expired: true,
    'other-desk': true,
    'older-epoch': true,
    'wrong-passphrase': true,
    'other-attachment': true,
  }
  const wanted = [
    ...reportKinds.map((code) => `kind.${code}`),
    ...statuses.map((code) => `status.${code}`),
    ...debts.map((code) => `owes.${code}`),
    ...decisions.map((code) => `decision.${code}`),
    ...reasons.map((code) => `reason.${code}`),
    ...handOverReasons.map((code) => `hand-over-reason.${code}`),
    ...steps.map((code) => `step.${code}`),
    ...Object.keys(faults).map((code) => `seal.${code}`),
    ...['empty', 'too-large', 'unknown-type', 'damaged', 'too-many'].map((code) => `file.${code}`),
    ...questions.map((question) => `question.${question.key}`),
    ...(questions as readonly Question[])
      .filter((question) => question.key !== 'kind')
      .flatMap((question) =>
        (question.codes ?? []).map((code) => `answer.${question.key}.${code}`),
      ),
  ]

  it.each(wanted)('%s are there', (key) => expect(words[key]?.length).toBeGreaterThan(1))

  it('are there for every problem that the room raises', () => {
    for (const file of [
      'filing',
      'records',
      'attachment-records',
      'desk-records',
      'directory-records',
      'mailbox-routes',
      'desk-routes',
      'membership-routes',
      'plain-form',
    ]) {
      const source = readFileSync(join(import.meta.dirname, `${file}.ts`), 'utf8')
      for (const [, code] of source.matchAll(/'(reports\/[a-z-]+)'/g))
        expect(words[`problem.${code}`], code).toBeTruthy()
    }
  })
})
