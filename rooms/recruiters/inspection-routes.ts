import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import { findPicture } from '../../core/image-metadata.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import {
  BothNames,
  base64,
  codes,
  Day,
  Done,
  done,
  Id,
  Version,
  WithId,
} from '../../core/schema.ts'
import {
  answers,
  checkLimit,
  checkResults,
  checkVisitDay,
  correctiveCodes,
  inspectionStates,
  isOverdue,
  itemCodes,
  visitReasons,
} from './inspection.ts'
import {
  addVisit,
  type Corrective,
  dropInspection,
  getInspection,
  getPhoto,
  type Inspection,
  listCorrectives,
  listFindings,
  listInspections,
  listPhotos,
  planInspection,
  saveCheck,
} from './inspection-records.ts'
import { getLicensee } from './licensee-records.ts'
import { mayKeepRegister, mayWorkOnComplaint, officers } from './permissions.ts'
import { KindCode, orNull, strict } from './shapes.ts'

const LARGEST_PHOTO = 700_000
const MOST_PHOTOS = 6
const Words = Type.Optional(orNull(Type.String({ maxLength: 20_000 })))
const url = '/api/recruiters/inspections'

const InspectionAnswer = Type.Object({
  id: Id,
  licensee: Type.Object({
    id: Id,
    kind: KindCode,
    licenceNumber: Type.String(),
    name: BothNames,
    address: Type.String(),
    phones: Type.Array(Type.String()),
  }),
  state: codes(inspectionStates),
  reasons: Type.Array(codes(visitReasons)),
  plannedFor: orNull(Day),
  on: orNull(Day),
  words: orNull(Type.String()),
  writtenOffline: Type.Boolean(),
  by: orNull(BothNames),
  faults: Type.Integer(),
  openOrders: Type.Integer(),
  version: Version,
})

const CorrectiveAnswer = Type.Object({
  id: Id,
  inspectionId: Id,
  licensee: Type.Object({ id: Id, name: BothNames }),
  code: codes(correctiveCodes),
  words: orNull(Type.String()),
  dueOn: Day,
  doneOn: orNull(Day),
  overdue: Type.Boolean(),
  mayCheck: Type.Boolean(),
  checks: Type.Array(
    Type.Object({
      id: Id,
      on: Day,
      result: codes(checkResults),
      words: orNull(Type.String()),
      by: BothNames,
    }),
  ),
  version: Version,
})

const VisitBody = strict({
  licenseeId: Id,
  inspectionId: orNull(Id),
  on: Day,
  words: Words,
  writtenOffline: Type.Boolean(),
  findings: Type.Array(strict({ item: codes(itemCodes), answer: codes(answers), words: Words }), {
    maxItems: itemCodes.length,
  }),
  photos: Type.Array(strict({ item: orNull(codes(itemCodes)), base64: base64(LARGEST_PHOTO) }), {
    maxItems: MOST_PHOTOS,
  }),
  orders: Type.Array(strict({ code: codes(correctiveCodes), words: Words, dueOn: Day }), {
    maxItems: 20,
  }),
})

export const inspectionRoutes: Route[] = [
  route({
    method: 'GET',
    url,
    name: 'recruiters.list-inspections',
    summary: 'Visits that are planned, by their day, then those made',
    who: officers,
    query: strict({ licensee: Type.Optional(Id) }),
    answer: Type.Object({
      items: Type.Array(InspectionAnswer),
      orders: Type.Array(CorrectiveAnswer),
    }),
    async act({ db, house, person, query, now }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      const found = await listInspections(db, house, { licenseeId: query.licensee })
      const orders = await listCorrectives(db, house, 'open')
      return {
        items: found.map(present),
        orders: orders
          .filter((one) => !query.licensee || one.licensee.id === query.licensee)
          .map((one) => presentOrder(one, today, mayWorkOnComplaint(person, one.agencyId))),
      }
    },
  }),
  route({
    method: 'POST',
    url,
    name: 'recruiters.plan-inspection',
    who: officers,
    body: strict({
      licenseeId: Id,
      plannedFor: Day,
      reasons: Type.Array(codes(visitReasons), { minItems: 1, maxItems: 8, uniqueItems: true }),
    }),
    answer: Type.Object({ id: Id }),
    async act({ db, person, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      checkLimit('plannedFor', body.plannedFor, dayInPakistan(now))
      await getLicensee(db, body.licenseeId)
      const { jurisdiction, agencyId, id: by } = person
      const id = await planInspection(db, body, { jurisdiction, agencyId, id: by, at: now })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: `${url}/visits`,
    name: 'recruiters.record-inspection',
    summary: 'A visit with its findings, pictures and orders, in one; sent again it stays one',
    who: officers,
    body: VisitBody,
    bodyLimit: 7 * 1024 * 1024,
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      checkVisitDay(body.on, dayInPakistan(now))
      // An order written without a network may reach us after its last day: it counts all the same.
      body.orders.forEach((one, i) => {
        checkLimit(`orders.${i}.dueOn`, one.dueOn, body.on)
      })
      if (new Set(body.findings.map((one) => one.item)).size < body.findings.length)
        throw new Problem('input', 'recruiters/item-answered-twice')
      const licensee = await getLicensee(db, body.licenseeId)
      const planned = body.inspectionId ? await getInspection(db, house, body.inspectionId) : null
      if (planned) {
        permit(mayWorkOnComplaint(person, planned.agencyId), 'recruiters/not-the-authority')
        if (planned.licensee.id !== licensee.id)
          throw new Problem('conflict', 'recruiters/visit-of-another')
      }
      const { jurisdiction, agencyId, id: by } = person
      const writer = {
        jurisdiction: planned?.jurisdiction ?? jurisdiction,
        agencyId,
        id: by,
        at: now,
      }
      const visit = {
        ...body,
        words: body.words?.trim() || null,
        findings: body.findings.map((one) => ({ ...one, words: one.words?.trim() || null })),
        photos: body.photos.map((one, i) => ({ item: one.item, ...pictureOf(one.base64, i) })),
        orders: body.orders.map((one) => ({ ...one, words: one.words?.trim() || null })),
      }
      const id = await addVisit(db, house, planned, visit, writer)
      about(id)
      await announce(db, {
        kind: 'licensee.inspected',
        about: id,
        fileId: null,
        jurisdiction: writer.jurisdiction,
        data: { licenseeId: licensee.id },
      })
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: `${url}/:id`,
    name: 'recruiters.read-inspection',
    who: officers,
    params: WithId,
    answer: Type.Object({
      ...InspectionAnswer.properties,
      mayWrite: Type.Boolean(),
      findings: Type.Array(
        Type.Object({
          item: codes(itemCodes),
          answer: codes(answers),
          words: orNull(Type.String()),
        }),
      ),
      photos: Type.Array(Type.Object({ id: Id, item: orNull(codes(itemCodes)) })),
      orders: Type.Array(CorrectiveAnswer),
    }),
    async act({ db, house, person, params, now, about }) {
      const inspection = await getInspection(db, house, params.id)
      about(inspection.id)
      const mayWrite = mayWorkOnComplaint(person, inspection.agencyId)
      const orders = await listCorrectives(db, house, { inspectionId: inspection.id })
      return {
        ...present(inspection),
        mayWrite,
        findings: await listFindings(db, house, inspection.id),
        photos: await listPhotos(db, inspection.id),
        orders: orders.map((one) => presentOrder(one, dayInPakistan(now), mayWrite)),
      }
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id/drop`,
    name: 'recruiters.drop-inspection',
    summary: 'A planned visit that will not be made',
    who: officers,
    params: WithId,
    body: strict({ version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      const inspection = await getInspection(db, house, params.id)
      about(inspection.id)
      permit(mayWorkOnComplaint(person, inspection.agencyId), 'recruiters/not-the-authority')
      await dropInspection(db, inspection.id, body.version)
      return done
    },
  }),
  route({
    method: 'GET',
    url: `${url}/:id/photos/:photo`,
    name: 'recruiters.read-inspection-photo',
    who: officers,
    params: strict({ id: Id, photo: Id }),
    answer: 'file',
    async act({ db, house, params, about }) {
      about(params.id)
      const photo = await getPhoto(db, house, { inspectionId: params.id, id: params.photo })
      return new FileAnswer({
        ...photo,
        headers: { 'content-disposition': 'inline', 'x-content-type-options': 'nosniff' },
      })
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/correctives/:id/checks',
    name: 'recruiters.check-corrective',
    summary: 'What a follow-up found of an order; what is not done gets a new day',
    who: officers,
    params: WithId,
    body: strict({
      on: Day,
      result: codes(checkResults),
      newDueOn: orNull(Day),
      words: Words,
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const [order] = await listCorrectives(db, house, { id: params.id })
      if (!order) throw new Problem('absent', 'recruiters/no-such-order')
      about(order.inspectionId, order.id)
      permit(mayWorkOnComplaint(person, order.agencyId), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      checkVisitDay(body.on, today)
      if (body.on < order.on) refuse('on', 'recruiters/day-before-last-step')
      if (body.result === 'done' && body.newDueOn)
        refuse('newDueOn', 'recruiters/done-needs-no-day')
      if (body.result !== 'done' && !body.newDueOn) refuse('newDueOn', 'recruiters/new-day-missing')
      if (body.newDueOn) checkLimit('newDueOn', body.newDueOn, today)
      await saveCheck(db, house, order, {
        ...body,
        words: body.words?.trim() || null,
        by: person.id,
        at: now,
      })
      return done
    },
  }),
]

function pictureOf(text: string, at: number) {
  return findPicture(text) ?? refuse(`photos.${at}`, 'recruiters/not-a-picture')
}

function present(inspection: Inspection) {
  const { jurisdiction: _j, agencyId: _a, ...shown } = inspection
  return shown
}

function presentOrder(order: Corrective, today: string, mayWrite: boolean) {
  const { jurisdiction: _j, agencyId: _a, on: _on, ...shown } = order
  return {
    ...shown,
    overdue: isOverdue(order, today),
    mayCheck: mayWrite && order.doneOn === null,
  }
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
