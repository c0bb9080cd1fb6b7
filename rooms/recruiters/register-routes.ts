import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { checkAgentIn } from './check-agent.ts'
import { addMonths } from './complaint.ts'
import { getComplaint } from './complaint-records.ts'
import { securityOn } from './fees.ts'
import { countDepartures } from './job-order-records.ts'
import { isOrder, isPromoter, renewalFor, standingOn, stepsFrom, take } from './licence.ts'
import {
  countByStatus,
  getLicensee,
  getParticulars,
  type Licensee,
  listHistory,
  listLicensees,
  saveStep,
} from './licensee-records.ts'
import { mayKeepRegister, mayOrder, officers, readers } from './permissions.ts'
import { listRenewals } from './renewal-records.ts'
import {
  HistoryAnswer,
  KindCode,
  LicenseeAnswer,
  orNull,
  ReasonCode,
  RenewalAnswer,
  StatusCode,
  strict,
} from './shapes.ts'

export function present(licensee: Licensee, today: string) {
  return { ...licensee, ...standingOn(licensee, today) }
}

export const registerRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters',
    name: 'recruiters.list',
    summary: 'The register, by name',
    who: readers,
    query: strict({
      kind: Type.Optional(KindCode),
      status: Type.Optional(StatusCode),
      after: Type.Optional(Type.String({ maxLength: 300 })),
    }),
    answer: page(LicenseeAnswer),
    async act({ db, query, now }) {
      const found = await listLicensees(db, query)
      const today = dayInPakistan(now)
      return { ...found, items: found.items.map((one) => present(one, today)) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/counts',
    name: 'recruiters.count',
    summary: 'How many licensees stand in the register, by kind and state',
    who: readers,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({ kind: KindCode, status: StatusCode, n: Type.Integer(), asOf: Day }),
      ),
    }),
    act: async ({ db }) => ({ items: await countByStatus(db) }),
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/search',
    name: 'recruiters.search',
    summary: 'Finds licensees by number, phone or name in any spelling, with the reason for each',
    who: readers,
    body: strict({ text: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) }),
    answer: Type.Object({
      items: Type.Array(Type.Object({ licensee: LicenseeAnswer, why: Type.String() })),
      registerAsOf: orNull(Day),
    }),
    async act({ db, body, now }) {
      const today = dayInPakistan(now)
      const { found, registerAsOf } = await checkAgentIn(db, body.text, today)
      return {
        items: found.map(({ licensee, why }) => ({ licensee: present(licensee, today), why })),
        registerAsOf: registerAsOf ?? null,
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/licensees/:id',
    name: 'recruiters.read',
    who: readers,
    params: WithId,
    answer: Type.Object({
      licensee: LicenseeAnswer,
      particulars: Type.Object({
        holder: Type.String(),
        branches: Type.Array(Type.String()),
        /** What the licensing authority alone reads; null for others. */
        kept: orNull(
          Type.Object({
            deposit: orNull(Type.Integer()),
            directors: orNull(Type.String()),
            /** The security asked of a promoter today; null where no rule is known. */
            security: orNull(Type.Object({ amount: Type.Integer(), doubtful: Type.Boolean() })),
          }),
        ),
      }),
      history: Type.Array(HistoryAnswer),
      /** What the reader may write down next. */
      steps: Type.Array(ReasonCode),
      /** For how long a renewal holds, by the workers sent in three years (r. 9). */
      renewal: RenewalAnswer,
    }),
    async act({ db, house, person, params, now, about }) {
      const licensee = await getLicensee(db, params.id)
      about(licensee.id)
      const { holder, branches, ...kept } = await getParticulars(db, house, licensee.id)
      const steps = stepsFrom(licensee.status)
        .filter((step) => (step.byOrder ? mayOrder(person) : mayKeepRegister(person)))
        .map((step) => step.reason)
      const history = await listHistory(db, licensee.id)
      const today = dayInPakistan(now)
      const counted = await countDepartures(db, licensee.id, addMonths(today, -36))
      return {
        licensee: present(licensee, today),
        particulars: {
          holder,
          branches,
          kept: mayKeepRegister(person)
            ? { ...kept, security: isPromoter(licensee) ? (securityOn(today) ?? null) : null }
            : null,
        },
        history,
        steps,
        renewal: renewalFor({ counted, listed: licensee.workersSent }),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/licensees/:id/steps',
    name: 'recruiters.record-step',
    summary: 'Writes down what happened to a licence; an order needs a supervisor and its number',
    who: officers,
    params: WithId,
    body: strict({
      why: ReasonCode,
      on: Day,
      orderNumber: Type.Optional(Type.String({ maxLength: 100 })),
      until: Type.Optional(orNull(Day)),
      expiresOn: Type.Optional(orNull(Day)),
      complaintId: Type.Optional(orNull(Id)),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const licensee = await getLicensee(db, params.id)
      about(licensee.id)
      permit(
        isOrder(body.why) ? mayOrder(person) : mayKeepRegister(person),
        'recruiters/not-the-authority',
      )
      const event = take(licensee, body.why, {
        on: body.on,
        orderNumber: body.orderNumber ?? '',
        until: body.until ?? null,
        today: dayInPakistan(now),
      })
      if (body.complaintId) await getComplaint(db, house, body.complaintId)
      if (body.why === 'renewed') {
        const asked = await listRenewals(db, house, licensee.id)
        if (asked.some((one) => one.state === 'open'))
          throw new Problem('conflict', 'recruiters/renewal-waits')
      }
      await saveStep(db, { id: licensee.id, version: body.version }, event, {
        personId: person.id,
        complaintId: body.complaintId ?? null,
        expiresOn: body.expiresOn ?? null,
      })
      await announce(db, {
        kind: 'licence.changed',
        about: licensee.id,
        fileId: null,
        jurisdiction: person.jurisdiction,
        data: { to: event.to, why: event.why },
      })
      return done
    },
  }),
]
