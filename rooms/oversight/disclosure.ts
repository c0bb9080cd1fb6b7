import {
  fromBase64,
  LogFault,
  type Policy,
  proofFrom,
  textOf,
  utf8,
  type VerifiedCheckpoint,
  verifyProof,
} from '../../libraries/transparency-log/index.ts'
import { isLeafOf, type StepEvent } from '../reports/door.ts'

export interface Disclosed {
  event: StepEvent
  checkpoint: VerifiedCheckpoint
  index: number
}

/** Reads a proof file that a reporter shows: which step it is of, and that exactly this stands in the log. */
export function readDisclosure(file: string, policy: Policy): Disclosed {
  const proof = proofFrom(file)
  if (!proof.extra) throw new LogFault('malformed', 'This proof does not say what it is of.')
  const { line, event, nonce } = JSON.parse(textOf(proof.extra)) as Record<string, string>
  const checkpoint = verifyProof(proof, utf8(String(line)), policy)
  const shown = JSON.parse(String(event)) as StepEvent
  if (!isLeafOf(String(line), shown, fromBase64(String(nonce))))
    throw new LogFault('content', 'The line in the log is not of the step that this file tells of.')
  return { event: shown, checkpoint, index: proof.index }
}
