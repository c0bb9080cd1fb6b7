import { asSystem } from '../core/database.ts'
import { dayInPakistan } from '../core/days.ts'
import type { RunningHouse } from '../main.ts'
import { searchRings } from '../rooms/network/door.ts'
import { madeUpLicensee } from '../rooms/recruiters/door.ts'
import { findMark, type OpenedCase, setMark } from './open-case.ts'
import { staffDesk } from './staff-desk.ts'

const DAY = 86_400_000

/** What two circles noted: the same van, the same licensed agent on the same route. */
const noted = [
  {
    holder: 'investigator-gujrat',
    file: 'compound',
    person: 'naeem',
    kind: 'vehicle',
    value: 'MUP-00 117',
    restsOn: 'observation',
    certainty: 'supported',
    saidBy: 'Gate camera of the bus stand (made up)',
    days: -18,
  },
  {
    holder: 'investigator-karachi',
    file: 'callcentre',
    person: 'clerk',
    kind: 'vehicle',
    value: 'MUP 00117',
    restsOn: 'statement',
    certainty: 'said',
    saidBy: null,
    days: -13,
  },
  {
    holder: 'investigator-gujrat',
    file: 'compound',
    person: 'naeem',
    kind: 'agent',
    value: madeUpLicensee(3, '').licence,
    restsOn: 'document',
    certainty: 'documented',
    saidBy: null,
    days: -17,
  },
  {
    holder: 'investigator-karachi',
    file: 'callcentre',
    person: null,
    kind: 'agent',
    value: madeUpLicensee(3, '').licence,
    restsOn: 'document',
    certainty: 'documented',
    saidBy: null,
    days: -12,
  },
] as const

/** Notes what ties the made-up files together, once. */
export async function loadTies(running: Pick<RunningHouse, 'house' | 'app'>): Promise<void> {
  const { house } = running
  const desk = staffDesk(running)
  try {
    if (await asSystem(house, (db) => findMark(db, 'tryout-ties'))) return
    for (const { holder, file, person, days, ...tie } of noted) {
      const opened = await asSystem(house, (db) => findMark<OpenedCase>(db, `tryout-case/${file}`))
      if (!opened) throw new Error(`The made-up case ${file} is not there.`)
      await desk.ask(holder, 'POST', '/api/network/ties', {
        caseId: opened.id,
        personId: person && opened.persons[person],
        saidOn: dayInPakistan(new Date(house.now().getTime() + days * DAY)),
        ...tie,
      })
    }
    await searchRings(house)
    await asSystem(house, (db) => setMark(db, 'tryout-ties', true))
  } finally {
    await desk.leave()
  }
}
