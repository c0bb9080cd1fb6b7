import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Blocks, type BlockTable, buildBlocks } from './blocking.ts'
import { type Found, type Plan, Scorer, type Unit } from './kernel.ts'
import { joinTables, type Prepared, prepareField } from './prepare.ts'
import type { ColumnTask, Task } from './score.worker.ts'
import { type Crew, type LevelCounts, type Patterns, patternsOf, randomLevels } from './train.ts'

/** Threads that read columns, sort blocks and score units. What they find does not depend on how many there are. */
export interface Threads extends Crew {
  count: number
  prepare(task: ColumnTask): Promise<Prepared>
  join(one: Prepared, two: Prepared): Promise<Prepared>
  blocks(
    keys: readonly Int32Array[][],
    rows: number,
    split: number,
    table?: BlockTable,
    most?: number,
  ): Promise<Blocks[]>
  /** Scores each unit; `done` is called as they are finished, in any order. */
  score(
    plan: Plan,
    units: readonly Unit[],
    done: (at: number, found: Found) => void,
    signal?: AbortSignal,
  ): Promise<void>
  close(): Promise<void>
}

export const usualThreads = (): number => Math.min(8, availableParallelism())

/** One thread is this one; more are workers. */
export async function openThreads(count: number): Promise<Threads> {
  return count <= 1 ? ownThread() : pool(Array.from({ length: count }, startWorker))
}

function ownThread(): Threads {
  return {
    count: 1,
    async prepare({ name, kind, packets, rows }) {
      return prepareField(name, kind, packets, rows)
    },
    async join(one, two) {
      return joinTables(one, two)
    },
    async blocks(keys, rows, split, table, most) {
      return keys.map((one, rule) => buildBlocks(one, rows, split, table, rule, most))
    },
    async levels(plan, rows, seed, most) {
      return randomLevels(plan, rows, seed, most)
    },
    async patterns(plan, blocks) {
      return patternsOf(plan, blocks)
    },
    async score(plan, units, done, signal) {
      const scorer = new Scorer(plan)
      for (let at = 0; at < units.length; at++) {
        signal?.throwIfAborted()
        done(at, scorer.score(units[at]!))
        // The rest of the program, and its cancelling, must have a turn.
        if (at % 4 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    },
    async close() {},
  }
}

function startWorker(): Worker {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const built = ['./score.worker.js', './parts/score.worker.js'].map(beside).find(existsSync)
  if (built) return new Worker(built)
  // From source, the worker needs the same loader as this thread.
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./score.worker.ts', import.meta.url).href)}) })`,
    { eval: true },
  )
}

function pool(workers: readonly Worker[]): Threads {
  const free = [...workers]
  const waiting: ((worker: Worker) => void)[] = []
  const release = (worker: Worker) => {
    const next = waiting.shift()
    if (next) next(worker)
    else free.push(worker)
  }
  const ask = <T>(worker: Worker, task: Task): Promise<T> =>
    new Promise((resolve, reject) => {
      const answered = (answer: T) => {
        worker.off('error', failed)
        resolve(answer)
      }
      const failed = (reason: unknown) => {
        worker.off('message', answered)
        reject(reason)
      }
      worker.once('message', answered)
      worker.once('error', failed)
      worker.postMessage(task)
    })
  /** Asks whichever worker is free first. */
  const any = async <T>(task: Task): Promise<T> => {
    const worker = free.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)))
    try {
      return await ask<T>(worker, task)
    } finally {
      release(worker)
    }
  }
  return {
    count: workers.length,
    prepare: (column) => any({ kind: 'column', column }),
    join: (one, two) => any({ kind: 'join', one, two }),
    blocks: (all, rows, split, table, most) =>
      Promise.all(
        all.map((keys, rule) =>
          any<Blocks>({
            kind: 'blocks',
            keys,
            rows,
            split,
            rule,
            ...(table && { table }),
            ...(most && { most }),
          }),
        ),
      ),
    levels: (plan, rows, seed, most) =>
      any<LevelCounts>({ kind: 'levels', plan, rows, seed, most }),
    patterns: (plan, blocks) => any<Patterns>({ kind: 'patterns', plan, blocks }),
    async score(plan, units, done, signal) {
      await Promise.all(workers.map((worker) => ask(worker, { kind: 'plan', plan })))
      let next = 0
      await Promise.all(
        workers.map(async (worker) => {
          for (let at = next++; at < units.length; at = next++) {
            signal?.throwIfAborted()
            done(at, await ask<Found>(worker, { kind: 'unit', unit: units[at]! }))
          }
        }),
      )
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
