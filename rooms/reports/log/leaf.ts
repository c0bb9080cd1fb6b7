import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64url, joined, utf8 } from '../sealing/bytes.ts'

/** What the public log says of a report. Everything else about it is in the commitment. */
export const leafKinds = [
  'received',
  'read',
  'assigned',
  'laid-back',
  'replied',
  'wrote-again',
  'decided',
  'close-proposed',
  'close-refused',
  'closed',
  'case-opened',
  'reopened',
  'handed-over',
  'acknowledged',
  'overdue',
  'caught-up',
  'escalated',
  'late-explained',
  'late-asked',
  'late-acknowledged',
  'expired',
  'reminded',
  'retaliation-raised',
  'retaliation-seen',
  'retaliation-answered',
  'nobody-drawn',
  'redrawn',
  'assigned-by-hand',
  'accused-opened-early',
] as const
export type LeafKind = (typeof leafKinds)[number]

/** One step of a report as its holder can show it. No name, no word of the report, not even its number. */
export interface StepEvent {
  /** Counted from 1 for each report. */
  n: number
  kind: LeafKind
  /** The desk's key. */
  unit: string
  at: string
  /** Until when the desk must act; null where it owes nothing. */
  due: string | null
  /** What the public line says besides, such as `reason` or `to`. */
  more?: Record<string, string>
}

/** The exact text that is committed to. */
export function eventText({ n, kind, unit, at, due, more }: StepEvent): string {
  const sorted = Object.entries(more ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify({ n, kind, unit, at, due, more: Object.fromEntries(sorted) })
}

function derive(secret: Uint8Array, purpose: string, n: number): Uint8Array {
  return hmac(sha256, secret, utf8(`${purpose}\n${n}`))
}

/** The mark of a report's n-th step in the log: only who holds the report's log secret can tell which marks belong together. 22 letters. */
export function markOf(secret: Uint8Array, n: number): string {
  return base64url(derive(secret, 'panah/log/mark/v1', n).subarray(0, 16))
}

/** Hides the event behind its commitment; to show an event is to show this too. 32 bytes. */
export function nonceOf(secret: Uint8Array, n: number): Uint8Array {
  return derive(secret, 'panah/log/nonce/v1', n)
}

export function commitmentOf(nonce: Uint8Array, event: string): string {
  return base64url(sha256(joined(utf8('panah/log/event/v1\n'), nonce, utf8(event))))
}

/** The week of a moment in Pakistan (UTC+5 all year), ISO 8601: `2026-W48`. */
export function weekOf(at: string): string {
  const day = new Date(Date.parse(at) + 5 * 3_600_000)
  // The week belongs to the year that its Thursday lies in.
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * 86_400_000)
  const year = thursday.getUTCFullYear()
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** A line of the log: `panah/1 kind unit week mark commitment`, and `name=value` for what is public besides. */
export interface Leaf {
  kind: string
  unit: string
  week: string
  mark: string
  commitment: string
  more: Record<string, string>
}

export function leafText(leaf: Leaf): string {
  const more = Object.entries(leaf.more).sort(([one], [other]) => (one < other ? -1 : 1))
  return [
    'panah/1',
    leaf.kind,
    leaf.unit,
    leaf.week,
    leaf.mark,
    leaf.commitment,
    ...more.map(([name, value]) => `${name}=${value}`),
  ].join(' ')
}

/** Reads a line of the log; undefined where it is none of this version. */
export function leafFrom(text: string): Leaf | undefined {
  const [version, kind, unit, week, mark, commitment, ...more] = text.split(' ')
  if (version !== 'panah/1' || !kind || !unit || !week || !mark || !commitment) return undefined
  const named: Record<string, string> = {}
  for (const pair of more) {
    const at = pair.indexOf('=')
    if (at > 0) named[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return { kind, unit, week, mark, commitment, more: named }
}

/** The line that a step has in the log. */
export function leafOf(secret: Uint8Array, event: StepEvent): string {
  return leafText({
    kind: event.kind,
    unit: event.unit,
    week: weekOf(event.at),
    mark: markOf(secret, event.n),
    commitment: commitmentOf(nonceOf(secret, event.n), eventText(event)),
    more: event.more ?? {},
  })
}

/** Whether a line is the one of an event that somebody shows: with the nonce, without the secret. */
export function isLeafOf(line: string, event: StepEvent, nonce: Uint8Array): boolean {
  const leaf = leafFrom(line)
  return (
    leaf !== undefined &&
    leaf.kind === event.kind &&
    leaf.unit === event.unit &&
    leaf.week === weekOf(event.at) &&
    leaf.commitment === commitmentOf(nonce, eventText(event))
  )
}
