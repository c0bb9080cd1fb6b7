import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../core/database.ts'
import { dayOf, type OnDuty, openingsOf, sameDuty } from './duty.ts'
import {
  type Exclusion,
  FEWEST_SEATS,
  isExcluded,
  type PassReason,
  rosterHash,
  rosterText,
  type Seat,
  type SeatOpening,
  seatOf,
} from './lot.ts'

interface DeskDuty {
  id: string
  key: string
  onDuty: OnDuty[]
  /** Those of the newest roster; null where there is none yet. */
  before: OnDuty[] | null
}

/** Desks with who is on duty: members who are desk officers, no supervisors, and not away today. */
async function listDuty(db: Db, now: Date): Promise<DeskDuty[]> {
  const { rows } = await sql<DeskDuty>`select d.id, d.key,
      coalesce((select jsonb_agg(jsonb_build_object('account', a.id, 'not', coalesce((
          select jsonb_agg(jsonb_build_object('place', c.place_code, 'kind', c.kind)) from reports.conflict c
          where c.account_id = a.id and c.withdrawn_at is null), '[]')))
        from reports.desk_member m join core.account a on a.id = m.account_id
        where m.desk_id = d.id and m.removed_at is null and a.state = 'active'
          and 'desk-officer' = any (a.duties) and not 'supervisor' = any (a.duties)
          and not exists (select from reports.absence b where b.account_id = a.id and b.withdrawn_at is null
            and ${dayOf(now)}::date between b.from_on and b.to_on)), '[]') as "onDuty",
      (select coalesce((select jsonb_agg(s.opening) from reports.seat s where s.roster_hash = r.hash), '[]')
        from reports.roster r where r.desk_id = d.id order by r.made_at desc, r.hash limit 1) as before
    from reports.desk d`.execute(db)
  return rows
}

export interface NewRoster {
  unit: string
  hash: string
  seats: number
}

/** Writes a new roster for every desk whose duty has changed; each must go into the public log. As the system. */
export async function renewRosters(db: Db, now: Date): Promise<NewRoster[]> {
  const made: NewRoster[] = []
  for (const { id, key, onDuty, before } of await listDuty(db, now)) {
    if (before ? sameDuty(onDuty, before) : !onDuty.length) continue
    const openings = openingsOf(onDuty, () => randomBytes(32).toString('base64'))
    const text = rosterText(key, openings.map(seatOf))
    const hash = rosterHash(text)
    await sql`insert into reports.roster (hash, desk_id, text, seats, made_at)
      values (${hash}, ${id}, ${text}, ${openings.length}, ${now})`.execute(db)
    for (const opening of openings)
      await sql`insert into reports.seat (roster_hash, seat, account_id, opening)
        values (${hash}, ${seatOf(opening)}, ${opening.account}, ${JSON.stringify(opening)})`.execute(
        db,
      )
    made.push({ unit: key, hash, seats: openings.length })
  }
  return made
}

export async function findRosterText(db: Db, hash: string): Promise<string | undefined> {
  const { rows } = await sql<{
    text: string
  }>`select text from reports.roster where hash = ${hash}`.execute(db)
  return rows[0]?.text
}

export interface DrawOf {
  jurisdiction: string
  reportId: string
  /** Key of the desk that draws. */
  unit: string
  call: number
  size: number
  roster: string
  order: readonly Seat[]
  at: Date
}

export interface Drawn {
  deskId: string
  /** Null where everybody had to be passed over, or the report is no longer at this desk. */
  seat: Seat | null
  passed: (PassReason | 'moved')[]
}

/**
 * A report that no lot is drawn for, because no roster of two stood in the log when it came: whoever
 * takes it has it. As the system.
 */
export async function noteNoLot(db: Db, ref: { jurisdiction: string; id: string }, unit: string) {
  await sql`update reports.report r set drawn_desk_id = r.desk_id
    where r.jurisdiction = ${ref.jurisdiction} and r.id = ${ref.id} and r.drawn_desk_id is null and r.holder_id is null
      and exists (select from reports.roster o join reports.desk d on d.id = o.desk_id
        where d.key = ${unit} and d.id = r.desk_id and o.seats >= ${FEWEST_SEATS})`.execute(db)
}

interface SeatState extends SeatOpening {
  seat: Seat
  member: boolean
  away: boolean
  gave_back: boolean
}

/** Gives a report to the first seat that can take it, and keeps how that came about. As the system. */
export async function giveToDrawn(db: Db, of: DrawOf): Promise<Drawn | undefined> {
  const { rows } = await sql<{
    place: string | null
    kind: string
    here: boolean
    desk_id: string
  }>`select r.place_code as place, r.kind, r.desk_id = d.id as here, d.id as desk_id
    from reports.report r, reports.desk d
    where r.jurisdiction = ${of.jurisdiction} and r.id = ${of.reportId} and d.key = ${of.unit} for update of r`.execute(
    db,
  )
  const report = rows[0]
  if (!report) return undefined
  const { desk_id: deskId } = report
  if (!report.here) return { deskId, seat: null, passed: ['moved'] }
  const states = await statesOf(db, of, deskId)
  const passed: PassReason[] = []
  let taker: SeatState | undefined
  for (const seat of of.order) {
    const state = states.get(seat)
    const why = state ? reasonToPass(state, report) : 'gone'
    if (why) passed.push(why)
    else {
      taker = state
      break
    }
  }
  await sql`insert into reports.draw (jurisdiction, report_id, call_index, desk_id, roster_hash, size, passed, account_id, at)
    values (${of.jurisdiction}, ${of.reportId}, ${of.call}, ${deskId}, ${of.roster}, ${of.size},
      ${passed}::text[], ${taker?.account ?? null}, ${of.at})`.execute(db)
  await sql`update reports.report set holder_id = ${taker?.account ?? null}, held_since = ${taker ? of.at : null},
      drawn_desk_id = ${deskId}, version = version + 1
    where jurisdiction = ${of.jurisdiction} and id = ${of.reportId}`.execute(db)
  return { deskId, seat: taker?.seat ?? null, passed }
}

function reasonToPass(
  state: SeatState,
  report: { place: string | null; kind: string },
): PassReason | undefined {
  if (!state.member) return 'gone'
  if (state.away) return 'away'
  if (state.gave_back || isExcluded(state.not, report)) return 'conflict'
  return undefined
}

async function statesOf(db: Db, of: DrawOf, deskId: string): Promise<Map<Seat, SeatState>> {
  const { rows } = await sql<{
    seat: Seat
    opening: { nonce: string; account: string; not: Exclusion[] }
    member: boolean
    away: boolean
    gave_back: boolean
  }>`select s.seat, s.opening,
      exists (select from reports.desk_member m join core.account a on a.id = m.account_id
        where m.desk_id = ${deskId} and m.account_id = s.account_id and m.removed_at is null
          and a.state = 'active') as member,
      exists (select from reports.absence b where b.account_id = s.account_id and b.withdrawn_at is null
        and ${dayOf(of.at)}::date between b.from_on and b.to_on) as away,
      exists (select from reports.allocation_change c where c.jurisdiction = ${of.jurisdiction}
        and c.report_id = ${of.reportId} and c.kind = 'redrawn' and c.from_id = s.account_id) as gave_back
    from reports.seat s where s.roster_hash = ${of.roster}`.execute(db)
  return new Map(rows.map(({ opening, ...row }) => [row.seat, { ...opening, ...row }]))
}
