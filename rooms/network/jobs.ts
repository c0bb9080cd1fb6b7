import { asSystem } from '../../core/database.ts'
import type { Subscriber } from '../../core/events.ts'
import type { Rhythm } from '../../core/jobs.ts'
import { indexPartyPhones } from '../worksites/door.ts'
import { catchUp, learn } from './learning.ts'
import { remind } from './request-records.ts'
import { searchRings } from './ring-search.ts'

export const subscribers: readonly Subscriber[] = [
  {
    name: 'network.learn',
    to: ['case.person-added', 'case.person-changed'],
    run: ({ db, event, house }) => learn(db, house, [event.about]),
  },
]

const HOUR = 60 * 60
const DAY = 24 * HOUR

export const rhythms: readonly Rhythm[] = [
  {
    name: 'network.catch-up',
    everySeconds: DAY,
    async run(house) {
      const learnt = await catchUp(house)
      await asSystem(house, (db) => indexPartyPhones(db, house))
      if (learnt) house.log.info({ learnt }, 'people whom no event had told of were learnt')
    },
  },
  {
    name: 'network.rings',
    everySeconds: DAY,
    async run(house) {
      const counts = await searchRings(house)
      house.log.info(counts, 'rings were looked for')
    },
  },
  {
    name: 'network.remind',
    everySeconds: HOUR,
    async run(house) {
      await asSystem(house, (db) => remind(db, house.now()))
    },
  },
]
