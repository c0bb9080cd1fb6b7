import { base64, fromBase64, isSame, sizeFrom } from './bytes.ts'
import { type Checkpoint, checkpointFrom } from './checkpoint.ts'
import { LogFault } from './fault.ts'
import { HASH } from './hash.ts'
import { type NoteKey, type NoteSigner, noteFrom, openNote, signatureFrom } from './note.ts'
import { type TreeHead, verifyConsistency } from './tree.ts'

/** What `POST add-checkpoint` carries. C2SP tlog-witness. */
export interface AddCheckpoint {
  old: number
  proof: Uint8Array[]
  checkpoint: string
}

export function addCheckpointText({ old, proof, checkpoint }: AddCheckpoint): string {
  return `old ${old}\n${proof.map((hash) => `${base64(hash)}\n`).join('')}\n${checkpoint}`
}

export function addCheckpointFrom(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n')
  const [old, ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  if (!old?.startsWith('old ') || lines.length > 63)
    throw new LogFault('malformed', 'This is not a checkpoint for a witness.')
  const proof = lines.map(fromBase64)
  if (proof.some((hash) => hash.length !== HASH))
    throw new LogFault('malformed', 'The proof is damaged.')
  return { old: sizeFrom(old.slice(4)), proof, checkpoint: body.slice(end + 2) }
}

export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422
  type: string
  body: string
}

/** The newest tree that a witness has cosigned, for each log. */
export interface WitnessMemory {
  /**
   * Gives `decide` what is remembered of a log and remembers what it answers before this resolves.
   * One after the other: between reading and writing nobody else may come.
   */
  update<T extends { next?: TreeHead }>(
    origin: string,
    decide: (latest: TreeHead | undefined) => T,
  ): Promise<T>
}

export interface WitnessOf {
  signer: NoteSigner
  /** Keys of the logs that are witnessed; the name of a key is the origin of its log. */
  logs: readonly NoteKey[]
  memory: WitnessMemory
  /** Is told of every tree that is signed by a log and yet fits no earlier one: evidence against that log. */
  alarm?(what: { origin: string; why: string; request: string }): void
}

const plain = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
})
const sizeAnswer = (size: number): WitnessAnswer => ({
  status: 409,
  type: 'text/x.tlog.size',
  body: `${size}\n`,
})

/** Answers `add-checkpoint`: cosigns a tree that continues the newest one it has cosigned, and nothing else. */
export async function answerAsWitness(of: WitnessOf, body: string): Promise<WitnessAnswer> {
  let asked: AddCheckpoint
  let checkpoint: Checkpoint
  let text: string
  try {
    asked = addCheckpointFrom(body)
    text = noteFrom(asked.checkpoint).text
    checkpoint = checkpointFrom(text)
  } catch (trouble) {
    return plain(400, (trouble as Error).message)
  }
  const keys = of.logs.filter((key) => key.name === checkpoint.origin)
  if (!keys.length) return plain(404, 'This log is not witnessed here.')
  try {
    openNote(asked.checkpoint, keys)
  } catch (trouble) {
    return plain(403, (trouble as Error).message)
  }
  if (asked.old > checkpoint.size) return plain(400, 'The old size is more than the new one.')
  const { answer } = await of.memory.update(checkpoint.origin, (latest) =>
    decide(of, latest, asked, checkpoint, text, body),
  )
  return answer
}

interface Decision {
  answer: WitnessAnswer
  next?: TreeHead
}

function decide(
  of: WitnessOf,
  latest: TreeHead | undefined,
  asked: AddCheckpoint,
  checkpoint: Checkpoint,
  text: string,
  request: string,
): Decision {
  const { origin, size, root } = checkpoint
  if (asked.old !== (latest?.size ?? 0)) return { answer: sizeAnswer(latest?.size ?? 0) }
  if (latest && latest.size === size && !isSame(latest.root, root)) {
    of.alarm?.({ origin, why: `two different trees of ${size}`, request })
    return { answer: sizeAnswer(size) }
  }
  try {
    if (latest) verifyConsistency(latest, checkpoint, asked.proof)
    else if (asked.proof.length) throw new LogFault('proof', 'The proof should be empty.')
  } catch (trouble) {
    of.alarm?.({ origin, why: (trouble as Error).message, request })
    return { answer: plain(422, (trouble as Error).message) }
  }
  const line = of.signer.line(text)
  return {
    answer: { status: 200, type: 'text/plain; charset=utf-8', body: line },
    next: { size, root },
  }
}

/** How a log reaches one of its witnesses: the body of `add-checkpoint` in, status and body out. */
export type AskWitness = (body: string) => Promise<{ status: number; body: string }>

/** A witness behind its submission prefix. */
export function witnessAt(url: string, fetcher: typeof fetch = fetch): AskWitness {
  return async (body) => {
    const answer = await fetcher(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(10_000),
    })
    return { status: answer.status, body: await answer.text() }
  }
}

/**
 * Gets the signature line of a witness for a checkpoint. `proveFrom` makes the consistency proof from
 * an older size. Throws LogFault('rollback') where the witness has seen a larger tree than ours:
 * then we have lost something, and must not go on.
 */
export async function askToCosign(of: {
  ask: AskWitness
  key: NoteKey
  checkpoint: string
  /** The size that this witness has cosigned last, as far as we know. */
  old: number
  proveFrom(old: number): Promise<Uint8Array[]>
}): Promise<string> {
  const { size } = checkpointFrom(noteFrom(of.checkpoint).text)
  const send = async (old: number) =>
    of.ask(addCheckpointText({ old, proof: await of.proveFrom(old), checkpoint: of.checkpoint }))
  const old = Math.min(of.old, size)
  let answer = await send(old)
  if (answer.status === 409) {
    const seen = sizeFrom(answer.body.trimEnd())
    if (seen > size)
      throw new LogFault(
        'rollback',
        `${of.key.name} has seen ${seen} entries, and we have ${size}.`,
      )
    if (seen === old)
      throw new LogFault('fork', `${of.key.name} knows another tree of ${seen} entries.`)
    answer = await send(seen)
  }
  if (answer.status === 422)
    throw new LogFault('fork', `${of.key.name}: ${answer.body.trim().slice(0, 200)}`)
  if (answer.status !== 200)
    throw new LogFault('missing', `${of.key.name} answers ${answer.status}.`)
  return cosignatureOf(answer.body, of.checkpoint, of.key)
}

function cosignatureOf(body: string, checkpoint: string, key: NoteKey): string {
  const { text } = noteFrom(checkpoint)
  const lines = body.split('\n').filter(Boolean)
  const line = lines.find((one) => {
    const { name, id } = signatureFrom(one)
    return name === key.name && id === key.id
  })
  if (!line) throw new LogFault('signature', `${key.name} has not signed.`)
  openNote(`${text}\n${line}\n`, [key])
  return `${line}\n`
}
