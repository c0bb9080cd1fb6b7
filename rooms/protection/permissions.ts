import { hasDuty, type Person } from '../../core/people.ts'

type Asker = Pick<Person, 'id' | 'agencyId' | 'duties' | 'sees'>

/** Those who see the case and work on it in the agency that holds it. */
export function mayRecordConsent(person: Asker, caseAgencyId: string): boolean {
  return (
    person.agencyId === caseAgencyId && hasDuty(person, 'case-worker', 'investigator', 'screener')
  )
}

export function mayRecordBasis(person: Asker, caseAgencyId: string): boolean {
  return person.agencyId === caseAgencyId && hasDuty(person, 'case-worker', 'investigator')
}

/** The second person is a supervisor of the same agency, and never who recorded it. */
export function mayConfirmBasis(
  person: Asker,
  basis: { agencyId: string; recordedBy: string },
): boolean {
  return (
    person.agencyId === basis.agencyId &&
    hasDuty(person, 'supervisor') &&
    person.id !== basis.recordedBy
  )
}

export function maySendReferral(person: Asker, fromAgencyId: string): boolean {
  return person.agencyId === fromAgencyId && hasDuty(person, 'case-worker', 'investigator')
}

/** Whoever the referral is addressed to, once it has been sent. */
export function mayAnswerReferral(person: Asker, toAgencyId: string): boolean {
  return (
    person.agencyId === toAgencyId &&
    person.sees !== 'nothing' &&
    hasDuty(person, 'case-worker', 'supervisor')
  )
}
