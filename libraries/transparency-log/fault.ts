export type FaultCode =
  /** The bytes are not of the format they claim to be. */
  | 'malformed'
  /** A signature of a known key does not fit, or no known key has signed. */
  | 'signature'
  /** Too few witnesses of the policy have cosigned. */
  | 'quorum'
  /** A Merkle proof does not lead to the root. */
  | 'proof'
  /** Entries or tiles do not hash to what the checkpoint says. */
  | 'content'
  /** Two checkpoints of one log that cannot both be true. */
  | 'fork'
  /** The log is smaller than it has been. */
  | 'rollback'
  /** Something that must be there is not. */
  | 'missing'

/** What is wrong with a log, a proof or a note. Every check of this library throws one of these or passes. */
export class LogFault extends Error {
  readonly code: FaultCode
  constructor(code: FaultCode, what: string) {
    super(what)
    this.name = 'LogFault'
    this.code = code
  }
}
