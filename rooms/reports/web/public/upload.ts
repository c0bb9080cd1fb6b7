import type { AttachmentView } from '../../shapes.ts'
import { ask, patiently } from './api.ts'
import type { Upload } from './sealing.ts'
import { PART, part, partsOf } from './sealing.ts'

export interface How {
  /** The value of the Panah-Mailbox header. */
  mailbox: string
  signal: AbortSignal
  /** Bytes of this file that are there. */
  progress(done: number): void
  waiting(): void
}

/**
 * Sends one sealed file part by part. After a lost connection it asks which parts are there
 * and sends only the others; the file counts when the server has it whole.
 */
export async function sendFile(upload: Upload, how: How): Promise<void> {
  const { mailbox, signal } = how
  const url = `/api/mailbox/attachments/${upload.id}`
  const again = <T>(work: () => Promise<T>) => patiently(work, how.waiting, signal)
  const announced = { sealedSize: upload.sealedSize, sha256: upload.sha256 }
  const view = await again(() =>
    ask<AttachmentView>('PUT', url, { body: announced, mailbox, signal }),
  )
  const here = new Set(view.partsHere)
  const parts = partsOf(upload.sealedSize)
  for (let number = 0; number < parts && !view.complete; number++) {
    if (!here.has(number)) {
      const body = part(upload.sealed, number)
      await again(() => ask('PUT', `${url}/parts/${number}`, { body, mailbox, signal }))
    }
    how.progress(Math.min((number + 1) * PART, upload.sealedSize))
  }
  if (!view.complete)
    await again(() => ask('POST', `${url}/complete`, { body: {}, mailbox, signal }))
}
