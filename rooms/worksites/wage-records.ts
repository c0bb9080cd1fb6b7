import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Making } from './release-records.ts'
import { type Wage, wageState } from './wage.ts'

export interface WageRecord extends Wage {
  id: string
  jurisdiction: string
  enteredById: string
  enteredBy: Name
  confirmedBy: string | null
  confirmer: Name | null
  withdrawnOn: string | null
  withdrawnWords: string | null
  version: number
}

interface WageRow {
  id: string
  jurisdiction: string
  unit: Wage['unit']
  work: string
  rupees: number
  from_on: string
  until_on: string | null
  notification: string
  notified_on: string | null
  grade: Wage['grade']
  source: string | null
  entered_by: string
  name_en: string
  name_ur: string
  confirmed_by: string | null
  confirmer_en: string | null
  confirmer_ur: string | null
  withdrawn_on: string | null
  withdrawn_words: string | null
  version: number
}

/** The wages of a jurisdiction, the newest first; or one of them. */
export async function listWages(
  db: Db,
  of: { jurisdiction: string } | { id: string },
): Promise<WageRecord[]> {
  const { rows } =
    await sql<WageRow>`select w.*, w.rupees::float8 as rupees, a.name_en, a.name_ur, b.name_en as confirmer_en,
      b.name_ur as confirmer_ur, (w.withdrawn_at at time zone 'Asia/Karachi')::date as withdrawn_on
    from worksites.wage w join core.account a on a.id = w.entered_by
    left join core.account b on b.id = w.confirmed_by
    where w.jurisdiction = ${'jurisdiction' in of ? of.jurisdiction : null}
      or w.id = ${'id' in of ? of.id : null}
    order by w.from_on desc, w.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    jurisdiction: row.jurisdiction,
    unit: row.unit,
    work: row.work,
    rupees: row.rupees,
    fromOn: row.from_on,
    untilOn: row.until_on,
    notification: row.notification,
    notifiedOn: row.notified_on,
    grade: row.grade,
    source: row.source,
    enteredById: row.entered_by,
    enteredBy: { en: row.name_en, ur: row.name_ur },
    confirmedBy: row.confirmed_by,
    confirmer:
      row.confirmer_en !== null && row.confirmer_ur !== null
        ? { en: row.confirmer_en, ur: row.confirmer_ur }
        : null,
    withdrawnOn: row.withdrawn_on,
    withdrawnWords: row.withdrawn_words,
    version: row.version,
  }))
}

/** Those of a province that two people stand for. */
export async function listCountingWages(db: Db, province: string): Promise<WageRecord[]> {
  const all = await listWages(db, { jurisdiction: province })
  return all.filter((one) => wageState(one) === 'counts')
}

export async function getWage(db: Db, id: string): Promise<WageRecord> {
  const [wage] = await listWages(db, { id })
  if (!wage) throw new Problem('absent', 'worksites/no-such-wage')
  return wage
}

export async function addWage(db: Db, jurisdiction: string, one: Wage & Making): Promise<string> {
  const id = newId()
  await sql`insert into worksites.wage (jurisdiction, id, unit, work, rupees, from_on, until_on,
      notification, notified_on, grade, source, entered_by, entered_at)
    values (${jurisdiction}, ${id}, ${one.unit}, ${one.work}, ${one.rupees}, ${one.fromOn},
      ${one.untilOn}, ${one.notification}, ${one.notifiedOn}, ${one.grade}, ${one.source}, ${one.by},
      ${one.at})`.execute(db)
  return id
}

export async function confirmWage(
  db: Db,
  of: { id: string; version: number } & Making,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.wage set confirmed_by = ${of.by},
      confirmed_at = ${of.at}, version = version + 1
    where id = ${of.id} and version = ${of.version} and confirmed_by is null and withdrawn_by is null`.execute(
    db,
  )
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export async function withdrawWage(
  db: Db,
  of: { id: string; version: number; words: string } & Making,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.wage set withdrawn_by = ${of.by},
      withdrawn_at = ${of.at}, withdrawn_words = ${of.words}, version = version + 1
    where id = ${of.id} and version = ${of.version} and withdrawn_by is null`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
