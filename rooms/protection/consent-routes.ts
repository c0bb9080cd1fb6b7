import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { ageOn, getCaseBrief, listCasePersons } from '../cases/door.ts'
import { ProtectionAnswer } from './answers.ts'
import { purposes, sharedFields } from './consent.ts'
import { GivenBody, recordConsent } from './consent-giving.ts'
import {
  addBasis,
  getBasis,
  getConsent,
  listBases,
  listConsents,
  markConfirmed,
} from './consent-records.ts'
import { basisCodes, checkBasis, checkSecond } from './legal-basis.ts'
import {
  mayConfirmBasis,
  mayRecordBasis,
  mayRecordConsent,
  maySendReferral,
} from './permissions.ts'
import { presentBasis, presentConsent, presentReferral } from './present.ts'
import {
  checkRecipient,
  listCaseReferrals,
  listRecipients,
  listServices,
} from './referral-records.ts'
import { withdrawConsent } from './withdrawal.ts'

const WithCase = Type.Object({ caseId: Id }, { additionalProperties: false })
const Words = Type.String({ minLength: 1, maxLength: 2000 })
const Made = Type.Object({ id: Id })
const caseWorkers = ['investigator', 'screener', 'case-worker', 'prosecutor', 'supervisor'] as const

const BasisBody = Type.Object(
  {
    personId: Id,
    purpose: codes(purposes),
    agencyId: Id,
    fields: Type.Array(codes(sharedFields), {
      minItems: 1,
      maxItems: sharedFields.length,
      uniqueItems: true,
    }),
    code: codes(basisCodes),
    words: Words,
    until: Day,
  },
  { additionalProperties: false },
)

const WithVersion = Type.Object({ version: Version }, { additionalProperties: false })

export const consentRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/protection',
    name: 'protection.read-case',
    who: caseWorkers,
    summary: 'Consents, legal bases and referrals of the people of a case.',
    params: WithCase,
    answer: ProtectionAnswer,
    async act({ db, house, person, params, now, about }) {
      about(params.caseId)
      const brief = await getCaseBrief(db, params.caseId)
      const people = await listCasePersons(db, house, brief.id)
      const consents = await listConsents(db, house, brief.id)
      const bases = await listBases(db, house, brief.id)
      const referrals = await listCaseReferrals(db, house, brief.id)
      const services = await listServices(
        db,
        house,
        referrals.map(({ id }) => id),
      )
      const today = dayInPakistan(now)
      const around = {
        person,
        now,
        services,
        grounds: [...consents, ...bases],
        caseReference: brief.reference,
      }
      return {
        may: {
          consent: mayRecordConsent(person, brief.agencyId),
          basis: mayRecordBasis(person, brief.agencyId),
          send: maySendReferral(person, brief.agencyId),
        },
        recipients: await listRecipients(db, brief.agencyId),
        people: people.filter(needsProtection).map((one) => ({
          id: one.id,
          name: one.name ?? '',
          roles: [...one.roles],
          sex: one.sex,
          age: ageOn(one, today) ?? null,
          consents: consents
            .filter((c) => c.personId === one.id)
            .map((c) => presentConsent(c, today)),
          bases: bases
            .filter((b) => b.personId === one.id)
            .map((b) => presentBasis(b, today, person)),
          referrals: referrals
            .filter((r) => r.personId === one.id)
            .map((r) => presentReferral(r, around)),
        })),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:caseId/consents',
    name: 'protection.record-consent',
    who: ['investigator', 'screener', 'case-worker'],
    summary: 'Records one yes: one person, one purpose, one recipient.',
    params: WithCase,
    body: GivenBody,
    answer: Made,
    async act({ db, house, person, params, body, about }) {
      about(params.caseId, body.personId)
      const id = await recordConsent(db, house, person, params.caseId, body)
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/consents/:id/withdraw',
    name: 'protection.withdraw-consent',
    who: ['investigator', 'screener', 'case-worker', 'supervisor'],
    summary: 'Ends a consent at once and calls back every open referral that rests on it.',
    params: WithId,
    body: WithVersion,
    answer: Type.Object({ recalled: Type.Integer() }),
    async act({ db, house, person, params, body, now, about }) {
      const consent = await getConsent(db, house, params.id)
      about(consent.caseId, consent.personId, consent.id)
      const brief = await getCaseBrief(db, consent.caseId)
      permit(person.agencyId === brief.agencyId)
      if (consent.withdrawnAt) throw new Problem('conflict', 'protection/withdrawn-already')
      const read = { ...consent, version: body.version }
      const recalled = await withdrawConsent(db, house, read, {
        at: now,
        by: person.id,
        saidTo: 'us',
      })
      return { recalled }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:caseId/legal-bases',
    name: 'protection.record-legal-basis',
    who: ['investigator', 'case-worker'],
    summary:
      'Records why something must be shared without consent; a second person must confirm it.',
    params: WithCase,
    body: BasisBody,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      about(params.caseId, body.personId)
      const brief = await getCaseBrief(db, params.caseId)
      permit(mayRecordBasis(person, brief.agencyId))
      const people = await listCasePersons(db, house, brief.id)
      if (!people.some((one) => one.id === body.personId)) {
        throw new Problem('absent', 'protection/no-such-person')
      }
      const from = dayInPakistan(now)
      checkBasis({ words: body.words, from, until: body.until }, from)
      await checkRecipient(db, body.agencyId, brief.agencyId)
      const id = await addBasis(db, house, {
        ...body,
        from,
        jurisdiction: brief.jurisdiction,
        caseId: brief.id,
        holdingAgencyId: brief.agencyId,
        recordedBy: person.id,
        recordedAt: now,
      })
      await announce(db, {
        kind: 'protection.legal-basis-recorded',
        about: id,
        fileId: brief.id,
        jurisdiction: brief.jurisdiction,
        data: { personId: body.personId, purpose: body.purpose, code: body.code },
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/legal-bases/:id/confirm',
    name: 'protection.confirm-legal-basis',
    who: ['supervisor'],
    summary: 'The second person says that the legal basis stands.',
    params: WithId,
    body: WithVersion,
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const basis = await getBasis(db, house, params.id)
      about(basis.caseId, basis.personId, basis.id)
      checkSecond(basis, person.id)
      permit(
        mayConfirmBasis(person, { agencyId: basis.holdingAgencyId, recordedBy: basis.recordedBy }),
      )
      await markConfirmed(db, { ...basis, version: body.version }, person.id, now)
      await announce(db, {
        kind: 'protection.legal-basis-confirmed',
        about: basis.id,
        fileId: basis.caseId,
        jurisdiction: basis.jurisdiction,
        data: { personId: basis.personId, purpose: basis.purpose, code: basis.code },
      })
      return done
    },
  }),
]

function needsProtection({ roles }: { roles: readonly string[] }): boolean {
  return roles.some((role) => role !== 'accused')
}
