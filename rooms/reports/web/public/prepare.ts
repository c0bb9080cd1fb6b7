import type { DesksAnswer, PublicDesk } from '../../shapes.ts'
import { ask } from './api.ts'
import { deriveMailbox } from './mailbox-keys.ts'
import type { Mailbox } from './sealing.ts'

export interface Preparing {
  receipt: string
  desks: readonly PublicDesk[]
  /** Still being derived when the receipt is shown. */
  mailbox: Promise<Mailbox>
}

/** The server's desks are not certified by the root that came with the page. */
export class OtherRoot extends Error {
  readonly fault = 'not-certified'
}

/** Makes the receipt and begins to derive its keys, in the background, while questions are answered. */
export async function prepareSealing(
  worker: string,
  kept: string | null,
  root: string,
): Promise<Preparing> {
  const [sealing, answer] = await Promise.all([
    import('./sealing.ts'),
    ask<DesksAnswer>('GET', '/api/reports/desks'),
  ])
  // What the page pins decides; another root in the answer means that one of the two was exchanged.
  if (answer.root !== root) throw new OtherRoot()
  const receipt = kept ?? sealing.newReceipt()
  const mailbox = deriveMailbox(worker, receipt, sealing.fromBase64(answer.salt))
  // Awaited when it is sent; until then a failure must not count as unhandled.
  mailbox.catch(() => undefined)
  return { receipt, desks: answer.desks, mailbox }
}
