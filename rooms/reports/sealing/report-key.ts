import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, textOf, utf8 } from './bytes.ts'
import {
  type Identity,
  newIdentity,
  type Recipient,
  recipientOf,
  seal,
  unseal,
} from './identity.ts'

/** One age identity for one report: payload and attachments are sealed to its recipient, once. */
export interface ReportKey {
  identity: string
  recipient: Recipient
}

export async function newReportKey(): Promise<ReportKey> {
  const identity = await newIdentity()
  return { identity, recipient: await recipientOf(identity) }
}

/** The report key sealed to a desk's epoch or to the reporter's mailbox: an age file of 274 bytes. */
export function wrapReportKey(key: Pick<ReportKey, 'identity'>, to: Recipient): Promise<Bytes> {
  return seal(utf8(key.identity), to)
}

/**
 * The report key behind a wrap. Its recipient is computed and never taken from the server:
 * a server that could name it could have replies sealed to itself.
 */
export async function unwrapReportKey(wrap: Uint8Array, identity: Identity): Promise<ReportKey> {
  const text = textOf(await unseal(wrap, identity))
  if (!/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(text)) throw new BrokenSeal('malformed')
  return { identity: text, recipient: await recipientOf(text) }
}

/** Wraps the same key for another desk or epoch; nothing that was sealed to it changes. */
export async function rewrapReportKey(
  wrap: Uint8Array,
  identity: Identity,
  to: Recipient,
): Promise<Bytes> {
  return wrapReportKey(await unwrapReportKey(wrap, identity), to)
}
