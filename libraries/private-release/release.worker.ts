import { parentPort } from 'node:worker_threads'
import { perform, type Task } from './tasks.ts'

parentPort?.on('message', async (task: Task) => {
  const result = await perform(task, (progress) => parentPort?.postMessage({ progress }))
  parentPort?.postMessage({ result })
})
