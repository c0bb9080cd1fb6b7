import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'

/** No person stands behind a message: from here to its end the transaction is the system's. */
export async function becomeSystem(db: Db): Promise<void> {
  await sql`select set_config('panah.system', 'yes', true)`.execute(db)
}

export async function findAnswer(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ answer: string }>`
    select answer from recruiters.message where id = ${id}`.execute(db)
  return rows[0]?.answer
}

export async function countLately(db: Db, senderIndex: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from recruiters.message
    where sender_index = ${senderIndex} and at > now() - interval '1 hour'`.execute(db)
  return rows[0]!.n
}

/** False where the same message was answered in the same moment by another request. */
export async function keepAnswer(
  db: Db,
  of: { id: string; senderIndex: string; language: string; outcome: string; answer: string },
): Promise<boolean> {
  await sql`delete from recruiters.message where at < now() - interval '7 days'`.execute(db)
  const { numAffectedRows } =
    await sql`insert into recruiters.message (id, sender_index, language, outcome, answer)
    values (${of.id}, ${of.senderIndex}, ${of.language}, ${of.outcome}, ${of.answer})
    on conflict (id) do nothing`.execute(db)
  return Boolean(numAffectedRows)
}
