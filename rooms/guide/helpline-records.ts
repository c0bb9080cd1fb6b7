import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import type { HelplineCall } from './helpline.ts'
import { nameOf } from './page-records.ts'

/** A call as the public is told of it: the day and the office, not the person. */
export interface ShownCall extends HelplineCall {
  id: string
  office: Name
  madeUp: boolean
}

/** A call as the content officers see it. */
export interface RecordedCall extends ShownCall {
  recordedBy: Name | null
  recordedAt: string
  struckBy: Name | null
  struckAt: string | null
}

interface Row {
  id: string
  number: string
  called_on: string
  answered: boolean
  office_en: string
  office_ur: string
  made_up: boolean
  recorded_at: string
  struck_at: string | null
  recorder_en: string | null
  recorder_ur: string | null
  striker_en: string | null
  striker_ur: string | null
}

const shownOf = (row: Row): ShownCall => ({
  id: row.id,
  number: row.number,
  calledOn: row.called_on,
  answered: row.answered,
  office: { en: row.office_en, ur: row.office_ur },
  madeUp: row.made_up,
})

/** Every call that stands, the latest first. */
export async function listShownCalls(db: Db): Promise<ShownCall[]> {
  const { rows } = await sql<Row>`
    select c.id, c.number, c.called_on::text, c.answered, a.name_en as office_en,
      a.name_ur as office_ur, a.made_up
    from guide.helpline_call c join core.agency a on a.id = c.recorded_agency
    where c.struck_at is null
    order by c.called_on desc, c.recorded_at desc, c.id desc`.execute(db)
  return rows.map(shownOf)
}

/** Every call, struck ones too, the latest first. */
export async function listRecordedCalls(db: Db): Promise<RecordedCall[]> {
  const { rows } = await sql<Row>`
    select c.id, c.number, c.called_on::text, c.answered, a.name_en as office_en,
      a.name_ur as office_ur, a.made_up, c.recorded_at, c.struck_at, r.name_en as recorder_en,
      r.name_ur as recorder_ur, s.name_en as striker_en, s.name_ur as striker_ur
    from guide.helpline_call c join core.agency a on a.id = c.recorded_agency
      left join core.account r on r.id = c.recorded_by left join core.account s on s.id = c.struck_by
    order by c.called_on desc, c.recorded_at desc, c.id desc`.execute(db)
  return rows.map((row) => ({
    ...shownOf(row),
    recordedBy: nameOf(row.recorder_en, row.recorder_ur),
    recordedAt: row.recorded_at,
    struckBy: nameOf(row.striker_en, row.striker_ur),
    struckAt: row.struck_at,
  }))
}

export async function insertCall(
  db: Db,
  of: HelplineCall & { key: string; by: string; agency: string; at: Date },
): Promise<string> {
  const id = newId()
  await sql`
    insert into guide.helpline_call (id, helpline_key, number, called_on, answered, recorded_by,
      recorded_agency, recorded_at)
    values (${id}, ${of.key}, ${of.number}, ${of.calledOn}, ${of.answered}, ${of.by}, ${of.agency},
      ${of.at})`.execute(db)
  return id
}

/** Strikes a call entered by mistake; false where it is not there or was struck before. */
export async function strikeCall(db: Db, id: string, by: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update guide.helpline_call set struck_by = ${by}, struck_at = ${at}
    where id = ${id} and struck_at is null`.execute(db)
  return numAffectedRows === 1n
}
