import type { DesksAnswer, MailboxAnswer } from '../../shapes.ts'
import { ask } from './api.ts'
import { deriveMailbox } from './mailbox-keys.ts'
import { OtherRoot } from './prepare.ts'
import type { Mailbox, OpenMailbox } from './sealing.ts'

/** Derives the keys of a receipt and opens what the server holds for it. Throws Refused where it knows none such. */
export async function openWithReceipt(
  receipt: string,
  worker: string,
  root: string,
): Promise<OpenMailbox> {
  const [{ fromBase64 }, desks] = await Promise.all([
    import('./sealing.ts'),
    ask<DesksAnswer>('GET', '/api/reports/desks'),
  ])
  if (desks.root !== root) throw new OtherRoot()
  return fetchMailbox(await deriveMailbox(worker, receipt, fromBase64(desks.salt)), root)
}

/** Fetches and opens again with keys that are at hand. */
export async function fetchMailbox(mailbox: Mailbox, root: string): Promise<OpenMailbox> {
  const { mailboxHeader, openMailbox } = await import('./sealing.ts')
  const answer = await ask<MailboxAnswer>('GET', '/api/mailbox', {
    mailbox: mailboxHeader(mailbox),
  })
  return openMailbox(answer, mailbox, root)
}
