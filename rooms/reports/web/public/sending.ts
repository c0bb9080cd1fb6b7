import type { Answers } from '../../questions.ts'
import type {
  DesksAnswer,
  MailboxAnswer,
  PublicDesk,
  SentAnswer,
  SubmitAnswer,
} from '../../shapes.ts'
import { ask, patiently, Refused } from './api.ts'
import { type CheckedStep, proveReceived } from './log-proof.ts'
import {
  type Mailbox,
  mailboxHeader,
  type OpenMailbox,
  type ReadyFile,
  type Routing,
  type SealedReport,
  sealFollowUp,
  sealReport,
  type Upload,
} from './sealing.ts'
import { sendFile } from './upload.ts'

export type Stage =
  | { at: 'key' | 'locking' | 'report' | 'log' | 'waiting' }
  | { at: 'files'; done: number; all: number }

export interface Received {
  dueAt: string
  desk: { en: string; ur: string }
  /** Files that the person chose not to wait for. */
  missing: number
  /** Whether this browser has found the report in the public log, and the proof to keep. */
  log: Pick<CheckedStep, 'state' | 'file'>
}

export interface Parcel {
  desk: PublicDesk
  /** The organisation's root key that came with the page, base64. */
  root: string
  mailbox: Promise<Mailbox>
  routing: Routing
  answers: Answers
  files: readonly ReadyFile[]
  /** It may have arrived already: an earlier try ended without an answer. */
  began: boolean
}

export interface Watch {
  stage(of: Stage): void
  /** Ends everything. */
  signal: AbortSignal
  /** Ends only the files: the report itself stays. */
  filesSignal: AbortSignal
}

/** Seals and sends, and keeps at it through lost connections. Throws BrokenSeal where the desk's key is not certified. */
export async function sendReport(parcel: Parcel, watch: Watch): Promise<Received> {
  watch.stage({ at: 'key' })
  const mailbox = await parcel.mailbox
  const waiting = () => watch.stage({ at: 'waiting' })
  if (parcel.began) {
    const arrived = await patiently(() => findArrived(mailbox), waiting, watch.signal)
    if (arrived)
      return { ...arrived, missing: parcel.files.length, log: await prove(mailbox, watch) }
  }
  watch.stage({ at: 'locking' })
  const { desk, root, routing, answers, files } = parcel
  const sealed = await sealReport({ desk, root, mailbox, routing, answers, files, now: new Date() })
  watch.stage({ at: 'report' })
  const received = await patiently(() => file(sealed, desk, watch.signal), waiting, watch.signal)
  const log = await prove(mailbox, watch)
  const missing = await sendFiles(sealed.uploads, mailbox, watch)
  return { dueAt: received.dueAt, desk: received.desk, missing, log }
}

/** Nothing is called received before this browser has seen it in the public log. */
function prove(mailbox: Mailbox, watch: Watch): Promise<Received['log']> {
  watch.stage({ at: 'log' })
  return proveReceived(mailbox, watch.signal)
}

async function findArrived(
  mailbox: Mailbox,
): Promise<Pick<Received, 'dueAt' | 'desk'> | undefined> {
  try {
    const { dueAt, desk } = await ask<MailboxAnswer>('GET', '/api/mailbox', {
      mailbox: mailboxHeader(mailbox),
    })
    return { dueAt, desk }
  } catch (trouble) {
    if (trouble instanceof Refused) return undefined
    throw trouble
  }
}

/** Files the report; where the desk has changed its key meanwhile, locks it anew to the new one. */
async function file(
  sealed: SealedReport,
  desk: PublicDesk,
  signal: AbortSignal,
): Promise<SubmitAnswer> {
  const url = `/api/reports/${sealed.id}`
  try {
    return await ask<SubmitAnswer>('PUT', url, { body: sealed.body, signal })
  } catch (trouble) {
    if (!(trouble instanceof Refused) || trouble.code !== 'reports/epoch-has-changed') throw trouble
    const { desks } = await ask<DesksAnswer>('GET', '/api/reports/desks', { signal })
    const now = desks.find((one) => one.id === desk.id)
    if (!now) throw trouble
    return ask<SubmitAnswer>('PUT', url, { body: await sealed.resealFor(now, new Date()), signal })
  }
}

async function sendFiles(
  uploads: readonly Upload[],
  mailbox: Mailbox,
  watch: Watch,
): Promise<number> {
  const all = uploads.reduce((sum, upload) => sum + upload.sealedSize, 0)
  let before = 0
  let missing = uploads.length
  for (const upload of uploads) {
    const start = before
    const how = {
      mailbox: mailboxHeader(mailbox),
      signal: watch.filesSignal,
      progress: (done: number) => watch.stage({ at: 'files', done: start + done, all }),
      waiting: () => watch.stage({ at: 'waiting' }),
    }
    try {
      await sendFile(upload, how)
      missing--
    } catch (trouble) {
      // The message itself is in; a file that the server refuses must not make it look lost.
      if (!watch.filesSignal.aborted && !(trouble instanceof Refused)) throw trouble
    }
    before += upload.sealedSize
  }
  return missing
}

/** Seals and sends a further message. Answers the new deadline and how many files did not arrive. */
export async function sendFurther(
  open: OpenMailbox,
  what: { words: string; files: readonly ReadyFile[] },
  watch: Watch,
): Promise<{ dueAt: string; missing: number }> {
  const mailbox = mailboxHeader(open.mailbox)
  const waiting = () => watch.stage({ at: 'waiting' })
  watch.stage({ at: 'locking' })
  const sealed = await sealFollowUp(open, what)
  watch.stage({ at: 'report' })
  const url = `/api/mailbox/follow-ups/${sealed.sequence}`
  const sent = await patiently(
    () => ask<SentAnswer>('PUT', url, { body: sealed.body, mailbox, signal: watch.signal }),
    waiting,
    watch.signal,
  )
  return { dueAt: sent.dueAt, missing: await sendFiles(sealed.uploads, open.mailbox, watch) }
}
