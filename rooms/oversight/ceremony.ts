import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { utf8 } from '../../libraries/transparency-log/index.ts'
import { publicLog, transactionOf } from './logs.ts'
import { noticeText } from './notice.ts'
import { queryOf } from './records.ts'

export interface Ceremony {
  unit: string
  reason: string
  at: string
}

/**
 * Puts the opening of a desk's recovery key into the public log, and resolves with its line only when
 * a published checkpoint covers it: nobody opens it first and tells later. Throws where no running
 * house publishes it within `seconds`.
 */
export async function announceRecovery(
  house: House,
  of: { deskId: string; deskKey: string; reason: string },
  seconds = 60,
): Promise<number> {
  const id = randomUUID()
  const at = house.now()
  const more = { reason: of.reason }
  const line = noticeText({ kind: 'recovery', unit: of.deskKey, at, more })
  await asSystem(house, async (db) => {
    await sql`insert into oversight.ceremony (id, kind, desk_id, reason, at)
      values (${id}, 'recovery', ${of.deskId}, ${of.reason}, ${at})`.execute(db)
    await publicLog.enqueue(queryOf(db), { key: `recovery/${id}`, entry: utf8(line) })
  })
  house.stir()
  for (let waited = 0; waited < seconds * 5; waited++) {
    const index = await transactionOf(house)(async (query) => {
      const { signedSize } = await publicLog.getHead(query)
      const place = (await publicLog.findIndexes(query, [`recovery/${id}`])).get(`recovery/${id}`)
      return place !== undefined && place < signedSize ? place : undefined
    })
    if (index !== undefined) return index
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Problem('conflict', 'oversight/not-published')
}

/** Every opening of a recovery key, the newest first. */
export async function listCeremonies(db: Db): Promise<Ceremony[]> {
  const { rows } = await sql<Ceremony>`select d.key as unit, c.reason, c.at
    from oversight.ceremony c join reports.desk d on d.id = c.desk_id order by c.at desc limit 50`.execute(
    db,
  )
  return rows
}
