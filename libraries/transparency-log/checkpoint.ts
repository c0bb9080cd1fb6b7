import { base64, fromBase64, isSame, sizeFrom } from './bytes.ts'
import { LogFault } from './fault.ts'
import { HASH } from './hash.ts'
import { type NoteSigner, noteFrom, openNote, type Verified } from './note.ts'
import { isMet, type Policy } from './policy.ts'
import type { TreeHead } from './tree.ts'

/** What a log says of itself: so many entries with this root. C2SP tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  origin: string
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`
}

/** Reads the text of a checkpoint; lines after the third are passed over. */
export function checkpointFrom(text: string): Checkpoint {
  const [origin, size, root, ...more] = text.split('\n')
  const end = more.pop()
  if (!origin || size === undefined || !root || end !== '' || more.includes(''))
    throw new LogFault('malformed', 'This is not a checkpoint.')
  const hash = fromBase64(root)
  if (hash.length !== HASH)
    throw new LogFault('malformed', 'The root of a checkpoint has 32 bytes.')
  return { origin, size: sizeFrom(size), root: hash }
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  const text = checkpointText(checkpoint)
  return `${text}\n${signer.line(text)}`
}

export interface Witnessing {
  /** The name of the witness in the policy. */
  name: string
  /** POSIX seconds. */
  time: number
}

export interface VerifiedCheckpoint extends Checkpoint {
  note: string
  cosigned: Witnessing[]
}

/** Verifies a checkpoint by a policy: signed by a log of it under that log's name, and cosigned by its quorum. */
export function verifyCheckpoint(note: string, policy: Policy): VerifiedCheckpoint {
  const opened = noteFrom(note)
  const checkpoint = checkpointFrom(opened.text)
  const logs = policy.logs.filter(({ key }) => key.name === checkpoint.origin)
  if (!logs.length)
    throw new LogFault('signature', `The policy knows no log "${checkpoint.origin}".`)
  const { by } = openNote(opened, [
    ...logs.map(({ key }) => key),
    ...policy.witnesses.map(({ key }) => key),
  ])
  if (!by.some(({ key }) => logs.some((log) => log.key === key)))
    throw new LogFault('signature', `${checkpoint.origin} has not signed this checkpoint.`)
  const cosigned = witnessingOf(by, policy)
  if (!isMet(policy, new Set(cosigned.map(({ name }) => name))))
    throw new LogFault('quorum', `Too few witnesses: ${cosigned.length} have cosigned.`)
  return { ...checkpoint, note, cosigned }
}

function witnessingOf(by: readonly Verified[], policy: Policy): Witnessing[] {
  return by.flatMap(({ key, time }) => {
    const witness = policy.witnesses.find((one) => one.key === key)
    return witness && time !== undefined ? [{ name: witness.name, time }] : []
  })
}

/** Two verified checkpoints of one log of the same size must be the same: if not, both together prove the fork. */
export function refuseFork(one: Checkpoint, other: Checkpoint): void {
  if (one.origin === other.origin && one.size === other.size && !isSame(one.root, other.root))
    throw new LogFault('fork', `${one.origin} has signed two different trees of ${one.size}.`)
}
