import { asSystem, type Db } from '../../core/database.ts'
import { announce, type Subscriber } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { endOverdue, LOG_SUBSCRIBER, noteOverdue, type OverdueReport } from './records.ts'
import { loggedEvents } from './thread.ts'

/** It takes its work itself, many events at a time, when the log is written. */
export const subscribers: readonly Subscriber[] = [{ name: LOG_SUBSCRIBER, to: loggedEvents }]

async function tell(
  db: Db,
  kind: string,
  { jurisdiction, reportId, deskId, dueAt }: OverdueReport,
) {
  await announce(db, {
    kind,
    about: reportId,
    fileId: null,
    jurisdiction,
    data: { deskId, dueAt },
  })
}

/** Says which deadlines have passed and which debts were paid late, once each. */
export async function watchDeadlines(house: House): Promise<void> {
  await asSystem(house, async (db) => {
    const now = house.now()
    for (const one of await endOverdue(db, now)) await tell(db, 'report.caught-up', one)
    for (const one of await noteOverdue(db, now)) await tell(db, 'report.overdue', one)
  })
  house.stir()
}

export const rhythms: readonly Rhythm[] = [
  { name: 'oversight.watch-deadlines', everySeconds: 30, run: watchDeadlines },
]
