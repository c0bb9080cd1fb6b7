import { asSystem, type Db } from '../../core/database.ts'
import type { Event } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import {
  dayInPakistan,
  findCaseBrief,
  findStatusChange,
  hasCase,
  listCaseIds,
  listCasePersons,
  listIncidents,
} from '../cases/door.ts'
import { courtCourse } from '../charges/door.ts'
import { findReportCourse, listReportIds } from '../reports/door.ts'
import { type Course, caseCourse } from './funnel-course.ts'
import { listCourseIds, replaceCourse } from './funnel-records.ts'
import { actOf, lawsOfDecisions } from './laws.ts'
import { holdCase } from './records.ts'
import { placeOfExploitation } from './victim.ts'
import { takeMark } from './work-records.ts'

export const FUNNEL = 'statistics.funnel'

/** What moves a case or a report on its way. */
export const movesOn = [
  'report.received',
  'report.triaged',
  'report.follow-up',
  'report.handed-over',
  'case.opened',
  'case.status-changed',
  'case.person-added',
  'case.person-changed',
  'case.incident-added',
  'case.incident-changed',
  'charges.decided',
  'charges.fir-recorded',
  'charges.court-step',
]

const day = (moment: string) => dayInPakistan(new Date(moment))

/** The way of a case in codes, from what the other rooms say of it. Runs as the system. */
export async function courseOfCase(db: Db, house: House, id: string): Promise<Course | undefined> {
  const brief = await findCaseBrief(db, id)
  if (!brief) return undefined
  const court = await courtCourse(db, house, id)
  const persons = await listCasePersons(db, house, id)
  const change = await findStatusChange(db, id)
  const report = brief.reportId ? await findReportCourse(db, brief.reportId) : undefined
  const acts = [...court.cited.map(actOf), ...(await lawsOfDecisions(db, house, id))]
  return {
    jurisdiction: brief.jurisdiction,
    id,
    file: 'case',
    agencyId: brief.agencyId,
    acts: [...new Set(acts)].toSorted(),
    ...placeOfExploitation(await listIncidents(db, house, id)),
    reportedOn: report ? day(report.receivedAt) : null,
    openedOn: day(brief.openedAt),
    ...caseCourse({
      court,
      accusedIds: persons.filter(({ roles }) => roles.includes('accused')).map((one) => one.id),
      status: brief.status,
      statusOn: change ? day(change.at) : null,
      closedBecause: change?.because ?? null,
    }),
  }
}

/** A report that is no case; undefined once it has become one, whose row then tells it. */
export async function courseOfReport(db: Db, id: string): Promise<Course | undefined> {
  const report = await findReportCourse(db, id)
  if (!report || (await hasCase(db, id))) return undefined
  const parts = report.placeCode?.split('-') ?? []
  const closed = report.status === 'closed' && report.decision !== null
  return {
    jurisdiction: report.jurisdiction,
    id,
    file: 'report',
    agencyId: report.agencyId,
    acts: [],
    country: report.placeCode ? 'PAK' : null,
    province: parts.length >= 2 ? parts.slice(0, 2).join('-') : null,
    district: parts.length >= 3 ? report.placeCode : null,
    reportedOn: day(report.receivedAt),
    openedOn: null,
    firOn: null,
    challanOn: null,
    chargedOn: null,
    decidedOn: null,
    ending: closed ? (report.decision as Course['ending']) : null,
    endedOn: closed ? day(report.decidedAt!) : null,
    reason: closed ? report.reason : null,
    accused: [],
  }
}

async function follow(db: Db, house: House, kind: 'case' | 'report', id: string): Promise<void> {
  await holdCase(db, id)
  const course = kind === 'case' ? await courseOfCase(db, house, id) : await courseOfReport(db, id)
  await replaceCourse(db, id, course)
}

/** Counts afresh what an event moved: again and again, it leaves the same rows. */
export async function followEvent(
  db: Db,
  house: House,
  { kind, about, fileId, data }: Pick<Event, 'kind' | 'about' | 'fileId' | 'data'>,
): Promise<void> {
  if (kind.startsWith('report.')) return follow(db, house, 'report', about)
  if (fileId) await follow(db, house, 'case', fileId)
  // The report is told by its case from now on.
  const report = kind === 'case.opened' && data?.reportId
  if (typeof report === 'string') await follow(db, house, 'report', report)
}

/** Counts every case and report afresh, one transaction each. */
export async function rebuildFunnel(house: House): Promise<number> {
  const [cases, reports, kept] = await asSystem(house, async (db) => [
    await listCaseIds(db),
    await listReportIds(db),
    await listCourseIds(db),
  ])
  const known = new Set([...cases, ...reports])
  for (const id of cases) await asSystem(house, (db) => follow(db, house, 'case', id))
  for (const id of reports) await asSystem(house, (db) => follow(db, house, 'report', id))
  for (const id of kept.filter((one) => !known.has(one)))
    await asSystem(house, (db) => replaceCourse(db, id, undefined))
  return known.size
}

/** Counts everything afresh, once a day; asked every hour, so that a server that was off does it later. */
export async function recountDaily(house: House): Promise<void> {
  const today = dayInPakistan(house.now())
  if (await asSystem(house, (db) => takeMark(db, 'statistics.funnel-counted', today)))
    await rebuildFunnel(house)
}
