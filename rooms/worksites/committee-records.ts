import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { DecisionStep, Seat } from './committee.ts'
import type { Making } from './release-records.ts'
import type { Grade } from './rules.ts'
import { openOr, type Place, type Sealing, sealOr } from './site-records.ts'

export interface Notification {
  notifiedOn: string | null
  orderNumber: string | null
  grade: Grade
  source: string | null
}

export interface Committee extends Notification {
  id: string
  jurisdiction: string
  agencyId: string
  place: Place
  endedOn: string | null
  version: number
}

interface CommitteeRow {
  id: string
  jurisdiction: string
  agency_id: string
  place_code: string
  name_en: string
  name_ur: string
  notified_on: string | null
  order_number: string | null
  grade: Grade
  source: string | null
  ended_on: string | null
  version: number
}

const committees = sql`select c.*, p.name_en, p.name_ur
  from worksites.committee c join core.place p on p.code = c.place_code`

const committeeOf = (row: CommitteeRow): Committee => ({
  id: row.id,
  jurisdiction: row.jurisdiction,
  agencyId: row.agency_id,
  place: {
    code: row.place_code,
    name: { en: row.name_en, ur: row.name_ur },
    province: row.place_code.split('-').slice(0, 2).join('-'),
  },
  notifiedOn: row.notified_on,
  orderNumber: row.order_number,
  grade: row.grade,
  source: row.source,
  endedOn: row.ended_on,
  version: row.version,
})

export async function getCommittee(db: Db, id: string): Promise<Committee> {
  const { rows } = await sql<CommitteeRow>`${committees} where c.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-committee')
  return committeeOf(rows[0])
}

export interface District {
  place: Place
  committee: { id: string; notifiedOn: string | null } | null
  lastMeetingOn: string | null
  /** The earliest called meeting that was neither held nor called off. */
  calledOn: string | null
  openDecisions: number
  overdueDecisions: number
}

/** Every district of a jurisdiction, with its standing committee where one is on file. */
export async function listDistricts(
  db: Db,
  of: { jurisdiction: string; today: string },
): Promise<District[]> {
  const { rows } = await sql<{
    code: string
    name_en: string
    name_ur: string
    id: string | null
    notified_on: string | null
    last_meeting: string | null
    called_on: string | null
    open: number
    overdue: number
  }>`select p.code, p.name_en, p.name_ur, c.id, c.notified_on,
      (select max(m.on_day) from worksites.meeting m
        where m.committee_id = c.id and m.struck_on is null) as last_meeting,
      (select min(k.on_day) from worksites.meeting_call k
        where k.committee_id = c.id and k.off_on is null and not exists (select 1 from worksites.meeting m
          where m.jurisdiction = k.jurisdiction and m.id = k.meeting_id and m.struck_on is null)) as called_on,
      count(d.id)::int as open,
      count(d.id) filter (where d.due_on < ${of.today})::int as overdue
    from core.place p
    left join worksites.committee c on c.place_code = p.code and c.ended_on is null
    left join worksites.decision d on d.committee_id = c.id and d.done_on is null
      and exists (select 1 from worksites.meeting m where m.id = d.meeting_id and m.struck_on is null)
    where p.level = 'district' and starts_with(p.code, ${`${of.jurisdiction}-`})
    group by p.code, p.name_en, p.name_ur, c.id, c.notified_on
    order by p.name_en`.execute(db)
  return rows.map((row) => ({
    place: {
      code: row.code,
      name: { en: row.name_en, ur: row.name_ur },
      province: row.code.split('-').slice(0, 2).join('-'),
    },
    committee: row.id === null ? null : { id: row.id, notifiedOn: row.notified_on },
    lastMeetingOn: row.last_meeting,
    calledOn: row.called_on,
    openDecisions: row.open,
    overdueDecisions: row.overdue,
  }))
}

/** Writes down that a district has a committee; refuses a second one beside a standing one. */
export async function addCommittee(
  db: Db,
  one: Notification & { placeCode: string; jurisdiction: string; agencyId: string } & Making,
): Promise<string> {
  const { rows } = await sql`select 1 from core.place where code = ${one.placeCode}
    and level = 'district' and starts_with(code, ${`${one.jurisdiction}-`})`.execute(db)
  if (!rows.length)
    throw new Problem('input', 'worksites/no-district-of-yours', {
      fields: { placeCode: 'problem.worksites/no-district-of-yours' },
    })
  const id = newId()
  const { numAffectedRows } =
    await sql`insert into worksites.committee (jurisdiction, id, agency_id,
      place_code, notified_on, order_number, grade, source, recorded_by, recorded_at)
    values (${one.jurisdiction}, ${id}, ${one.agencyId}, ${one.placeCode}, ${one.notifiedOn},
      ${one.orderNumber}, ${one.grade}, ${one.source}, ${one.by}, ${one.at})
    on conflict do nothing`.execute(db)
  if (!numAffectedRows) throw new Problem('conflict', 'worksites/committee-already')
  return id
}

export async function saveCommittee(
  db: Db,
  one: Notification & { id: string; endedOn: string | null; version: number },
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.committee set
      notified_on = ${one.notifiedOn}, order_number = ${one.orderNumber}, grade = ${one.grade},
      source = ${one.source}, ended_on = ${one.endedOn}, version = version + 1
    where id = ${one.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Seated {
  id: string
  seat: Seat
  office: string
  sinceOn: string | null
  leftOn: string | null
  version: number
}

export async function listSeated(db: Db, house: Sealing, committeeId: string): Promise<Seated[]> {
  const { rows } = await sql<{
    id: string
    seat: Seat
    office_sealed: string
    since_on: string | null
    left_on: string | null
    version: number
  }>`select * from worksites.committee_member where committee_id = ${committeeId}
    order by left_on is not null, added_at, id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    seat: row.seat,
    office: house.fields.open(row.office_sealed),
    sinceOn: row.since_on,
    leftOn: row.left_on,
    version: row.version,
  }))
}

type OfCommittee = Pick<Committee, 'id' | 'jurisdiction'>

export async function addSeated(
  db: Db,
  house: Sealing,
  committee: OfCommittee,
  one: { seat: Seat; office: string; sinceOn: string | null; by: string },
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.committee_member (jurisdiction, id, committee_id, seat, office_sealed,
      since_on, added_by)
    values (${committee.jurisdiction}, ${id}, ${committee.id}, ${one.seat},
      ${house.fields.seal(one.office.trim())}, ${one.sinceOn}, ${one.by})`.execute(db)
  return id
}

/** The committee that somebody sits on; absent where the viewer sees none. */
export async function findCommitteeOf(
  db: Db,
  of: { memberId: string } | { decisionId: string } | { callId: string },
): Promise<Committee> {
  const { rows } = await sql<CommitteeRow>`${committees} where c.id in (
    select committee_id from worksites.committee_member where id = ${'memberId' in of ? of.memberId : null}
    union select committee_id from worksites.decision where id = ${'decisionId' in of ? of.decisionId : null}
    union select committee_id from worksites.meeting_call where id = ${'callId' in of ? of.callId : null}
  )`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-committee')
  return committeeOf(rows[0])
}

export async function saveSeated(
  db: Db,
  one: { id: string; leftOn: string | null; version: number },
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.committee_member
    set left_on = ${one.leftOn}, version = version + 1
    where id = ${one.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Meeting {
  id: string
  committeeId: string
  on: string
  present: string[]
  minutes: string | null
  struckOn: string | null
  struckWords: string | null
  by: Name
  version: number
}

/** The meetings of a committee, the latest first; or one of them. */
export async function listMeetings(
  db: Db,
  house: Sealing,
  of: { committeeId: string } | { id: string },
): Promise<Meeting[]> {
  const { rows } = await sql<{
    id: string
    committee_id: string
    on_day: string
    present: string[]
    minutes_sealed: string | null
    struck_on: string | null
    struck_words_sealed: string | null
    name_en: string
    name_ur: string
    version: number
  }>`select m.*, a.name_en, a.name_ur
    from worksites.meeting m join core.account a on a.id = m.recorded_by
    where m.committee_id = ${'committeeId' in of ? of.committeeId : null}
      or m.id = ${'id' in of ? of.id : null}
    order by m.on_day desc, m.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    committeeId: row.committee_id,
    on: row.on_day,
    present: row.present,
    minutes: openOr(house, row.minutes_sealed),
    struckOn: row.struck_on,
    struckWords: openOr(house, row.struck_words_sealed),
    by: { en: row.name_en, ur: row.name_ur },
    version: row.version,
  }))
}

export async function getMeeting(db: Db, house: Sealing, id: string): Promise<Meeting> {
  const [meeting] = await listMeetings(db, house, { id })
  if (!meeting) throw new Problem('absent', 'worksites/no-such-meeting')
  return meeting
}

export async function addMeeting(
  db: Db,
  house: Sealing,
  committee: OfCommittee,
  one: { on: string; present: readonly string[]; minutes: string | null } & Making,
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.meeting (jurisdiction, id, committee_id, on_day, present,
      minutes_sealed, recorded_by, recorded_at)
    values (${committee.jurisdiction}, ${id}, ${committee.id}, ${one.on},
      ${`{${one.present.join(',')}}`}::uuid[], ${sealOr(house, one.minutes)}, ${one.by}, ${one.at})`.execute(
    db,
  )
  return id
}

export async function saveMeeting(
  db: Db,
  house: Sealing,
  one: Pick<Meeting, 'id' | 'present' | 'minutes' | 'struckOn' | 'struckWords' | 'version'>,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.meeting set
      present = ${`{${one.present.join(',')}}`}::uuid[], minutes_sealed = ${sealOr(house, one.minutes)},
      struck_on = ${one.struckOn}, struck_words_sealed = ${sealOr(house, one.struckWords)},
      version = version + 1
    where id = ${one.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Decision {
  id: string
  committeeId: string
  meetingId: string
  jurisdiction: string
  place: Name
  meetingOn: string
  words: string
  memberId: string
  office: string
  dueOn: string
  doneOn: string | null
  events: {
    id: string
    step: DecisionStep
    dueOn: string
    words: string | null
    by: Name
    at: string
  }[]
  version: number
}

interface DecisionRow {
  id: string
  committee_id: string
  meeting_id: string
  jurisdiction: string
  place_en: string
  place_ur: string
  on_day: string
  words_sealed: string
  member_id: string
  office_sealed: string
  due_on: string
  done_on: string | null
  version: number
}

interface EventRow {
  id: string
  decision_id: string
  step: DecisionStep
  due_on: string
  words_sealed: string | null
  name_en: string
  name_ur: string
  made_at: Date
}

/** Decisions of a meeting, of a committee, overdue ones within reach, or one; open ones first. */
export async function listDecisions(
  db: Db,
  house: Sealing,
  of: { meetingId: string } | { committeeId: string } | { overdueOn: string } | { id: string },
): Promise<Decision[]> {
  const which =
    'meetingId' in of
      ? sql`d.meeting_id = ${of.meetingId}`
      : 'committeeId' in of
        ? sql`d.committee_id = ${of.committeeId} and m.struck_on is null`
        : 'id' in of
          ? sql`d.id = ${of.id}`
          : sql`d.done_on is null and d.due_on < ${of.overdueOn} and m.struck_on is null
              and c.ended_on is null`
  const { rows } = await sql<DecisionRow>`select d.*, m.on_day, s.office_sealed,
      p.name_en as place_en, p.name_ur as place_ur
    from worksites.decision d
    join worksites.meeting m on m.jurisdiction = d.jurisdiction and m.id = d.meeting_id
    join worksites.committee c on c.jurisdiction = d.jurisdiction and c.id = d.committee_id
    join worksites.committee_member s on s.jurisdiction = d.jurisdiction and s.id = d.member_id
    join core.place p on p.code = c.place_code
    where ${which} order by d.done_on is not null, d.due_on, d.id limit 500`.execute(db)
  const ids = `{${rows.map((row) => row.id).join(',')}}`
  const events = await sql<EventRow>`select e.*, a.name_en, a.name_ur
    from worksites.decision_event e join core.account a on a.id = e.made_by
    where e.decision_id = any (${ids}::uuid[]) order by e.made_at, e.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    committeeId: row.committee_id,
    meetingId: row.meeting_id,
    jurisdiction: row.jurisdiction,
    place: { en: row.place_en, ur: row.place_ur },
    meetingOn: row.on_day,
    words: house.fields.open(row.words_sealed),
    memberId: row.member_id,
    office: house.fields.open(row.office_sealed),
    dueOn: row.due_on,
    doneOn: row.done_on,
    version: row.version,
    events: events.rows
      .filter((one) => one.decision_id === row.id)
      .map((one) => ({
        id: one.id,
        step: one.step,
        dueOn: one.due_on,
        words: openOr(house, one.words_sealed),
        by: { en: one.name_en, ur: one.name_ur },
        at: new Date(one.made_at).toISOString(),
      })),
  }))
}

export async function addDecision(
  db: Db,
  house: Sealing,
  committee: OfCommittee,
  one: { meetingId: string; words: string; memberId: string; dueOn: string } & Making,
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.decision (jurisdiction, id, committee_id, meeting_id, member_id,
      words_sealed, due_on, recorded_by, recorded_at)
    values (${committee.jurisdiction}, ${id}, ${committee.id}, ${one.meetingId}, ${one.memberId},
      ${house.fields.seal(one.words.trim())}, ${one.dueOn}, ${one.by}, ${one.at})`.execute(db)
  return id
}

/** Saves a decision after a step and keeps who took it; refuses where the page was stale. */
export async function saveDecision(
  db: Db,
  house: Sealing,
  decision: Decision,
  of: {
    step: DecisionStep
    doneOn: string | null
    dueOn: string
    words: string | null
    version: number
  } & Making,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.decision set done_on = ${of.doneOn},
      due_on = ${of.dueOn}, version = version + 1
    where id = ${decision.id} and version = ${of.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into worksites.decision_event (jurisdiction, id, committee_id, decision_id, step,
      due_on, words_sealed, made_by, made_at)
    values (${decision.jurisdiction}, ${newId()}, ${decision.committeeId}, ${decision.id}, ${of.step},
      ${of.dueOn}, ${sealOr(house, of.words)}, ${of.by}, ${of.at})`.execute(db)
}

export interface MeetingTerm {
  months: number
  grade: Grade
  source: string | null
  by: Name
  at: string
}

/** How long a district may go without a meeting, as it was set last. */
export async function findMeetingTerm(
  db: Db,
  jurisdiction: string,
): Promise<MeetingTerm | undefined> {
  const { rows } = await sql<{
    months: number
    grade: Grade
    source: string | null
    name_en: string
    name_ur: string
    set_at: Date
  }>`select t.*, a.name_en, a.name_ur
    from worksites.meeting_term t join core.account a on a.id = t.set_by
    where t.jurisdiction = ${jurisdiction} order by t.set_at desc, t.id desc limit 1`.execute(db)
  const row = rows[0]
  return (
    row && {
      months: row.months,
      grade: row.grade,
      source: row.source,
      by: { en: row.name_en, ur: row.name_ur },
      at: new Date(row.set_at).toISOString(),
    }
  )
}

export async function setMeetingTerm(
  db: Db,
  one: { jurisdiction: string; months: number; grade: Grade; source: string | null } & Making,
): Promise<void> {
  await sql`insert into worksites.meeting_term (jurisdiction, id, months, grade, source, set_by, set_at)
    values (${one.jurisdiction}, ${newId()}, ${one.months}, ${one.grade}, ${one.source}, ${one.by},
      ${one.at})`.execute(db)
}
