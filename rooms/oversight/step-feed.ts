import { randomBytes } from 'node:crypto'
import { type Feed, type Query, utf8 } from '../../libraries/transparency-log/index.ts'
import { eventText, leafOf, type StepEvent } from '../reports/door.ts'
import { insertCalls, type NewCall } from './lot-records.ts'
import {
  deskKeys,
  forgetEvents,
  insertSteps,
  type LoggedReport,
  listReports,
  listThreads,
  type NewStep,
  placeSteps,
  putEventsAside,
  type StoredThread,
  saveThreads,
  takeEvents,
  type WaitingEvent,
} from './records.ts'
import { follow, newThread, type ReportEvent, type Step } from './thread.ts'

const eventOf = (key: string) => key.split('/')[0]!

/**
 * What happened to reports, as lines of the public log. The event was written in the transaction of
 * what happened; its line, its place and the end of its waiting are written in the transaction of
 * the log: nothing is lost in between, and nothing stands there twice.
 */
export const stepFeed: Feed = {
  async take(query, most) {
    const events = await takeEvents(query, most)
    if (!events.length) return []
    const ids = [...new Set(events.map(({ reportId }) => reportId))]
    const reports = new Map((await listReports(query, ids)).map((one) => [one.id, one]))
    const threads = new Map((await listThreads(query, ids)).map((one) => [one.reportId, one]))
    const units = await deskKeys(query)
    const steps: NewStep[] = []
    const calls: NewCall[] = []
    const lost: string[] = []
    for (const event of events) {
      const report = reports.get(event.reportId)
      const thread = threads.get(event.reportId) ?? (report && begin(event, report, units))
      if (!report || !thread) lost.push(event.id)
      else steps.push(...stepsFrom(event, thread, report, units, threads, calls))
    }
    // An event of a report that is not there must not hold up the others.
    if (lost.length) await putEventsAside(query, lost, 'no such report')
    await insertSteps(query, steps)
    await insertCalls(query, calls)
    await saveThreads(query, [...threads.values()])
    const quiet = events.filter(
      ({ id }) => !lost.includes(id) && !steps.some(({ key }) => eventOf(key) === id),
    )
    await forget(query, quiet)
    return steps.map(({ key, line }) => ({ key, entry: utf8(line) }))
  },
  async placed(query, placed) {
    await placeSteps(query, placed)
    await forgetEvents(query, [...new Set(placed.map(({ key }) => eventOf(key)))])
  },
  async refused(query, items, why) {
    await putEventsAside(
      query,
      items.map(({ key }) => eventOf(key)),
      why,
    )
  },
}

async function forget(query: Query, events: readonly WaitingEvent[]): Promise<void> {
  if (events.length)
    await forgetEvents(
      query,
      events.map(({ id }) => id),
    )
}

const unitOf = (units: Map<string, string>, id: unknown) => units.get(String(id)) ?? 'unknown'

function begin(
  event: WaitingEvent,
  report: LoggedReport,
  units: Map<string, string>,
): StoredThread {
  return {
    ...newThread(unitOf(units, event.data.deskId)),
    jurisdiction: event.jurisdiction,
    reportId: event.reportId,
    secret: report.secret ?? randomBytes(32),
  }
}

function stepsFrom(
  event: WaitingEvent,
  before: StoredThread,
  report: LoggedReport,
  units: Map<string, string>,
  threads: Map<string, StoredThread>,
  calls: NewCall[],
): NewStep[] {
  const text = (value: unknown) => (typeof value === 'string' ? { value } : undefined)
  const of: ReportEvent = { kind: event.kind, unit: unitOf(units, event.data.deskId) }
  if (event.data.toDeskId) of.to = unitOf(units, event.data.toDeskId)
  const [decision, reason] = [text(event.data.decision), text(event.data.reason)]
  if (decision) of.decision = decision.value
  if (reason) of.reason = reason.value
  const [step, level] = [text(event.data.step), text(event.data.level)]
  if (step) of.late = { step: step.value, ...(level && { level: level.value }) }
  if (event.data.lot) of.lot = event.data.lot as Record<string, string>
  const { steps, thread } = follow(before, of)
  threads.set(event.reportId, { ...before, ...thread })
  return steps.map((step, at) => {
    const made: StepEvent = {
      n: before.steps + at + 1,
      ...step,
      at: event.at,
      due: dueAfter(event, report),
    }
    const unit = drawingUnitOf(step)
    if (unit)
      calls.push({ jurisdiction: event.jurisdiction, reportId: event.reportId, n: made.n, unit })
    return {
      jurisdiction: event.jurisdiction,
      reportId: event.reportId,
      n: made.n,
      key: `${event.id}/${at}`,
      event: eventText(made),
      line: leafOf(before.secret, made),
    }
  })
}

/** The unit that a step asks to draw who handles the report. */
function drawingUnitOf({ kind, unit, more }: Step): string | undefined {
  if (kind === 'handed-over') return more?.to
  return kind === 'received' || kind === 'redrawn' ? unit : undefined
}

/** Until when the desk must act after this; where a desk begins or is late, the event says so, whatever has happened since. */
function dueAfter(event: WaitingEvent, report: LoggedReport): string | null {
  if (typeof event.data.dueAt === 'string') return event.data.dueAt
  return report.owes === 'nothing' ? null : report.dueAt
}
