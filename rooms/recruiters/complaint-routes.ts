import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { dueOn, isSerious, move, sixMonthsOf, stagesAfter } from './complaint.ts'
import {
  addComplaint,
  type Complaint,
  countAlike,
  countDue,
  getComplaint,
  listComplaints,
  listSteps,
  saveMove,
} from './complaint-records.ts'
import { chargeAllowed, limbOf, overchargeOf } from './fees.ts'
import { listFoundTerms } from './found-terms-records.ts'
import { getJobOrder } from './job-order-records.ts'
import { presentFound } from './job-order-routes.ts'
import { FoundTermsAnswer } from './job-order-shapes.ts'
import { isPromoter, maySendWorkers, type Status } from './licence.ts'
import { findLicenseesByPhones, listLicenseeBriefs } from './licensee-briefs.ts'
import { getLicensee, listHistory } from './licensee-records.ts'
import { normalPhone } from './numbers.ts'
import { mayKeepRegister, mayWorkOnComplaint, officers } from './permissions.ts'
import { keysAsked } from './search-keys.ts'
import {
  ComplaintAnswer,
  FullComplaintAnswer,
  NewComplaintBody,
  OutcomeCode,
  orNull,
  StageCode,
  strict,
} from './shapes.ts'
import { standingThen } from './standing.ts'

const readers = [...officers, 'prosecutor'] as const

export const complaintRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters/complaints',
    name: 'recruiters.list-complaints',
    summary: 'Complaints within reach, the most urgent first',
    who: readers,
    query: strict({ licensee: Type.Optional(Id) }),
    answer: Type.Object({ items: Type.Array(ComplaintAnswer) }),
    async act({ db, house, person, query, about }) {
      const found = await listComplaints(db, house, { licenseeId: query.licensee })
      about(...found.map((one) => one.id))
      return { items: found.map((one) => present(one, person)) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/complaints/due',
    name: 'recruiters.count-due-complaints',
    who: readers,
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db, now }) => ({ count: await countDue(db, dayInPakistan(now)) }),
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/complaints',
    name: 'recruiters.record-complaint',
    who: officers,
    body: NewComplaintBody,
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      checkComplaint(body, today)
      if (body.licenseeId) await getLicensee(db, body.licenseeId)
      const on = body.contractOn ?? body.receivedOn
      const fee = overchargeOf({
        paid: body.paid ?? 0,
        receiptedCosts: body.receiptedCosts ?? 0,
        on,
        salaryUsd: body.salaryUsd ?? null,
      })
      const id = await addComplaint(db, house, {
        jurisdiction: person.jurisdiction,
        agencyId: person.agencyId,
        licenseeId: body.licenseeId ?? null,
        named: body.named?.trim() || null,
        namedKeys: namedKeys(house, body.named ?? '', body.namedPhones ?? []),
        phoneOf: await officesOf(db, body.licenseeId ?? null, body.namedPhones ?? []),
        kind: body.kind,
        receivedOn: body.receivedOn,
        contractOn: body.contractOn ?? null,
        joinedOn: body.joinedOn ?? null,
        paid: body.paid ?? null,
        allowed: fee?.allowed ?? null,
        receiptGiven: body.receiptGiven ?? null,
        destination: body.destination ?? null,
        complainant: body.complainant?.trim() || null,
        phone: body.phone?.trim() || null,
        words: body.words,
        dueOn: dueOn('received', body.receivedOn),
        recordedBy: person.id,
        recordedAt: now,
      })
      about(id)
      await announce(db, {
        kind: 'complaint.received',
        about: id,
        fileId: null,
        jurisdiction: person.jurisdiction,
        data: { kind: body.kind },
      })
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/complaints/:id',
    name: 'recruiters.read-complaint',
    who: readers,
    params: WithId,
    answer: Type.Object({ ...FullComplaintAnswer.properties, found: orNull(FoundTermsAnswer) }),
    async act({ db, house, person, params, about }) {
      const complaint = await getComplaint(db, house, params.id)
      about(complaint.id)
      const sentThen = (status: Status) => maySendWorkers({ ...complaint.licensee!, status })
      const history = complaint.licensee ? await listHistory(db, complaint.licensee.id) : undefined
      const then = history && standingThen(history, complaint.contractOn ?? complaint.receivedOn)
      return {
        ...present(complaint, person),
        limb: limbOf(isHeardHere(complaint) ? then && sentThen(then) : false) ?? null,
        complainant: complaint.complainant,
        phone: complaint.phone,
        words: complaint.words,
        steps: await listSteps(db, house, complaint),
        alike: await countAlike(db, complaint),
        phoneOf: (await listLicenseeBriefs(db, complaint.phoneOf)).map(
          ({ id, licenceNumber, name }) => ({ id, licenceNumber, name }),
        ),
        found: await foundIn(db, house, complaint),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/complaints/:id/steps',
    name: 'recruiters.move-complaint',
    summary: 'Protector → Director General → show-cause → hearing → order → appeal',
    who: officers,
    params: WithId,
    body: strict({
      to: StageCode,
      on: Day,
      outcome: Type.Optional(orNull(OutcomeCode)),
      words: Type.Optional(orNull(Type.String({ maxLength: 10_000 }))),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const complaint = await getComplaint(db, house, params.id)
      about(complaint.id)
      permit(mayWorkOnComplaint(person, complaint.agencyId), 'recruiters/not-the-authority')
      const moved = move(
        { stage: complaint.stage, licensed: isHeardHere(complaint), since: complaint.since },
        body.to,
        { on: body.on, today: dayInPakistan(now), outcome: body.outcome ?? null },
      )
      await saveMove(db, house, complaint, {
        ...moved,
        on: body.on,
        outcome: body.outcome ?? null,
        words: body.words?.trim() || null,
        version: body.version,
        by: person.id,
        at: now,
      })
      await announce(db, {
        kind: 'complaint.moved',
        about: complaint.id,
        fileId: null,
        jurisdiction: complaint.jurisdiction,
        data: { to: moved.stage, outcome: body.outcome ?? null },
      })
      return done
    },
  }),
]

async function foundIn(
  db: Parameters<typeof getComplaint>[0],
  house: House,
  complaint: Pick<Complaint, 'id'>,
) {
  const [found] = await listFoundTerms(db, { complaintId: complaint.id })
  return found ? presentFound(found, await getJobOrder(db, house, found.jobOrderId)) : null
}

function checkComplaint(
  body: { licenseeId?: string | null; named?: string | null; receivedOn: string } & {
    contractOn?: string | null
    joinedOn?: string | null
  },
  today: string,
): void {
  const fields: { [field: string]: string } = {}
  if (!body.licenseeId && !body.named?.trim()) fields.named = 'problem.recruiters/against-whom'
  if (body.receivedOn > today) fields.receivedOn = 'problem.recruiters/day-in-future'
  if (body.contractOn && body.contractOn > body.receivedOn)
    fields.contractOn = 'problem.recruiters/day-after-complaint'
  if (body.joinedOn && body.joinedOn > body.receivedOn)
    fields.joinedOn = 'problem.recruiters/day-after-complaint'
  for (const [field, day] of Object.entries(body)) {
    if (field.endsWith('On') && typeof day === 'string' && day < '1976-01-01')
      fields[field] = 'problem.recruiters/day-impossible'
  }
  if (Object.keys(fields).length)
    throw new Problem('input', 'recruiters/complaint-not-as-asked', { fields })
}

/** Licensees whose office, by the register, answers one of these phones, apart from the one complained of. */
async function officesOf(
  db: Db,
  licenseeId: string | null,
  phones: readonly string[],
): Promise<string[]> {
  const found = await findLicenseesByPhones(
    db,
    phones.flatMap((phone) => normalPhone(phone) ?? []),
  )
  return [...new Set([...found.values()].flat())].filter((id) => id !== licenseeId)
}

/** Keyed indexes of whoever is named without a licence: the name in any spelling, and the phones. */
function namedKeys(house: House, name: string, phones: readonly string[]): string[] {
  const key = keysAsked(name).keys.find((one) => one.kind === 'name')
  return [
    ...(key ? [house.fields.index('name', `recruiter ${key.key}`)] : []),
    ...phones.flatMap((phone) => {
      const normal = normalPhone(phone)
      return normal ? [house.fields.index('phone', normal)] : []
    }),
  ]
}

/** The authority hears promoters alone; others go to the investigators (r. 29(5)), and r. 31-B is not theirs. */
const isHeardHere = ({ licensee }: Pick<Complaint, 'licensee'>): boolean =>
  licensee !== null && isPromoter(licensee)

function present(complaint: Complaint, person: Person) {
  const { paid, allowed } = complaint
  const doubtful = chargeAllowed(complaint.contractOn ?? complaint.receivedOn, 0)
  return {
    id: complaint.id,
    jurisdiction: complaint.jurisdiction,
    reference: complaint.reference,
    kind: complaint.kind,
    stage: complaint.stage,
    dueOn: complaint.dueOn,
    receivedOn: complaint.receivedOn,
    contractOn: complaint.contractOn,
    joinedOn: complaint.joinedOn,
    paid,
    allowed,
    over: paid === null || allowed === null ? null : Math.max(0, paid - allowed),
    feeDoubtful: allowed !== null && doubtful.known && doubtful.doubtful,
    receiptGiven: complaint.receiptGiven,
    destination: complaint.destination,
    licensee: complaint.licensee,
    named: complaint.named,
    fallsShort: complaint.fallsShort,
    limb: isHeardHere(complaint) ? null : limbOf(false)!,
    serious: isSerious(complaint.kind),
    sixMonths:
      (isHeardHere(complaint) && sixMonthsOf(complaint.joinedOn, complaint.receivedOn)) || null,
    mayMoveTo: mayWorkOnComplaint(person, complaint.agencyId)
      ? stagesAfter(complaint.stage).filter(
          (stage) => isHeardHere(complaint) || (stage !== 'show-cause' && stage !== 'hearing'),
        )
      : [],
    version: complaint.version,
  }
}
