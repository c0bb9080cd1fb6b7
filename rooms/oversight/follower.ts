import {
  Frontier,
  keyFrom,
  LogFault,
  overHttp,
  type Policy,
  policyFrom,
  readOn,
  type Source,
  textOf,
  trusting,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from '../../libraries/transparency-log/index.ts'
import { differencesOf, leafFrom, remainderOf, type Tallies } from '../reports/door.ts'
import { emptyLedger, enterLeaf, findSilences, type Ledger } from './ledger.ts'

/** What a stranger remembers of a log between two visits. */
export interface Memory {
  /** The policy that was trusted the first time; a log with another key is another log. */
  policy: string
  origin: string
  frontier: { size: number; hashes: string[] }
  ledger: Ledger
}

export interface Finding {
  /** `tampering` is proof or a plain contradiction; `silence` and `unreadable` are to be asked about. */
  kind: 'tampering' | 'silence' | 'unreadable'
  what: string
}

export interface Visit {
  checkpoint: VerifiedCheckpoint
  added: number
  ledger: Ledger
  findings: Finding[]
  memory: Memory
}

interface Official {
  size: number
  tallies: Tallies
}

const get = async (url: string, fetcher: typeof fetch) => {
  const answer = await fetcher(url)
  if (!answer.ok) throw new LogFault('missing', `${url}: ${answer.status}`)
  return answer
}

/**
 * Reads a log on from what is remembered, verifying everything, and looks for what does not fit.
 * `base` is the address of the installation. Throws LogFault for whatever proves tampering on its own.
 */
export async function visit(of: {
  base: string
  memory?: Memory
  policy?: string
  now: Date
  fetcher?: typeof fetch
}): Promise<Visit> {
  const { fetcher = fetch, memory } = of
  const base = of.base.replace(/\/$/, '')
  const policyText =
    of.policy ?? memory?.policy ?? (await (await get(`${base}/log/policy`, fetcher)).text())
  const source = overHttp(`${base}/log`, fetcher)
  // Before the checkpoint, so that the log covers it.
  const official = (await (await get(`${base}/api/register`, fetcher)).json()) as {
    figures: Official | null
  }
  const checkpoint = verifyCheckpoint(await source.checkpoint(), policyOf(policyText))
  if (memory && memory.origin !== checkpoint.origin)
    throw new LogFault('fork', `This is ${checkpoint.origin}; it was ${memory.origin}.`)
  return read(source, checkpoint, official.figures, memory, policyText, of.now)
}

function policyOf(text: string): Policy {
  const line = text.trim()
  return /\s/.test(line) ? policyFrom(text) : trusting(keyFrom(line))
}

async function read(
  source: Source,
  checkpoint: VerifiedCheckpoint,
  official: Official | null,
  memory: Memory | undefined,
  policy: string,
  now: Date,
): Promise<Visit> {
  const findings: Finding[] = []
  const ledger = structuredClone(memory?.ledger ?? emptyLedger())
  const before = memory ? Frontier.from(memory.frontier) : new Frontier()
  let then = official?.size === before.size ? structuredClone(ledger.tallies) : undefined
  const frontier = await readOn(source, before, checkpoint, (entry, index) => {
    const leaf = leafFrom(textOf(entry))
    if (leaf) enterLeaf(ledger, leaf)
    else findings.push({ kind: 'unreadable', what: `Line ${index} is of no kind that is known.` })
    if (index + 1 === official?.size) then = structuredClone(ledger.tallies)
  })
  if (official && then) findings.push(...contradictions(then, official.tallies))
  for (const [unit, tally] of Object.entries(ledger.tallies))
    if (remainderOf(tally))
      findings.push({
        kind: 'tampering',
        what: `${unit}: ${remainderOf(tally)} reports are in no state at all.`,
      })
  for (const { unit, silent, overdue } of findSilences(ledger, now))
    findings.push({
      kind: 'silence',
      what: `${unit}: at least ${silent} reports have waited more than a week for a decision, and the log calls ${overdue} overdue.`,
    })
  return {
    checkpoint,
    added: frontier.size - before.size,
    ledger,
    findings,
    memory: { policy, origin: checkpoint.origin, frontier: frontier.toJSON(), ledger },
  }
}

function contradictions(log: Tallies, official: Tallies): Finding[] {
  return differencesOf(log, official).map(({ unit, figure, one, other }) => ({
    kind: 'tampering',
    what: `${unit}, ${figure}: ${one} by the log, ${other} by the official figures.`,
  }))
}
