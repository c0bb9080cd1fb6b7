import { sql } from 'kysely'
import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { referenceId } from '../../core/reference.ts'
import { insertAccusedKind } from './accused-records.ts'
import { closes } from './closing.ts'
import { answerClosing, insertClosing, listClosings, saveConcerns } from './closing-records.ts'
import { getClock } from './deadline-records.ts'
import { insertTriage } from './desk-records.ts'
import { tell } from './desk-routes.ts'
import { giveKey, openDesk, requestDesk } from './desk-set-up.ts'
import { presentReport } from './desk-view.ts'
import { getReceiptSalt, listKeysOf, listOpenDesks } from './directory-records.ts'
import { fileReport } from './filing.ts'
import { showMailbox } from './mailbox.ts'
import { addEpochWrap, addMember, findMyKey, listEpochs } from './membership-records.ts'
import { nodeStretch } from './node-stretch.ts'
import {
  enterMailbox,
  getReportById,
  insertEnvelope,
  type NewEnvelope,
  type ReportRow,
  saveReport,
} from './records.ts'
import { type ReportKind, statusAfterTriage } from './report.ts'
import { rootOf, tryoutRoot } from './root.ts'
import { base64, fromBase64, sha256, utf8 } from './sealing/bytes.ts'
import { certify, verified } from './sealing/certificate.ts'
import { openReport, sealReply } from './sealing/desk.ts'
import { type OpenEpoch, openEpoch, rewrapEpoch } from './sealing/epoch.ts'
import { type PassphraseLock, secretBehind } from './sealing/member-lock.ts'
import { mailboxHeader, mailboxOf, newReceipt, type Stretch } from './sealing/receipt.ts'
import { openMailbox, sealFollowUp, sealReport } from './sealing/reporter.ts'
import { type TryoutDesk, tryoutDesks } from './tryout-desks.ts'
import { tryoutPassphrase } from './tryout-passphrase.ts'
import { type TryoutReport, tryoutReports } from './tryout-reports.ts'

const HOUR = 3_600_000
/** Made-up reports came before this moment: the desks' certificates must have held by then. */
const DAYS_BEFORE = 60

export const tryoutDeskId = (key: string): string => referenceId(`desk/${key}`)
const accountId = (handle: string) => referenceId(`account/${handle}`)
const agencyId = (key: string) => referenceId(`agency/${key}`)

/**
 * Makes the made-up desks with their officers' keys; may run again. The officers' passphrase is
 * published and the root lies in the data folder, so it refuses to do anything in live mode.
 */
export async function makeTryoutDesks(house: House, slow: Stretch = nodeStretch): Promise<void> {
  if (house.config.mode === 'live') throw new Error('The try-out desks are not for live mode.')
  await asSystem(house, async (db) => {
    for (const desk of tryoutDesks) {
      const epochs = await listEpochs(db, tryoutDeskId(desk.key), accountId(desk.members[0]!))
      if (epochs.length) await signAgain(db, house, tryoutDeskId(desk.key))
      else await makeDesk(db, house, desk, slow)
    }
  })
}

async function makeDesk(db: Db, house: House, desk: TryoutDesk, slow: Stretch): Promise<void> {
  const id = tryoutDeskId(desk.key)
  const began = new Date(house.now().getTime() - DAYS_BEFORE * 24 * HOUR)
  const officers = []
  for (const handle of desk.members) {
    const account = accountId(handle)
    officers.push({ accountId: account, ...(await giveKey(db, account, tryoutPassphrase, slow)) })
  }
  const [first, ...others] = officers
  const { key, jurisdiction, name, places, kinds } = desk
  const plan = { id, key, agencyId: agencyId(desk.agency), jurisdiction, name, places, kinds }
  const request = await requestDesk(plan, first!, began)
  const root = tryoutRoot(house)
  await openDesk(db, request, await certify(request.statement, root.seed), root.publicKey, began)
  for (const other of others) {
    await addMember(db, id, other.accountId, first!.accountId, began)
    const blob = await rewrapEpoch(fromBase64(request.wrap), first!.identity, other.recipient)
    await addEpochWrap(db, { deskId: id, epoch: 1, accountId: other.accountId, blob: base64(blob) })
  }
}

// The data folder of a try-out may be thrown away while its database stays: then there is a new root.
async function signAgain(db: Db, house: House, deskId: string): Promise<void> {
  const root = tryoutRoot(house)
  for (const { epoch, certificate } of await listKeysOf(db, [deskId])) {
    try {
      verified(certificate, root.publicKey, { deskId, epoch })
    } catch {
      const { signature } = await certify(certificate.statement, root.seed)
      await sql`update reports.desk_epoch set signature = ${signature}
        where desk_id = ${deskId} and epoch = ${epoch}`.execute(db)
    }
  }
}

export interface SealedTryoutReport {
  id: string
  receipt: string
}

/** Seals and files made-up reports as their reporters would have; gives their ids and receipts. */
export async function sealTryoutReports(
  house: House,
  list: readonly TryoutReport[] = tryoutReports,
  slow: Stretch = nodeStretch,
): Promise<SealedTryoutReport[]> {
  const sealed: SealedTryoutReport[] = []
  const epochs = new Map<string, OpenEpoch>()
  for (const report of list) {
    sealed.push(await asSystem(house, (db) => sealOne(db, house, report, slow, epochs)))
  }
  return sealed
}

async function sealOne(
  db: Db,
  house: House,
  report: TryoutReport,
  slow: Stretch,
  epochs: Map<string, OpenEpoch>,
): Promise<SealedTryoutReport> {
  const now = house.now()
  const came = new Date(now.getTime() - report.hoursAgo * HOUR)
  const receipt = report.receipt ?? newReceipt()
  const root = rootOf(house)
  // The receipts of old reports are thrown away: nobody guesses at them.
  const stretch = report.decided ? hashedOnce : slow
  const mailbox = await mailboxOf(receipt, fromBase64(await getReceiptSalt(db)), stretch)
  const desk = (await listOpenDesks(db, now)).find((one) => one.code === report.desk)
  if (!desk) throw new Error(`No try-out desk is called ${report.desk}.`)
  const { answers, language } = report
  const routing = {
    kind: (answers.kind ?? 'not-sure') as ReportKind,
    placeCode: (answers.place as string | undefined) ?? null,
    dangerNow: answers.danger === 'yes',
    language,
  }
  const sealed = await sealReport({ desk, root, mailbox, routing, answers, files: [], now: came })
  const { id } = await fileReport(db, sealed.id, sealed.body, came)
  const decidedAt = report.decided && new Date(came.getTime() + report.decided.hoursAfter * HOUR)
  const later = (part: number) =>
    decidedAt ?? new Date(came.getTime() + report.hoursAgo * HOUR * part)
  if (decidedAt) await decide(db, await getReportById(db, id), report, decidedAt)
  if (report.reply) {
    const row = await getReportById(db, id)
    const epoch = await firstEpoch(db, house, report.desk, slow, epochs)
    const open = await openReport(await presentReport(db, row, now), [epoch], root)
    const reply = await sealReply(open, epoch, report.reply)
    const byId = accountId(tryoutDesks.find((one) => one.key === report.desk)!.members[0]!)
    if (!decidedAt) await saveReport(db, row, { status: 'read', readAt: later(0.3), unread: false })
    await add(db, id, { ...reply, direction: 'out', deskId: desk.id, at: later(0.5), byId })
  }
  if (report.followUp) {
    const ref = await enterMailbox(db, mailboxHeader(mailbox))
    const open = await openMailbox(await showMailbox(db, ref, now), mailbox, root)
    const { sequence, body } = await sealFollowUp(open, { words: report.followUp, files: [] })
    await add(db, id, {
      sequence,
      ...body,
      direction: 'in',
      deskId: desk.id,
      at: later(0.8),
      byId: null,
    })
    await saveReport(db, await getReportById(db, id), { unread: true })
  }
  return { id, receipt }
}

const hashedOnce: Stretch = async (secret, salt) => sha256(utf8(`${secret}.${base64(salt)}`))

/** As the routes would have left it; what is about an official was agreed to by the oversight body. */
async function decide(db: Db, row: ReportRow, { desk, decided }: TryoutReport, at: Date) {
  const { decision, reason, accused: kind, victimSex } = decided!
  const byId = accountId(tryoutDesks.find((one) => one.key === desk)!.members[0]!)
  const official = kind === 'official'
  await saveReport(db, row, { readAt: at, unread: false, status: 'read' })
  await tell(db, 'report.read', row, {})
  await saveConcerns(db, row, official ? ['official'] : [])
  if (official && closes(decision)) {
    const dates = { proposedAt: at.toISOString(), dueAt: at.toISOString() }
    const of = { deskId: row.desk_id, decision, reason, victimSex, talk: null, forOversight: true }
    await insertClosing(db, row, { ...of, proposedBy: byId, ...dates })
    await tell(db, 'report.close-proposed', row, { decision, reason })
    const closing = (await listClosings(db, row))[0]!
    const second = accountId('oversight')
    await answerClosing(db, closing, { agree: true, refusal: null, byId: second, at })
  }
  await insertTriage(db, row, { decision, reason, victimSex, byId, at })
  await tell(db, 'report.triaged', row, { decision, reason })
  await insertAccusedKind(db, row, { kind, byId, at })
  await saveReport(db, row, { status: statusAfterTriage(decision) })
}

async function add(db: Db, id: string, envelope: NewEnvelope): Promise<void> {
  const row = await getReportById(db, id)
  await insertEnvelope(db, row, envelope)
  await saveReport(db, row, await getClock(db, row))
}

async function firstEpoch(
  db: Db,
  house: House,
  desk: string,
  slow: Stretch,
  open: Map<string, OpenEpoch>,
): Promise<OpenEpoch> {
  const already = open.get(desk)
  if (already) return already
  const deskId = tryoutDeskId(desk)
  const member = accountId(tryoutDesks.find((one) => one.key === desk)!.members[0]!)
  const key = await findMyKey(db, member)
  const [newest] = await listEpochs(db, deskId, member)
  const lock = key?.locks.find((one): one is PassphraseLock => one.lock === 'passphrase')
  if (!newest?.wrap || !lock) throw new Error(`The desk ${desk} has no member with a key.`)
  const identity = await secretBehind(lock, tryoutPassphrase, slow)
  const said = verified(newest, rootOf(house), { deskId, epoch: newest.epoch })
  const epoch = await openEpoch(newest.wrap, identity, said)
  open.set(desk, epoch)
  return epoch
}
