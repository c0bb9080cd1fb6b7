import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { asSystem, type Db } from '../core/database.ts'
import type { House } from '../core/house.ts'
import type { RunningHouse } from '../main.ts'
import { decidedTryoutReports, makeTryoutDesks, sealTryoutReports } from '../rooms/reports/door.ts'
import { addPastEvents, askNightly, countPastEvents, doLooks } from '../rooms/statistics/door.ts'
import { loadCampaigns } from './campaigns.ts'
import { type MadeUpCase, readCases } from './cases.ts'
import { loadCourtCases, madeUpCourtCases } from './courts.ts'
import { publishGuide } from './guide.ts'
import { loadRequests } from './network.ts'
import { findMark, type OpenedCase, openMadeUpCase, setMark } from './open-case.ts'
import { madeUpPast } from './past.ts'
import { loadRecruiters } from './recruiters.ts'
import { type StaffDesk, staffDesk } from './staff-desk.ts'
import { loadStatistics } from './statistics.ts'
import { loadTies } from './ties.ts'
import { workOnCase } from './work-on-case.ts'
import { loadWorksites } from './worksites.ts'

export interface Loaded {
  cases: number
  reports: number
}

/**
 * Loads what is missing of the made-up desks, sealed reports and cases. Everything after the
 * opening goes through the same routes that staff use, with their rights. Call it before the
 * house takes requests: while it works, the house's clock shows the day of each step.
 */
export async function loadTryout(
  running: Pick<RunningHouse, 'house' | 'app' | 'jobs'>,
  tell: (text: string) => void,
): Promise<Loaded> {
  const { house } = running
  if (house.config.mode !== 'tryout') throw new Error('The try-out is not for a live installation.')
  const cases = readCases()
  const wanted = createHash('sha256')
    .update(JSON.stringify([cases, madeUpCourtCases()]))
    .digest('hex')
  await makeTryoutDesks(house)
  const loaded = await asSystem(house, (db) => findMark<string>(db, 'tryout-loaded'))
  if (loaded !== wanted) {
    tell('Loading the try-out: made-up people, sealed reports and cases …')
    if ((await asSystem(house, countReports)) === 0) {
      await sealTryoutReports(house)
      await sealTryoutReports(house, decidedTryoutReports)
    }
    await loadCases(running, cases)
    await loadCourtCases(running)
    await loadRecruiters(running)
    await publishGuide(running)
    await loadCampaigns(house)
    await loadWorksites(running)
    await loadRequests(running)
    await loadTies(running)
    await loadPast(house)
    const desk = staffDesk(running)
    await loadStatistics(house, desk)
    await raiseRevenge(house, desk)
    await desk.leave()
    await asSystem(house, (db) => setMark(db, 'tryout-loaded', wanted))
  }
  return { cases: cases.length, reports: await asSystem(house, countReports) }
}

async function loadCases(
  running: Pick<RunningHouse, 'house' | 'app'>,
  cases: readonly MadeUpCase[],
): Promise<void> {
  const desk = staffDesk(running)
  const { house } = running
  const clock = house.now
  const today = clock()
  try {
    for (const one of cases) await loadCase(running, desk, one, today)
  } finally {
    house.now = clock
    await desk.leave()
  }
}

const DAY = 86_400_000

async function loadCase(
  { house }: Pick<RunningHouse, 'house'>,
  desk: StaffDesk,
  one: MadeUpCase,
  now: Date,
): Promise<void> {
  const opened = await openMadeUpCase(house, desk, one, now)
  const today = new Date(opened.today)
  // Screening and referral came a third of the time after the opening: so the figures have a history.
  const then = new Date(today.getTime() + (one.openedOn * DAY * 2) / 3)
  house.now = () => then
  await workOnCase(desk, one, opened, then, today)
  house.now = () => now
}

/** The older register that early warning compares with, and a first look, so that its page has something to say. */
async function loadPast(house: House): Promise<void> {
  await asSystem(house, async (db) => {
    if ((await countPastEvents(db)) === 0) await addPastEvents(db, madeUpPast(house.now()))
  })
  await askNightly(house)
  await doLooks(house)
}

/** So that the oversight body's page is not empty at first sight. */
async function raiseRevenge(house: House, desk: StaffDesk): Promise<void> {
  const file = await asSystem(house, (db) => findMark<OpenedCase>(db, 'tryout-case/compound'))
  if (file) await desk.ask('investigator-gujrat', 'POST', `/api/cases/${file.id}/retaliation`, {})
}

async function countReports(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from reports.report`.execute(
    db,
  )
  return rows[0]!.n
}
