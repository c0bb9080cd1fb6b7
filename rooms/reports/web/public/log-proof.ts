import {
  base64,
  Frontier,
  overHttp,
  type Policy,
  policyFrom,
  proofFrom,
  proofText,
  readOn,
  textOf,
  utf8,
  verifyCheckpoint,
  verifyProof,
} from '../../../../libraries/transparency-log/browser.ts'
import { eventText, leafFrom, leafOf, markOf, nonceOf, type StepEvent } from '../../log/leaf.ts'
import type { LoggedStep, LoggedSteps } from '../../log/shapes.ts'
import { ask } from './api.ts'
import type { Mailbox } from './sealing.ts'

/** `wrong`: the server says something that the public log does not bear out. */
export type LogState = 'proved' | 'waiting' | 'wrong'

export interface CheckedStep {
  event: StepEvent
  state: LogState
  /** To keep: proves this one step to anybody, and says nothing else. Only of what is proved. */
  file?: string
}

type Held = Pick<Mailbox, 'locator' | 'token' | 'logSecret'>

async function readPolicy(): Promise<Policy> {
  const answer = await fetch('/log/policy')
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return policyFrom(await answer.text())
}

/** The steps of the report behind a receipt, each checked against the public log in this browser. */
export async function checkSteps(mailbox: Held): Promise<CheckedStep[]> {
  const [policy, { steps }] = await Promise.all([
    readPolicy(),
    ask<LoggedSteps>('GET', '/api/mailbox/log', { mailbox: `${mailbox.locator}.${mailbox.token}` }),
  ])
  return steps.map((step, at) => checkStep(step, at + 1, mailbox.logSecret, policy))
}

function checkStep(step: LoggedStep, n: number, secret: Uint8Array, policy: Policy): CheckedStep {
  const event = JSON.parse(step.event) as StepEvent
  // Made anew from the receipt: the server cannot pass off a line of another report.
  const line = leafOf(secret, event)
  if (event.n !== n || line !== step.line || eventText(event) !== step.event)
    return { event, state: 'wrong' }
  if (step.proof === null) return { event, state: 'waiting' }
  try {
    const proof = proofFrom(step.proof)
    verifyProof(proof, utf8(line), policy)
    const shown = { line, event: step.event, nonce: base64(nonceOf(secret, n)) }
    return {
      event,
      state: 'proved',
      file: proofText({ ...proof, extra: utf8(JSON.stringify(shown)) }),
    }
  } catch {
    return { event, state: 'wrong' }
  }
}

/** Waits until the report itself stands in the log, for as long as somebody at a phone would. */
export async function proveReceived(
  mailbox: Held,
  signal: AbortSignal,
): Promise<Pick<CheckedStep, 'state' | 'file'>> {
  for (let pause = 150, waited = 0; waited < 15_000; waited += pause, pause = pause * 1.5) {
    await new Promise((done) => setTimeout(done, pause))
    signal.throwIfAborted()
    try {
      const [first] = await checkSteps(mailbox)
      if (first && first.state !== 'waiting') return first
    } catch {
      // The report is in; that the proof cannot be fetched just now must not make it look lost.
    }
  }
  return { state: 'waiting' }
}

export interface Searched {
  /** Entries that were read and checked. */
  entries: number
  /** Steps of this report that stand in the log. */
  found: number
}

/** Reads the whole public log, checks it, and looks for every step of this report: also for those that the server does not show. */
export async function searchLog(secret: Uint8Array, shown: number): Promise<Searched> {
  const policy = await readPolicy()
  const source = overHttp('/log')
  const checkpoint = verifyCheckpoint(await source.checkpoint(), policy)
  const mine = new Set(Array.from({ length: shown + 50 }, (_, at) => markOf(secret, at + 1)))
  let found = 0
  await readOn(source, new Frontier(), checkpoint, (entry) => {
    if (mine.has(leafFrom(textOf(entry))?.mark ?? '')) found++
  })
  return { entries: checkpoint.size, found }
}
