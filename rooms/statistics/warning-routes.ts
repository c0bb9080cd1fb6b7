import { type Static, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { findCaseBrief } from '../cases/door.ts'
import { namesOf } from '../staff/door.ts'
import { placeNames } from './labels.ts'
import { mayJudgeWarning, mayWatch, watchers } from './permissions.ts'
import { namePlaces } from './records.ts'
import { type Look, warningMethods, warningVersion } from './warning.ts'
import { streamKinds } from './warning-event.ts'
import { dismissReasons, fates, judgements, precisionOf, stepKinds } from './warning-judging.ts'
import {
  type AlarmRow,
  addRun,
  findAlarm,
  findLastLook,
  findRun,
  judge,
  listAlarmCases,
  listAlarms,
  listJudged,
  listRuns,
  listSteps,
  type RunRow,
} from './warning-records.ts'
import { usualLook } from './warning-running.ts'
import { stopWork } from './work-records.ts'

const closed = { additionalProperties: false }
const Count = Type.Integer({ minimum: 0 })
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])

const RunAnswer = Type.Object({
  id: Id,
  askedAt: Type.String(),
  finishedAt: orNull(Type.String()),
  until: Day,
  weeks: Count,
  seed: Count,
  simulations: Count,
  version: Type.String(),
  againOf: orNull(Id),
  state: codes(['waiting', 'running', 'done', 'stopped', 'refused', 'failed']),
  progress: Type.Number(),
  compared: orNull(codes(['same', 'cases-changed', 'different'])),
  problem: orNull(Type.String()),
})

const AlarmAnswer = Type.Object({
  id: Id,
  method: codes(warningMethods),
  stream: codes(streamKinds),
  units: Type.Array(Type.String()),
  fromOn: Day,
  toOn: Day,
  observed: Count,
  expected: Type.Number(),
  p: Type.Number(),
  recurrence: Type.Number(),
  weekly: Type.Array(Count),
  firstAt: Type.String(),
  lastAt: Type.String(),
  judgement: codes(judgements),
  reason: orNull(codes(dismissReasons)),
  fate: orNull(codes(fates)),
  version: Version,
})

const PrecisionAnswer = Type.Array(
  Type.Object({
    code: codes([...warningMethods, ...streamKinds]),
    alarms: Count,
    known: Count,
    real: Count,
    low: Type.Number(),
    high: Type.Number(),
  }),
)

const WarningsAnswer = Type.Object({
  jurisdiction: Type.String(),
  look: orNull(
    Type.Object({
      run: RunAnswer,
      events: Count,
      fromOn: Day,
      untilOn: Day,
      weekly: Type.Array(Count),
      districts: Type.Array(
        Type.Object({ code: Type.String(), n: Count, expected: Type.Number() }),
      ),
      tests: Type.Object({ scans: Count, series: Count }),
      delay: orNull(Type.Object({ median: Type.Number(), quantile: Type.Number(), events: Count })),
    }),
  ),
  runs: Type.Array(RunAnswer),
  alarms: Type.Array(AlarmAnswer),
  precision: Type.Object({ method: PrecisionAnswer, stream: PrecisionAnswer }),
  names: Type.Record(Type.String(), BothNames),
})

const Judging = Type.Object(
  {
    kind: codes(stepKinds),
    code: orNull(codes([...dismissReasons, ...fates])),
    words: Type.String({ maxLength: 2000 }),
    version: Version,
  },
  closed,
)

export const warningRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/warnings',
    name: 'statistics.warnings',
    who: watchers,
    summary: 'What stands out, against how much was expected, and how often that is chance.',
    answer: WarningsAnswer,
    async act({ db, person }) {
      permit(mayWatch(person))
      const alarms = await listAlarms(db)
      const last = await findLastLook(db)
      const judged = await listJudged(db)
      const districts = last?.result?.districts.map(({ code }) => code) ?? []
      return {
        jurisdiction: person.jurisdiction,
        look: last?.result ? { run: runAnswer(last), ...shown(last.result) } : null,
        runs: (await listRuns(db)).map(runAnswer),
        alarms: alarms.map(alarmAnswer),
        precision: { method: precisionOf(judged, 'method'), stream: precisionOf(judged, 'stream') },
        names: await names(db, [...districts, ...alarms.flatMap(placesOf)]),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/warnings/runs',
    name: 'statistics.look-for-warnings',
    who: watchers,
    summary:
      'Looks now, as every night; or repeats an earlier look to see that the same comes out.',
    body: Type.Object({ again: Type.Optional(Id) }, closed),
    answer: Type.Object({ id: Id }),
    rateLimit: { max: 30, per: 'hour' },
    async act({ db, person, body, now, about }) {
      permit(mayWatch(person))
      const again = body.again ? await getRun(db, body.again) : undefined
      const id = await addRun(db, {
        ...(again ?? usualLook(now)),
        jurisdiction: person.jurisdiction,
        askedBy: person.id,
        version: warningVersion,
        againOf: again?.id ?? null,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/warnings/runs/:id/stop',
    name: 'statistics.stop-look',
    who: watchers,
    summary: 'Stops a look that has not ended.',
    params: WithId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      permit(mayWatch(person))
      const run = await getRun(db, params.id)
      about(run.id)
      if (!(await stopWork(db, 'statistics.warning_run', run.id, now)))
        throw new Problem('conflict', 'statistics/look-ended')
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/warnings/:id',
    name: 'statistics.warning',
    who: watchers,
    summary: 'One alarm: what, where, since when, and what people made of it.',
    params: WithId,
    answer: Type.Object({
      alarm: AlarmAnswer,
      steps: Type.Array(
        Type.Object({
          id: Id,
          kind: codes(stepKinds),
          code: orNull(Type.String()),
          words: Type.String(),
          by: BothNames,
          at: Type.String(),
        }),
      ),
      names: Type.Record(Type.String(), BothNames),
      mayJudge: Type.Boolean(),
    }),
    async act({ db, house, person, params, about }) {
      permit(mayWatch(person))
      const alarm = await getAlarm(db, params.id)
      about(alarm.id)
      const steps = await listSteps(db, alarm.id)
      const people = await namesOf(
        db,
        steps.map(({ byId }) => byId),
      )
      return {
        alarm: alarmAnswer(alarm),
        steps: steps.map(({ id, kind, code, wordsSealed, byId, at }) => {
          const by = people.get(byId) ?? { en: '–', ur: '–' }
          return { id, kind, code, words: house.fields.open(wordsSealed), by, at }
        }),
        names: await names(db, placesOf(alarm)),
        mayJudge: mayJudgeWarning(person),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/warnings/:id/cases',
    name: 'statistics.open-warning',
    who: watchers,
    summary: 'The cases an alarm rests on: those the viewer may open, and how many more there are.',
    params: WithId,
    answer: Type.Object({
      observed: Count,
      cases: Type.Array(Type.Object({ id: Id, reference: Type.String() })),
      /** In cases, reports and old registers that the viewer may not open. */
      closed: Count,
    }),
    async act({ db, person, params, about }) {
      permit(mayWatch(person))
      const alarm = await getAlarm(db, params.id)
      const briefs = await Promise.all(
        (await listAlarmCases(db, alarm.id)).map((id) => findCaseBrief(db, id)),
      )
      const cases = briefs.flatMap((one) => (one ? [{ id: one.id, reference: one.reference }] : []))
      about(alarm.id, ...cases.map(({ id }) => id))
      const { observed } = alarm
      return { observed, cases, closed: Math.max(0, observed - cases.length) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/warnings/:id/steps',
    name: 'statistics.judge-warning',
    who: watchers,
    summary: 'Acknowledges or dismisses an alarm, takes it up again, or says what became of it.',
    params: WithId,
    body: Judging,
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayJudgeWarning(person))
      const alarm = await getAlarm(db, params.id)
      about(alarm.id)
      const { words, version, ...step } = body
      const kept = await judge(db, { ...alarm, version }, standingAfter(alarm, body), {
        ...step,
        wordsSealed: house.fields.seal(words.trim()),
        byId: person.id,
        at: now.toISOString(),
      })
      if (!kept) throw new Problem('stale', 'core/changed-since')
      return done
    },
  }),
]

/** Where an alarm stands after a step; refuses one without its reason. */
function standingAfter(
  alarm: AlarmRow,
  { kind, code, words }: Static<typeof Judging>,
): Pick<AlarmRow, 'judgement' | 'reason' | 'fate'> {
  const { judgement, reason, fate } = alarm
  if (kind === 'reopened') return { judgement: 'new', reason: null, fate: null }
  if (kind === 'acknowledged') return { judgement: 'acknowledged', reason: null, fate }
  if (words.trim() === '') refuse('words', 'statistics/words-needed')
  if (kind === 'dismissed') {
    const chosen = dismissReasons.find((one) => one === code)
    if (!chosen) refuse('code', 'statistics/reason-needed')
    return { judgement: 'dismissed', reason: chosen, fate }
  }
  const became = fates.find((one) => one === code)
  if (!became) refuse('code', 'statistics/fate-needed')
  return { judgement: judgement === 'new' ? 'acknowledged' : judgement, reason, fate: became }
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}

async function getRun(db: Db, id: string): Promise<RunRow> {
  const found = await findRun(db, id)
  if (!found) throw new Problem('absent', 'statistics/no-such-look')
  return found
}

async function getAlarm(db: Db, id: string): Promise<AlarmRow> {
  const found = await findAlarm(db, id)
  if (!found) throw new Problem('absent', 'statistics/no-such-warning')
  return found
}

function runAnswer(run: Omit<RunRow, 'result'>): Static<typeof RunAnswer> {
  const { id, askedAt, finishedAt, until, weeks, seed, simulations, version } = run
  const { againOf, state, progress, compared, problem } = run
  const of = { id, askedAt, finishedAt, until, weeks, seed, simulations, version }
  return { ...of, againOf, state, progress, compared, problem }
}

function shown({ alarms: _, ...look }: Look): Omit<Look, 'alarms'> {
  return look
}

const HASH_SHOWN = 6

/** Of a recruiter's or phone's index only the beginning is shown: enough to tell two apart. */
function alarmAnswer(alarm: AlarmRow): Static<typeof AlarmAnswer> {
  const { key: _key, jurisdiction: _jurisdiction, ...told } = alarm
  const hashed = alarm.stream === 'recruiter' || alarm.stream === 'phone'
  return hashed ? { ...told, units: told.units.map((unit) => unit.slice(-HASH_SHOWN)) } : told
}

function placesOf({ stream, units }: Pick<AlarmRow, 'stream' | 'units'>): string[] {
  if (stream === 'district') return units
  return stream === 'route' ? units.flatMap((unit) => unit.split('>')) : []
}

async function names(db: Db, placeCodes: readonly string[]) {
  const parents = placeCodes.map((code) => code.split('-').slice(0, 2).join('-'))
  const wanted = [...new Set([...placeCodes, ...parents])]
  return placeNames(wanted, await namePlaces(db, wanted))
}
