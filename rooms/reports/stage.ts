/** Reporters and officers for the tests of this room: each does through the API what the pages do. */
import { type Answer, type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import type { Answers } from './questions.ts'
import { part, partsOf, type ReadyFile, type Upload } from './sealing/attachment.ts'
import { fromBase64 } from './sealing/bytes.ts'
import { verified } from './sealing/certificate.ts'
import { type OpenReport, openReport, type SealedByDesk, sealReply } from './sealing/desk.ts'
import { type OpenEpoch, openEpoch } from './sealing/epoch.ts'
import type { Identity } from './sealing/identity.ts'
import { quick } from './sealing/made-up.ts'
import { type PassphraseLock, unlockWithPassphrase } from './sealing/member-lock.ts'
import { type Mailbox, mailboxHeader, mailboxOf, newReceipt } from './sealing/receipt.ts'
import {
  type OpenMailbox,
  openMailbox,
  type Routing,
  type SealedReport,
  sealReport,
} from './sealing/reporter.ts'
import type { DeskKeysAnswer, DesksAnswer, PublicDesk, ReportView } from './shapes.ts'
import { makeTryoutDesks, tryoutDeskId } from './tryout.ts'
import { tryoutPassphrase } from './tryout-passphrase.ts'

export { quick }
export const gujrat = tryoutDeskId('tryout-desk-gujrat')
export const karachi = tryoutDeskId('tryout-desk-karachi')
export const lahore = tryoutDeskId('tryout-desk-police-lahore')
export const oversightDesk = tryoutDeskId('tryout-desk-oversight')

/** A house with the made-up desks; their officers' keys are stretched quickly, because no test here guesses. */
export async function reportsHouse(): Promise<TestHouse> {
  const house = await testHouse()
  await makeTryoutDesks(house, quick)
  return house
}

export class Reporter {
  readonly house: TestHouse
  readonly desks: DesksAnswer
  readonly mailbox: Mailbox
  readonly receipt: string
  sealed!: SealedReport

  constructor(house: TestHouse, desks: DesksAnswer, receipt: string, mailbox: Mailbox) {
    this.house = house
    this.desks = desks
    this.receipt = receipt
    this.mailbox = mailbox
  }

  static async at(house: TestHouse): Promise<Reporter> {
    const desks = (await house.anyone().get('/api/reports/desks')).body as DesksAnswer
    const receipt = newReceipt()
    return new Reporter(
      house,
      desks,
      receipt,
      await mailboxOf(receipt, fromBase64(desks.salt), quick),
    )
  }

  desk(id: string): PublicDesk {
    return this.desks.desks.find((one) => one.id === id)!
  }

  async seal(
    deskId = gujrat,
    answers: Answers = { what: 'ایک بات' },
    files: ReadyFile[] = [],
    more: Partial<Routing> = {},
  ) {
    const routing = {
      kind: 'work-abroad' as const,
      placeCode: 'PK-PB-gujrat',
      dangerNow: false,
      language: 'ur',
      ...more,
    }
    const { desks, mailbox } = this
    const now = this.house.now()
    this.sealed = await sealReport({
      desk: this.desk(deskId),
      root: desks.root,
      mailbox,
      routing,
      answers,
      files,
      now,
    })
    return this.sealed
  }

  send(body: object = this.sealed.body, id = this.sealed.id): Promise<Answer> {
    return this.house.anyone().put(`/api/reports/${id}`, body)
  }

  get header() {
    return { 'panah-mailbox': mailboxHeader(this.mailbox) }
  }

  get(url: string): Promise<Answer> {
    return this.house.anyone().get(url, this.header)
  }

  put(url: string, body: unknown): Promise<Answer> {
    return this.house.anyone().put(url, body, this.header)
  }

  post(url: string): Promise<Answer> {
    return this.house.anyone().post(url, undefined, this.header)
  }

  async upload({ id, sha256, sealedSize, sealed }: Upload): Promise<Answer> {
    await this.put(`/api/mailbox/attachments/${id}`, { sealedSize, sha256 })
    for (let number = 0; number < partsOf(sealedSize); number++) {
      await this.put(`/api/mailbox/attachments/${id}/parts/${number}`, part(sealed, number))
    }
    return this.post(`/api/mailbox/attachments/${id}/complete`)
  }

  async open(): Promise<OpenMailbox> {
    const { body } = await this.get('/api/mailbox')
    return openMailbox(body, this.mailbox, this.desks.root)
  }
}

/** A filed report and its reporter. */
export async function filed(
  house: TestHouse,
  deskId = gujrat,
  answers?: Answers,
  more?: Partial<Routing>,
): Promise<Reporter> {
  const reporter = await Reporter.at(house)
  await reporter.seal(deskId, answers, [], more)
  const { status, body } = await reporter.send()
  if (status !== 200) throw new Error(`not filed: ${JSON.stringify(body)}`)
  return reporter
}

export class Officer {
  readonly client: Client
  readonly root: string
  readonly identity: Identity

  constructor(client: Client, root: string, identity: Identity) {
    this.client = client
    this.root = root
    this.identity = identity
  }

  /** A made-up officer, signed in, her key unlocked with the published passphrase. */
  static async named(house: TestHouse, handle: string): Promise<Officer> {
    const client = await house.as(handle)
    const { root, key } = (await client.get('/api/desk')).body
    const lock = key.locks[0] as PassphraseLock
    return new Officer(client, root, await unlockWithPassphrase(lock, tryoutPassphrase, quick))
  }

  async keys(deskId: string): Promise<DeskKeysAnswer> {
    return (await this.client.get(`/api/desk/${deskId}/keys`)).body
  }

  async epochs(deskId: string): Promise<OpenEpoch[]> {
    const { epochs } = await this.keys(deskId)
    const opened: OpenEpoch[] = []
    for (const { epoch, certificate, wrap } of epochs) {
      if (!wrap) continue
      opened.push(
        await openEpoch(
          fromBase64(wrap),
          this.identity,
          verified(certificate, this.root, { deskId, epoch }),
        ),
      )
    }
    return opened
  }

  async view(id: string): Promise<ReportView> {
    return (await this.client.get(`/api/desk/reports/${id}`)).body
  }

  async open(id: string): Promise<OpenReport> {
    const view = await this.view(id)
    return openReport(view, await this.epochs(view.deskId), this.root)
  }

  async reply(id: string, words: string): Promise<Answer> {
    const open = await this.open(id)
    const [newest] = await this.epochs(open.view.deskId)
    return this.send(id, 'replies', await sealReply(open, newest!, words))
  }

  send(
    id: string,
    what: 'replies' | 'notes',
    { sequence, ...body }: SealedByDesk,
  ): Promise<Answer> {
    return this.client.put(`/api/desk/reports/${id}/${what}/${sequence}`, body)
  }
}
