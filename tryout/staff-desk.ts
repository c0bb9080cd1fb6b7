import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inTransaction } from '../core/database.ts'
import { beginSession, cookieName } from '../core/sessions.ts'
import type { RunningHouse } from '../main.ts'
import { staffIdOf } from './staff.ts'

type Method = 'GET' | 'POST' | 'PUT'
const sessionName = 'try-out loader'

/** The made-up staff at work: each acts under a session of their own, with their own rights. */
export interface StaffDesk {
  /** Asks the house as that person; `key` makes a repeat harmless. Throws where it refuses. */
  ask<T>(handle: string, method: Method, url: string, body?: unknown, key?: string): Promise<T>
  /** One transaction as that person, under row-level security. */
  act<T>(handle: string, work: (db: Db) => Promise<T>): Promise<T>
  /** Ends every session that was begun here. */
  leave(): Promise<void>
}

export function staffDesk({ house, app }: Pick<RunningHouse, 'house' | 'app'>): StaffDesk {
  const tokens = new Map<string, string>()

  async function tokenOf(handle: string): Promise<string> {
    const token =
      tokens.get(handle) ??
      (await inTransaction(house.database, (db) =>
        beginSession(db, staffIdOf(handle), sessionName),
      ))
    tokens.set(handle, token)
    return token
  }

  return {
    async ask<T>(handle: string, method: Method, url: string, body?: unknown, key?: string) {
      const raw = body instanceof Uint8Array
      const answer = await app.inject({
        method,
        url,
        headers: {
          cookie: `${cookieName(house.config)}=${await tokenOf(handle)}`,
          ...(body !== undefined && {
            'content-type': raw ? 'application/octet-stream' : 'application/json',
          }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { payload: raw ? Buffer.from(body) : JSON.stringify(body) }),
      })
      if (answer.statusCode >= 400)
        throw new Error(`${handle} could not ${method} ${url}: ${answer.payload}`)
      return JSON.parse(answer.payload) as T
    },
    async act(handle, work) {
      const hash = createHash('sha256')
        .update(await tokenOf(handle))
        .digest()
      return inTransaction(house.database, async (db) => {
        await sql`select core.enter(${hash}, interval '1 hour')`.execute(db)
        return work(db)
      })
    },
    async leave() {
      await inTransaction(house.database, async (db) => {
        await sql`select set_config('panah.system', 'yes', true)`.execute(db)
        await sql`update core.session set ended_at = now()
          where client = ${sessionName} and ended_at is null`.execute(db)
      })
    },
  }
}
