import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import { namesOf } from '../staff/door.ts'
import { accusedKindOf, accusedState } from './accused-records.ts'
import { listAttachments } from './attachment-records.ts'
import { concernsOf } from './closing.ts'
import { listClosings } from './closing-records.ts'
import { isOverdue } from './deadlines.ts'
import { getNewestWrap, listQueue, type QueueRecord } from './desk-records.ts'
import { listKeysOf, listOpenDesks } from './directory-records.ts'
import { deskNames, listEnvelopes, listHandOvers, listTriage, type ReportRow } from './records.ts'
import { type HandOverReason, type Reason, referenceOf } from './report.ts'
import type { QueueRow, ReportView } from './shapes.ts'

export function presentQueueRow(row: QueueRecord, now: Date): QueueRow {
  const { owes, due_at: dueAt } = row
  return {
    id: row.id,
    reference: referenceOf(row.id),
    kind: row.kind,
    placeCode: row.place_code,
    placeName: nameOf(row.place_en, row.place_ur),
    dangerNow: row.danger_now,
    language: row.language,
    status: row.status,
    owes,
    receivedAt: row.received_at,
    dueAt,
    decideBy: row.decide_by,
    overdue: isOverdue({ owes, dueAt }, now),
    holder: row.holder_id
      ? { accountId: row.holder_id, name: nameOf(row.holder_en, row.holder_ur)! }
      : null,
    unread: row.unread,
  }
}

function nameOf(en: string | null, ur: string | null): Name | null {
  return en !== null && ur !== null ? { en, ur } : null
}

/** Everything that a member's browser needs to open, verify and answer a report. */
export async function presentReport(db: Db, row: ReportRow, now: Date): Promise<ReportView> {
  const plain = (await listQueue(db, row.desk_id, { status: 'all', limit: 1, only: row.id }))[0]!
  const envelopes = await listEnvelopes(db, row)
  const triage = await listTriage(db, row)
  const handOvers = await listHandOvers(db, row)
  const deskIds = [row.desk_id, ...handOvers.flatMap((one) => [one.from_desk_id, one.to_desk_id])]
  const desks = await deskNames(db, deskIds)
  const closings = await listClosings(db, row)
  const by = await namesOf(db, [
    ...closings.flatMap((one) => [one.proposedBy, one.answeredBy]),
    ...envelopes.map((one) => one.byId),
    ...[...triage, ...handOvers].map((one) => one.by_id),
  ])
  return {
    ...presentQueueRow(plain, now),
    version: row.version,
    deskId: row.desk_id,
    desk: desks.get(row.desk_id)!,
    sealedOnArrival: row.sealed_on_arrival,
    wrap: await getNewestWrap(db, row),
    accused: await accusedState(db, row),
    accusedKind: await accusedKindOf(db, row),
    envelopes: envelopes.map(({ byId, ...one }) => ({
      ...one,
      by: (byId && by.get(byId)) || null,
    })),
    attachments: await listAttachments(db, row),
    keys: await listKeysOf(db, [...new Set(deskIds)]),
    triage: triage.map(({ decision, reason, victim_sex: victimSex, by_id, at }) => ({
      decision,
      reason: reason as Reason,
      victimSex,
      by: by.get(by_id)!,
      at,
    })),
    handOvers: handOvers.map((one) => ({
      from: desks.get(one.from_desk_id)!,
      to: desks.get(one.to_desk_id)!,
      reason: one.reason as HandOverReason,
      by: by.get(one.by_id)!,
      at: one.at,
    })),
    otherDesks: (await listOpenDesks(db, now)).filter((desk) => desk.id !== row.desk_id),
    caseId: row.case_id,
    concerns: concernsOf(row.kind, row.concerns),
    closings: closings.map((one) => ({
      ...one,
      by: by.get(one.proposedBy)!,
      at: one.proposedAt,
      answeredBy: (one.answeredBy && by.get(one.answeredBy)) || null,
    })),
  }
}
