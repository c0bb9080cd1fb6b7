import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, WithId } from '../../core/schema.ts'
import { orNull } from './answers.ts'

import { mayAnswerReferral, maySendReferral } from './permissions.ts'
import {
  accept,
  close,
  decline,
  declineReasons,
  outcomes,
  recall,
  serve,
  serviceKinds,
} from './referral.ts'
import { addService } from './referral-records.ts'
import { keep, Note, step, take } from './step.ts'

const Made = Type.Object({ id: Id })
const answerers = ['case-worker', 'supervisor'] as const

export const answeringRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/referrals/:id/accept',
    name: 'protection.accept-referral',
    who: answerers,
    params: WithId,
    body: step({}),
    answer: Done,
    async act(scene) {
      const { person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(mayAnswerReferral(person, referral.toAgencyId))
      await keep(scene, accept(referral, now), { kind: 'referral.accepted', content: 'as-it-is' })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/decline',
    name: 'protection.decline-referral',
    who: answerers,
    params: WithId,
    body: step({ reason: codes(declineReasons), note: Note }),
    answer: Done,
    async act(scene) {
      const { person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(mayAnswerReferral(person, referral.toAgencyId))
      if (body.reason === 'other' && !body.note?.trim()) {
        throw new Problem('input', 'protection/say-why', {
          fields: { note: 'problem.protection/say-why' },
        })
      }
      await keep(scene, decline(referral, body.reason, now), {
        kind: 'referral.declined',
        content: 'as-it-is',
        note: body.note,
        data: { reason: body.reason },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/services',
    name: 'protection.record-service',
    who: answerers,
    params: WithId,
    body: step({
      kind: codes(serviceKinds),
      from: Day,
      until: Type.Optional(orNull(Day)),
      note: Note,
    }),
    answer: Made,
    async act(scene) {
      const { db, house, person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(mayAnswerReferral(person, referral.toAgencyId))
      if (body.from > dayInPakistan(now)) refuseDay('from', 'protection/service-in-future')
      if (body.until && body.until < body.from) refuseDay('until', 'protection/service-ends-early')
      const served = serve(referral)
      const id = await addService(db, house, referral, {
        kind: body.kind,
        from: body.from,
        until: body.until ?? null,
        note: body.note?.trim() || null,
        by: person.id,
        at: now,
      })
      await keep(scene, served, {
        kind: 'referral.served',
        content: 'as-it-is',
        data: { service: body.kind },
      })
      scene.about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/close',
    name: 'protection.close-referral',
    who: ['investigator', ...answerers],
    summary:
      'The receiving agency says how it ended; the sender can drop a draft or a declined one.',
    params: WithId,
    body: step({ outcome: codes(outcomes), note: Note }),
    answer: Done,
    async act(scene) {
      const { person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      const atSender = referral.status === 'drafted' || referral.status === 'declined'
      permit(
        atSender
          ? maySendReferral(person, referral.fromAgencyId)
          : mayAnswerReferral(person, referral.toAgencyId),
      )
      await keep(scene, close(referral, body.outcome, now), {
        kind: 'referral.closed',
        // What was dropped or ended is not kept readable for longer than it is needed.
        content: atSender ? 'gone' : 'as-it-is',
        note: body.note,
        data: { outcome: body.outcome },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/referrals/:id/consent-withdrawn',
    name: 'protection.hear-withdrawal',
    who: answerers,
    summary:
      'The person told the receiving agency that she no longer agrees: its copy is gone at once.',
    params: WithId,
    body: step({}),
    answer: Done,
    async act(scene) {
      const { person, params, body, now } = scene
      const referral = await take(scene, params.id, body.version)
      permit(mayAnswerReferral(person, referral.toAgencyId))
      if (!referral.consentId) throw new Problem('conflict', 'protection/rests-on-basis')
      const recalled = recall(referral, 'consent-withdrawn', now)
      await keep(scene, recalled, {
        kind: 'referral.recalled',
        content: 'gone',
        data: { reason: 'consent-withdrawn', saidTo: 'recipient' },
      })
      return done
    },
  }),
]

function refuseDay(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
