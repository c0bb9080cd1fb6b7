import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { ageOn, getCaseBrief, listCasePersons } from '../cases/door.ts'
import { orNull } from './answers.ts'
import { groundFor, languages, purposes, sharedFields } from './consent.ts'
import { listBases, listConsents } from './consent-records.ts'
import { maySendReferral } from './permissions.ts'
import {
  ageGroup,
  contentToShare,
  needs,
  recall,
  redraft,
  type SharedContent,
  send,
} from './referral.ts'
import { addDraft, checkRecipient, saveReferral } from './referral-records.ts'
import { keep, step, take } from './step.ts'

const WithCase = Type.Object({ caseId: Id }, { additionalProperties: false })
const Made = Type.Object({ id: Id })
const senders = ['investigator', 'case-worker'] as const

const draftFields = {
  toAgencyId: Id,
  purpose: codes(purposes),
  fields: Type.Array(codes(sharedFields), { maxItems: sharedFields.length, uniqueItems: true }),
  needs: Type.Array(codes(needs), { maxItems: needs.length, uniqueItems: true }),
  language: orNull(codes(languages)),
  phone: orNull(Type.String({ maxLength: 40, pattern: '^[+0-9][0-9 ()-]*$' })),
  safetyNotes: orNull(Type.String({ maxLength: 2000 })),
}
const DraftBody = Type.Object({ personId: Id, ...draftFields }, { additionalProperties: false })
const RedraftBody = Type.Object(
  { version: Version, ...draftFields },
  { additionalProperties: false },
)

interface Drafted {
  needs: NonNullable<SharedContent['needs']>
  language: string | null
  phone: string | null
  safetyNotes: string | null
}

function draftContent(draft: Drafted): SharedContent {
  return {
    ...(draft.needs.length && { needs: draft.needs }),
    ...(draft.language && { language: draft.language }),
    ...(draft.phone?.trim() && { phone: draft.phone.trim() }),
    ...(draft.safetyNotes?.trim() && { safetyNotes: draft.safetyNotes.trim() }),
  }
}

function refuseReporting(purpose: string): void {
  // Counting without names needs no referral: there is nobody to send.
  if (purpose === 'reporting') {
    throw new Problem('input', 'protection/nobody-to-send', {
      fields: { purpose: 'problem.protection/nobody-to-send' },
    })
  }
}

export const sendingRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/cases/:caseId/referrals',
    name: 'protection.draft-referral',
    who: senders,
    params: WithCase,
    body: DraftBody,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      about(params.caseId, body.personId)
      const brief = await getCaseBrief(db, params.caseId)
      permit(maySendReferral(person, brief.agencyId))
      refuseReporting(body.purpose)
      const people = await listCasePersons(db, house, brief.id)
      if (!people.some((one) => one.id === body.personId)) {
        throw new Problem('absent', 'protection/no-such-person')
      }
      await checkRecipient(db, body.toAgencyId, brief.agencyId)
      const id = await addDraft(db, house, {
        jurisdiction: brief.jurisdiction,
        caseId: brief.id,
        personId: body.personId,
        fromAgencyId: brief.agencyId,
        toAgencyId: body.toAgencyId,
        purpose: body.purpose,
        fields: body.fields,
        content: draftContent(body),
        draftedBy: person.id,
        draftedAt: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/referrals/:id',
    name: 'protection.change-draft',
    who: senders,
    params: WithId,
    body: RedraftBody,
    answer: Done,
    async act(scene) {
      const { db, house, person, params, body } = scene
      const referral = await take(scene, params.id, body.version)
      permit(maySendReferral(person, referral.fromAgencyId))
      refuseReporting(body.purpose)
      if (referral.status !== 'drafted')
        throw new Problem('conflict', 'protection/referral-elsewhere')
      await checkRecipient(db, body.toAgencyId, referral.fromAgencyId)
      const { toAgencyId, purpose, fields } = body
      await saveReferral(
        db,
        house,
        { ...referral, toAgencyId, purpose, fields },
        {
          content: draftContent(body),
          by: person.id,
        },
      )
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/send',
    name: 'protection.send-referral',
    who: senders,
    summary: 'Sends the fields consented to, and nothing else; refused without consent.',
    params: WithId,
    body: step({}),
    answer: Done,
    async act(scene) {
      const { db, house, person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(maySendReferral(person, referral.fromAgencyId))
      const grounds = [
        ...(await listConsents(db, house, referral.caseId)),
        ...(await listBases(db, house, referral.caseId)),
      ]
      const { personId, purpose, toAgencyId: agencyId, caseId } = referral
      const found = groundFor(grounds, { personId, purpose, agencyId }, dayInPakistan(now))
      if ('trouble' in found) throw new Problem('conflict', found.trouble)
      const sent = send(referral, found.ground, now)
      const people = await listCasePersons(db, house, caseId)
      const about = people.find((one) => one.id === personId)!
      const content = contentToShare(referral.fields, {
        name: about.name || undefined,
        ageGroup: ageGroup(ageOn(about, dayInPakistan(now))),
        sex: about.sex,
        language: referral.content?.language,
        needs: referral.content?.needs,
        phone: referral.content?.phone,
        safetyNotes: referral.content?.safetyNotes,
      })
      await keep(scene, sent, {
        kind: 'referral.sent',
        content,
        data: { restsOn: found.ground.kind },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/redraft',
    name: 'protection.redraft-referral',
    who: senders,
    summary: 'Takes a declined referral back, so that another place can be asked.',
    params: WithId,
    body: step({}),
    answer: Done,
    async act(scene) {
      const { db, house, person, params, body } = scene
      const referral = await take(scene, params.id, body.version)
      permit(maySendReferral(person, referral.fromAgencyId))
      await saveReferral(db, house, redraft(referral), { content: 'as-it-is', by: person.id })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/recall',
    name: 'protection.recall-referral',
    who: senders,
    params: WithId,
    body: step({ reason: codes(['sent-by-mistake', 'no-longer-needed']) }),
    answer: Done,
    async act(scene) {
      const { person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(maySendReferral(person, referral.fromAgencyId))
      const recalled = recall(referral, body.reason, now)
      await keep(scene, recalled, {
        kind: 'referral.recalled',
        content: 'gone',
        data: { reason: body.reason },
      })
      return done
    },
  }),
]
