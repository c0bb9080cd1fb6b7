import { asSystem, type Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import {
  checkpointFrom,
  noteFrom,
  type PostgresLog,
  utf8,
} from '../../libraries/transparency-log/index.ts'
import {
  drawOrder,
  FEWEST_SEATS,
  giveToDrawn,
  leafText,
  noteNoLot,
  renewRosters,
  weekOf,
} from '../reports/door.ts'
import { type Call, forgetCalls, takeCalls } from './lot-records.ts'
import { queryOf } from './records.ts'

/** The line of a roster: where a step has its commitment, it has the roster's hash. */
function rosterLine(of: { unit: string; hash: string; seats: number; at: Date }): string {
  const { unit, hash, seats, at } = of
  const week = weekOf(at.toISOString())
  const more = { seats: String(seats) }
  return leafText({ kind: 'roster', unit, week, mark: '-', commitment: hash, more })
}

/** Puts the roster of each desk whose duty has changed into the log's queue. */
export async function keepRosters(house: House, log: PostgresLog): Promise<void> {
  const at = house.now()
  await asSystem(house, async (db) => {
    for (const roster of await renewRosters(db, at))
      await log.enqueue(queryOf(db), {
        key: `roster/${roster.hash}`,
        entry: utf8(rosterLine({ ...roster, at })),
      })
  })
}

const MOST = 100

/** Makes every draw that can be made now; answers whether any was. */
export async function drawLots(house: House): Promise<boolean> {
  return asSystem(house, async (db) => {
    const calls = await takeCalls(db, MOST)
    let drawn = false
    for (const call of calls) drawn = (await draw(db, call, house.now())) || drawn
    await forgetCalls(db, calls)
    return drawn
  })
}

async function draw(db: Db, call: Call, at: Date): Promise<boolean> {
  const { jurisdiction, reportId, unit, line, index, size, roster, rosterText } = call
  if (!roster || !rosterText || (call.seats ?? 0) < FEWEST_SEATS) {
    await noteNoLot(db, { jurisdiction, id: reportId }, unit)
    return false
  }
  const { root } = checkpointFrom(noteFrom(call.note).text)
  const order = drawOrder({ root, line, roster: rosterText })
  const of = { jurisdiction, reportId, unit, call: index, size, roster, order, at }
  const done = await giveToDrawn(db, of)
  if (!done) return false
  const { deskId, seat, passed } = done
  await announce(db, {
    kind: seat ? 'report.drawn' : 'report.not-drawn',
    about: reportId,
    fileId: null,
    jurisdiction,
    data: {
      deskId,
      lot: {
        call: String(index),
        size: String(size),
        ...(passed.length && { passed: passed.join('+') }),
        ...(seat && { seat }),
      },
    },
  })
  return true
}
