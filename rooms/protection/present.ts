import type { Static } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import type { Person } from '../../core/people.ts'
import type { BasisAnswer, ConsentAnswer, ReferralAnswer } from './answers.ts'
import { type Ground, groundFor, standingOn, withheldBy } from './consent.ts'
import type { BasisRecord, ConsentRecord } from './consent-records.ts'
import { mayConfirmBasis } from './permissions.ts'
import { answerDue, isOverdue } from './referral.ts'
import type { ReferralRecord, ServiceRecord } from './referral-records.ts'

export function presentConsent(
  consent: ConsentRecord,
  today: string,
): Static<typeof ConsentAnswer> {
  return {
    id: consent.id,
    purpose: consent.purpose,
    to: consent.agencyId ? { id: consent.agencyId, name: consent.agencyName! } : null,
    fields: [...consent.fields],
    standing: standingOn(consent, today),
    givenBy: consent.givenBy,
    guardian: consent.guardian ?? null,
    childView: consent.childView ?? null,
    childViewWords: consent.childViewWords ?? null,
    how: consent.how,
    language: consent.language,
    withheldFrom: consent.withheldFrom ?? null,
    givenOn: consent.from,
    expiresOn: consent.until,
    withdrawnAt: consent.withdrawnAt ?? null,
    version: consent.version,
  }
}

export function presentBasis(
  basis: BasisRecord,
  today: string,
  person: Person,
): Static<typeof BasisAnswer> {
  const { holdingAgencyId: agencyId, recordedBy } = basis
  return {
    id: basis.id,
    purpose: basis.purpose,
    to: { id: basis.agencyId!, name: basis.agencyName },
    fields: [...basis.fields],
    standing: standingOn(basis, today),
    code: basis.code,
    words: basis.words,
    from: basis.from,
    until: basis.until,
    recordedBy: basis.recordedByName,
    secondBy: basis.secondByName ?? null,
    mayConfirm: !basis.confirmed && mayConfirmBasis(person, { agencyId, recordedBy }),
    version: basis.version,
  }
}

export interface Around {
  person: Person
  now: Date
  services: readonly ServiceRecord[]
  /** For the sender: what the case's people agreed to, and the case's reference. */
  grounds?: readonly Ground[]
  caseReference?: string | undefined
}

/** The only fields of a referral that leave the server; for the recipient nothing of the case. */
export function presentReferral(
  referral: ReferralRecord,
  around: Around,
): Static<typeof ReferralAnswer> {
  const ours = referral.fromAgencyId === around.person.agencyId
  const incoming = !ours && referral.toAgencyId === around.person.agencyId
  return {
    id: referral.id,
    side: incoming ? 'incoming' : 'outgoing',
    caseId: incoming ? null : referral.caseId,
    caseReference: incoming ? null : (around.caseReference ?? null),
    personId: incoming ? null : referral.personId,
    from: { id: referral.fromAgencyId, name: referral.fromName },
    to: { id: referral.toAgencyId, name: referral.toName },
    purpose: referral.purpose,
    fields: [...referral.fields],
    // Whoever said no has no more need to know.
    content: incoming && referral.status === 'declined' ? null : contentOf(referral),
    status: referral.status,
    heldBackBy: heldBackBy(referral, around),
    restsOn: referral.consentId ? 'consent' : referral.legalBasisId ? 'legal-basis' : null,
    restsUntil: referral.restsUntil,
    sentAt: referral.sentAt,
    answerDue: answerDue(referral)?.toISOString() ?? null,
    overdue: isOverdue(referral, around.now),
    answeredAt: referral.answeredAt,
    declinedFor: referral.declinedFor,
    recalledFor: referral.recalledFor,
    outcome: referral.outcome,
    endedAt: referral.endedAt,
    note: referral.note ?? null,
    services: around.services
      .filter((service) => service.referralId === referral.id)
      // What the shelter wrote about its work stays with the shelter; the sender sees kind and days.
      .map(({ id, kind, from, until, note }) => ({
        id,
        kind,
        from,
        until,
        note: (incoming && note) || null,
      })),
    version: referral.version,
  }
}

function contentOf({ content }: ReferralRecord): Static<typeof ReferralAnswer>['content'] {
  return content
    ? ({ ...content, ...(content.needs && { needs: [...content.needs] }) } as never)
    : null
}

function heldBackBy(referral: ReferralRecord, { grounds, now }: Around): string | null {
  if (referral.status !== 'drafted' || !grounds) return null
  const { personId, purpose, toAgencyId: agencyId } = referral
  const found = groundFor(grounds, { personId, purpose, agencyId }, dayInPakistan(now))
  if ('trouble' in found) return found.trouble
  if (referral.fields.length === 0) return 'protection/nothing-to-share'
  return withheldBy(found.ground, referral.fields).length ? 'protection/field-withheld' : null
}
