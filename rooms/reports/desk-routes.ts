import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, page, type Route, route } from '../../core/routes.ts'
import { Id, WithId } from '../../core/schema.ts'
import { getAttachment, readAttachment } from './attachment-records.ts'
import { lapseClosing } from './closing-records.ts'
import { decideByOf, getClock, getDeadlines } from './deadline-records.ts'
import { dueFor, firstStepOf } from './deadlines.ts'
import {
  getHeldReport,
  handOver,
  listMyDesks,
  listQueue,
  refuseUnlessAtDesk,
} from './desk-records.ts'
import { presentQueueRow, presentReport } from './desk-view.ts'
import { getCurrentDesk } from './directory-records.ts'
import { refuseUnlessDecider, refuseUnlessFree } from './lot/allocation-routes.ts'
import { findMyKey } from './membership-records.ts'
import {
  countEnvelopes,
  findEnvelope,
  insertEnvelope,
  type ReportRow,
  saveReport,
} from './records.ts'
import { isOpen } from './report.ts'
import { rootOf } from './root.ts'
import {
  Changed,
  HandOverBody,
  MyDesksAnswer,
  QueueQuery,
  QueueRow,
  ReportView,
  SealedBody,
  SentAnswer,
  TakeBody,
} from './shapes.ts'

const closed = { additionalProperties: false } as const
const officer = ['desk-officer'] as const
const WithDesk = Type.Object({ deskId: Id }, closed)
const WithSequence = Type.Object(
  { id: Id, sequence: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  closed,
)
const PAGE = 50

const myDesks = route({
  method: 'GET',
  url: '/api/desk',
  name: 'reports.my-desks',
  who: ['desk-officer', 'supervisor'],
  summary: 'My own sealed key and the desks I work at or supervise.',
  answer: MyDesksAnswer,
  act: async ({ db, person, house, now }) => ({
    root: rootOf(house),
    key: (await findMyKey(db, person.id)) ?? null,
    desks: (await listMyDesks(db, now)).map(
      ({ key: code, id, name, agencyName, member, epoch, waiting, overdue, needsNewEpoch }) => ({
        id,
        code,
        name,
        agencyName,
        member,
        epoch,
        waiting,
        overdue,
        needsNewEpoch,
      }),
    ),
  }),
})

const queue = route({
  method: 'GET',
  url: '/api/desk/:deskId/reports',
  name: 'reports.queue',
  who: ['desk-officer', 'supervisor'],
  summary: 'The queue of a desk, the nearest deadline first. Plain fields only.',
  params: WithDesk,
  query: QueueQuery,
  answer: page(QueueRow),
  act: async ({ db, person, params, query, now, about }) => {
    await refuseUnlessAtDesk(db, params.deskId, true)
    about(params.deskId)
    const { after, limit = PAGE, mine, ...filter } = query
    const rows = await listQueue(db, params.deskId, {
      ...filter,
      ...(after !== undefined && { after: cursorFrom(after) }),
      ...(mine && { holderId: person.id }),
      limit: limit + 1,
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = rows.length > limit && last ? cursorOf(last) : null
    return { items: items.map((row) => presentQueueRow(row, now)), next }
  },
})

function cursorOf(row: ReportRow): string {
  return `${row.due_at}_${row.id}`
}

function cursorFrom(text: string): { dueAt: string; id: string } {
  const [, dueAt, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(text) ?? []
  if (!dueAt || !id || Number.isNaN(Date.parse(dueAt)))
    throw new Problem('input', 'reports/no-such-page')
  return { dueAt, id }
}

const open = route({
  method: 'GET',
  url: '/api/desk/reports/:id',
  name: 'reports.open',
  who: officer,
  summary:
    'One report for a member of the desk that holds it: everything sealed, and the wrap of its key.',
  params: WithId,
  answer: ReportView,
  act: async ({ db, params, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id)
    if (row.status === 'new' || row.unread) await markRead(db, row, now)
    return presentReport(db, await getHeldReport(db, params.id), now)
  },
})

async function markRead(db: Db, row: ReportRow, now: Date): Promise<void> {
  if (row.status !== 'new') return void (await saveReport(db, row, { unread: false }))
  const first = row.read_at === null
  const decideBy = await decideByOf(db, row, now)
  await saveReport(db, row, {
    unread: false,
    status: 'read',
    decideBy,
    ...(first && { readAt: now }),
  })
  await tell(db, 'report.read', row, {})
}

export const plainOf = ({ kind, received_at: receivedAt }: ReportRow) => ({ kind, receivedAt })

export function tell(
  db: Db,
  kind: string,
  row: ReportRow,
  data: Record<string, unknown>,
): Promise<void> {
  const { id: about, case_id: fileId, jurisdiction, desk_id: deskId } = row
  return announce(db, { kind, about, fileId, jurisdiction, data: { deskId, ...data } })
}

const download = route({
  method: 'GET',
  url: '/api/desk/reports/:id/attachments/:attachmentId',
  name: 'reports.download-attachment',
  who: officer,
  summary: 'A sealed file, as it came.',
  params: Type.Object({ id: Id, attachmentId: Id }, closed),
  answer: 'file',
  act: async ({ db, params, about }) => {
    about(params.id, params.attachmentId)
    const row = await getHeldReport(db, params.id)
    const attachment = await getAttachment(db, row, params.attachmentId)
    if (!attachment.complete) throw new Problem('conflict', 'reports/attachment-not-here-yet')
    const bytes = await readAttachment(db, row, attachment)
    return new FileAnswer({ type: 'application/octet-stream', bytes })
  },
})

const take = route({
  method: 'POST',
  url: '/api/desk/reports/:id/take',
  name: 'reports.take',
  who: officer,
  summary: 'Takes a report in hand, or lays it back.',
  params: WithId,
  body: TakeBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    await refuseUnlessFree(db, row)
    const status =
      body.take && (row.status === 'new' || row.status === 'read') ? 'in-hand' : row.status
    const change = {
      status: !body.take && status === 'in-hand' ? ('read' as const) : status,
      holderId: body.take ? person.id : null,
      heldSince: body.take ? now : null,
      ...(isOpen(status) && status !== 'new' && { decideBy: await decideByOf(db, row, now) }),
    }
    const version = await saveReport(db, row, change, body.version)
    await tell(db, body.take ? 'report.taken' : 'report.laid-back', row, {})
    return { version, status: change.status, owes: row.owes, dueAt: row.due_at }
  },
})

interface ByDesk {
  internal: boolean
  sequence: number
  epoch: number
  sealed: string
  deskId: string
}

/** Adds a message of the desk at its place; true where the very same one is there already. */
export async function addByDesk(
  db: Db,
  row: ReportRow,
  of: ByDesk,
  byId: string,
  now: Date,
): Promise<boolean> {
  const earlier = await findEnvelope(db, row, of.internal, of.sequence)
  if (earlier?.byId === byId && earlier.sealed === of.sealed) return true
  if (of.sequence !== (await countEnvelopes(db, row, of.internal)) + 1) {
    throw new Problem('conflict', 'reports/conversation-moved-on')
  }
  const direction = of.internal ? 'internal' : 'out'
  const { sequence, epoch, sealed, deskId } = of
  await insertEnvelope(db, row, { sequence, direction, deskId, epoch, sealed, at: now, byId })
  return false
}

const reply = route({
  method: 'PUT',
  url: '/api/desk/reports/:id/replies/:sequence',
  name: 'reports.reply',
  who: officer,
  summary: 'Adds a sealed and signed reply to the reporter.',
  params: WithSequence,
  body: SealedBody,
  answer: SentAnswer,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    // A reply under an older epoch could be a removed member's: the reporter's page would refuse it.
    await getCurrentDesk(db, row.desk_id, body.epoch, now)
    const { sequence } = params
    const of = { internal: false, sequence, ...body, deskId: row.desk_id }
    const repeated = await addByDesk(db, row, of, person.id, now)
    const clock = await getClock(db, row)
    if (!repeated) {
      await saveReport(db, row, { ...clock, unread: false })
      await tell(db, 'report.replied', row, {})
    }
    return { sequence, at: now.toISOString(), dueAt: clock.dueAt }
  },
})

const note = route({
  method: 'PUT',
  url: '/api/desk/reports/:id/notes/:sequence',
  name: 'reports.note',
  who: officer,
  summary: 'Adds a sealed note that stays at the desk.',
  params: WithSequence,
  body: SealedBody,
  answer: SentAnswer,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    const { sequence } = params
    await addByDesk(
      db,
      row,
      { internal: true, sequence, ...body, deskId: row.desk_id },
      person.id,
      now,
    )
    return { sequence, at: now.toISOString(), dueAt: row.due_at }
  },
})

const passOn = route({
  method: 'POST',
  url: '/api/desk/reports/:id/hand-over',
  name: 'reports.hand-over',
  who: officer,
  summary:
    'Hands a report to another desk: the same key wrapped for it. Both desks keep the record; access moves.',
  params: WithId,
  body: HandOverBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id, body.toDeskId)
    const row = await getHeldReport(db, params.id, true)
    if (body.toDeskId === row.desk_id) throw new Problem('input', 'reports/same-desk')
    await refuseUnlessDecider(db, row, person.id)
    const { wrap, reason, toDeskId, toEpoch, version } = body
    await getCurrentDesk(db, toDeskId, toEpoch, now)
    // The note is for the desk that takes over: it is stored as theirs, before our own access ends.
    if (body.note) {
      const of = { ...body.note, epoch: toEpoch, internal: true, deskId: toDeskId }
      await addByDesk(db, row, of, person.id, now)
    }
    const step = firstStepOf({ dangerNow: row.danger_now, handedOver: true })
    const dueAt = dueFor(await getDeadlines(db), step, plainOf(row), now)
    await lapseClosing(db, row.id)
    const of = { version, toDeskId, toEpoch, wrap, reason, dueAt, at: now }
    const newVersion = await handOver(db, row, of)
    await tell(db, 'report.handed-over', row, {
      toDeskId,
      reason,
      dueAt: dueAt.toISOString(),
    })
    return {
      version: newVersion,
      status: 'new' as const,
      owes: 'triage' as const,
      dueAt: dueAt.toISOString(),
    }
  },
})

/** What the members of a desk do with reports. */
export const deskRoutes: Route[] = [myDesks, queue, open, download, take, reply, note, passOn]
