import { parentPort } from 'node:worker_threads'
import { buildBlocks } from './blocking.ts'
import { type Found, type Plan, Scorer, type Unit } from './kernel.ts'

/** What the pool asks of a worker. */
export type Task =
  | { kind: 'blocks'; keys: Int32Array[]; rows: number; split: number }
  | { kind: 'plan'; plan: Plan }
  | { kind: 'unit'; unit: Unit }

let scorer: Scorer | undefined

parentPort!.on('message', (task: Task) => {
  if (task.kind === 'blocks') parentPort!.postMessage(buildBlocks(task.keys, task.rows, task.split))
  else if (task.kind === 'plan') {
    scorer = new Scorer(task.plan)
    parentPort!.postMessage('ready')
  } else {
    const found: Found = scorer!.score(task.unit)
    parentPort!.postMessage(found, [
      found.a.buffer as ArrayBuffer,
      found.b.buffer as ArrayBuffer,
      found.weight.buffer as ArrayBuffer,
    ])
  }
})
