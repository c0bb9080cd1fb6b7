/** Files of several units that share what is rarely shared. Pure: what is found in what is held. */
import { Problem } from '../../core/problem.ts'

export const ringSigns = [
  'phone',
  'account',
  'cnic',
  'passport',
  'vehicle',
  'address',
  'person',
  'agent-route',
] as const
export type RingSign = (typeof ringSigns)[number]

/** Something that a file holds of a suspect or of itself: `key` is the same where the thing is the same. */
export interface Holding {
  sign: RingSign
  key: string
  caseId: string
  agencyId: string
  /** The suspect who has it; null where it stands in the file alone. */
  personId: string | null
  /** Where the file says people were recruited; only of an agent's route. */
  district: string | null
}

export interface FoundSign {
  sign: RingSign
  /** Files that share it, by unit. */
  files: Record<string, number>
  /** How many suspects or files have any such thing at all, so that a reader sees how rare this is. */
  outOf: number
}

export interface FoundRing {
  signs: FoundSign[]
  /** By these it is known again tomorrow. */
  links: { key: string; caseId: string }[]
  sides: { agencyId: string; own: OwnPart[] }[]
}

/** What one unit has of a ring: its own file and person, by what they share with others. */
export interface OwnPart {
  sign: RingSign
  caseId: string
  personId: string | null
}

/** A number that more files than this have is a call shop's or a bank's, and ties nobody to anybody. */
export const MOST_SHARING = 12

/**
 * Rings: files of two or more units joined by what they share. An agent with a route counts only
 * across districts: within one, many people take the same road by the same licensed firm.
 */
export function findRings(holdings: readonly Holding[]): FoundRing[] {
  const shared = sharedOf(holdings)
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let top = id
    while ((parent.get(top) ?? top) !== top) top = parent.get(top)!
    parent.set(id, top)
    return top
  }
  for (const [, group] of shared)
    for (const { caseId } of group) {
      const [a, b] = [root(group[0]!.caseId), root(caseId)].sort() as [string, string]
      parent.set(a, a)
      parent.set(b, a)
    }
  const rings = new Map<string, [string, Holding[]][]>()
  for (const entry of shared) {
    const at = root(entry[1][0]!.caseId)
    rings.set(at, [...(rings.get(at) ?? []), entry])
  }
  const outOf = counted(holdings)
  return [...rings.values()].flatMap((entries) => {
    const all = entries.flatMap(([, group]) => group)
    if (new Set(all.map(({ agencyId }) => agencyId)).size < 2) return []
    return {
      signs: entries.map(([, group]) => signOf(group, outOf)),
      links: uniqueLinks(entries),
      sides: sidesOf(all),
    }
  })
}

/** Groups of one key that say something: in two files or more, and not in so many that it says nothing. */
function sharedOf(holdings: readonly Holding[]): [string, Holding[]][] {
  const byKey = new Map<string, Holding[]>()
  for (const one of holdings) {
    const key = `${one.sign}\t${one.key}`
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  return [...byKey].filter(([, group]) => {
    const files = new Set(group.map(({ caseId }) => caseId)).size
    if (files < 2 || files > MOST_SHARING) return false
    if (group[0]!.sign !== 'agent-route') return true
    return new Set(group.flatMap(({ district }) => district ?? [])).size > 1
  })
}

function counted(holdings: readonly Holding[]): Map<RingSign, number> {
  const holders = new Map<RingSign, Set<string>>()
  for (const { sign, personId, caseId } of holdings)
    holders.set(sign, (holders.get(sign) ?? new Set()).add(personId ?? caseId))
  return new Map([...holders].map(([sign, some]) => [sign, some.size]))
}

function signOf(group: readonly Holding[], outOf: ReadonlyMap<RingSign, number>): FoundSign {
  const byUnit = new Map<string, Set<string>>()
  for (const { agencyId, caseId } of group)
    byUnit.set(agencyId, (byUnit.get(agencyId) ?? new Set()).add(caseId))
  const { sign } = group[0]!
  return {
    sign,
    files: Object.fromEntries([...byUnit].sort().map(([unit, files]) => [unit, files.size])),
    outOf: outOf.get(sign)!,
  }
}

function uniqueLinks(entries: readonly [string, Holding[]][]): FoundRing['links'] {
  const links = new Map<string, { key: string; caseId: string }>()
  for (const [key, group] of entries)
    for (const { caseId } of group) links.set(`${key}\t${caseId}`, { key, caseId })
  return [...links.values()]
}

function sidesOf(all: readonly Holding[]): FoundRing['sides'] {
  const sides = new Map<string, Map<string, OwnPart>>()
  for (const { agencyId, sign, caseId, personId } of all) {
    const own = sides.get(agencyId) ?? new Map<string, OwnPart>()
    own.set(`${sign} ${caseId} ${personId}`, { sign, caseId, personId })
    sides.set(agencyId, own)
  }
  return [...sides].sort().map(([agencyId, own]) => ({ agencyId, own: [...own.values()] }))
}

/** An address as it can be compared: letters and digits only; too short a one says nothing. */
export function normalAddress(text: string): string | undefined {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
  const joined = words.sort().join(' ')
  return words.length >= 3 && /\d/.test(joined) ? joined : undefined
}

export const sideStates = ['new', 'acknowledged', 'dismissed'] as const
export type SideState = (typeof sideStates)[number]

/** Why a unit sees nothing in it. */
export const ringReasons = [
  'call-shop',
  'family',
  'entered-wrong',
  'known-already',
  'not-connected',
  'other',
] as const
export type RingReason = (typeof ringReasons)[number]

export interface RingAnswer {
  said: 'acknowledged' | 'dismissed' | 'reopened'
  reason: RingReason | null
  words: string | null
}

/** What becomes of a unit's side by its answer; an answer can be taken back. */
export function answered(state: SideState, { said, reason, words }: RingAnswer): SideState {
  if (said === 'reopened') {
    if (state === 'new') throw new Problem('conflict', 'network/ring-not-answered')
    return 'new'
  }
  if (state !== 'new') throw new Problem('conflict', 'network/already-judged')
  if (said === 'acknowledged') return said
  if (!reason)
    throw new Problem('input', 'network/say-why', { fields: { reason: 'network/say-why' } })
  if (reason === 'other' && !words?.trim())
    throw new Problem('input', 'network/say-why', { fields: { words: 'network/say-why' } })
  return said
}
