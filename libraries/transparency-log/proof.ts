import { base64, fromBase64, sizeFrom } from './bytes.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from './checkpoint.ts'
import { LogFault } from './fault.ts'
import { HASH, leafHash } from './hash.ts'
import type { Policy } from './policy.ts'
import { verifyInclusion } from './tree.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'

/** That something stands in a log, to be kept and verified without asking anybody. C2SP tlog-proof. */
export interface LogProof {
  index: number
  path: Uint8Array[]
  /** The signed checkpoint, word for word. */
  checkpoint: string
  /** Not authenticated: whoever has the file can change it. */
  extra?: Uint8Array
}

export function proofText({ index, path, checkpoint, extra }: LogProof): string {
  return [
    HEADER,
    ...(extra ? [`extra ${base64(extra)}`] : []),
    `index ${index}`,
    ...path.map(base64),
    '',
    checkpoint,
  ].join('\n')
}

export function proofFrom(text: string): LogProof {
  const end = text.indexOf('\n\n')
  const [header, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (header !== HEADER) throw new LogFault('malformed', 'This is not a proof of a log.')
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice(6)) : undefined
  const index = lines.shift()
  if (!index?.startsWith('index ')) throw new LogFault('malformed', 'The proof has no index.')
  const path = lines.map(fromBase64)
  if (path.some((hash) => hash.length !== HASH) || path.length > 63)
    throw new LogFault('malformed', 'The path of the proof is damaged.')
  return {
    index: sizeFrom(index.slice(6)),
    path,
    checkpoint: text.slice(end + 2),
    ...(extra && { extra }),
  }
}

/** Verifies that `entry` stands in a log of the policy; answers the checkpoint that proves it. */
export function verifyProof(
  proof: LogProof,
  entry: Uint8Array,
  policy: Policy,
): VerifiedCheckpoint {
  const checkpoint = verifyCheckpoint(proof.checkpoint, policy)
  verifyInclusion(leafHash(entry), proof.index, checkpoint, proof.path)
  return checkpoint
}
