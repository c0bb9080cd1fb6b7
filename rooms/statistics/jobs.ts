import type { Subscriber } from '../../core/events.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { doEstimates } from './estimating.ts'
import { FUNNEL, followEvent, movesOn, recountDaily } from './funnel-recount.ts'
import { COUNTING, compareWithCases, recountCase, recountWhenChanged } from './recount.ts'
import { doReleases } from './releasing.ts'
import { askNightly, doLooks } from './warning-running.ts'

export const subscribers: readonly Subscriber[] = [
  {
    name: COUNTING,
    to: [
      'screening.decided',
      'screening.answered',
      'charges.decided',
      'case.person-added',
      'case.person-changed',
      'case.incident-added',
      'case.incident-changed',
      'case.allegation-added',
      'case.allegation-corrected',
      'case.allegation-disputed',
    ],
    async run({ db, event, house }) {
      if (event.fileId) await recountCase(db, house, event.fileId)
    },
  },
  { name: FUNNEL, to: movesOn, run: ({ db, event, house }) => followEvent(db, house, event) },
]

const HOUR = 60 * 60
const DAY = 24 * HOUR

export const rhythms: readonly Rhythm[] = [
  { name: 'statistics.estimate', everySeconds: 2, run: doEstimates },
  { name: 'statistics.release', everySeconds: 2, run: doReleases },
  { name: 'statistics.recount', everySeconds: HOUR, run: recountWhenChanged },
  { name: 'statistics.look', everySeconds: 2, run: doLooks },
  // Asked every hour, so that a server that was off at night looks in the morning; done once a day.
  { name: 'statistics.nightly-look', everySeconds: HOUR, run: askNightly },
  // Once a day: ranges follow a change of the law, and what was there before the funnel is counted.
  {
    name: 'statistics.funnel',
    everySeconds: HOUR,
    run: recountDaily,
  },
  {
    name: 'statistics.compare',
    everySeconds: DAY,
    async run(house) {
      const { missing, superfluous, different } = await compareWithCases(house)
      if (missing + superfluous + different > 0) {
        house.log.error(
          { missing, superfluous, different },
          'the numbers are not what the cases give',
        )
      }
    },
  },
]
