import { createHash, hkdfSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Config } from '../../core/config.ts'
import { asSystem, type Database } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Name } from '../../core/people.ts'
import { BothNames } from '../../core/schema.ts'
import {
  answerAsWitness,
  fileMemory,
  keyText,
  LogWriter,
  logSigner,
  type NoteKey,
  type NoteSigner,
  type Policy,
  PostgresLog,
  policyFrom,
  type Transaction,
  utf8,
  type WitnessOfLog,
  witnessAt,
  witnessSigner,
} from '../../libraries/transparency-log/index.ts'
import { remainderOf } from '../reports/door.ts'
import { auditFeed } from './audit-feed.ts'
import { drawLots, keepRosters } from './lots.ts'
import { countReports, queryOf, saveFigures } from './records.ts'
import { siteManifest, siteText } from './site.ts'
import { stepFeed } from './step-feed.ts'

export const publicLog = new PostgresLog('oversight', 'public')
export const auditLog = new PostgresLog('oversight', 'audit')

/** The two logs of a running house. */
export interface Logs {
  key: NoteKey
  /** The policy as it is published, the log's own line included. */
  policyText: string
  policy: Policy
  /** What the witnesses are called, by their names in the policy. */
  witnessNames: Record<string, Name>
  auditKey: NoteKey
  /** Says that something waits; returns at once. */
  stir(): void
  /** Everything that waits now is in the public log, published, and counted; throws where it cannot be. */
  settle(): Promise<void>
  /** As {@link settle}, for the audit trail. */
  settleAudit(): Promise<void>
  close(): Promise<void>
}

const running = new WeakMap<Database, Logs>()

export function logsOf(house: Pick<House, 'database'>): Logs {
  const logs = running.get(house.database)
  if (!logs) throw new Error('The logs of this house have not been opened.')
  return logs
}

/** The secret of a log follows from the field key: like it, it is in no database and in no backup of one. */
export function seedOf(config: Pick<Config, 'fieldKey'>, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', config.fieldKey, '', `panah/log/${purpose}/v1`, 32))
}

/** Name of a log that is born now: its address without the scheme. */
const originOf = (config: Pick<Config, 'origin'>, path: string) =>
  `${new URL(config.origin).host}/${path}`

export function transactionOf(house: Pick<House, 'database'>): Transaction {
  return (work) => asSystem(house, (db) => work(queryOf(db)))
}

async function signerOf(
  house: House,
  log: PostgresLog,
  path: string,
  purpose: string,
): Promise<NoteSigner> {
  const known = await transactionOf(house)((query) => log.findOrigin(query))
  return logSigner(known ?? originOf(house.config, path), seedOf(house.config, purpose))
}

/**
 * Opens both logs and keeps them going. Throws LogFault where the database is an older copy, has been
 * rewritten, or is behind a witness: then this house must not take reports.
 */
export async function openLogs(house: House): Promise<Logs> {
  mkdirSync(house.config.dataFolder, { recursive: true })
  const signers = {
    public: await signerOf(house, publicLog, 'log', 'public'),
    audit: await signerOf(house, auditLog, 'audit-log', 'audit'),
  }
  const keys = [signers.public.key, signers.audit.key]
  const { text, witnesses } = policyOf(house, keys)
  const policy = policyFrom(text)
  const memory = fileMemory(join(house.config.dataFolder, 'log-memory.json'))
  const common = { transaction: transactionOf(house), policy, witnesses, memory }
  const writer = new LogWriter({
    ...common,
    store: publicLog,
    signer: signers.public,
    feeds: [stepFeed, publicLog.queue()],
  })
  const auditor = new LogWriter({
    ...common,
    store: auditLog,
    signer: signers.audit,
    feeds: [auditFeed],
  })
  await writer.open()
  await auditor.open()
  await noteSite(house)
  const figures = new FigureKeeper(house)
  const rosters = everySeconds(ROSTER_SECONDS, () => keepRosters(house, publicLog))
  const pumps = [
    pump(house, 'public', async (asked) => {
      await rosters(asked)
      await writer.settle()
      // A draw follows from a published checkpoint, and is a step itself.
      while (await drawLots(house)) await writer.settle()
      await figures.keep(asked)
    }),
    // The audit trail may follow at its own pace: its lines are safe where they are.
    pump(house, 'audit', () => auditor.settle(), 2000),
  ] as const
  const logs: Logs = {
    key: signers.public.key,
    policy,
    policyText: text,
    witnessNames: namesOfWitnesses(house),
    auditKey: signers.audit.key,
    stir: () => {
      for (const one of pumps) one.stir()
    },
    settle: () => pumps[0].settle(),
    settleAudit: () => pumps[1].settle(),
    close: async () => {
      for (const one of pumps) await one.stop()
    },
  }
  running.set(house.database, logs)
  logs.stir()
  return logs
}

/** Each release of the public site stands in the log: a script that was not among them was put in. */
async function noteSite(house: House): Promise<void> {
  const { hash } = siteManifest()
  const line = siteText(hash, house.now())
  await transactionOf(house)((query) =>
    publicLog.enqueue(query, { key: `site/${hash}`, entry: utf8(line) }),
  )
}

/** Counts the reports when the log has all of them; often where that is quick, seldom where it is not. */
class FigureKeeper {
  readonly #house: House
  #size = -1
  #next = 0
  constructor(house: House) {
    this.#house = house
  }

  async keep(now = false): Promise<void> {
    const began = Date.now()
    if (!now && began < this.#next) return
    await asSystem(this.#house, async (db) => {
      const query = queryOf(db)
      const { pending, size, tallies } = await countReports(query)
      if (pending || size === this.#size) return
      // Received = open + closed + a case + handed over + expired: a report in no state at all is a fault.
      for (const [unit, tally] of Object.entries(tallies ?? {}))
        if (remainderOf(tally) !== 0)
          this.#house.log.error({ unit, remainder: remainderOf(tally) }, 'the counts do not add up')
      await saveFigures(query, size, tallies ?? {})
      this.#size = size
    })
    this.#next = Date.now() + Math.max(500, (Date.now() - began) * 20)
  }
}

const ROSTER_SECONDS = 5

/** Does work when asked, and otherwise only so often. */
function everySeconds(seconds: number, work: () => Promise<void>) {
  let next = 0
  return async (asked: boolean) => {
    if (!asked && Date.now() < next) return
    await work()
    next = Date.now() + seconds * 1000
  }
}

const POLL_MS = 5000

/** Runs work when stirred, once more if stirred meanwhile, and every few seconds; never twice at a time. */
function pump(house: House, name: string, work: (asked: boolean) => Promise<void>, pause = 200) {
  let going: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  let again = false
  let stopped = false
  function inTurn(asked: boolean): Promise<void> {
    const mine = last.then(() => work(asked))
    last = mine.catch(() => undefined)
    return mine
  }
  async function run(): Promise<void> {
    do {
      again = false
      await inTurn(false)
      if (again) await new Promise((done) => setTimeout(done, pause))
    } while (again && !stopped)
  }
  function stir(): void {
    if (stopped) return
    if (going) {
      again = true
      return
    }
    going = run()
      .catch((trouble) => {
        if (!stopped) house.log.error({ err: trouble, log: name }, 'the log could not be continued')
      })
      .finally(() => {
        going = undefined
      })
  }
  const timer = setInterval(stir, POLL_MS)
  return {
    stir,
    settle: () => inTurn(true),
    async stop() {
      stopped = true
      clearInterval(timer)
      await going
      await last
    },
  }
}

interface PolicyOfHouse {
  text: string
  witnesses: WitnessOfLog[]
}

/** `log-policy` in the data folder names the witnesses (C2SP tlog-policy); the try-out brings made-up ones. */
function policyOf(house: House, keys: readonly NoteKey[]): PolicyOfHouse {
  const own = `log ${keyText(keys[0]!)} ${house.config.origin}/log\nlog ${keyText(keys[1]!)}\n`
  const file = join(house.config.dataFolder, 'log-policy')
  if (existsSync(file)) {
    const text = own + readFileSync(file, 'utf8')
    const asked = policyFrom(text).witnesses.flatMap(({ name, url }) =>
      url ? [{ name, ask: witnessAt(url) }] : [],
    )
    return { text, witnesses: asked }
  }
  return house.config.mode === 'tryout'
    ? madeUpWitnesses(house, own, keys)
    : { text: `${own}quorum none\n`, witnesses: [] }
}

/**
 * `witness-names.json` in the data folder, `{"NAME": {"en": …, "ur": …}}`: what the witnesses of the policy are
 * called in both languages. Who has no entry is called as in the policy.
 */
function namesOfWitnesses(house: House): Record<string, Name> {
  const file = join(house.config.dataFolder, 'witness-names.json')
  if (existsSync(file)) {
    const named: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!Value.Check(WitnessNames, named))
      throw new Error(`${file} must give each witness an "en" and a "ur".`)
    return named
  }
  return house.config.mode === 'tryout' ? madeUpNames : {}
}
const WitnessNames = Type.Record(Type.String(), BothNames)

// They run in this very process and so prove nothing: they show how it looks, and the page says so.
const madeUpNames: Record<string, Name> = {
  'made-up-university': { en: 'A university (made up)', ur: 'ایک یونیورسٹی (فرضی)' },
  'made-up-court': { en: 'A court (made up)', ur: 'ایک عدالت (فرضی)' },
  'made-up-ngo': { en: 'A welfare organisation (made up)', ur: 'ایک فلاحی ادارہ (فرضی)' },
}

function madeUpWitnesses(house: House, own: string, keys: readonly NoteKey[]): PolicyOfHouse {
  const names = Object.keys(madeUpNames)
  const made = names.map((name) => {
    const signer = witnessSigner(`${name}.example`, seedOf(house.config, name), Date.now)
    const mark = createHash('sha256').update(name).digest('hex').slice(0, 8)
    const memory = fileMemory(join(house.config.dataFolder, `tryout-witness-${mark}.json`), false)
    const ask = (body: string) => answerAsWitness({ signer, logs: keys, memory }, body)
    return { name, ask, line: `witness ${name} ${keyText(signer.key)}\n` }
  })
  const text = `${own}${made.map(({ line }) => line).join('')}group made-up 2 ${names.join(' ')}\nquorum made-up\n`
  return { text, witnesses: made.map(({ name, ask }) => ({ name, ask })) }
}
