/** Why something sealed is not accepted; shown as `seal.<code>`. */
export type SealFault =
  | 'cannot-open'
  | 'malformed'
  | 'other-report'
  | 'wrong-direction'
  | 'wrong-order'
  | 'chain-broken'
  | 'forged'
  | 'not-certified'
  | 'not-yet-valid'
  | 'expired'
  | 'other-desk'
  | 'older-epoch'
  | 'wrong-passphrase'
  | 'other-attachment'

/** Thrown by everything in this folder that opens or verifies. */
export class BrokenSeal extends Error {
  readonly fault: SealFault

  constructor(fault: SealFault) {
    super(`seal: ${fault}`)
    this.fault = fault
  }
}
