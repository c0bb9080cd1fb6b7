import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { EpochStatement } from './sealing/certificate.ts'
import type { Lock } from './sealing/member-lock.ts'

const bytesOf = (text: string) => Buffer.from(text, 'base64')

export async function findMyKey(
  db: Db,
  accountId: string,
): Promise<{ recipient: string; locks: Lock[] } | undefined> {
  const { rows } = await sql<{ recipient: string; locks: Lock[] }>`select k.recipient, l.locks
    from reports.member_key k join reports.member_lock l using (account_id)
    where k.account_id = ${accountId}`.execute(db)
  return rows[0]
}

/** Keeps the member's key. With another recipient her wraps open no more and go: a colleague lets her in again. */
export async function saveMyKey(
  db: Db,
  accountId: string,
  recipient: string,
  locks: readonly Lock[],
): Promise<void> {
  const before = await findMyKey(db, accountId)
  await sql`insert into reports.member_key (account_id, recipient) values (${accountId}, ${recipient})
    on conflict (account_id) do update set recipient = excluded.recipient, made_at = now()`.execute(
    db,
  )
  await sql`insert into reports.member_lock (account_id, locks) values (${accountId}, ${JSON.stringify(locks)})
    on conflict (account_id) do update set locks = excluded.locks`.execute(db)
  if (before && before.recipient !== recipient) {
    await sql`delete from reports.epoch_wrap where account_id = ${accountId}`.execute(db)
  }
}

export interface EpochRow {
  epoch: number
  statement: string
  signature: string
  wrap: Buffer | null
}

/** Every epoch of a desk, the newest first, with the viewer's own wrap where she has one. */
export async function listEpochs(db: Db, deskId: string, accountId: string): Promise<EpochRow[]> {
  const { rows } = await sql<EpochRow>`select e.epoch, e.statement, e.signature, w.blob as wrap
    from reports.desk_epoch e
    left join reports.epoch_wrap w on w.desk_id = e.desk_id and w.epoch = e.epoch and w.account_id = ${accountId}
    where e.desk_id = ${deskId} order by e.epoch desc`.execute(db)
  return rows
}

export interface MemberRow {
  accountId: string
  name: Name
  recipient: string | null
  since: string
}

type Named = {
  id: string
  name_en: string
  name_ur: string
  recipient: string | null
  since: string
}

const named = ({ id, name_en, name_ur, recipient, since }: Named): MemberRow => ({
  accountId: id,
  name: { en: name_en, ur: name_ur },
  recipient,
  since,
})

export async function listMembers(db: Db, deskId: string): Promise<MemberRow[]> {
  const { rows } = await sql<Named>`select a.id, a.name_en, a.name_ur, k.recipient, m.since
    from reports.desk_member m join core.account a on a.id = m.account_id
    left join reports.member_key k on k.account_id = m.account_id
    where m.desk_id = ${deskId} and m.removed_at is null order by m.since, a.name_en`.execute(db)
  return rows.map(named)
}

/** Desk officers of the desk's agency who have made their key and are not members. */
export async function listNewcomers(db: Db, deskId: string): Promise<MemberRow[]> {
  const { rows } =
    await sql<Named>`select a.id, a.name_en, a.name_ur, k.recipient, k.made_at as since
    from reports.desk d join core.account a on a.agency_id = d.agency_id
    join reports.member_key k on k.account_id = a.id
    where d.id = ${deskId} and 'desk-officer' = any (a.duties) and a.state = 'active'
      and not exists (select 1 from reports.desk_member m where m.desk_id = d.id and m.account_id = a.id
        and m.removed_at is null)
    order by a.name_en`.execute(db)
  return rows.map(named)
}

export async function addMember(
  db: Db,
  deskId: string,
  accountId: string,
  byId: string | null,
  now: Date,
): Promise<void> {
  await sql`insert into reports.desk_member (desk_id, account_id, since, added_by)
    values (${deskId}, ${accountId}, ${now}, ${byId}) on conflict do nothing`.execute(db)
}

export async function addEpochWrap(
  db: Db,
  of: { deskId: string; epoch: number; accountId: string; blob: string },
): Promise<void> {
  await sql`insert into reports.epoch_wrap (desk_id, epoch, account_id, blob)
    values (${of.deskId}, ${of.epoch}, ${of.accountId}, ${bytesOf(of.blob)}) on conflict do nothing`.execute(
    db,
  )
}

/** False where that account was no member. */
export async function removeMember(
  db: Db,
  deskId: string,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{
    removed: boolean
  }>`select reports.remove_member(${deskId}, ${accountId}, ${now}) as removed`.execute(db)
  return rows[0]!.removed
}

/** False where the desk has this epoch already. */
export async function addEpoch(
  db: Db,
  certificate: { statement: string; signature: string },
  said: EpochStatement,
  byId: string | null,
): Promise<boolean> {
  const result = await sql`insert into reports.desk_epoch
      (desk_id, epoch, statement, signature, recipient, valid_from, valid_until, made_by)
    values (${said.deskId}, ${said.epoch}, ${certificate.statement}, ${certificate.signature}, ${said.recipient},
      ${said.validFrom}, ${said.validUntil}, ${byId})
    on conflict do nothing`.execute(db)
  await sql`update reports.desk set needs_new_epoch = false where id = ${said.deskId}`.execute(db)
  return result.numAffectedRows === 1n
}

/** Wraps the keys of reports that the desk holds for its new epoch; others in the list are left alone. */
export async function addRewraps(
  db: Db,
  deskId: string,
  epoch: number,
  rewraps: readonly { reportId: string; blob: string }[],
): Promise<number> {
  if (!rewraps.length) return 0
  const ids = `{${rewraps.map((one) => one.reportId).join(',')}}`
  const blobs = `{${rewraps.map((one) => one.blob).join(',')}}`
  const result =
    await sql`insert into reports.key_wrap (jurisdiction, report_id, desk_id, epoch, blob)
    select r.jurisdiction, r.id, r.desk_id, ${epoch}, decode(w.blob, 'base64')
    from unnest(${ids}::uuid[], ${blobs}::text[]) as w(id, blob)
    join reports.report r on r.id = w.id and r.desk_id = ${deskId}
    on conflict (jurisdiction, report_id, desk_id, epoch) do update set blob = excluded.blob`.execute(
      db,
    )
  return Number(result.numAffectedRows ?? 0)
}

export interface OpenWrap {
  reportId: string
  epoch: number
  blob: Buffer
}

/** The newest wraps of the desk's open reports that are not yet for `epoch`; ordered by id. */
export async function listOpenWraps(
  db: Db,
  deskId: string,
  after: string | undefined,
  limit: number,
): Promise<OpenWrap[]> {
  const { rows } =
    await sql<OpenWrap>`select r.id as "reportId", w.epoch, w.blob from reports.report r
    join lateral (select epoch, blob from reports.key_wrap w where w.jurisdiction = r.jurisdiction
      and w.report_id = r.id and w.desk_id = r.desk_id order by epoch desc limit 1) w on true
    where r.desk_id = ${deskId} and (r.owes <> 'nothing' or r.status not in ('closed', 'case-opened', 'expired'))
      and r.id > ${after ?? '00000000-0000-0000-0000-000000000000'}
    order by r.id limit ${limit}`.execute(db)
  return rows
}

export async function addDesk(
  db: Db,
  desk: {
    id: string
    key: string
    agencyId: string
    jurisdiction: string
    name: Name
    places: readonly string[]
    kinds: readonly string[]
  },
): Promise<void> {
  await sql`insert into reports.desk (id, key, agency_id, jurisdiction, name_en, name_ur, places, kinds)
    values (${desk.id}, ${desk.key}, ${desk.agencyId}, ${desk.jurisdiction}, ${desk.name.en}, ${desk.name.ur},
      ${desk.places}, ${desk.kinds})
    on conflict (key) do nothing`.execute(db)
}
