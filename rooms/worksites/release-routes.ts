import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { wordingIn } from '../../web/print/wording.ts'
import { releaseCertificate } from './certificate.ts'
import { addDays, checkDueDay, checkPastDay, EARLIEST_VISIT, refuse } from './days.ts'
import { inspectors, mayInspect } from './permissions.ts'
import {
  authorities,
  isFollowUp,
  moved,
  moves,
  outcomes,
  rehabilitationCodes,
  stepCodes,
  steppedBack,
} from './release.ts'
import {
  addRelease,
  addStep,
  getRelease,
  getStep,
  listBackInBondage,
  listDueSteps,
  type ReleaseRecord,
  renewFollowUps,
  saveRelease,
  saveStep,
} from './release-records.ts'
import { maybe, Named, strict, Words } from './shapes.ts'
import { getFamily, getSite } from './site-records.ts'
import { getWritable } from './site-routes.ts'

const Short = maybe(Type.String({ maxLength: 300 }))
const SOON = 30

/** A release that the person may write at, as the page showed it. */
async function take(
  { db, house, person }: { db: Db; house: House; person: Person },
  id: string,
  version: number,
): Promise<ReleaseRecord> {
  permit(mayInspect(person), 'worksites/not-a-labour-office')
  const release = await getRelease(db, house, id)
  await getWritable(db, house, person, release.siteId)
  return { ...release, version }
}

export const releaseRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/worksites/due',
    name: 'worksites.list-due',
    summary:
      'After releases: who is back in bondage, what is overdue, and what is due within thirty days',
    who: inspectors,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          code: codes(stepCodes),
          dueOn: Day,
          familyId: Id,
          family: Type.String(),
          site: Type.String(),
        }),
      ),
      back: Type.Array(
        Type.Object({
          familyId: Id,
          family: Type.String(),
          site: Type.String(),
          foundOn: Day,
        }),
      ),
    }),
    async act({ db, house, person, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const items = await listDueSteps(db, house, addDays(dayInPakistan(now), SOON))
      const back = await listBackInBondage(db, house)
      about(...[...back, ...items].map((one) => one.familyId))
      return { items, back }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/families/:id/releases',
    name: 'worksites.ask-release',
    summary: 'The release of a family is asked of a magistrate or the district authority',
    who: inspectors,
    params: WithId,
    body: strict({ askedOn: Day, authority: codes(authorities) }),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const family = await getFamily(db, house, params.id)
      about(family.siteId, family.id)
      const site = await getWritable(db, house, person, family.siteId)
      checkPastDay('askedOn', body.askedOn, dayInPakistan(now), EARLIEST_VISIT)
      const id = await addRelease(db, site, {
        ...body,
        familyId: family.id,
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/releases/:id/moves',
    name: 'worksites.move-release',
    summary: 'Ordered, left, certified or set aside; leaving makes the follow-ups',
    who: inspectors,
    params: WithId,
    body: strict({
      move: codes(moves),
      on: Day,
      number: Short,
      transport: Short,
      wentTo: Short,
      words: maybe(Words),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const release = await take({ db, house, person }, params.id, body.version)
      about(release.siteId, release.familyId, release.id)
      checkPastDay('on', body.on, dayInPakistan(now), EARLIEST_VISIT)
      const { move } = body
      if (move === 'set-aside' && !body.words?.trim()) refuse('words', 'worksites/why-missing')
      const after = moved(release, move, body.on)
      if (move === 'order') after.orderNumber = body.number ?? null
      if (move === 'certify') after.certificateNumber = body.number ?? null
      if (move === 'leave') {
        after.transport = body.transport ?? null
        after.wentTo = body.wentTo ?? null
      }
      const making = { by: person.id, at: now }
      await saveRelease(db, house, after, { step: move, words: body.words ?? null, ...making })
      if (move === 'leave') await renewFollowUps(db, house, after)
      await announce(db, {
        kind: 'worksite.release-moved',
        about: release.id,
        fileId: null,
        jurisdiction: release.jurisdiction,
        data: { move },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/releases/:id/back',
    name: 'worksites.undo-release-move',
    summary: 'Takes the last step of a release back, with the reason',
    who: inspectors,
    params: WithId,
    body: strict({ words: Named, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const release = await take({ db, house, person }, params.id, body.version)
      about(release.siteId, release.familyId, release.id)
      const after = steppedBack(release)
      if (after.orderedOn === null) after.orderNumber = null
      if (after.leftOn === null) Object.assign(after, { transport: null, wentTo: null })
      after.certificateNumber = null
      const making = { by: person.id, at: now }
      await saveRelease(db, house, after, { step: 'back', words: body.words, ...making })
      if (after.leftOn === null) await renewFollowUps(db, house, after)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/releases/:id/steps',
    name: 'worksites.add-step',
    summary: 'A step of rehabilitation: who does what by when',
    who: inspectors,
    params: WithId,
    body: strict({ code: codes(rehabilitationCodes), who: Named, dueOn: Day, words: maybe(Words) }),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      const release = await take({ db, house, person }, params.id, 1)
      about(release.siteId, release.familyId, release.id)
      if (release.status === 'set-aside') throw new Problem('conflict', 'worksites/release-over')
      checkDueDay('dueOn', body.dueOn, dayInPakistan(now))
      return { id: await addStep(db, house, release, { ...body, words: body.words ?? null }) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/steps/:id',
    name: 'worksites.finish-step',
    summary: 'A step is done, a follow-up has found something; without a day it is open again',
    who: inspectors,
    params: WithId,
    body: strict({
      doneOn: maybe(Day),
      outcome: maybe(codes(outcomes)),
      words: maybe(Words),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const step = await getStep(db, house, params.id)
      about(step.siteId, step.id)
      await getWritable(db, house, person, step.siteId)
      const release = await getRelease(db, house, step.releaseId)
      const doneOn = body.doneOn ?? null
      const outcome = doneOn ? (body.outcome ?? null) : null
      checkPastDay('doneOn', doneOn, dayInPakistan(now), release.leftOn ?? EARLIEST_VISIT)
      if (doneOn && isFollowUp(step.code) !== (outcome !== null))
        refuse(
          'outcome',
          isFollowUp(step.code) ? 'worksites/outcome-missing' : 'worksites/no-outcome',
        )
      const found = doneOn ? (body.words ?? null) : null
      await saveStep(db, house, { id: step.id, version: body.version, doneOn, outcome, found })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/releases/:id/certificate',
    name: 'worksites.print-certificate',
    summary: 'The release certificate of a family as PDF',
    who: inspectors,
    params: WithId,
    query: strict({ lang: codes(['ur', 'en']) }),
    answer: 'file',
    async act({ db, house, person, params, query, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const release = await getRelease(db, house, params.id)
      about(release.siteId, release.familyId, release.id)
      if (release.status !== 'certified')
        throw new Problem('conflict', 'worksites/release-not-certified')
      const document = releaseCertificate(wordingIn(house, query.lang), {
        release,
        site: await getSite(db, house, release.siteId),
        family: await getFamily(db, house, release.familyId),
      })
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await printPdf(document),
        name: `release-${query.lang}.pdf`,
        headers: { 'cache-control': 'no-store' },
      })
    },
  }),
]
