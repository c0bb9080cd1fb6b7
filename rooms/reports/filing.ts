import type { Db } from '../../core/database.ts'
import { noticeOf } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { dueFor, firstStepOf } from './deadlines.ts'
import { refuseStaleDesk } from './directory-records.ts'
import { deskNames, enterFiled, getFilingGround, getReportById, insertFiling } from './records.ts'
import type { SubmitAnswer, SubmitBody } from './shapes.ts'

/** Takes a sealed report in. The same id with the same bytes gets the same answer, however often it is sent. */
export async function fileReport(
  db: Db,
  id: string,
  body: SubmitBody,
  now: Date,
  sealedOnArrival = false,
): Promise<SubmitAnswer> {
  const ground = await getFilingGround(db, id, body, now)
  // First, because a repeat must be answered even if the desk has a new epoch by now.
  if (ground.earlier) return answerAgain(db, id, ground.earlier)
  const desk = refuseStaleDesk(ground.desk, body.epoch)
  if (!ground.isPlace) {
    throw new Problem('input', 'reports/no-such-place', {
      fields: { placeCode: 'reports/no-such-place' },
    })
  }
  const step = firstStepOf({ dangerNow: body.dangerNow, handedOver: false })
  const dueAt = dueFor(ground, step, { kind: body.kind, receivedAt: now.toISOString() }, now)
  const { jurisdiction } = desk
  const filing = { id, jurisdiction, body, receivedAt: now, dueAt, sealedOnArrival }
  const notice = noticeOf({
    kind: 'report.received',
    about: id,
    fileId: null,
    jurisdiction,
    data: {
      deskId: desk.id,
      kind: body.kind,
      placeCode: body.placeCode,
      dangerNow: body.dangerNow,
      dueAt: dueAt.toISOString(),
    },
  })
  if (!(await insertFiling(db, filing, notice))) return answerRace(db, id, body, now)
  return { id, receivedAt: now.toISOString(), dueAt: dueAt.toISOString(), desk: desk.name }
}

// Two requests with the same report at the same moment: the second waited for the first and finds it stored.
async function answerRace(db: Db, id: string, body: SubmitBody, now: Date): Promise<SubmitAnswer> {
  const { earlier } = await getFilingGround(db, id, body, now)
  if (!earlier) throw new Problem('conflict', 'reports/receipt-already-used')
  return answerAgain(db, id, earlier)
}

async function answerAgain(db: Db, id: string, earlier: 'same' | 'other'): Promise<SubmitAnswer> {
  if (earlier === 'other') throw new Problem('conflict', 'reports/already-filed')
  await enterFiled(db, id)
  const row = await getReportById(db, id)
  const names = await deskNames(db, [row.desk_id])
  return { id, receivedAt: row.received_at, dueAt: row.due_at, desk: names.get(row.desk_id)! }
}
