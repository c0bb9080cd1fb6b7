import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Id, WithId } from '../../core/schema.ts'
import {
  countAttachments,
  findAttachment,
  getAttachment,
  hashOfParts,
  insertAttachment,
  keepPart,
  lengthOfPart,
  lockAttachment,
  markComplete,
} from './attachment-records.ts'
import { lapseClosing } from './closing-records.ts'
import { decideByOf, getClock } from './deadline-records.ts'
import { getReceiptSalt, listOpenDesks } from './directory-records.ts'
import { fileReport } from './filing.ts'
import { showMailbox } from './mailbox.ts'
import {
  countEnvelopes,
  enterMailbox,
  findEnvelope,
  getReport,
  insertEnvelope,
  saveReport,
} from './records.ts'
import { isOpen, statusAfterFollowUp } from './report.ts'
import { rootOf } from './root.ts'
import {
  AttachmentBody,
  AttachmentView,
  DesksAnswer,
  LARGEST_SEALED_FILE,
  MailboxAnswer,
  MOST_ATTACHMENTS,
  PART,
  SealedBody,
  SentAnswer,
  SubmitAnswer,
  SubmitBody,
} from './shapes.ts'

const closed = { additionalProperties: false } as const
const WithSequence = Type.Object(
  { sequence: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  closed,
)
const WithPart = Type.Object(
  { id: Id, number: Type.Integer({ minimum: 0, maximum: 1000 }) },
  closed,
)
/** A report may gather this many over the years; of unfinished ones there may be {@link MOST_ATTACHMENTS}. */
const MOST_IN_ALL = 50

const desks = route({
  method: 'GET',
  url: '/api/reports/desks',
  name: 'reports.desks',
  who: 'anyone',
  summary:
    'The desks that can be written to, their certificates, the root that certifies them, and the receipt salt.',
  answer: DesksAnswer,
  act: async ({ db, house, now }) => ({
    root: rootOf(house),
    salt: await getReceiptSalt(db),
    desks: await listOpenDesks(db, now),
  }),
})

const submit = route({
  method: 'PUT',
  url: '/api/reports/:id',
  name: 'reports.submit',
  who: 'anyone',
  summary:
    'Files a sealed report under an id made by the sender. Sending the same bytes again changes nothing.',
  params: WithId,
  body: SubmitBody,
  answer: SubmitAnswer,
  act: ({ db, params, body, now }) => fileReport(db, params.id, body, now),
})

const mailbox = route({
  method: 'GET',
  url: '/api/mailbox',
  name: 'reports.mailbox',
  who: 'anyone',
  summary: 'What came back to a report. The header Panah-Mailbox carries locator and token.',
  rateLimit: { max: 120, per: 'minute' },
  answer: MailboxAnswer,
  act: async ({ db, request, now }) =>
    showMailbox(db, await enterMailbox(db, request.headers['panah-mailbox']), now),
})

const followUp = route({
  method: 'PUT',
  url: '/api/mailbox/follow-ups/:sequence',
  name: 'reports.follow-up',
  who: 'anyone',
  summary: 'Adds a sealed message of the reporter at its place in the conversation.',
  rateLimit: { max: 60, per: 'minute' },
  params: WithSequence,
  body: SealedBody,
  answer: SentAnswer,
  act: async ({ db, request, params, body, now }) => {
    const ref = await enterMailbox(db, request.headers['panah-mailbox'])
    const row = await getReport(db, ref, true)
    const { sequence } = params
    const earlier = await findEnvelope(db, ref, false, sequence)
    if (earlier?.direction === 'in' && earlier.sealed === body.sealed) {
      return { sequence, at: earlier.at, dueAt: row.due_at }
    }
    if (sequence !== (await countEnvelopes(db, ref, false)) + 1) {
      throw new Problem('conflict', 'reports/conversation-moved-on')
    }
    await insertEnvelope(db, ref, {
      sequence,
      direction: 'in',
      deskId: row.desk_id,
      epoch: body.epoch,
      sealed: body.sealed,
      at: now,
      byId: null,
    })
    // What the reporter has just said may change what was proposed.
    await lapseClosing(db, row.id)
    const clock = await getClock(db, row)
    const status = statusAfterFollowUp(row.status, row.holder_id !== null)
    // A report that was closed is opened anew, and its time to be decided begins anew.
    const open = isOpen(status) && status !== 'new'
    const change = open ? { decideBy: await decideByOf(db, row, now) } : {}
    await saveReport(db, ref, { ...clock, ...change, status, unread: true })
    await announce(db, {
      kind: 'report.follow-up',
      about: row.id,
      fileId: row.case_id,
      jurisdiction: row.jurisdiction,
      data: { deskId: row.desk_id },
    })
    return { sequence, at: now.toISOString(), dueAt: clock.dueAt }
  },
})

const announceAttachment = route({
  method: 'PUT',
  url: '/api/mailbox/attachments/:id',
  name: 'reports.announce-attachment',
  who: 'anyone',
  summary: 'Says that a sealed file of this size and hash will follow in parts of 1 MiB.',
  rateLimit: { max: 120, per: 'minute' },
  params: WithId,
  body: AttachmentBody,
  answer: AttachmentView,
  act: async ({ db, request, params, body, now }) => {
    const ref = await enterMailbox(db, request.headers['panah-mailbox'])
    if (body.sealedSize > LARGEST_SEALED_FILE) {
      throw new Problem('too-large', 'reports/attachment-too-large', { values: { megabytes: 25 } })
    }
    await getReport(db, ref, true)
    const earlier = await findAttachment(db, ref, params.id)
    if (earlier) {
      if (earlier.sealedSize === body.sealedSize && earlier.sha256 === body.sha256) return earlier
      throw new Problem('conflict', 'reports/another-attachment')
    }
    const { all, unfinished } = await countAttachments(db, ref)
    if (unfinished >= MOST_ATTACHMENTS || all >= MOST_IN_ALL) {
      throw new Problem('conflict', 'reports/too-many-attachments', {
        values: { most: MOST_ATTACHMENTS },
      })
    }
    await insertAttachment(db, ref, params.id, body, now)
    return getAttachment(db, ref, params.id)
  },
})

const sendPart = route({
  method: 'PUT',
  url: '/api/mailbox/attachments/:id/parts/:number',
  name: 'reports.send-part',
  who: 'anyone',
  summary: 'One part of a sealed file, counted from 0. A part sent again replaces itself.',
  raw: PART,
  params: WithPart,
  answer: AttachmentView,
  act: async ({ db, request, params, body }) => {
    const ref = await enterMailbox(db, request.headers['panah-mailbox'])
    await lockAttachment(db, ref, params.id)
    const attachment = await getAttachment(db, ref, params.id)
    if (attachment.complete) return attachment
    const length = lengthOfPart(attachment.sealedSize, params.number)
    if (!Buffer.isBuffer(body)) throw new Problem('false-type', 'core/unknown-media-type')
    if (length === undefined || body.length !== length) {
      throw new Problem('input', 'reports/part-of-wrong-size')
    }
    await keepPart(db, ref, params.id, params.number, body)
    return getAttachment(db, ref, params.id)
  },
})

const attachmentState = route({
  method: 'GET',
  url: '/api/mailbox/attachments/:id',
  name: 'reports.attachment-state',
  who: 'anyone',
  summary: 'Which parts have arrived, to go on after a lost connection.',
  params: WithId,
  answer: AttachmentView,
  act: async ({ db, request, params }) =>
    getAttachment(db, await enterMailbox(db, request.headers['panah-mailbox']), params.id),
})

const completeAttachment = route({
  method: 'POST',
  url: '/api/mailbox/attachments/:id/complete',
  name: 'reports.complete-attachment',
  who: 'anyone',
  summary: 'Counts the file once every part is here and the hash is right.',
  params: WithId,
  answer: AttachmentView,
  act: async ({ db, request, params, now }) => {
    const ref = await enterMailbox(db, request.headers['panah-mailbox'])
    await lockAttachment(db, ref, params.id)
    const attachment = await getAttachment(db, ref, params.id)
    if (attachment.complete) return attachment
    if (attachment.partsHere.length !== attachment.parts) {
      throw new Problem('conflict', 'reports/parts-missing', {
        values: { here: attachment.partsHere.length, parts: attachment.parts },
      })
    }
    if ((await hashOfParts(db, ref, attachment)) !== attachment.sha256) {
      throw new Problem('conflict', 'reports/attachment-damaged')
    }
    await markComplete(db, ref, params.id, now)
    return getAttachment(db, ref, params.id)
  },
})

/** What anybody can do, without an account. */
export const mailboxRoutes: Route[] = [
  desks,
  submit,
  mailbox,
  followUp,
  announceAttachment,
  sendPart,
  attachmentState,
  completeAttachment,
]
