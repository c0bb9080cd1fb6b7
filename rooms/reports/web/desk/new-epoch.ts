import { api } from '../../../../web/workspace/api.ts'
import { base64 } from '../../sealing/bytes.ts'
import type { Certificate } from '../../sealing/certificate.ts'
import { rewrapAll } from '../../sealing/desk.ts'
import { type EpochSecrets, newEpoch, type OpenEpoch, wrapEpoch } from '../../sealing/epoch.ts'
import type { DeskKeysAnswer } from '../../shapes.ts'

export type Member = DeskKeysAnswer['members'][number]

interface OpenWrap {
  reportId: string
  epoch: number
  /** Base64. */
  blob: string
}

/** A new epoch on its way: its secrets live in this tab until the certificate is there. */
export interface EpochInMaking {
  secrets: EpochSecrets
  recipient: string
  statement: string
  certificate: Certificate | null
}

/** Makes the keys and asks for the statement that the organisation root must sign. */
export async function beginEpoch(deskId: string, newest: number): Promise<EpochInMaking> {
  const made = await newEpoch(deskId, newest + 1)
  const { statement, certificate } = await api.post<{
    statement: string
    certificate: Certificate | null
  }>(`/api/desk/${deskId}/certify`, made.public)
  return { secrets: made.secrets, recipient: made.public.recipient, statement, certificate }
}

async function openWraps(deskId: string): Promise<OpenWrap[]> {
  const all: OpenWrap[] = []
  let after: string | undefined
  do {
    const page = await api.get<{ items: OpenWrap[]; next: string | null }>(
      `/api/desk/${deskId}/open-wraps`,
      {
        query: { after },
      },
    )
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return all
}

const MOST_IN_ONE = 1000

/**
 * The body that puts the new epoch in force for `members`, and the re-wraps that did not fit in
 * it: open reports are wrapped again, closed ones stay under the epochs that their readers have.
 */
export async function finishEpoch(
  making: EpochInMaking,
  certificate: Certificate,
  members: readonly Member[],
  epochs: readonly OpenEpoch[],
) {
  const { deskId } = making.secrets
  const wraps = await Promise.all(
    members.flatMap(({ accountId, recipient }) =>
      recipient
        ? [wrapEpoch(making.secrets, recipient).then((blob) => ({ accountId, blob: base64(blob) }))]
        : [],
    ),
  )
  const rewraps = await rewrapAll(await openWraps(deskId), epochs, deskId, making)
  return {
    body: { certificate, wraps, rewraps: rewraps.slice(0, MOST_IN_ONE) },
    later: rewraps.slice(MOST_IN_ONE),
  }
}

export async function sendLater(
  deskId: string,
  epoch: number,
  later: readonly { reportId: string; blob: string }[],
): Promise<void> {
  for (let at = 0; at < later.length; at += MOST_IN_ONE)
    await api.post(`/api/desk/${deskId}/rewraps`, {
      epoch,
      rewraps: later.slice(at, at + MOST_IN_ONE),
    })
}
