import type { Mailbox } from './sealing.ts'

/** Derives the keys of a mailbox in a worker of its own, which ends with its memory. */
export function deriveMailbox(worker: string, receipt: string, salt: Uint8Array): Promise<Mailbox> {
  return new Promise((resolve, reject) => {
    const deriving = new Worker(worker, { type: 'module' })
    deriving.onmessage = ({ data }: MessageEvent<{ mailbox?: Mailbox; trouble?: string }>) => {
      deriving.terminate()
      if (data.mailbox) resolve(data.mailbox)
      else reject(new Error(data.trouble))
    }
    deriving.onerror = (event) => {
      deriving.terminate()
      reject(new Error(event.message || 'The worker did not start.'))
    }
    deriving.postMessage({ receipt, salt })
  })
}
