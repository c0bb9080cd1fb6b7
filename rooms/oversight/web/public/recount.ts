import {
  Frontier,
  overHttp,
  policyFrom,
  quickenHashing,
  readOn,
  textOf,
  verifyCheckpoint,
  type Witnessing,
} from '../../../../libraries/transparency-log/browser.ts'
import {
  countLeaf,
  differencesOf,
  leafFrom,
  remainderOf,
  type Tallies,
} from '../../../reports/web/door.ts'
import { LotReader, type LotVerdict, lotsOverHttp } from '../../lot-check.ts'
import type { RegisterAnswer } from '../../register.ts'

export interface Recount {
  /** Lines that were read and checked in this browser. */
  lines: number
  cosigned: Witnessing[]
  tallies: Tallies
  official: RegisterAnswer
  /** Figures that differ from the official ones; empty is how it must be. */
  different: number
  /** Reports that are in no state at all; nothing is how it must be. */
  remainder: number
  /** The newest lots, drawn again in this browser. */
  lots: LotVerdict[]
}

/** So many draws are made again and shown: each costs two small requests. */
const LOTS_SHOWN = 10

/** Reads the whole log, checks it, counts it, and compares it with what the office says. */
export async function recount(progress: (lines: number, of: number) => void): Promise<Recount> {
  // The figures first, so that the log that is read after them covers them.
  const official = (await (await fetch('/api/register')).json()) as RegisterAnswer
  const policy = policyFrom(await (await fetch('/log/policy')).text())
  const source = overHttp('/log')
  const head = verifyCheckpoint(await source.checkpoint(), policy)
  await quickenHashing()
  const tallies: Tallies = {}
  const size = official.figures?.size ?? 0
  let then: Tallies = {}
  const lots = new LotReader()
  await readOn(source, new Frontier(), head, (entry, index) => {
    const text = textOf(entry)
    const leaf = leafFrom(text)
    if (leaf) {
      countLeaf(tallies, leaf)
      lots.enter(text, leaf, index)
    }
    if (index + 1 === size) then = structuredClone(tallies)
    if (index % 4096 === 0) progress(index, head.size)
  })
  const remainder = Object.values(tallies).reduce(
    (sum, tally) => sum + Math.abs(remainderOf(tally)),
    0,
  )
  return {
    lines: head.size,
    cosigned: head.cosigned,
    tallies,
    official,
    different: differencesOf(then, official.figures?.tallies ?? {}).length,
    remainder,
    lots: await lots.verdicts({ source, head, policy }, lotsOverHttp(''), LOTS_SHOWN),
  }
}
