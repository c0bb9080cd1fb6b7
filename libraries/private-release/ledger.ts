import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** What may ever be spent on one set of people, in whole units of ρ and δ (accountant.ts). */
export interface Budget {
  dataset: string
  /** The promise in words that people read, as they were given. */
  epsilon: string
  delta: string
  rho: number
  thresholdDelta: number
}

export interface Spending {
  /** `exact`: k-anonymous numbers without noise. They and noisy ones exclude each other. */
  kind: 'dp' | 'exact'
  what: string
  rho: number
  thresholdDelta: number
}

export interface Entry extends Spending {
  id: string
  at: string
}

/** The ledger said no. `code` is what a program asks for. */
export class LedgerRefusal extends Error {
  readonly code: 'overspent' | 'other-budget' | 'exact-beside-noise' | 'exact-twice' | 'damaged'
  constructor(code: LedgerRefusal['code'], text: string) {
    super(text)
    this.code = code
  }
}

export interface Ledger {
  readonly budget: Budget
  /** What was granted, in order. */
  entries(): Entry[]
  remaining(): { rho: number; thresholdDelta: number }
  /**
   * Takes a spending out of the budget, durably, before any noise is drawn. What is taken stays
   * taken if the program dies: a number that may have been seen counts as seen.
   */
  spend(spending: Spending): Entry
}

/**
 * Opens a ledger, or begins one with the budget. One JSON object a line; lines are only ever added.
 *
 * Several processes may spend at once without a lock: each appends its claim, waits for the disk,
 * and reads the file again from the top. The order of lines decides, for all alike, which claims
 * still found budget; a claim that did not is void. A line torn by a crash was never granted to
 * anybody and is passed over.
 */
export function openLedger(file: string, budget: Budget): Ledger {
  if (!existsSync(file)) begin(file, budget)
  const { header } = read(file)
  for (const key of ['dataset', 'epsilon', 'delta', 'rho', 'thresholdDelta'] as const) {
    if (header[key] === budget[key]) continue
    throw new LedgerRefusal(
      'other-budget',
      `The ledger was begun for "${header.dataset}" with ε ${header.epsilon}, δ ${header.delta}; it cannot be opened with another ${key} (${budget[key]}).`,
    )
  }
  return viewOf(file, header)
}

/** Opens a ledger that is there, with whatever budget it was begun with. */
export function readLedger(file: string): Ledger {
  return viewOf(file, read(file).header)
}

function viewOf(file: string, header: Budget): Ledger {
  return {
    budget: header,
    entries: () => read(file).granted,
    remaining: () => read(file).left,
    spend(spending) {
      for (const amount of [spending.rho, spending.thresholdDelta])
        if (!Number.isSafeInteger(amount) || amount < 0)
          throw new RangeError('a spending is a whole number of units, 0 or more')
      refuse(read(file), spending)
      const entry: Entry = { id: randomUUID(), at: new Date().toISOString(), ...spending }
      append(file, `\n${line(entry, read(file).header.dataset)}\n`)
      const after = read(file)
      if (after.granted.some((one) => one.id === entry.id)) return entry
      refuse(after, spending)
      throw new LedgerRefusal('overspent', 'Another release took what was left of the budget.')
    },
  }
}

/**
 * Why a spending is refused beside what was granted already; for whoever keeps the lines elsewhere,
 * as in a database, and appends there under a lock.
 */
export function refusalOf(
  budget: Budget,
  granted: readonly Entry[],
  spending: Spending,
): LedgerRefusal | undefined {
  return reasonAgainst(
    { header: budget, granted: [...granted], left: leftOf(budget, granted) },
    spending,
  )
}

function leftOf(budget: Budget, granted: readonly Entry[]): State['left'] {
  return {
    rho: granted.reduce((left, one) => left - one.rho, budget.rho),
    thresholdDelta: granted.reduce((left, one) => left - one.thresholdDelta, budget.thresholdDelta),
  }
}

/**
 * A ledger whose lines are kept elsewhere. It grants nothing by itself: `spend` hands out the one
 * line that was granted for this work, and refuses any other spending.
 */
export function ledgerKeptElsewhere(
  budget: Budget,
  granted: readonly Entry[],
  forThis?: Entry,
): Ledger {
  return {
    budget,
    entries: () => [...granted],
    remaining: () => leftOf(budget, granted),
    spend({ kind, what, rho, thresholdDelta }) {
      const same =
        forThis?.kind === kind &&
        forThis.what === what &&
        forThis.rho === rho &&
        forThis.thresholdDelta === thresholdDelta
      if (!same) throw new LedgerRefusal('overspent', `"${what}" was never granted.`)
      return forThis
    },
  }
}

const share = (part: number, whole: number) =>
  whole > 0 ? Math.round((100 * part) / whole) : part > 0 ? 100 : 0

interface State {
  header: Budget
  granted: Entry[]
  left: { rho: number; thresholdDelta: number }
}

function refuse(state: State, spending: Spending): void {
  const reason = reasonAgainst(state, spending)
  if (reason) throw reason
}

function reasonAgainst(
  { header, granted, left }: State,
  spending: Spending,
): LedgerRefusal | undefined {
  const other = granted.find((one) => one.kind !== spending.kind)
  if (other)
    return new LedgerRefusal(
      'exact-beside-noise',
      `"${other.what}" was released of the same people ${other.kind === 'dp' ? 'with noise' : 'without noise'}: exact and noisy numbers of one set of people, laid side by side, give the noise away.`,
    )
  const same = granted.find((one) => one.kind === 'exact')
  if (same && spending.kind === 'exact' && same.what !== spending.what)
    return new LedgerRefusal(
      'exact-twice',
      `"${same.what}" was released of the same people: two exact releases can be subtracted from each other.`,
    )
  if (spending.rho > left.rho || spending.thresholdDelta > left.thresholdDelta)
    return new LedgerRefusal(
      'overspent',
      `The budget for these people (ε ${header.epsilon}) does not suffice: ${share(left.rho, header.rho)} % of it is left and ${share(spending.rho, header.rho)} % would be needed. What is spent cannot be had back; ask for a smaller ε.`,
    )
  return undefined
}

function read(file: string): State {
  const lines = readFileSync(file, 'utf8').split('\n')
  const header = parse<Budget & { format: string }>(lines[0] ?? '', '')
  if (header?.format !== 'panah-release-ledger-1')
    throw new LedgerRefusal(
      'damaged',
      `${file} does not begin as a ledger does; nothing can be spent from it.`,
    )
  const { format: _, ...budget } = header
  const state: State = {
    header: budget,
    granted: [],
    left: { rho: budget.rho, thresholdDelta: budget.thresholdDelta },
  }
  const known = new Set<string>()
  for (const text of lines.slice(1)) {
    const entry = text === '' ? undefined : parse<Entry>(text, budget.dataset)
    if (!entry || known.has(entry.id) || reasonAgainst(state, entry)) continue
    known.add(entry.id)
    state.granted.push(entry)
    state.left.rho -= entry.rho
    state.left.thresholdDelta -= entry.thresholdDelta
  }
  return state
}

/** An object with the check of its own text, so that half a line is known for what it is. */
function line(object: object, salt: string): string {
  const body = JSON.stringify(object)
  return JSON.stringify({ ...object, check: checkOf(body, salt) })
}

function parse<T>(text: string, salt: string): T | undefined {
  try {
    const { check, ...object } = JSON.parse(text)
    return check === checkOf(JSON.stringify(object), salt) ? object : undefined
  } catch {
    return undefined
  }
}

const checkOf = (body: string, salt: string) =>
  createHash('sha256').update(`${salt}\n${body}`).digest('hex').slice(0, 32)

function begin(file: string, budget: Budget): void {
  const { dataset, epsilon, delta, rho, thresholdDelta } = budget
  const header = { format: 'panah-release-ledger-1', dataset, epsilon, delta, rho, thresholdDelta }
  const draft = `${file}.${randomUUID()}`
  append(draft, `${line(header, '')}\n`)
  try {
    // A link fails if the name is taken: of two beginners one wins, whole.
    linkSync(draft, file)
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code !== 'EEXIST') throw trouble
  } finally {
    unlinkSync(draft)
  }
  const folder = openSync(dirname(file) || '.', 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** One write at the end of the file, and on the disk before it returns. */
function append(file: string, text: string): void {
  const handle = openSync(file, 'a')
  try {
    const bytes = Buffer.from(text)
    if (writeSync(handle, bytes) !== bytes.length)
      throw new Error(`${file}: the disk took only part of a line`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
