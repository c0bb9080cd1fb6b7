/** A made-up desk and a server that only keeps what it is given: for tests of the protocol without a database. */
import type { MailboxAnswer, PublicDesk, ReportView } from '../shapes.ts'
import { base64, sha256, utf8 } from './bytes.ts'
import { certify, type EpochStatement, statementText, verified } from './certificate.ts'
import { newSigningKey, type SigningKey } from './ed25519.ts'
import { newEpoch, type OpenEpoch, openEpoch, wrapEpoch } from './epoch.ts'
import { newIdentity, recipientOf } from './identity.ts'
import { type Mailbox, mailboxOf, newReceipt, type Stretch } from './receipt.ts'
import { type SealedReport, sealReport } from './reporter.ts'

export const NOW = new Date('2026-11-24T10:00:00.000Z')
const DAY = 86_400_000

/** One hash instead of 64 MiB: tests that are not about guessing need no slowness. */
export const quick: Stretch = async (secret, salt) => sha256(utf8(`${secret}.${base64(salt)}`))

export interface MadeUpDesk {
  root: SigningKey
  public: PublicDesk
  epoch: OpenEpoch
  statement: EpochStatement
}

export async function madeUpDesk(
  of: Partial<EpochStatement> = {},
  root = newSigningKey(),
): Promise<MadeUpDesk> {
  const deskId = of.deskId ?? crypto.randomUUID()
  const number = of.epoch ?? 1
  const member = await newIdentity()
  const epoch = await newEpoch(deskId, number)
  const name = { en: 'Made-up desk', ur: 'فرضی ڈیسک' }
  const text = statementText({
    version: 1,
    deskId,
    name,
    epoch: number,
    ...epoch.public,
    validFrom: new Date(NOW.getTime() - DAY).toISOString(),
    validUntil: new Date(NOW.getTime() + 30 * DAY).toISOString(),
    ...of,
  })
  const certificate = await certify(text, root.seed)
  const statement = verified(certificate, root.publicKey, { deskId, epoch: number })
  const wrap = await wrapEpoch(epoch.secrets, await recipientOf(member))
  return {
    root,
    public: {
      id: deskId,
      code: 'made-up',
      name,
      agencyName: name,
      agencyKind: 'federal-investigation',
      places: [],
      jurisdiction: 'PK-PB',
      kinds: [],
      epoch: number,
      certificate,
    },
    statement,
    epoch: await openEpoch(wrap, member, { ...statement, ...epoch.public }),
  }
}

export interface MadeUpReport {
  mailbox: Mailbox
  sealed: SealedReport
  /** What an honest server would answer; tests play the dishonest one by changing it. */
  answer: MailboxAnswer
}

export async function madeUpReport(desk: MadeUpDesk, what = 'ایک سچی بات'): Promise<MadeUpReport> {
  const mailbox = await mailboxOf(newReceipt(), utf8('sixteen bytes ok'), quick)
  const sealed = await sealReport({
    desk: desk.public,
    root: desk.root.publicKey,
    mailbox,
    routing: { kind: 'not-sure', placeCode: null, dangerNow: false, language: 'ur' },
    answers: { what },
    files: [],
    now: NOW,
  })
  const { body } = sealed
  const at = NOW.toISOString()
  const answer: MailboxAnswer = {
    id: sealed.id,
    receivedAt: at,
    status: 'new',
    owes: 'triage',
    dueAt: at,
    endsAt: null,
    decideBy: null,
    overdue: false,
    terms: [],
    desk: desk.public.name,
    deskId: body.deskId,
    epoch: body.epoch,
    mailboxWrap: body.mailboxWrap,
    steps: [],
    envelopes: [
      {
        sequence: 1,
        direction: 'in',
        deskId: body.deskId,
        epoch: body.epoch,
        at,
        sealed: body.envelope,
      },
    ],
    attachments: [],
    keys: [
      {
        deskId: desk.public.id,
        name: desk.public.name,
        epoch: body.epoch,
        certificate: desk.public.certificate,
      },
    ],
  }
  return { mailbox, sealed, answer }
}

/** What the desk's page gets of the same report. */
export function viewOf(report: MadeUpReport): ReportView {
  const { answer, sealed } = report
  return {
    id: answer.id,
    reference: 'TEST',
    kind: 'not-sure',
    placeCode: null,
    placeName: null,
    dangerNow: false,
    language: 'ur',
    status: 'read',
    owes: 'triage',
    receivedAt: answer.receivedAt,
    dueAt: answer.dueAt,
    decideBy: null,
    overdue: false,
    holder: null,
    unread: false,
    version: 1,
    deskId: answer.deskId,
    desk: answer.desk,
    sealedOnArrival: false,
    accused: 'sealed',
    accusedKind: 'not-yet',
    wrap: { epoch: sealed.body.epoch, blob: sealed.body.deskWrap },
    envelopes: answer.envelopes.map((one) => ({ ...one, by: null })),
    attachments: [],
    keys: answer.keys,
    triage: [],
    handOvers: [],
    otherDesks: [],
    caseId: null,
    concerns: null,
    closings: [],
  }
}

/** Adds a message as the server would store it. */
export function add(
  report: MadeUpReport,
  of: { sequence: number; epoch: number; sealed: string },
  direction: 'in' | 'out' | 'internal',
): void {
  const { deskId } = report.answer
  report.answer.envelopes.push({ ...of, direction, deskId, at: NOW.toISOString() })
}
