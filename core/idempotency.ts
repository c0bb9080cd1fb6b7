import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { Fields } from './fields.ts'
import { Problem } from './problem.ts'

export interface Claim {
  holder: string
  key: string
  route: string
  body: unknown
}

interface Kept {
  route: string
  request_hash: Buffer
  answer_sealed: string | null
}

/**
 * Claims a key for this request. Gives back the answer that was given the first time, or
 * undefined where this is the first. A second request with the key waits for the first to end.
 */
export async function findEarlierAnswer(
  db: Db,
  fields: Fields,
  claim: Claim,
): Promise<{ answer: unknown } | undefined> {
  const hash = requestHash(claim)
  const { rows: claimed } =
    await sql`insert into core.idempotency (holder, key, route, request_hash)
    values (${claim.holder}, ${claim.key}, ${claim.route}, ${hash})
    on conflict do nothing returning key`.execute(db)
  if (claimed.length) return undefined
  const { rows } = await sql<Kept>`select route, request_hash, answer_sealed from core.idempotency
    where holder = ${claim.holder} and key = ${claim.key}`.execute(db)
  const kept = rows[0]
  if (!kept || kept.route !== claim.route || !kept.request_hash.equals(hash)) {
    throw new Problem('conflict', 'core/key-used-for-something-else')
  }
  return {
    answer: kept.answer_sealed === null ? null : JSON.parse(fields.open(kept.answer_sealed)),
  }
}

/** Keeps the answer for repeats; sealed, because answers can name people. */
export async function keepAnswer(
  db: Db,
  fields: Fields,
  claim: Claim,
  answer: unknown,
): Promise<void> {
  await sql`update core.idempotency set answer_sealed = ${fields.seal(JSON.stringify(answer ?? null))}
    where holder = ${claim.holder} and key = ${claim.key}`.execute(db)
}

function requestHash(claim: Claim): Buffer {
  return createHash('sha256')
    .update(`${claim.route}\0${JSON.stringify(claim.body ?? null)}`)
    .digest()
}
