import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import { findPicture } from '../../core/image-metadata.ts'
import { permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { checkDueDay, checkPastDay, EARLIEST_VISIT, refuse } from './days.ts'
import { inspectors, mayInspect } from './permissions.ts'
import { maybe, strict, VisitBody, Words } from './shapes.ts'
import { addSite } from './site-records.ts'
import { getWritable } from './site-routes.ts'
import { checkResults, checkVisit } from './visit.ts'
import { addVisit, getCorrective, getPhoto, saveCheck } from './visit-records.ts'

export const visitRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/worksites/visits',
    name: 'worksites.record-visit',
    summary: 'A visit with its findings and orders, at a site on file or at a new one, in one',
    who: inspectors,
    body: VisitBody,
    bodyLimit: 7 * 1024 * 1024,
    answer: Type.Object({ id: Id, siteId: Id }),
    async act({ db, house, person, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const today = dayInPakistan(now)
      checkVisit(body, today)
      const { jurisdiction, agencyId, id: by } = person
      const siteId =
        body.siteId ??
        (await addSite(
          db,
          house,
          { ...body.site!, placeWords: body.site!.placeWords ?? null, pin: body.site!.pin ?? null },
          { jurisdiction, agencyId, by, at: now },
        ))
      about(siteId)
      const site = await getWritable(db, house, person, siteId)
      const id = await addVisit(db, house, site, {
        reason: body.reason,
        on: body.on,
        workersSeen: body.workersSeen ?? null,
        childrenSeen: body.childrenSeen ?? null,
        words: body.words ?? null,
        findings: body.findings.map((one, i) => ({
          ...one,
          people: one.people ?? null,
          words: one.words ?? null,
          photos: (one.photos ?? []).map(
            (text) =>
              findPicture(text) ?? refuse(`findings.${i}.photos`, 'worksites/not-a-picture'),
          ),
        })),
        orders: body.orders.map((one) => ({ ...one, words: one.words ?? null })),
        writtenOffline: body.writtenOffline ?? false,
        by,
        at: now,
      })
      about(id)
      await announce(db, {
        kind: 'worksite.visited',
        about: id,
        fileId: null,
        jurisdiction,
        data: { siteId, findings: body.findings.length },
      })
      return { id, siteId }
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/photos/:id',
    name: 'worksites.read-photo',
    summary: 'A picture of a finding, for whoever may read the file of the site',
    who: inspectors,
    params: WithId,
    answer: 'file',
    async act({ db, house, person, params, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const { siteId, ...photo } = await getPhoto(db, house, params.id)
      about(siteId, params.id)
      return new FileAnswer({
        ...photo,
        headers: { 'content-disposition': 'inline', 'x-content-type-options': 'nosniff' },
      })
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/orders/:id/checks',
    name: 'worksites.check-order',
    summary: 'What a follow-up found of an order; what is not done gets a new day',
    who: inspectors,
    params: WithId,
    body: strict({
      on: Day,
      result: codes(checkResults),
      newDueOn: maybe(Day),
      words: maybe(Words),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const order = await getCorrective(db, house, params.id)
      about(order.siteId, order.id)
      await getWritable(db, house, person, order.siteId)
      const today = dayInPakistan(now)
      checkPastDay('on', body.on, today, EARLIEST_VISIT)
      const newDueOn = body.newDueOn ?? null
      if (body.result === 'done' && newDueOn) refuse('newDueOn', 'worksites/done-needs-no-day')
      if (body.result !== 'done' && !newDueOn) refuse('newDueOn', 'worksites/new-day-missing')
      if (newDueOn) checkDueDay('newDueOn', newDueOn, today)
      await saveCheck(db, house, order, {
        ...body,
        newDueOn,
        words: body.words ?? null,
        by: person.id,
        at: now,
      })
      return done
    },
  }),
]
