import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { perform, type ResultOf, type Task } from './tasks.ts'

/** Threads that share out tasks; results come in the order of the tasks, whatever the threads do. */
export interface Crew {
  run<T extends Task>(task: T): Promise<ResultOf<T>>
  close(): Promise<void>
}

interface Waiting {
  task: Task
  done: (result: unknown) => void
  failed: (trouble: unknown) => void
}

/** @param threads 0 does the work on this thread, with a breath after each task. */
export function gather(threads: number, signal?: AbortSignal): Crew {
  return threads > 0 ? new Threads(threads, signal) : alone(signal)
}

function alone(signal?: AbortSignal): Crew {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run<T extends Task>(task: T) {
      const next = last.then(async () => {
        await new Promise((breath) => setImmediate(breath))
        signal?.throwIfAborted()
        return perform(task) as ResultOf<T>
      })
      last = next.catch(() => undefined)
      return next
    },
    async close() {},
  }
}

class Threads implements Crew {
  readonly #idle: Worker[] = []
  readonly #all: Worker[] = []
  readonly #queue: Waiting[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #most: number
  readonly #signal: AbortSignal | undefined
  #closed = false
  readonly #stop = () => void this.close(this.#signal?.reason)

  constructor(most: number, signal?: AbortSignal) {
    this.#most = most
    this.#signal = signal
    signal?.addEventListener('abort', this.#stop, { once: true })
  }

  run<T extends Task>(task: T): Promise<ResultOf<T>> {
    if (this.#signal?.aborted) return Promise.reject(this.#signal.reason)
    return new Promise((done, failed) => {
      this.#queue.push({ task, done: done as (result: unknown) => void, failed })
      this.#assign()
    })
  }

  /** A thread in the middle of a task is ended: nothing of it is needed any more. */
  async close(reason: unknown = new Error('The estimation was closed.')): Promise<void> {
    this.#closed = true
    this.#signal?.removeEventListener('abort', this.#stop)
    const left = [...this.#queue.splice(0), ...this.#busy.values()]
    this.#busy.clear()
    for (const { failed } of left) failed(reason)
    await Promise.all(this.#all.map((worker) => worker.terminate()))
  }

  #assign(): void {
    while (this.#queue.length) {
      const worker = this.#idle.pop() ?? (this.#all.length < this.#most ? this.#hire() : undefined)
      if (!worker) return
      const next = this.#queue.shift()!
      this.#busy.set(worker, next)
      worker.postMessage(next.task)
    }
  }

  #hire(): Worker {
    const worker = startWorker()
    this.#all.push(worker)
    worker.on('message', (result) => {
      this.#busy.get(worker)?.done(result)
      this.#busy.delete(worker)
      this.#idle.push(worker)
      this.#assign()
    })
    worker.on('error', (trouble) => {
      if (!this.#closed) void this.close(trouble)
    })
    return worker
  }
}

// Built, the worker lies in dist/parts, beside or below the bundle; from source it is TypeScript.
function startWorker(): Worker {
  for (const place of ['./estimation.worker.js', './parts/estimation.worker.js']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return new Worker(url)
  }
  // The loader of TypeScript does not reach into threads by itself.
  const source = new URL('./estimation.worker.ts', import.meta.url).href
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}) })`,
    { eval: true },
  )
}
