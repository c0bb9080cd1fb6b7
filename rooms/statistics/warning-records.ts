import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Alarm, Look, LookOf } from './warning.ts'
import type { WatchedEvent } from './warning-event.ts'
import type { DismissReason, Fate, Judgement, StepKind } from './warning-judging.ts'
import { takeWork } from './work-records.ts'

export interface RunRow extends LookOf {
  jurisdiction: string
  id: string
  askedAt: string
  version: string
  againOf: string | null
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'refused' | 'failed'
  progress: number
  finishedAt: string | null
  digest: string | null
  result: Look | null
  compared: 'same' | 'cases-changed' | 'different' | null
  problem: string | null
}

const runFields = sql`jurisdiction, id, asked_at as "askedAt", until_on::text as "until", weeks, seed,
  simulations, version, again_of as "againOf", state, progress, finished_at as "finishedAt",
  input_digest as "digest", result, compared, problem`

export async function addRun(
  db: Db,
  of: LookOf & {
    jurisdiction: string
    askedBy: string | null
    version: string
    againOf: string | null
  },
): Promise<string> {
  const id = newId()
  await sql`insert into statistics.warning_run (jurisdiction, id, asked_by, until_on, weeks, seed,
      simulations, version, again_of)
    values (${of.jurisdiction}, ${id}, ${of.askedBy}, ${of.until}, ${of.weeks}, ${of.seed},
      ${of.simulations}, ${of.version}, ${of.againOf})`.execute(db)
  return id
}

export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  const { rows } =
    await sql<RunRow>`select ${runFields} from statistics.warning_run where id = ${id}`.execute(db)
  return rows[0]
}

/** The latest runs that the viewer may read, without what they found. */
export async function listRuns(db: Db): Promise<Omit<RunRow, 'result'>[]> {
  const { rows } = await sql<RunRow>`select ${runFields} from statistics.warning_run
    order by asked_at desc, id desc limit 10`.execute(db)
  return rows.map(({ result: _, ...row }) => row)
}

/** The latest look that ended well and repeats no other. */
export async function findLastLook(db: Db): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${runFields} from statistics.warning_run
    where state = 'done' and again_of is null order by asked_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

/** The next look to be taken; runs as the system. */
export const takeRun = (db: Db, now: Date) =>
  takeWork<RunRow>(db, 'statistics.warning_run', runFields, now)

/** Ends one that nobody has stopped meanwhile; whether there was one to end. */
export async function endRun(
  db: Db,
  id: string,
  end: Pick<RunRow, 'digest' | 'result' | 'compared' | 'problem'> & {
    state: 'done' | 'refused' | 'failed'
    now: Date
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.warning_run set state = ${end.state},
      progress = 1, finished_at = ${end.now}, input_digest = ${end.digest},
      result = ${end.result && JSON.stringify(end.result)}::jsonb, compared = ${end.compared},
      problem = ${end.problem}
    where id = ${id} and state = 'running'`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Whether a run was asked for since a moment; runs as the system. */
export async function isAskedSince(db: Db, jurisdiction: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from statistics.warning_run
    where jurisdiction = ${jurisdiction} and again_of is null and asked_at >= ${since} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** The countries and provinces where somebody would read an alarm; runs as the system. */
export async function listWatched(db: Db): Promise<string[]> {
  const { rows } = await sql<{ jurisdiction: string }>`select distinct jurisdiction
    from core.account where duties && array['statistician', 'oversight', 'supervisor']
    order by 1`.execute(db)
  return rows.map(({ jurisdiction }) => jurisdiction)
}

/** Events of registers older than this house; runs as the system. */
export async function listPastEvents(
  db: Db,
  of: { jurisdiction: string; from: string; until: string },
): Promise<WatchedEvent[]> {
  const { rows } = await sql<{
    knownOn: string
    happenedOn: string | null
    district: string | null
    destination: string | null
    forms: string[]
  }>`select known_on::text as "knownOn", happened_on::text as "happenedOn", district, destination, forms
    from statistics.past_event
    where (jurisdiction = ${of.jurisdiction} or jurisdiction like ${of.jurisdiction} || '-%')
      and known_on between ${of.from} and ${of.until} order by known_on, id`.execute(db)
  return rows.map(({ destination, ...row }) => ({
    ...row,
    caseId: null,
    caseJurisdiction: null,
    route: row.district && destination ? `${row.district}>${destination}` : null,
    recruiters: [],
    phones: [],
  }))
}

export type PastEvent = {
  jurisdiction: string
  knownOn: string
  happenedOn: string | null
  district: string | null
  destination: string | null
  forms: readonly string[]
  madeUp: boolean
}

export async function addPastEvents(db: Db, events: readonly PastEvent[]): Promise<void> {
  for (const one of events)
    await sql`insert into statistics.past_event (jurisdiction, id, known_on, happened_on, district,
        destination, forms, made_up)
      values (${one.jurisdiction}, ${newId()}, ${one.knownOn}, ${one.happenedOn}, ${one.district},
        ${one.destination}, ${[...one.forms]}::text[], ${one.madeUp})`.execute(db)
}

export async function countPastEvents(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from statistics.past_event`.execute(db)
  return rows[0]!.n
}

export interface AlarmRow extends Omit<Alarm, 'cases'> {
  jurisdiction: string
  id: string
  firstAt: string
  lastAt: string
  judgement: Judgement
  reason: DismissReason | null
  fate: Fate | null
  version: number
}

const alarmFields = sql`jurisdiction, id, key, method, stream, units, from_on::text as "fromOn",
  to_on::text as "toOn", observed, expected, p, recurrence, weekly, first_at as "firstAt",
  last_at as "lastAt", judgement, reason, fate, version`

/**
 * Keeps what a look found. An alarm that goes on stays the same one, with what was said of it; one
 * that had been silent for a month is new. Runs as the system.
 */
export async function keepAlarms(
  db: Db,
  run: Pick<RunRow, 'jurisdiction' | 'id'>,
  alarms: readonly Alarm[],
  now: Date,
): Promise<void> {
  for (const one of alarms) {
    const { rows } = await sql<{ id: string }>`select id from statistics.warning_alarm
      where jurisdiction = ${run.jurisdiction} and key = ${one.key}
        and last_at > ${now}::timestamptz - interval '31 days' order by last_at desc limit 1`.execute(
      db,
    )
    const id = rows[0]?.id ?? newId()
    const fresh = sql`${one.fromOn}, ${one.toOn}, ${one.observed}, ${one.expected}, ${one.p},
      ${one.recurrence}, ${one.weekly}::int[], ${now}, ${run.id}`
    await sql`insert into statistics.warning_alarm (jurisdiction, id, key, method, stream, units,
        from_on, to_on, observed, expected, p, recurrence, weekly, last_at, run_id, first_at)
      values (${run.jurisdiction}, ${id}, ${one.key}, ${one.method}, ${one.stream},
        ${one.units}::text[], ${fresh}, ${now})
      on conflict (jurisdiction, id) do update set (from_on, to_on, observed, expected, p, recurrence,
        weekly, last_at, run_id) = (excluded.from_on, excluded.to_on, excluded.observed,
        excluded.expected, excluded.p, excluded.recurrence, excluded.weekly, excluded.last_at,
        excluded.run_id)`.execute(db)
    await sql`delete from statistics.warning_case
      where jurisdiction = ${run.jurisdiction} and alarm_id = ${id}`.execute(db)
    for (const { jurisdiction, id: caseId } of one.cases)
      await sql`insert into statistics.warning_case (jurisdiction, alarm_id, case_jurisdiction, case_id)
        values (${run.jurisdiction}, ${id}, ${jurisdiction}, ${caseId})`.execute(db)
  }
}

export async function listAlarms(db: Db): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`select ${alarmFields} from statistics.warning_alarm
    order by last_at desc, recurrence desc, id limit 200`.execute(db)
  return rows
}

/** Countries (alpha-3) at the end of a route whose alarm goes on and was not dismissed; runs as the system. */
export async function listAlarmedCountries(
  db: Db,
  jurisdiction: string,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{
    country: string
  }>`select distinct split_part(unit, '>', 2) as country
    from statistics.warning_alarm, unnest(units) as unit
    where jurisdiction = ${jurisdiction} and stream = 'route' and judgement <> 'dismissed'
      and last_at > ${now}::timestamptz - interval '31 days'
      and split_part(unit, '>', 2) ~ '^[A-Z]{3}$'
    order by country`.execute(db)
  return rows.map((row) => row.country)
}

/** How every alarm was judged, for the precision of the methods. */
export async function listJudged(
  db: Db,
): Promise<Pick<AlarmRow, 'method' | 'stream' | 'reason' | 'fate'>[]> {
  const { rows } = await sql<AlarmRow>`select method, stream, reason, fate
    from statistics.warning_alarm`.execute(db)
  return rows
}

export async function findAlarm(db: Db, id: string): Promise<AlarmRow | undefined> {
  const { rows } = await sql<AlarmRow>`select ${alarmFields}
    from statistics.warning_alarm where id = ${id}`.execute(db)
  return rows[0]
}

/** The cases of an alarm that the viewer may see; RLS leaves out the rest. */
export async function listAlarmCases(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select case_id as id from statistics.warning_case
    where alarm_id = ${id} order by case_id desc`.execute(db)
  return rows.map((row) => row.id)
}

export interface StepRow {
  id: string
  kind: StepKind
  code: string | null
  wordsSealed: string
  byId: string
  at: string
}

export async function listSteps(db: Db, alarmId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select id, kind, code, words_sealed as "wordsSealed",
      by_id as "byId", at from statistics.warning_step where alarm_id = ${alarmId} order by at, id`.execute(
    db,
  )
  return rows
}

/** Writes a judgement down; false where somebody judged since the reader looked. */
export async function judge(
  db: Db,
  alarm: Pick<AlarmRow, 'jurisdiction' | 'id' | 'version'>,
  standing: Pick<AlarmRow, 'judgement' | 'reason' | 'fate'>,
  step: Omit<StepRow, 'id'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.warning_alarm
    set judgement = ${standing.judgement}, reason = ${standing.reason}, fate = ${standing.fate},
      version = version + 1
    where id = ${alarm.id} and version = ${alarm.version}`.execute(db)
  if (Number(numAffectedRows) === 0) return false
  await sql`insert into statistics.warning_step (jurisdiction, id, alarm_id, kind, code, words_sealed,
      by_id, at)
    values (${alarm.jurisdiction}, ${newId()}, ${alarm.id}, ${step.kind}, ${step.code},
      ${step.wordsSealed}, ${step.byId}, ${step.at})`.execute(db)
  return true
}
