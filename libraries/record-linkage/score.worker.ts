import { parentPort } from 'node:worker_threads'
import { type Blocks, type BlockTable, buildBlocks } from './blocking.ts'
import { type Found, type Plan, Scorer, type Unit } from './kernel.ts'
import type { Kind } from './kinds.ts'
import type { Packet } from './packets.ts'
import { joinTables, type Prepared, prepareField } from './prepare.ts'
import { patternsOf, randomLevels } from './train.ts'

/** A column of one table, to be made ready. */
export interface ColumnTask {
  name: string
  kind: Kind
  packets: readonly Packet[]
  rows: number
}

/** What the pool asks of a worker. */
export type Task =
  | { kind: 'column'; column: ColumnTask }
  | { kind: 'join'; one: Prepared; two: Prepared }
  | {
      kind: 'blocks'
      keys: Int32Array[]
      rows: number
      split: number
      table?: BlockTable
      rule: number
      most?: number
    }
  | { kind: 'levels'; plan: Plan; rows: number; seed: number; most: number }
  | { kind: 'patterns'; plan: Plan; blocks: Blocks }
  | { kind: 'plan'; plan: Plan }
  | { kind: 'unit'; unit: Unit }

let scorer: Scorer | undefined

function answer(task: Task): unknown {
  switch (task.kind) {
    case 'column': {
      const { name, kind, packets, rows } = task.column
      return prepareField(name, kind, packets, rows)
    }
    case 'join':
      return joinTables(task.one, task.two)
    case 'blocks':
      return buildBlocks(task.keys, task.rows, task.split, task.table, task.rule, task.most)
    case 'levels':
      return randomLevels(task.plan, task.rows, task.seed, task.most)
    case 'patterns':
      return patternsOf(task.plan, task.blocks)
    case 'plan':
      scorer = new Scorer(task.plan)
      return 'ready'
    case 'unit':
      return scorer!.score(task.unit)
  }
}

parentPort!.on('message', (task: Task) => {
  const found = answer(task)
  const moved = task.kind === 'unit' ? (found as Found) : undefined
  parentPort!.postMessage(
    found,
    moved ? [moved.a, moved.b, moved.weight].map(({ buffer }) => buffer as ArrayBuffer) : [],
  )
})
