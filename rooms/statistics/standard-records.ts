import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Period } from './records.ts'
import type { CodeList, CodeListEntry } from './standards/code-list.ts'
import type { CountedStep } from './standards/justice.ts'

/** Steps of justice of the viewer's country or province, in groups; empty for who may not count them. */
export async function countJusticeInReach(db: Db, period: Period): Promise<CountedStep[]> {
  const { rows } = await sql<CountedStep>`select measure, jurisdiction, sex, laws, forms, n
    from statistics.justice_in_reach(${period.from}::date, ${period.until}::date)`.execute(db)
  return rows
}

/** The code list that counts for the viewer: the latest that was not taken back. */
export async function findCodeList(db: Db): Promise<CodeList | undefined> {
  const { rows } = await sql<CodeList>`select id, edition, source, entries, loaded_at as "loadedAt"
    from statistics.code_list where standard = 'ic-tip' and taken_back_at is null
    order by length(jurisdiction) desc, loaded_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

export async function addCodeList(
  db: Db,
  of: {
    jurisdiction: string
    edition: string
    source: string
    entries: readonly CodeListEntry[]
    loadedBy: string
    now: Date
  },
): Promise<string> {
  const id = newId()
  await sql`insert into statistics.code_list (jurisdiction, id, standard, edition, source, entries,
      loaded_by, loaded_at)
    values (${of.jurisdiction}, ${id}, 'ic-tip', ${of.edition}, ${of.source},
      ${JSON.stringify(of.entries)}::jsonb, ${of.loadedBy}, ${of.now})`.execute(db)
  return id
}

/** Takes a list back, so that the one before it counts again; whether there was one. */
export async function takeBackCodeList(
  db: Db,
  of: { id: string; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.code_list
    set taken_back_at = ${of.now}, taken_back_by = ${of.by}
    where id = ${of.id} and taken_back_at is null`.execute(db)
  return Number(numAffectedRows) > 0
}
