import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { Problem } from '../../core/problem.ts'
import type { ReportRef } from './records.ts'
import { type AttachmentView, PART } from './shapes.ts'

interface AttachmentRow {
  id: string
  sealed_size: number
  sha256: Buffer
  completed_at: string | null
  here: number[]
}

const here = sql`array(select p.number from reports.attachment_part p where p.jurisdiction = a.jurisdiction
  and p.report_id = a.report_id and p.attachment_id = a.id order by p.number) as here`

function shown(row: AttachmentRow): AttachmentView {
  return {
    id: row.id,
    sealedSize: row.sealed_size,
    sha256: row.sha256.toString('base64'),
    parts: partsOf(row.sealed_size),
    partsHere: row.here,
    complete: row.completed_at !== null,
  }
}

function partsOf(size: number): number {
  return Math.ceil(size / PART)
}

export async function findAttachment(
  db: Db,
  ref: ReportRef,
  id: string,
): Promise<AttachmentView | undefined> {
  const { rows } =
    await sql<AttachmentRow>`select a.id, a.sealed_size, a.sha256, a.completed_at, ${here}
    from reports.attachment a where a.jurisdiction = ${ref.jurisdiction} and a.report_id = ${ref.id}
      and a.id = ${id}`.execute(db)
  return rows[0] && shown(rows[0])
}

export async function getAttachment(db: Db, ref: ReportRef, id: string): Promise<AttachmentView> {
  const found = await findAttachment(db, ref, id)
  if (!found) throw new Problem('absent', 'reports/no-such-attachment')
  return found
}

/** Whole ones first; those still on their way say so. */
export async function listAttachments(db: Db, ref: ReportRef): Promise<AttachmentView[]> {
  const { rows } =
    await sql<AttachmentRow>`select a.id, a.sealed_size, a.sha256, a.completed_at, ${here}
    from reports.attachment a where a.jurisdiction = ${ref.jurisdiction} and a.report_id = ${ref.id}
    order by a.completed_at nulls last, a.begun_at`.execute(db)
  return rows.map(shown)
}

export async function countAttachments(
  db: Db,
  ref: ReportRef,
): Promise<{ all: number; unfinished: number }> {
  const { rows } = await sql<{ all: number; unfinished: number }>`select count(*)::int as all,
      count(*) filter (where completed_at is null)::int as unfinished
    from reports.attachment where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id}`.execute(
    db,
  )
  return rows[0]!
}

export async function insertAttachment(
  db: Db,
  ref: ReportRef,
  id: string,
  of: { sealedSize: number; sha256: string },
  now: Date,
): Promise<void> {
  await sql`insert into reports.attachment (jurisdiction, report_id, id, sealed_size, sha256, begun_at)
    values (${ref.jurisdiction}, ${ref.id}, ${id}, ${of.sealedSize}, ${Buffer.from(of.sha256, 'base64')}, ${now})
    on conflict do nothing`.execute(db)
}

/** How long part `number` must be, or undefined where there is no such part. Bytes. */
export function lengthOfPart(sealedSize: number, number: number): number | undefined {
  const left = sealedSize - number * PART
  return left <= 0 ? undefined : Math.min(left, PART)
}

/** A part that comes again replaces itself, so that a spoiled one can be mended. */
export async function keepPart(
  db: Db,
  ref: ReportRef,
  id: string,
  number: number,
  bytes: Buffer,
): Promise<void> {
  await sql`insert into reports.attachment_part (jurisdiction, report_id, attachment_id, number, bytes)
    values (${ref.jurisdiction}, ${ref.id}, ${id}, ${number}, ${bytes})
    on conflict (jurisdiction, report_id, attachment_id, number) do update set bytes = excluded.bytes`.execute(
    db,
  )
}

/** Keeps an attachment from being completed while a part of it is written, and the reverse. */
export async function lockAttachment(db: Db, ref: ReportRef, id: string): Promise<void> {
  await sql`select 1 from reports.attachment where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id}
    and id = ${id} for update`.execute(db)
}

/** The SHA-256 of the parts in their order, read one by one: never the whole file in memory. Base64. */
export async function hashOfParts(
  db: Db,
  ref: ReportRef,
  attachment: AttachmentView,
): Promise<string> {
  const hash = createHash('sha256')
  for (let number = 0; number < attachment.parts; number++)
    hash.update(await getPart(db, ref, attachment.id, number))
  return hash.digest('base64')
}

export async function readAttachment(
  db: Db,
  ref: ReportRef,
  attachment: AttachmentView,
): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let number = 0; number < attachment.parts; number++)
    parts.push(await getPart(db, ref, attachment.id, number))
  return Buffer.concat(parts)
}

async function getPart(db: Db, ref: ReportRef, id: string, number: number): Promise<Buffer> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from reports.attachment_part
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} and attachment_id = ${id}
      and number = ${number}`.execute(db)
  return rows[0]?.bytes ?? Buffer.alloc(0)
}

export async function markComplete(db: Db, ref: ReportRef, id: string, now: Date): Promise<void> {
  await sql`update reports.attachment set completed_at = ${now} where jurisdiction = ${ref.jurisdiction}
    and report_id = ${ref.id} and id = ${id} and completed_at is null`.execute(db)
}

/** Uploads that were left half-way; runs as the system. */
export async function forgetUnfinished(db: Db, before: Date): Promise<void> {
  await sql`delete from reports.attachment where completed_at is null and begun_at < ${before}`.execute(
    db,
  )
}
