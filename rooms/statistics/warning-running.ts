import { createHash } from 'node:crypto'
import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { dayOf, isoOf } from '../../libraries/early-warning/index.ts'
import { dayInPakistan, listCodedCases } from '../cases/door.ts'
import { keepAlarmedDestinations } from '../recruiters/door.ts'
import { listPlainReports } from '../reports/door.ts'
import { beating } from './beating.ts'
import { draining } from './draining.ts'
import { type Look, type LookOf, look, warningVersion } from './warning.ts'
import { eventOfCase, eventOfReport, type WatchedEvent } from './warning-event.ts'
import {
  addRun,
  endRun,
  findRun,
  isAskedSince,
  keepAlarms,
  listAlarmedCountries,
  listPastEvents,
  listWatched,
  type RunRow,
  takeRun,
} from './warning-records.ts'
import { beatWork } from './work-records.ts'

/** Four years: two to scan and enough before for the same week of three years. */
const WEEKS = 208
const SIMULATIONS = 999
/** With fewer events nothing can stand out. */
const FEWEST_EVENTS = 20

/** What the nightly look and "look now" use: up to yesterday, the last day that is over. */
export function usualLook(now: Date): LookOf {
  const until = isoOf(dayOf(dayInPakistan(now)) - 1)
  return { until, weeks: WEEKS, seed: Number(until.replaceAll('-', '')), simulations: SIMULATIONS }
}

/** Asks for tonight's look wherever somebody would read it, once a day. */
export async function askNightly(house: House): Promise<void> {
  const now = house.now()
  const since = new Date(now.getTime() - 20 * 3_600_000)
  await asSystem(house, async (db) => {
    for (const jurisdiction of await listWatched(db)) {
      if (await isAskedSince(db, jurisdiction, since)) continue
      const asked = { jurisdiction, askedBy: null, version: warningVersion, againOf: null }
      await addRun(db, { ...usualLook(now), ...asked })
    }
  })
}

/** Does one look that was asked for; false where none waits. */
export async function doOneLook(house: House): Promise<boolean> {
  const taken = await asSystem(house, (db) => takeRun(db, house.now()))
  if (!taken) return false
  try {
    const events = await asSystem(house, (db) => gather(db, taken))
    const digest = createHash('sha256').update(JSON.stringify(events)).digest('hex')
    if (events.length < FEWEST_EVENTS) {
      await finish(house, taken, { state: 'refused', digest, result: null, problem: 'too-few' })
      return true
    }
    const result = await beating(
      (progress) =>
        asSystem(house, (db) =>
          beatWork(db, 'statistics.warning_run', { id: taken.id, progress, now: house.now() }),
        ),
      (signal, tell) => look(events, taken, { signal, tell }),
    )
    if (result) await finish(house, taken, { state: 'done', digest, result, problem: null })
  } catch (trouble) {
    house.log.error({ err: trouble, run: taken.id }, 'a look for early warnings failed')
    await finish(house, taken, { state: 'failed', digest: null, result: null, problem: null })
  }
  return true
}

/** What came to be known: cases, reports that are no case yet, and registers older than the house. */
async function gather(db: Db, run: RunRow): Promise<WatchedEvent[]> {
  const of = {
    jurisdiction: run.jurisdiction,
    from: isoOf(dayOf(run.until) - 7 * run.weeks + 1),
    until: run.until,
  }
  const cases = await listCodedCases(db, of)
  // A report that became a case is counted as that case, whenever the case was opened.
  const reports = (await listPlainReports(db, of)).filter(({ caseId }) => caseId === null)
  return [
    ...cases.map(eventOfCase),
    ...reports.map(eventOfReport),
    ...(await listPastEvents(db, of)),
  ].toSorted((a, b) => a.knownOn.localeCompare(b.knownOn))
}

type End = Omit<Parameters<typeof endRun>[2], 'now' | 'compared'>

async function finish(house: House, run: RunRow, end: End): Promise<void> {
  await asSystem(house, async (db) => {
    const before = run.againOf ? await findRun(db, run.againOf) : undefined
    const compared = before && end.result ? compare(before, end.digest, end.result) : null
    const ended = await endRun(db, run.id, { ...end, compared, now: house.now() })
    // A repetition only shows that the same comes out.
    if (!ended || !end.result || run.againOf) return
    const now = house.now()
    await keepAlarms(db, run, end.result.alarms, now)
    const countries = await listAlarmedCountries(db, run.jurisdiction, now)
    await keepAlarmedDestinations(db, run.jurisdiction, countries, dayInPakistan(now))
  })
}

function compare(before: RunRow, digest: string | null, result: Look): RunRow['compared'] {
  if (before.digest !== digest) return 'cases-changed'
  return sortedText(before.result) === sortedText(result) ? 'same' : 'different'
}

/** PostgreSQL keeps the keys of a jsonb in an order of its own. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** Does what waits, one at a time. */
export const doLooks = draining(doOneLook)
