// Deriving keys from a receipt takes seconds on a cheap phone; here it does not hold up the page.
import { mailboxOf } from '../../sealing/receipt.ts'

addEventListener('message', (event: MessageEvent<{ receipt: string; salt: Uint8Array }>) => {
  const { receipt, salt } = event.data
  mailboxOf(receipt, salt).then(
    (mailbox) => postMessage({ mailbox }),
    (trouble: unknown) => postMessage({ trouble: String(trouble) }),
  )
})
