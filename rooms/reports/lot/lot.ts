import { sha256 } from '@noble/hashes/sha2.js'
import { type Bytes, base64, base64url, joined, utf8 } from '../sealing/bytes.ts'

/** A place on a roster, as the public sees it: 43 letters that stand for one officer and what she may not get. */
export type Seat = string

/** What a seat commits to. Shown to the officer herself and to whoever inspects the desk, never to the public. */
export interface SeatOpening {
  /** Base64, 32 bytes: without it nobody can try who a seat is. */
  nonce: string
  account: string
  /** What she declared beforehand that she may not handle. */
  not: Exclusion[]
}

/** Told by the plain fields of a report; at least one is given, and both must fit. */
export interface Exclusion {
  place: string | null
  kind: string | null
}

/** Who a seat belongs to is fixed before any report comes: it cannot be given to somebody else after the draw. */
export function seatOf({ nonce, account, not }: SeatOpening): Seat {
  const sorted = not
    .map(({ place, kind }) => `${place ?? '-'} ${kind ?? '-'}`)
    .sort()
    .join('\n')
  return base64url(sha256(utf8(`panah/seat/v1\n${nonce}\n${account}\n${sorted}`)))
}

/** The exact text of a roster: it does not matter in which order the seats were given. */
export function rosterText(unit: string, seats: readonly Seat[]): string {
  return ['panah-roster/1', unit, ...[...new Set(seats)].sort(), ''].join('\n')
}

/** What the line of a roster in the public log carries. */
export function rosterHash(text: string): string {
  return base64url(sha256(utf8(text)))
}

export interface Roster {
  unit: string
  seats: Seat[]
}

/** Reads a roster; undefined where the text is none. */
export function rosterFrom(text: string): Roster | undefined {
  const [first, unit, ...rest] = text.split('\n')
  const seats = rest.slice(0, -1)
  if (first !== 'panah-roster/1' || !unit || rest.at(-1) !== '') return undefined
  if (seats.some((seat) => !/^[\w-]{43}$/.test(seat))) return undefined
  return rosterText(unit, seats) === text ? { unit, seats } : undefined
}

/** A lot among fewer is none. */
export const FEWEST_SEATS = 2

/** What a draw follows from. */
export interface Lots {
  /** Root hash of the first published checkpoint that covers the calling line, 32 bytes. */
  root: Uint8Array
  /** The line of the log that asks for a draw: that a report was received, handed over, or is to be drawn again. */
  line: string
  /** The last roster of the unit that stands in the log before the calling line. */
  roster: string
}

/** Nobody knows it before the report is in: the line holds what the reporter's browser made, the root what came beside it. */
export function seedOf({ root, line, roster }: Lots): Bytes {
  return new Uint8Array(
    sha256(utf8(['panah/lot/v1', base64(root), rosterHash(roster), line, ''].join('\n'))),
  )
}

/** Numbers of 32 bits, big-endian, out of SHA-256(seed ‖ 0), SHA-256(seed ‖ 1), … */
function* numbersFrom(seed: Uint8Array): Generator<number> {
  const counter = new Uint8Array(4)
  for (let block = 0; ; block++) {
    new DataView(counter.buffer).setUint32(0, block)
    const bytes = sha256(joined(seed, counter))
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let at = 0; at < 32; at += 4) yield view.getUint32(at)
  }
}

/** From 0 to n − 1, each as likely: numbers above the last whole multiple of n are thrown away. */
export function below(n: number, numbers: Iterator<number>): number {
  const most = Math.floor(2 ** 32 / n) * n
  for (;;) {
    const number = numbers.next().value as number
    if (number < most) return number % n
  }
}

/** The seats in the order in which they are drawn: the first that can take the report gets it. */
export function drawOrder(lots: Lots): Seat[] {
  const roster = rosterFrom(lots.roster)
  if (!roster) throw new Error('This is no roster.')
  const seats = [...roster.seats]
  const numbers = numbersFrom(seedOf(lots))
  // Fisher and Yates, from the front.
  for (let at = 0; at < seats.length - 1; at++) {
    const other = at + below(seats.length - at, numbers)
    ;[seats[at], seats[other]] = [seats[other]!, seats[at]!]
  }
  return seats
}

/** Why a seat that was drawn does not get the report. */
export const passReasons = ['away', 'conflict', 'gone'] as const
export type PassReason = (typeof passReasons)[number]

/** Whether what an officer declared beforehand keeps a report from her. A province stands for its districts. */
export function isExcluded(
  not: readonly Exclusion[],
  report: { place: string | null; kind: string },
): boolean {
  return not.some(
    ({ place, kind }) =>
      (place !== null || kind !== null) &&
      (place === null ||
        report.place === place ||
        report.place?.startsWith(`${place}-`) === true) &&
      (kind === null || kind === report.kind),
  )
}
