import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Committee } from './committee-records.ts'
import type { Making } from './release-records.ts'
import { openOr, type Sealing, sealOr } from './site-records.ts'

export interface CallWritten {
  on: string
  /** 'HH:MM', as the invitation says it. */
  time: string | null
  place: string
  agenda: string
  /** Members of the committee. */
  invited: string[]
}

export interface Call extends CallWritten {
  id: string
  committeeId: string
  jurisdiction: string
  /** The meeting that came of it, unless that was struck out. */
  meetingId: string | null
  offOn: string | null
  offWords: string | null
  by: Name
  version: number
}

interface CallRow {
  id: string
  committee_id: string
  jurisdiction: string
  on_day: string
  at_time: string | null
  place_sealed: string
  agenda_sealed: string
  invited: string[]
  held: string | null
  off_on: string | null
  off_words_sealed: string | null
  name_en: string
  name_ur: string
  version: number
}

/** The called meetings of a committee, the next ones first; the one a meeting came of; or one. */
export async function listCalls(
  db: Db,
  house: Sealing,
  of: { committeeId: string } | { meetingId: string } | { id: string },
): Promise<Call[]> {
  const { rows } = await sql<CallRow>`select k.*, a.name_en, a.name_ur,
      case when m.struck_on is null then k.meeting_id end as held
    from worksites.meeting_call k join core.account a on a.id = k.called_by
    left join worksites.meeting m on m.jurisdiction = k.jurisdiction and m.id = k.meeting_id
    where k.committee_id = ${'committeeId' in of ? of.committeeId : null}
      or k.meeting_id = ${'meetingId' in of ? of.meetingId : null}
      or k.id = ${'id' in of ? of.id : null}
    order by k.on_day, k.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    committeeId: row.committee_id,
    jurisdiction: row.jurisdiction,
    on: row.on_day,
    time: row.at_time,
    place: house.fields.open(row.place_sealed),
    agenda: house.fields.open(row.agenda_sealed),
    invited: row.invited,
    meetingId: row.held,
    offOn: row.off_on,
    offWords: openOr(house, row.off_words_sealed),
    by: { en: row.name_en, ur: row.name_ur },
    version: row.version,
  }))
}

export async function getCall(db: Db, house: Sealing, id: string): Promise<Call> {
  const [call] = await listCalls(db, house, { id })
  if (!call) throw new Problem('absent', 'worksites/no-such-call')
  return call
}

const uuids = (ids: readonly string[]) => `{${ids.join(',')}}`

export async function addCall(
  db: Db,
  house: Sealing,
  committee: Pick<Committee, 'id' | 'jurisdiction'>,
  one: CallWritten & Making,
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.meeting_call (jurisdiction, id, committee_id, on_day, at_time,
      place_sealed, agenda_sealed, invited, called_by, called_at)
    values (${committee.jurisdiction}, ${id}, ${committee.id}, ${one.on}, ${one.time},
      ${house.fields.seal(one.place.trim())}, ${house.fields.seal(one.agenda.trim())},
      ${uuids(one.invited)}::uuid[], ${one.by}, ${one.at})`.execute(db)
  return id
}

/** Saves a called meeting as it is now; refuses where the page was stale. */
export async function saveCall(
  db: Db,
  house: Sealing,
  one: CallWritten & Pick<Call, 'id' | 'meetingId' | 'offOn' | 'offWords' | 'version'>,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.meeting_call set on_day = ${one.on},
      at_time = ${one.time}, place_sealed = ${house.fields.seal(one.place.trim())},
      agenda_sealed = ${house.fields.seal(one.agenda.trim())},
      invited = ${uuids(one.invited)}::uuid[], meeting_id = ${one.meetingId},
      off_on = ${one.offOn}, off_words_sealed = ${sealOr(house, one.offWords)},
      version = version + 1
    where id = ${one.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
