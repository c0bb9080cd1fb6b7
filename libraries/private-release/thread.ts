import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ResultOf, Task } from './tasks.ts'

/** Does a task on a thread of its own, so that a server goes on answering; an abort ends the thread. */
export function inThread<T extends Task>(
  task: T,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (part: number) => void } = {},
): Promise<ResultOf<T>> {
  signal?.throwIfAborted()
  const worker = startWorker()
  const abort = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const work = new Promise<ResultOf<T>>((resolve, reject) => {
    worker.on('message', (message: { progress: number } | { result: ResultOf<T> }) => {
      if ('result' in message) resolve(message.result)
      else onProgress?.(message.progress)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the thread of a release ended before its work')))
  })
  worker.postMessage(task)
  return Promise.race(signal ? [work, abort] : [work]).finally(() => void worker.terminate())
}

// Built, the worker lies in dist/parts, beside or below the bundle; from source it is TypeScript.
function startWorker(): Worker {
  for (const place of ['./release.worker.js', './parts/release.worker.js']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return new Worker(url)
  }
  // The loader of TypeScript does not reach into threads by itself.
  const source = new URL('./release.worker.ts', import.meta.url).href
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}) })`,
    { eval: true },
  )
}
