import type { Db } from '../../core/database.ts'
import { listAttachments } from './attachment-records.ts'
import { listClosings } from './closing-records.ts'
import { getDeadlines } from './deadline-records.ts'
import { isOverdue, termsOf } from './deadlines.ts'
import { listKeysOf } from './directory-records.ts'
import {
  deskNames,
  getReport,
  listEnvelopes,
  listHandOvers,
  listTriage,
  type ReportRef,
  type ReportRow,
  type StoredEnvelope,
} from './records.ts'
import type { MailboxAnswer } from './shapes.ts'
import { endOfSilence } from './silence.ts'
import { listSilence, listSilent } from './silence-records.ts'

/** What the reporter gets: no officer's name, no note, no reason code. */
export async function showMailbox(
  db: Db,
  ref: ReportRef & { wrap: Buffer },
  now: Date,
): Promise<MailboxAnswer> {
  const row = await getReport(db, ref)
  const envelopes = await listEnvelopes(db, ref)
  const handOvers = await listHandOvers(db, ref)
  const deskIds = [row.desk_id, ...handOvers.flatMap((one) => [one.from_desk_id, one.to_desk_id])]
  const names = await deskNames(db, deskIds)
  const keys = await listKeysOf(db, [...new Set(deskIds)])
  const steps = await stepsOf(db, row, envelopes, handOvers)
  const deadlines = await getDeadlines(db)
  const [silent] = await listSilent(db, row.id)
  const endsAt = silent && endOfSilence(silent, deadlines)
  return {
    id: row.id,
    receivedAt: row.received_at,
    status: row.status,
    owes: row.owes,
    dueAt: row.due_at,
    decideBy: row.decide_by,
    endsAt: endsAt?.toISOString() ?? null,
    overdue: isOverdue({ owes: row.owes, dueAt: row.due_at }, now),
    terms: termsOf(deadlines.rules, row.danger_now, {
      kind: row.kind,
      receivedAt: row.received_at,
    }),
    desk: names.get(row.desk_id)!,
    deskId: row.desk_id,
    epoch: keys.filter((key) => key.deskId === row.desk_id).at(-1)!.epoch,
    mailboxWrap: ref.wrap.toString('base64'),
    steps: steps.map(({ deskId, ...step }) => ({ ...step, desk: names.get(deskId)! })),
    envelopes: envelopes.map(({ byId: _, ...envelope }) => envelope),
    attachments: await listAttachments(db, ref),
    keys,
  }
}

async function stepsOf(
  db: Db,
  row: ReportRow,
  envelopes: readonly StoredEnvelope[],
  handOvers: Awaited<ReturnType<typeof listHandOvers>>,
) {
  const firstDesk = handOvers[0]?.from_desk_id ?? row.desk_id
  const deskAt = (at: string) => handOvers.findLast((one) => one.at < at)?.to_desk_id ?? firstDesk
  const triage = await listTriage(db, row)
  const closings = await listClosings(db, row)
  const all = [
    { step: 'received' as const, at: row.received_at, decision: null, deskId: firstDesk },
    ...(row.read_at
      ? [{ step: 'read' as const, at: row.read_at, decision: null, deskId: deskAt(row.read_at) }]
      : []),
    ...triage.map(({ at, decision }) => ({
      step: 'decided' as const,
      at,
      decision,
      deskId: deskAt(at),
    })),
    ...envelopes
      .filter((one) => one.direction === 'out')
      .map(({ at, deskId }) => ({ step: 'replied' as const, at, decision: null, deskId })),
    ...closings.flatMap(({ proposedAt, answeredAt, state, deskId }) => [
      { step: 'close-proposed' as const, at: proposedAt, decision: null, deskId },
      ...(state === 'refused'
        ? [{ step: 'close-refused' as const, at: answeredAt!, decision: null, deskId }]
        : []),
    ]),
    ...(await listSilence(db, row)).map((one) => ({ ...one, decision: null })),
    ...handOvers.map(({ at, to_desk_id }) => ({
      step: 'handed-over' as const,
      at,
      decision: null,
      deskId: to_desk_id,
    })),
  ]
  return all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
