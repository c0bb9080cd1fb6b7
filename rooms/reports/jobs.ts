import { asSystem } from '../../core/database.ts'
import type { Subscriber } from '../../core/events.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { forgetUnfinished } from './attachment-records.ts'
import { noteCase } from './desk-records.ts'

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

/** An upload that nobody finished within a week is not going to be. */
export const rhythms: Rhythm[] = [
  {
    name: 'reports.forget-unfinished-uploads',
    everySeconds: 3600,
    run: (house) =>
      asSystem(house, (db) =>
        forgetUnfinished(db, new Date(house.now().getTime() - DAYS_TO_FINISH * DAY)),
      ),
  },
]
