import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { Matter } from './funnel.ts'
import type { Course } from './funnel-course.ts'
import type { Period } from './records.ts'

const told = sql`file, agency_id as "agencyId", acts, country, province, district, year, after,
  ended_after as "endedAfter", so_far as "soFar", ending, reason, accused`

/** Every matter that began in the period in the viewer's country or province, for who counts it all. */
export async function listMattersInReach(
  db: Db,
  { from, until }: Period,
  today: string,
): Promise<Matter[]> {
  const { rows } = await sql<Matter>`select ${told}
    from statistics.courses_in_reach(${from}::date, ${until}::date, ${today}::date)`.execute(db)
  return rows
}

export type LocatedMatter = Matter & { id: string }

/** The matters whose case or report the viewer may read, the newest first. */
export async function listMattersSeen(
  db: Db,
  { from, until }: Period,
  today: string,
): Promise<LocatedMatter[]> {
  const { rows } = await sql<LocatedMatter>`select c.id, t.* from statistics.course c
    cross join lateral (select ${told} from statistics.tell_course(c, ${today}::date)) t
    where coalesce(c.reported_on, c.opened_on) between ${from} and ${until}
    order by coalesce(c.reported_on, c.opened_on) desc, c.id`.execute(db)
  return rows
}

const columns = sql`jurisdiction, id, file, agency_id as "agencyId", acts, country, province, district,
  reported_on as "reportedOn", opened_on as "openedOn", fir_on as "firOn", challan_on as "challanOn",
  charged_on as "chargedOn", decided_on as "decidedOn", ending, ended_on as "endedOn", reason, accused`

export async function findCourse(db: Db, id: string): Promise<Course | undefined> {
  const { rows } = await sql<Course>`select ${columns} from statistics.course
    where id = ${id}`.execute(db)
  return rows[0]
}

/** Puts the row of a case or a report in the place of the one that was there; none where it is undefined. */
export async function replaceCourse(db: Db, id: string, of: Course | undefined): Promise<void> {
  await sql`delete from statistics.course where id = ${id}`.execute(db)
  if (!of) return
  await sql`insert into statistics.course (jurisdiction, id, file, agency_id, acts, country, province,
      district, reported_on, opened_on, fir_on, challan_on, charged_on, decided_on, ending, ended_on,
      reason, accused)
    values (${of.jurisdiction}, ${of.id}, ${of.file}, ${of.agencyId}, ${of.acts}::text[], ${of.country},
      ${of.province}, ${of.district}, ${of.reportedOn}, ${of.openedOn}, ${of.firOn}, ${of.challanOn},
      ${of.chargedOn}, ${of.decidedOn}, ${of.ending}, ${of.endedOn}, ${of.reason},
      ${JSON.stringify(of.accused)}::jsonb)`.execute(db)
}

export async function listCourseIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from statistics.course`.execute(db)
  return rows.map(({ id }) => id)
}

/** Names of agencies by their ids. */
export async function nameAgencies(db: Db, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<{ id: string; en: string; ur: string }>`select id, name_en as en,
      name_ur as ur from core.agency where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, en, ur }) => [id, { en, ur }]))
}
