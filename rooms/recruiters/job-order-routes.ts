import { type Static, Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { getComplaint } from './complaint-records.ts'
import { type FoundTerms, listFoundTerms, saveFoundTerms } from './found-terms-records.ts'
import { checkSending, decide, departedAhead, statesAfter } from './job-order.ts'
import {
  addJobOrder,
  addSending,
  correctDemand,
  getJobOrder,
  type JobOrder,
  listJobOrders,
  listOrderSteps,
  listSendings,
  lockJobOrder,
  removeSending,
  saveOrderStep,
} from './job-order-records.ts'
import {
  demandFields,
  FullJobOrderAnswer,
  JobOrderAnswer,
  OrderStepBody,
  SendingBody,
  TermsBody,
} from './job-order-shapes.ts'
import { maySendWorkers, standingOn } from './licence.ts'
import { getLicensee, listHistory } from './licensee-records.ts'
import { workerNumber } from './numbers.ts'
import { mayKeepRegister, mayWorkOnComplaint, officers } from './permissions.ts'
import { orNull, strict } from './shapes.ts'
import { standingThen } from './standing.ts'
import { compare, fallsShort } from './substitution.ts'

const Demand = strict(demandFields)
const EARLIEST = '1976-01-01'

export const jobOrderRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters/job-orders',
    name: 'recruiters.list-job-orders',
    summary: 'Demands that wait for scrutiny, then the others, the newest first',
    who: officers,
    query: strict({ licensee: Type.Optional(Id) }),
    answer: Type.Object({ items: Type.Array(JobOrderAnswer) }),
    async act({ db, house, person, query }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const found = await listJobOrders(db, house, { licenseeId: query.licensee })
      return { items: found.map(present) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/job-orders',
    name: 'recruiters.record-job-order',
    who: officers,
    body: Demand,
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      checkDemand(body, dayInPakistan(now))
      await getLicensee(db, body.licenseeId)
      const id = await addJobOrder(db, house, body, {
        jurisdiction: person.jurisdiction,
        agencyId: person.agencyId,
        id: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/job-orders/of-worker',
    name: 'recruiters.find-worker',
    summary: 'The orders under which whoever holds this CNIC or passport was sent',
    who: officers,
    body: strict({ number: Type.String({ minLength: 1, maxLength: 30 }) }),
    answer: Type.Object({ items: Type.Array(JobOrderAnswer) }),
    async act({ db, house, person, body, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const worker = workerIndex(house, body.number)
      if (!worker) refuse('number', 'recruiters/no-such-number')
      const found = await listJobOrders(db, house, { worker })
      about(...found.map((one) => one.id))
      return { items: found.map(present) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/job-orders/:id',
    name: 'recruiters.read-job-order',
    who: officers,
    params: WithId,
    answer: FullJobOrderAnswer,
    async act({ db, house, person, params, about }) {
      const order = await getJobOrder(db, house, params.id)
      about(order.id)
      const found = await listFoundTerms(db, { jobOrderId: order.id })
      about(...found.map((one) => one.complaintId))
      const mayWrite = mayWorkOnComplaint(person, order.agencyId)
      return {
        ...present(order),
        mayMoveTo: mayWrite ? [...statesAfter(order.state)] : [],
        maySend: mayWrite && order.state === 'permitted',
        mayCorrect: mayWrite && (order.state === 'demanded' || order.state === 'sent-back'),
        steps: await listOrderSteps(db, house, order),
        sendings: await listSendings(db, order),
        found: found.map((one) => presentFound(one, order)),
      }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/recruiters/job-orders/:id',
    name: 'recruiters.correct-job-order',
    summary: 'Puts a demand right before it is decided on',
    who: officers,
    params: WithId,
    body: strict({ ...demandFields, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const order = await getWritable(db, house, person, params.id)
      about(order.id)
      if (order.state !== 'demanded' && order.state !== 'sent-back')
        throw new Problem('conflict', 'recruiters/order-is-decided')
      checkDemand(body, dayInPakistan(now))
      if (order.since > order.demandedOn && body.demandedOn > order.since)
        refuse('demandedOn', 'recruiters/day-after-decision')
      await getLicensee(db, body.licenseeId)
      await correctDemand(db, house, order, body, body.version)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/job-orders/:id/steps',
    name: 'recruiters.decide-job-order',
    summary: "The protector's scrutiny of a demand, and what is decided on it later",
    who: officers,
    params: WithId,
    body: OrderStepBody,
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const order = await getWritable(db, house, person, params.id)
      about(order.id)
      const step = decide(
        { ...order, licensed: await isLicensedOn(db, order.licensee.id, body.on) },
        body.to,
        { ...body, today: dayInPakistan(now) },
      )
      await saveOrderStep(db, house, order, {
        ...step,
        words: body.words?.trim() || null,
        version: body.version,
        by: person.id,
        at: now,
      })
      await announce(db, {
        kind: 'job-order.decided',
        about: order.id,
        fileId: null,
        jurisdiction: order.jurisdiction,
        data: { to: step.state },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/job-orders/:id/sendings',
    name: 'recruiters.record-sending',
    summary: 'Foreign service agreements registered (r. 21), or workers who left',
    who: officers,
    params: WithId,
    body: SendingBody,
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      const order = await getWritable(db, house, person, params.id)
      about(order.id)
      const workerIndexes = indexesOf(house, body.numbers ?? [])
      await lockJobOrder(db, order)
      const before = await listSendings(db, order)
      checkSending(order, before, { ...body, keys: workerIndexes.length }, dayInPakistan(now))
      const id = await addSending(db, order, { ...body, workerIndexes, by: person.id, at: now })
      return { id }
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/recruiters/job-orders/:id/sendings/:sending',
    name: 'recruiters.remove-sending',
    summary: 'Takes back a batch that was typed wrong',
    who: officers,
    params: strict({ id: Id, sending: Id }),
    answer: Done,
    async act({ db, house, person, params, about }) {
      const order = await getWritable(db, house, person, params.id)
      about(order.id)
      await lockJobOrder(db, order)
      const rest = (await listSendings(db, order)).filter((one) => one.id !== params.sending)
      if (departedAhead(rest)) throw new Problem('conflict', 'recruiters/left-before-agreement')
      await removeSending(db, order, params.sending)
      return done
    },
  }),
  route({
    method: 'PUT',
    url: '/api/recruiters/complaints/:id/found-terms',
    name: 'recruiters.record-found-terms',
    summary: 'What the worker of a complaint found, beside what the job order promised',
    who: officers,
    params: WithId,
    body: strict({ jobOrderId: Id, terms: TermsBody, version: orNull(Version) }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const complaint = await getComplaint(db, house, params.id)
      about(complaint.id)
      permit(mayWorkOnComplaint(person, complaint.agencyId), 'recruiters/not-the-authority')
      const order = await getJobOrder(db, house, body.jobOrderId)
      about(order.id)
      if (order.licensee.id !== complaint.licensee?.id)
        refuse('jobOrderId', 'recruiters/order-of-another')
      const { terms } = body
      if ((terms.wage === null) !== (terms.currency === null))
        refuse('currency', 'recruiters/wage-without-currency')
      const isShort = fallsShort(compare(order.promised, terms))
      await saveFoundTerms(db, complaint, order, terms, {
        fallsShort: isShort,
        version: body.version,
        by: person.id,
        at: now,
      })
      return done
    },
  }),
]

async function getWritable(
  db: Parameters<typeof getJobOrder>[0],
  house: House,
  person: Person,
  id: string,
): Promise<JobOrder> {
  const order = await getJobOrder(db, house, id)
  permit(mayWorkOnComplaint(person, order.agencyId), 'recruiters/not-the-authority')
  return order
}

/** Whether the licensee held a valid licence to send workers that day; before the register's first entry, as it stands now. */
async function isLicensedOn(
  db: Parameters<typeof getLicensee>[0],
  licenseeId: string,
  day: string,
): Promise<boolean> {
  const licensee = await getLicensee(db, licenseeId)
  const then = standingThen(await listHistory(db, licenseeId), day) ?? licensee.status
  const { status } = standingOn({ ...licensee, status: then }, day)
  return maySendWorkers({ kind: licensee.kind, status })
}

function checkDemand(body: Static<typeof Demand>, today: string): void {
  if (body.demandedOn > today) refuse('demandedOn', 'recruiters/day-in-future')
  if (body.demandedOn < EARLIEST) refuse('demandedOn', 'recruiters/day-impossible')
  if (body.country === 'PAK') refuse('country', 'recruiters/not-abroad')
}

function workerIndex(house: House, text: string): string | undefined {
  const found = workerNumber(text)
  return found && house.fields.index(found.kind, found.number)
}

function indexesOf(house: House, numbers: readonly string[]): string[] {
  const indexes = numbers
    .filter((one) => one.trim())
    .map((text) => workerIndex(house, text) ?? refuse('numbers', 'recruiters/no-such-number'))
  return [...new Set(indexes)]
}

function present(order: JobOrder) {
  const { jurisdiction: _j, agencyId: _a, since: _s, ...shown } = order
  return shown
}

export function presentFound(found: FoundTerms, order: Pick<JobOrder, 'promised'>) {
  const compared = compare(order.promised, found.terms)
  return {
    ...found,
    promisedCurrency: order.promised.currency,
    compared,
    fallsShort: fallsShort(compared),
  }
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
