import { asSystem, type Db } from '../../core/database.ts'
import { announce, type Subscriber } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { dueFor, getDeadlines } from '../reports/door.ts'
import { nextLevel, waitingStep } from './late.ts'
import {
  endOverdue,
  insertEscalation,
  type LateDeadline,
  listClimbing,
  noteOverdue,
} from './late-records.ts'
import { LOG_SUBSCRIBER } from './records.ts'
import { loggedEvents } from './thread.ts'

/** It takes its work itself, many events at a time, when the log is written. */
export const subscribers: readonly Subscriber[] = [{ name: LOG_SUBSCRIBER, to: loggedEvents }]

async function tell(
  db: Db,
  kind: string,
  { jurisdiction, reportId, deskId, dueAt, step }: LateDeadline,
  more: Record<string, string> = {},
) {
  await announce(db, {
    kind,
    about: reportId,
    fileId: null,
    jurisdiction,
    data: { deskId, dueAt, step, ...more },
  })
}

/** What is late goes to the supervisor, and when his time is over too, to the oversight body: once each. */
async function escalate(db: Db, now: Date): Promise<void> {
  const climbing = await listClimbing(db)
  if (!climbing.length) return
  const deadlines = await getDeadlines(db)
  for (const late of climbing) {
    const level = nextLevel(late.reached ?? undefined, now)
    if (!level) continue
    const answerBy = dueFor(deadlines, waitingStep(level, late.danger), late, now)
    if (await insertEscalation(db, late, { level, at: now, answerBy }))
      await tell(db, 'report.escalated', late, { level: String(level) })
  }
}

/** Says which deadlines have passed, who is told of it, and which debts were paid late, once each. */
export async function watchDeadlines(house: House): Promise<void> {
  await asSystem(house, async (db) => {
    const now = house.now()
    for (const one of await endOverdue(db, now)) await tell(db, 'report.caught-up', one)
    for (const one of await noteOverdue(db, now)) await tell(db, 'report.overdue', one)
    await escalate(db, now)
  })
  house.stir()
}

export const rhythms: readonly Rhythm[] = [
  { name: 'oversight.watch-deadlines', everySeconds: 30, run: watchDeadlines },
]
