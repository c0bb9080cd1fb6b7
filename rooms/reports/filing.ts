import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { getDeadlines } from './deadline-records.ts'
import { dueFor, firstStepOf } from './deadlines.ts'
import { getCurrentDesk, isPlace } from './directory-records.ts'
import {
  deskNames,
  findEarlierFiling,
  getReportById,
  insertCameBy,
  insertFiling,
} from './records.ts'
import type { SubmitAnswer, SubmitBody } from './shapes.ts'

/** Takes a sealed report in. The same id with the same bytes gets the same answer, however often it is sent. */
export async function fileReport(
  db: Db,
  id: string,
  body: SubmitBody,
  now: Date,
  sealedOnArrival = false,
): Promise<SubmitAnswer> {
  // First, because a repeat must be answered even if the desk has a new epoch by now.
  const earlier = await findEarlierFiling(db, id, body)
  if (earlier) return answerAgain(db, id, earlier)
  const desk = await getCurrentDesk(db, body.deskId, body.epoch, now)
  if (body.placeCode !== null && !(await isPlace(db, body.placeCode))) {
    throw new Problem('input', 'reports/no-such-place', {
      fields: { placeCode: 'reports/no-such-place' },
    })
  }
  const step = firstStepOf({ dangerNow: body.dangerNow, handedOver: false })
  const of = { kind: body.kind, receivedAt: now.toISOString() }
  const dueAt = dueFor(await getDeadlines(db), step, of, now)
  const filing = {
    id,
    jurisdiction: desk.jurisdiction,
    body,
    receivedAt: now,
    dueAt,
    sealedOnArrival,
  }
  if (!(await insertFiling(db, filing))) return answerRace(db, id, body)
  if (body.cameBy) await insertCameBy(db, desk.jurisdiction, id, body.cameBy)
  await announce(db, {
    kind: 'report.received',
    about: id,
    fileId: null,
    jurisdiction: desk.jurisdiction,
    data: {
      deskId: desk.id,
      kind: body.kind,
      placeCode: body.placeCode,
      dangerNow: body.dangerNow,
      dueAt: dueAt.toISOString(),
    },
  })
  return { id, receivedAt: now.toISOString(), dueAt: dueAt.toISOString(), desk: desk.name }
}

// Two requests with the same report at the same moment: the second waited for the first and finds it stored.
async function answerRace(db: Db, id: string, body: SubmitBody): Promise<SubmitAnswer> {
  const stored = await findEarlierFiling(db, id, body)
  if (!stored) throw new Problem('conflict', 'reports/receipt-already-used')
  return answerAgain(db, id, stored)
}

async function answerAgain(db: Db, id: string, earlier: 'same' | 'other'): Promise<SubmitAnswer> {
  if (earlier === 'other') throw new Problem('conflict', 'reports/already-filed')
  const row = await getReportById(db, id)
  const names = await deskNames(db, [row.desk_id])
  return { id, receivedAt: row.received_at, dueAt: row.due_at, desk: names.get(row.desk_id)! }
}
