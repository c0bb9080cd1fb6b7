import { asSystem, type Db } from '../../core/database.ts'
import { announce, type Subscriber } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { forgetUnfinished } from './attachment-records.ts'
import { getDeadlines } from './deadline-records.ts'
import { noteCase } from './desk-records.ts'
import { nextOfSilence } from './silence.ts'
import { expire, insertReminder, listSilent, type Silent } from './silence-records.ts'

const DAYS_TO_FINISH = 7
const DAY = 86_400_000

/** The cases room tells by event which report a case was opened from: it may look into us, we not into it. */
export const subscribers: Subscriber[] = [
  {
    name: 'reports.note-case',
    to: ['case.opened'],
    run: async ({ db, event }) => {
      const { reportId } = event.data
      if (typeof reportId === 'string') await noteCase(db, reportId, event.about)
    },
  },
]

async function tell(db: Db, kind: string, { id, jurisdiction, deskId }: Silent): Promise<void> {
  const data = { deskId, reason: 'unanswered' }
  await announce(db, { kind, about: id, fileId: null, jurisdiction, data })
}

/** Reminds reporters of what the desk has asked, and ends by rule what stays unanswered: each once. */
export async function watchSilence(house: House): Promise<void> {
  await asSystem(house, async (db) => {
    const now = house.now()
    const deadlines = await getDeadlines(db)
    for (const one of await listSilent(db)) {
      const next = nextOfSilence(one, deadlines)
      if (!next || next.at > now) continue
      if (next.act === 'remind') {
        if (await insertReminder(db, one, now)) await tell(db, 'report.reminded', one)
      } else if (await expire(db, one, now)) await tell(db, 'report.expired', one)
    }
  })
  house.stir()
}

/** An upload that nobody finished within a week is not going to be; silence has its own rule. */
export const rhythms: Rhythm[] = [
  {
    name: 'reports.forget-unfinished-uploads',
    everySeconds: 3600,
    run: (house) =>
      asSystem(house, (db) =>
        forgetUnfinished(db, new Date(house.now().getTime() - DAYS_TO_FINISH * DAY)),
      ),
  },
  { name: 'reports.watch-silence', everySeconds: 300, run: watchSilence },
]
