import {
  LogFault,
  type Policy,
  proveConsistency,
  type Source,
  type TreeHead,
  verifyCheckpoint,
  verifyConsistency,
} from '../../libraries/transparency-log/browser.ts'
import { drawOrder, FEWEST_SEATS, type Leaf, rosterFrom, rosterHash } from '../reports/web/door.ts'

/** What a draw lacks. Each can be looked up in README.md by its name. */
export type LotFault =
  | 'no-such-call'
  | 'drawn-twice'
  | 'no-roster'
  | 'other-roster'
  | 'other-checkpoint'
  | 'other-seat'

/** One draw as somebody outside finds it. */
export interface LotVerdict {
  unit: string
  /** The week of the line that asked for it. */
  week: string
  /** The line that asked for it. */
  call: number
  /** The line that says how it came out; null where there is none yet. */
  line: number | null
  seats: number
  /** Seats that were passed over, with the reasons given. */
  passed: string[]
  /** Everybody had to be passed over. */
  nobody: boolean
  fault: LotFault | null
}

interface CallLine {
  index: number
  unit: string
  week: string
  text: string
  roster: { hash: string; seats: number } | undefined
}

interface Outcome {
  index: number
  unit: string
  call: number
  size: number
  seat: string | undefined
  passed: string[]
}

/** Where rosters and earlier checkpoints come from; both are verified here. */
export interface LotSource {
  roster(hash: string): Promise<string>
  checkpoint(size: number): Promise<string>
}

/** A log that has been read and verified up to `head`; `source` gives the tiles that join an earlier checkpoint to it. */
export interface LogRead {
  policy: Policy
  head: TreeHead
  source: Pick<Source, 'tile'>
}

/** Collects what a log says of draws while its lines go by, and then makes every draw again. */
export class LotReader {
  readonly #rosters = new Map<string, { hash: string; seats: number }>()
  readonly #calls = new Map<number, CallLine>()
  readonly #outcomes: Outcome[] = []

  /** Every line of the log, from its first on. */
  enter(text: string, leaf: Leaf, index: number): void {
    const { kind, unit, week, commitment, more } = leaf
    if (kind === 'roster' && leaf.mark === '-')
      this.#rosters.set(unit, { hash: commitment, seats: Number(more.seats) })
    const draws = kind === 'handed-over' ? more.to : unit
    if (draws && ['received', 'redrawn', 'handed-over'].includes(kind))
      this.#calls.set(index, { index, unit: draws, week, text, roster: this.#rosters.get(draws) })
    if (more.call !== undefined && (kind === 'assigned' || kind === 'nobody-drawn'))
      this.#outcomes.push({
        index,
        unit,
        call: Number(more.call),
        size: Number(more.size),
        seat: kind === 'assigned' ? (more.seat ?? '') : undefined,
        passed: more.passed ? more.passed.split('+') : [],
      })
  }

  /** Every draw that was made, and every one that was due and is not there, by its line; `last` keeps so many. */
  async verdicts(log: LogRead, source: LotSource, last = Number.POSITIVE_INFINITY) {
    const done = new Set<number>()
    const verdicts: LotVerdict[] = []
    for (const [at, outcome] of this.#outcomes.entries()) {
      const twice = done.has(outcome.call)
      done.add(outcome.call)
      if (at < this.#outcomes.length - last) continue
      const fault = twice ? 'drawn-twice' : await this.#faultOf(outcome, log, source)
      verdicts.push(this.#told(outcome.call, outcome, fault))
    }
    const waiting = [...this.#calls.values()]
      .filter(({ index, roster }) => (roster?.seats ?? 0) >= FEWEST_SEATS && !done.has(index))
      .map(({ index }) => this.#told(index, undefined, null))
    return [...verdicts, ...waiting.slice(-last)].sort((one, other) => one.call - other.call)
  }

  #told(call: number, outcome: Outcome | undefined, fault: LotFault | null): LotVerdict {
    const line = this.#calls.get(call)
    return {
      unit: line?.unit ?? outcome?.unit ?? '',
      week: line?.week ?? '',
      call,
      line: outcome?.index ?? null,
      seats: line?.roster?.seats ?? 0,
      passed: outcome?.passed ?? [],
      nobody: outcome !== undefined && outcome.seat === undefined,
      fault,
    }
  }

  async #faultOf(
    { index, unit, call, size, seat, passed }: Outcome,
    log: LogRead,
    source: LotSource,
  ): Promise<LotFault | null> {
    const line = this.#calls.get(call)
    if (!line || line.unit !== unit || call >= index) return 'no-such-call'
    if (!line.roster) return 'no-roster'
    const text = await source.roster(line.roster.hash)
    const roster = rosterFrom(text)
    if (rosterHash(text) !== line.roster.hash || roster?.unit !== unit) return 'other-roster'
    if (roster.seats.length !== line.roster.seats) return 'other-roster'
    // The checkpoint must cover the call and stand before the outcome.
    if (!(size > call && size <= index)) return 'other-checkpoint'
    const checkpoint = verifyCheckpoint(await source.checkpoint(size), log.policy)
    if (checkpoint.size !== size || !(await isBeginning(checkpoint, log))) return 'other-checkpoint'
    if (passed.includes('moved')) return seat === undefined ? null : 'other-seat'
    const order = drawOrder({ root: checkpoint.root, line: line.text, roster: text })
    return order[passed.length] === seat ? null : 'other-seat'
  }
}

/** Whether what was signed then is the beginning of what has been read now. */
async function isBeginning(then: TreeHead, { source, head }: LogRead): Promise<boolean> {
  try {
    verifyConsistency(then, head, await proveConsistency(source, then.size, head.size))
    return true
  } catch (trouble) {
    if (trouble instanceof LogFault && trouble.code === 'fork') return false
    throw trouble
  }
}

/** Rosters and checkpoints of an installation, by its address; '' for the page's own. */
export function lotsOverHttp(base: string, fetcher: typeof fetch = fetch): LotSource {
  const get = async (path: string) => {
    const answer = await fetcher(`${base}${path}`)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.text()
  }
  return {
    roster: (hash) => get(`/log/roster/${hash}`),
    checkpoint: (size) => get(`/log/checkpoint/${size}`),
  }
}
