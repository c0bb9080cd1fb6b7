import type { Answers, QuestionKey } from '../questions.ts'
import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, fromBase64, sha256 } from './bytes.ts'
import { isFromReporter, openEnvelope, provedByReporter, sealEnvelope } from './envelope.ts'
import type { ReportKey } from './report-key.ts'

/** The answers that say who is accused: they are sealed apart, and opened after the decision. */
export const accusedKeys = ['recruiter', 'official'] as const satisfies readonly QuestionKey[]

/**
 * Every such part is as long as the longest can be (2,000 characters, each at most six bytes of JSON),
 * so that its length does not tell whether anybody is named.
 */
export const ACCUSED_LENGTH = 16 * 1024

interface AccusedBody {
  kind: 'accused'
  answers: Answers
}

/** Takes the answers apart. Both parts are there whatever was answered. */
export function takenApart(answers: Answers): { open: Answers; accused: Answers } {
  const open = { ...answers }
  const accused: Answers = {}
  for (const key of accusedKeys) {
    if (answers[key] !== undefined) accused[key] = answers[key]
    delete open[key]
  }
  return { open, accused }
}

/** Seals who is accused; `hash` goes into the first message, so that no other part can be put in its place. */
export async function sealAccused(of: {
  report: string
  deskId: string
  epoch: number
  key: ReportKey
  macKey: Bytes
  answers: Answers
}): Promise<{ sealed: Bytes; hash: string }> {
  const { report, deskId, epoch, key, macKey, answers } = of
  const header = {
    version: 1 as const,
    report,
    sequence: 1,
    direction: 'accused' as const,
    previous: null,
    deskId,
    epoch,
  }
  const body: AccusedBody = { kind: 'accused', answers }
  const prove = provedByReporter(macKey)
  const sealed = await sealEnvelope({ header, body }, key.recipient, prove, ACCUSED_LENGTH)
  return { sealed, hash: base64(await sha256(sealed)) }
}

/** Opens it with what the first message says: the reporter's key and the hash of this very part. */
export async function openAccused(
  sealed: string,
  of: { report: string; key: ReportKey; macKey: string; hash: string },
): Promise<Answers> {
  const bytes = fromBase64(sealed)
  if (base64(await sha256(bytes)) !== of.hash) throw new BrokenSeal('chain-broken')
  const place = {
    report: of.report,
    sequence: 1,
    direction: 'accused' as const,
    previous: null,
  }
  const envelope = await openEnvelope<AccusedBody>(bytes, of.key.identity, place, (proof, text) =>
    isFromReporter(fromBase64(of.macKey), proof, text, 'accused'),
  )
  return envelope.body.answers
}
