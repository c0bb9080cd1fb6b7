import { expect, test } from 'vitest'
import type { Duty } from '../../core/people.ts'
import {
  mayAnswerReferral,
  mayConfirmBasis,
  mayRecordBasis,
  mayRecordConsent,
  maySendReferral,
} from './permissions.ts'

function person(agencyId: string, ...duties: Duty[]) {
  return { id: `${agencyId}-person`, agencyId, duties, sees: 'agency' as const }
}

test('nobody of another agency consents, confirms or sends for a case', () => {
  const stranger = person('police', 'case-worker', 'investigator', 'screener', 'supervisor')
  expect(mayRecordConsent(stranger, 'fia')).toBe(false)
  expect(mayRecordBasis(stranger, 'fia')).toBe(false)
  expect(maySendReferral(stranger, 'fia')).toBe(false)
  expect(mayConfirmBasis(stranger, { agencyId: 'fia', recordedBy: 'x' })).toBe(false)
})

test('a prosecutor, a statistician and an administrator send nothing', () => {
  const person_ = person('fia', 'prosecutor', 'statistician', 'administrator', 'oversight')
  expect(maySendReferral(person_, 'fia')).toBe(false)
  expect(mayRecordConsent(person_, 'fia')).toBe(false)
})

test('nobody confirms what she recorded, supervisor or not', () => {
  const supervisor = person('fia', 'supervisor')
  expect(mayConfirmBasis(supervisor, { agencyId: 'fia', recordedBy: supervisor.id })).toBe(false)
  expect(mayConfirmBasis(person('fia', 'investigator'), { agencyId: 'fia', recordedBy: 'x' })).toBe(
    false,
  )
  expect(mayConfirmBasis(supervisor, { agencyId: 'fia', recordedBy: 'x' })).toBe(true)
})

test('only the agency addressed answers, and not its administrator', () => {
  expect(mayAnswerReferral(person('shelter-b', 'case-worker'), 'shelter-a')).toBe(false)
  expect(mayAnswerReferral(person('shelter-a', 'administrator'), 'shelter-a')).toBe(false)
  expect(
    mayAnswerReferral({ ...person('shelter-a', 'case-worker'), sees: 'nothing' }, 'shelter-a'),
  ).toBe(false)
  expect(mayAnswerReferral(person('shelter-a', 'case-worker'), 'shelter-a')).toBe(true)
})
