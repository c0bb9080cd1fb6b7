import { parentPort } from 'node:worker_threads'
import { perform, type Task } from './tasks.ts'

parentPort?.on('message', (task: Task) => {
  const tell = (progress: number) => parentPort?.postMessage({ progress })
  // A failure is left unhandled: it ends the thread, and whoever waits for it is told.
  void perform(task, tell).then((result) => parentPort?.postMessage({ result }))
})
