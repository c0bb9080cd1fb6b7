/**
 * Published on purpose: with it every made-up officer's key opens, and only those. No officer of a
 * live installation has it, because it is never set there.
 */
export const tryoutPassphrase = 'panah try-out passphrase'

/** The receipt of the first made-up report, to try the mailbox with. */
export const tryoutReceipt = '246801357924680135792468'
