import type { DesksAnswer, PublicDesk } from '../../shapes.ts'
import { ask } from './api.ts'
import type { Option } from './choices.tsx'
import { deriveMailbox } from './mailbox-keys.ts'
import type { Mailbox } from './sealing.ts'

export interface Preparing {
  receipt: string
  desks: readonly PublicDesk[]
  /** By name; empty where they could not be fetched: the place can be written in words too. */
  countries: readonly Option[]
  /** Still being derived when the receipt is shown. */
  mailbox: Promise<Mailbox>
}

/** The server's desks are not certified by the root that came with the page. */
export class OtherRoot extends Error {
  readonly fault = 'not-certified'
}

/** Makes the receipt and begins to derive its keys, in the background, while questions are answered. */
export async function prepareSealing(of: {
  worker: string
  root: string
  lang: string
  /** The receipt of a form that was reloaded half-way. */
  receipt: string | null
}): Promise<Preparing> {
  const [sealing, answer, countries] = await Promise.all([
    import('./sealing.ts'),
    ask<DesksAnswer>('GET', '/api/reports/desks'),
    fetchCountries(of.lang),
  ])
  // What the page pins decides; another root in the answer means that one of the two was exchanged.
  if (answer.root !== of.root) throw new OtherRoot()
  const receipt = of.receipt ?? sealing.newReceipt()
  const mailbox = deriveMailbox(of.worker, receipt, sealing.fromBase64(answer.salt))
  // Awaited when it is sent; until then a failure must not count as unhandled.
  mailbox.catch(() => undefined)
  return { receipt, desks: answer.desks, countries, mailbox }
}

// Fetched by everybody, and not only by who says "abroad": otherwise the request would tell.
async function fetchCountries(lang: string): Promise<readonly Option[]> {
  try {
    return (await ask<{ items: Option[] }>('GET', `/api/guide/countries/${lang}`)).items
  } catch {
    return []
  }
}
