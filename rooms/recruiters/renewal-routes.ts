import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { Person } from '../../core/people.ts'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { addDays, addMonths } from './complaint.ts'
import { licenceFeeOn } from './fees.ts'
import { countDepartures } from './job-order-records.ts'
import { renewalFor, take } from './licence.ts'
import { getLicensee, getLicensees, type Licensee, saveStep } from './licensee-records.ts'
import { mayKeepRegister, mayOrder, officers } from './permissions.ts'
import { present as presentLicensee } from './register-routes.ts'
import {
  allRenewalReasons,
  checkApplication,
  checkDecision,
  checkRenewable,
  DAYS_BEFORE_END,
  decisions,
  paperCodes,
  type RenewalChecks,
  renewalLists,
  renewalStates,
  termAfter,
} from './renewal.ts'
import {
  addRenewal,
  countChecks,
  getRenewal,
  listRenewals,
  listRenewalsOf,
  type RenewalCase,
  saveDecision,
} from './renewal-records.ts'
import { LicenseeAnswer, orNull, RenewalAnswer, strict } from './shapes.ts'

const PaperCodes = Type.Array(codes(paperCodes), { maxItems: paperCodes.length, uniqueItems: true })
const Words = Type.Optional(orNull(Type.String({ maxLength: 20_000 })))
const ChecksAnswer = Type.Object({
  showCause: Type.Integer(),
  complaints: Type.Integer(),
  sent: Type.Integer(),
  unpaid: Type.Integer(),
  openOrders: Type.Integer(),
})
const FeeAnswer = orNull(Type.Object({ amount: Type.Integer(), doubtful: Type.Boolean() }))
const CaseAnswer = Type.Object({
  id: Id,
  appliedOn: Day,
  papers: PaperCodes,
  words: orNull(Type.String()),
  state: codes(renewalStates),
  reason: orNull(codes(allRenewalReasons)),
  orderNumber: Type.String(),
  heardOn: orNull(Day),
  decidedOn: orNull(Day),
  decisionWords: orNull(Type.String()),
  checks: orNull(ChecksAnswer),
  termFrom: orNull(Day),
  termUntil: orNull(Day),
  by: BothNames,
  decider: orNull(BothNames),
  mayDecide: Type.Array(codes(decisions)),
  version: Version,
})

export const renewalRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters/renewals',
    name: 'recruiters.list-all-renewals',
    summary: 'Renewals that wait, terms that end with nothing handed in, or what was decided',
    who: officers,
    query: strict({ list: codes(renewalLists) }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          /** Of the application; of the licensee where nothing was handed in. */
          id: Id,
          licensee: LicenseeAnswer,
          renewal: orNull(
            Type.Object({
              id: Id,
              appliedOn: Day,
              papers: PaperCodes,
              state: codes(renewalStates),
              decidedOn: orNull(Day),
              termUntil: orNull(Day),
            }),
          ),
          /** Show-cause notices, money and orders that are open today. */
          open: Type.Integer(),
        }),
      ),
    }),
    async act({ db, person, query, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const today = dayInPakistan(now)
      const found = await listRenewalsOf(db, {
        list: query.list,
        today,
        endsBy: addDays(today, DAYS_BEFORE_END),
        decidedSince: addMonths(today, -12),
      })
      const ids = [...new Set(found.map((one) => one.licenseeId))]
      about(...ids)
      const licensees = new Map((await getLicensees(db, ids)).map((one) => [one.id, one]))
      const checks = await countChecks(db, ids, today)
      return {
        items: found.map(({ licenseeId, renewal }) => {
          const { showCause, unpaid, openOrders } = checks.get(licenseeId)!
          return {
            id: renewal?.id ?? licenseeId,
            licensee: presentLicensee(licensees.get(licenseeId)!, today),
            renewal,
            open: showCause + unpaid + openOrders,
          }
        }),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/licensees/:id/renewals',
    name: 'recruiters.list-renewals',
    summary: 'Applications to renew a licence, with what stands against it today',
    who: officers,
    params: WithId,
    answer: Type.Object({
      items: Type.Array(CaseAnswer),
      checks: ChecksAnswer,
      /** For how long a renewal would hold. */
      renewal: RenewalAnswer,
      /** What a renewal and a first licence cost today; null where no rule was read. */
      fees: Type.Object({ renewal: FeeAnswer, grant: FeeAnswer }),
    }),
    async act({ db, house, person, params, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const licensee = await getLicensee(db, params.id)
      const items = await listRenewals(db, house, licensee.id)
      about(licensee.id, ...items.map((one) => one.id))
      const today = dayInPakistan(now)
      return {
        items: items.map((one) => present(one, person)),
        ...(await lookInto(db, licensee, today)),
        fees: {
          renewal: licenceFeeOn('renewal', today) ?? null,
          grant: licenceFeeOn('grant', today) ?? null,
        },
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/licensees/:id/renewals',
    name: 'recruiters.enter-renewal',
    summary: 'Enters an application to renew a licence, with what was handed in',
    who: officers,
    params: WithId,
    body: strict({ on: Day, papers: PaperCodes, words: Words }),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      const licensee = await getLicensee(db, params.id)
      const before = await listRenewals(db, house, licensee.id)
      checkApplication(licensee, {
        on: body.on,
        today: dayInPakistan(now),
        open: before.some((one) => one.state === 'open'),
        grantedFrom: before.find((one) => one.state === 'granted')?.termFrom ?? null,
      })
      const id = await addRenewal(
        db,
        house,
        {
          licenseeId: licensee.id,
          appliedOn: body.on,
          papers: body.papers,
          words: body.words?.trim() || null,
        },
        { ...person, at: now },
      )
      about(licensee.id, id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/renewals/:id/decisions',
    name: 'recruiters.decide-renewal',
    summary: 'Grants or refuses a renewal, by a supervisor who did not enter it; or withdraws it',
    who: officers,
    params: WithId,
    body: strict({
      to: codes(decisions),
      on: Day,
      reason: codes(allRenewalReasons),
      words: Words,
      orderNumber: Type.Optional(Type.String({ maxLength: 100 })),
      heardOn: Type.Optional(orNull(Day)),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const { to, on, reason } = body
      permit(
        to === 'withdrawn' ? mayKeepRegister(person) : mayOrder(person),
        'recruiters/not-the-authority',
      )
      const renewal = await getRenewal(db, house, params.id)
      const licensee = await getLicensee(db, renewal.licenseeId)
      about(licensee.id, renewal.id)
      const today = dayInPakistan(now)
      const { checks, renewal: length } = await lookInto(db, licensee, today)
      const words = body.words?.trim() || null
      const orderNumber = body.orderNumber?.trim() ?? ''
      checkDecision(renewal, to, {
        on,
        today,
        reason,
        words,
        orderNumber,
        heardOn: body.heardOn ?? null,
        byWhoEntered: renewal.enteredBy === person.id,
        checks,
      })
      const term = to === 'granted' ? termAfter(licensee.expiresOn, on, length.years) : null
      await saveDecision(db, house, renewal, {
        to,
        on,
        reason,
        words,
        orderNumber,
        heardOn: body.heardOn ?? null,
        checks,
        term,
        version: body.version,
        by: person.id,
        at: now,
      })
      if (term) {
        checkRenewable(licensee)
        const event = take(licensee, 'renewed', { on, orderNumber, until: term.until, today })
        await saveStep(db, licensee, event, {
          personId: person.id,
          complaintId: null,
          expiresOn: term.until,
        })
        await announce(db, {
          kind: 'licence.changed',
          about: licensee.id,
          fileId: null,
          jurisdiction: person.jurisdiction,
          data: { to: event.to, why: event.why },
        })
      }
      return done
    },
  }),
]

const YEARS_LOOKED_AT = 3

/** What stands against a licensee today, and for how long a renewal would hold (r. 9). */
async function lookInto(db: Db, licensee: Licensee, today: string) {
  const since = addMonths(today, -12 * YEARS_LOOKED_AT)
  const counted = await countDepartures(db, licensee.id, since)
  const checks: RenewalChecks = {
    ...(await countChecks(db, [licensee.id], since)).get(licensee.id)!,
    sent: Math.max(counted, licensee.workersSent ?? 0),
  }
  return { checks, renewal: renewalFor({ counted, listed: licensee.workersSent }) }
}

function present(one: RenewalCase, person: Person) {
  const { jurisdiction: _jurisdiction, licenseeId: _licenseeId, enteredBy, ...shown } = one
  const decides = mayOrder(person) && enteredBy !== person.id
  return {
    ...shown,
    mayDecide: one.state === 'open' ? decisions.filter((to) => decides || to === 'withdrawn') : [],
  }
}
