import { type Static, Type } from 'typebox'
import { aside } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route, type Scene } from '../../core/routes.ts'
import { codes, Done, done, Id, WithId } from '../../core/schema.ts'
import {
  budgetOf,
  exactSpending,
  ledgerKeptElsewhere,
  noisySpending,
  promiseOf,
  refusalOf,
} from '../../libraries/private-release/index.ts'
import { dayInPakistan, listMarks } from '../cases/door.ts'
import { joinByMarks } from './lists.ts'
import {
  mayConfirmBudget,
  mayCountEverything,
  mayPrepareRelease,
  maySignRelease,
  mayWeigh,
} from './permissions.ts'
import { publicLedger } from './public-ledger.ts'
import {
  dataOf,
  LEAST_SHOWN,
  linePerPerson,
  type Release,
  type ReleaseBudget,
  refuseImpossible,
  releaseColumns,
  releaseKinds,
  releaseStates,
} from './release.ts'
import {
  addLedgerLine,
  addRelease,
  addSnapshot,
  confirmBudget,
  dropSnapshot,
  findBudget,
  findPreview,
  findPublicFile,
  findRelease,
  forgetBeat,
  getSnapshot,
  hasOverlappingBudget,
  holdLedger,
  listBudgets,
  listLedger,
  listPeople,
  listReleases,
  moveRelease,
  proposeBudget,
  setOutcome,
  withdrawPublished,
} from './release-records.ts'

const preparers = ['statistician'] as const
const counters = ['statistician', 'oversight'] as const
const signers = ['statistician', 'supervisor', 'oversight'] as const

const Year = Type.Object(
  { year: Type.String({ pattern: '^20[0-9]{2}$', maxLength: 4 }) },
  { additionalProperties: false },
)
const Amount = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,3})?$', maxLength: 6 })
const Words = Type.String({ minLength: 10, maxLength: 600 })
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(of: T) =>
  Type.Union([of, Type.Null()])

const BudgetView = Type.Object({
  year: Type.Integer(),
  epsilon: Type.String(),
  delta: Type.String(),
  reason: Type.String(),
  proposedAt: Type.String(),
  confirmedAt: OrNull(Type.String()),
  mayConfirm: Type.Boolean(),
  /** Of the whole budget, in percent. */
  left: Type.Number(),
  /** What all releases so far promise together. */
  spentEpsilon: Type.Number(),
})

const Brief = Type.Object({
  id: Id,
  year: Type.Integer(),
  kind: codes(releaseKinds),
  columns: Type.Array(codes(releaseColumns)),
  longest: Type.Integer(),
  k: OrNull(Type.Integer()),
  epsilon: OrNull(Type.String()),
  countedAt: Type.String(),
  state: codes(releaseStates),
  progress: Type.Number(),
})

const ReleaseView = Type.Intersect([
  Brief,
  Type.Object({
    purpose: OrNull(Type.String()),
    reason: OrNull(Type.String()),
    decidedAt: OrNull(Type.String()),
    /** As the library private-release weighs it; null for who may not see it. */
    preview: OrNull(Type.Any()),
    budget: OrNull(BudgetView),
    mine: Type.Boolean(),
    maySign: Type.Boolean(),
    mayPrepare: Type.Boolean(),
  }),
])

const Begin = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2099 }),
    kind: codes(releaseKinds),
    columns: Type.Array(codes(releaseColumns), { minItems: 1, maxItems: 7, uniqueItems: true }),
    longest: Type.Integer({ minimum: 1, maximum: 3 }),
    k: Type.Optional(Type.Integer({ minimum: LEAST_SHOWN, maximum: 100_000 })),
  },
  { additionalProperties: false },
)
const Ask = Type.Object(
  {
    k: Type.Optional(Type.Integer({ minimum: LEAST_SHOWN, maximum: 100_000 })),
    epsilon: Type.Optional(Amount),
    purpose: Words,
  },
  { additionalProperties: false },
)
const WithReason = Type.Object({ reason: Words }, { additionalProperties: false })

type Working = Pick<Scene<never, never, never>, 'db' | 'house' | 'person'>

export const releaseRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/releases',
    name: 'statistics.releases',
    who: signers,
    summary: 'Releases in preparation and published ones, and the budget of each year.',
    answer: Type.Object({
      items: Type.Array(Brief),
      budgets: Type.Array(BudgetView),
      columns: Type.Array(codes(releaseColumns)),
      mayPrepare: Type.Boolean(),
      mayPropose: Type.Boolean(),
    }),
    async act({ db, person }) {
      const budgets = await listBudgets(db, person.jurisdiction)
      return {
        items: (await listReleases(db)).map(brief),
        budgets: await Promise.all(budgets.map((one) => budgetView({ db, person }, one))),
        columns: [...releaseColumns],
        mayPrepare: mayPrepareRelease(person),
        mayPropose: mayCountEverything(person),
      }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/releases/budgets/:year',
    name: 'statistics.propose-budget',
    who: counters,
    summary: 'Proposes what may ever be spent on the victims detected in a year.',
    params: Year,
    body: Type.Object({ epsilon: Amount, reason: Words }, { additionalProperties: false }),
    answer: Done,
    async act({ db, person, params, body, now }) {
      permit(mayCountEverything(person))
      const year = Number(params.year)
      const { jurisdiction } = person
      if (!(Number(body.epsilon) >= 0.1 && Number(body.epsilon) <= 20))
        throw new Problem('input', 'statistics/budget-out-of-range', {
          fields: { epsilon: 'problem.statistics/budget-out-of-range' },
        })
      const budget = budgetOf('', String(Number(body.epsilon)), DELTA)
      const written = await proposeBudget(db, {
        ...budget,
        jurisdiction,
        year,
        reason: body.reason,
        proposedBy: person.id,
        proposedAt: now.toISOString(),
      })
      if (!written) throw new Problem('conflict', 'statistics/budget-confirmed')
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/budgets/:year/confirm',
    name: 'statistics.confirm-budget',
    who: counters,
    summary: 'A second person confirms a budget; from then on it never changes.',
    params: Year,
    body: Type.Object({ epsilon: Amount }, { additionalProperties: false }),
    answer: Done,
    async act({ db, person, params, body, now }) {
      const of = { jurisdiction: person.jurisdiction, year: Number(params.year) }
      const budget = await findBudget(db, of)
      if (!budget) throw new Problem('absent', 'statistics/no-such-budget')
      permit(mayConfirmBudget(person, budget), 'statistics/own-budget')
      if (await hasOverlappingBudget(db, of))
        throw new Problem('conflict', 'statistics/budget-overlaps')
      const epsilon = String(Number(body.epsilon))
      if (!(await confirmBudget(db, { ...of, epsilon }, { id: person.id, at: now })))
        throw new Problem('conflict', 'statistics/budget-changed')
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases',
    name: 'statistics.begin-release',
    who: preparers,
    summary: 'Takes a dated snapshot and weighs in the background what each promise would lose.',
    body: Begin,
    answer: Type.Object({ id: Id }),
    rateLimit: { max: 60, per: 'hour' },
    async act({ db, house, person, body, now, about }) {
      permit(mayPrepareRelease(person))
      const { jurisdiction, agencyId } = person
      const budget = await findBudget(db, { jurisdiction, year: body.year })
      if (!budget?.confirmedAt)
        throw new Problem('conflict', 'statistics/release-no-budget', {
          fields: { year: 'problem.statistics/release-no-budget' },
          values: { year: body.year },
        })
      const id = newId()
      // Statisticians see no case: the system takes the snapshot, and only codes stay.
      await aside(house, async (system) => {
        const rows = await listPeople(system, { jurisdiction, year: body.year })
        const marks = await listMarks(
          system,
          rows.map(({ personId }) => personId),
        )
        const person = joinByMarks(
          rows.map(({ personId }) => ({ marks: marks.get(personId) ?? [] })),
        )
        const lines = linePerPerson(
          rows.map(({ line }) => line),
          person,
        )
        refuseImpossible({ kind: body.kind, columns: body.columns, k: body.k }, lines.length)
        await addSnapshot(system, id, lines)
      })
      await addRelease(db, {
        id,
        jurisdiction,
        agencyId,
        year: body.year,
        kind: body.kind,
        columns: releaseColumns.filter((column) => body.columns.includes(column)),
        longest: Math.min(body.longest, body.columns.length),
        k: body.kind === 'table' ? (body.k ?? null) : null,
        askedBy: person.id,
        countedAt: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/releases/:id',
    name: 'statistics.release',
    who: signers,
    summary: 'A release: what each promise loses (for who may count everybody), and its decision.',
    params: WithId,
    answer: ReleaseView,
    async act(scene) {
      const { db, person, params, about } = scene
      const one = await get(db, params.id)
      about(one.id)
      const budget = await findBudget(db, one)
      const preview = mayWeigh(person) ? ((await findPreview(db, one.id)) ?? null) : null
      return {
        ...brief(one),
        purpose: one.purpose,
        reason: one.reason,
        decidedAt: one.decidedAt,
        preview,
        budget: budget ? await budgetView(scene, budget) : null,
        mine: one.askedBy === person.id,
        maySign: maySignRelease(person, one),
        mayPrepare: mayPrepareRelease(person),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/ask',
    name: 'statistics.ask-release',
    who: preparers,
    summary: 'Asks for a release under one of the promises that were weighed.',
    params: WithId,
    body: Ask,
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(mayPrepareRelease(person) && one.askedBy === person.id)
      const weighed = (await findPreview(db, one.id)) ?? []
      const { k, epsilon } = body
      const looked = weighed.some(({ trial }) =>
        'k' in trial ? trial.k === k : Number(trial.epsilon) === Number(epsilon),
      )
      if (!looked) throw new Problem('input', 'statistics/release-not-weighed')
      const chosen = one.kind === 'table' ? { k: k! } : { epsilon: String(Number(epsilon)) }
      await grantable({ db, house }, { ...one, ...chosen })
      const moved = await moveRelease(db, one.id, ['weighed'], {
        state: 'asked',
        purpose: body.purpose,
        ...chosen,
      })
      if (!moved) throw new Problem('conflict', 'statistics/release-moved-on')
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/sign',
    name: 'statistics.sign-release',
    who: signers,
    summary: 'A second person signs: the budget is spent, and the files are made.',
    params: WithId,
    answer: Done,
    async act({ db, house, person, params, now, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(maySignRelease(person, one), 'statistics/release-own')
      await holdLedger(db, one)
      const moved = await moveRelease(db, one.id, ['asked'], {
        state: 'signed',
        decidedBy: person.id,
        decidedAt: now,
      })
      if (!moved) throw new Problem('conflict', 'statistics/release-moved-on')
      const spending = await grantable({ db, house }, one)
      await addLedgerLine(db, {
        ...one,
        ...spending,
        countedOn: dayInPakistan(new Date(one.countedAt)),
        at: now,
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/refuse',
    name: 'statistics.refuse-release',
    who: signers,
    summary: 'A second person refuses, with the reason; nothing is spent.',
    params: WithId,
    body: WithReason,
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(maySignRelease(person, one), 'statistics/release-own')
      const moved = await moveRelease(db, one.id, ['asked'], {
        state: 'refused',
        reason: body.reason,
        decidedBy: person.id,
        decidedAt: now,
      })
      if (!moved) throw new Problem('conflict', 'statistics/release-moved-on')
      await aside(house, (system) => dropSnapshot(system, one.id))
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/stop',
    name: 'statistics.stop-release',
    who: signers,
    summary: 'Stops a release that is not out yet. What was spent stays spent.',
    params: WithId,
    answer: Done,
    async act({ db, house, person, params, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(one.askedBy === person.id || maySignRelease(person, one))
      if (await moveRelease(db, one.id, ['signed'], { state: 'stopped' })) {
        await setOutcome(db, one.id, 'stopped')
        return done
      }
      const begun = ['weighing', 'weighed', 'asked'] as const
      if (!(await moveRelease(db, one.id, begun, { state: 'stopped' })))
        throw new Problem('conflict', 'statistics/release-moved-on')
      await aside(house, (system) => dropSnapshot(system, one.id))
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/resume',
    name: 'statistics.resume-release',
    who: signers,
    summary: 'Makes the files of a signed release that stopped or failed; nothing is spent again.',
    params: WithId,
    answer: Done,
    async act({ db, person, params, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(one.askedBy === person.id || maySignRelease(person, one))
      const paid = (await listLedger(db, one)).some(({ id }) => id === one.id)
      if (!paid || !(await moveRelease(db, one.id, ['stopped', 'failed'], { state: 'signed' })))
        throw new Problem('conflict', 'statistics/release-moved-on')
      await forgetBeat(db, one.id)
      await setOutcome(db, one.id, 'being-made')
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/releases/:id/withdraw',
    name: 'statistics.withdraw-release',
    who: signers,
    summary: 'Withdraws a published release; it stays in the ledger, with the reason.',
    params: WithId,
    body: WithReason,
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      const one = await get(db, params.id)
      about(one.id)
      permit(one.askedBy === person.id || maySignRelease(person, one))
      if (!(await moveRelease(db, one.id, ['published'], { state: 'withdrawn', ...body })))
        throw new Problem('conflict', 'statistics/release-moved-on')
      await withdrawPublished(db, one.id, { reason: body.reason, at: now })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/released.json',
    name: 'statistics.public-ledger',
    who: 'anyone',
    summary: 'The public ledger: what was released of whom, under which promise, with its files.',
    answer: Type.Any(),
    act: ({ db }) => publicLedger(db),
  }),
  route({
    method: 'GET',
    url: '/released/:id/:name',
    name: 'statistics.public-file',
    who: 'anyone',
    summary: 'A file of a published release.',
    params: Type.Object(
      { id: Id, name: Type.String({ pattern: '^[a-z]{1,20}\\.(csv|json|xlsx)$', maxLength: 30 }) },
      { additionalProperties: false },
    ),
    answer: 'file',
    async act({ db, params }) {
      const found = await findPublicFile(db, params.id, params.name)
      if (!found) throw new Problem('absent', 'statistics/no-such-file')
      return new FileAnswer({ ...found, name: `panah-${params.id.slice(-8)}-${params.name}` })
    },
  }),
]

const DELTA = '1e-6'

async function get(db: Working['db'], id: string): Promise<Release> {
  const found = await findRelease(db, id)
  if (!found) throw new Problem('absent', 'statistics/no-such-release')
  return found
}

/** What a release takes out of its ledger; a problem with the reason where the ledger refuses it. */
async function grantable({ db, house }: Pick<Working, 'db' | 'house'>, one: Release) {
  const budget = await findBudget(db, one)
  if (!budget?.confirmedAt)
    throw new Problem('conflict', 'statistics/release-no-budget', { values: { year: one.year } })
  const { longest } = one
  const spending =
    one.kind === 'records'
      ? noisySpending(budget, { epsilon: one.epsilon!, longest })
      : exactSpending(
          dataOf(await aside(house, (system) => getSnapshot(system, one.id)), one.columns),
          { k: one.k!, longest },
        )
  const refusal = refusalOf(budget, await listLedger(db, one), spending)
  if (refusal) throw new Problem('conflict', `statistics/release-${refusal.code}`)
  return spending
}

async function budgetView(
  { db, person }: Pick<Working, 'db' | 'person'>,
  of: ReleaseBudget,
): Promise<Static<typeof BudgetView>> {
  const ledger = ledgerKeptElsewhere(of, await listLedger(db, of))
  const { year, epsilon, delta, reason, proposedAt, confirmedAt } = of
  return {
    ...{ year, epsilon, delta, reason, proposedAt, confirmedAt },
    mayConfirm: confirmedAt === null && mayConfirmBudget(person, of),
    left: (100 * ledger.remaining().rho) / of.rho,
    spentEpsilon: promiseOf(ledger).epsilon,
  }
}

function brief(one: Release): Static<typeof Brief> {
  const { id, year, kind, columns, longest, k, epsilon, countedAt, state, progress } = one
  return { id, year, kind, columns, longest, k, epsilon, countedAt, state, progress }
}
