import type { KeyHit } from './licensee-records.ts'
import type { SearchKey } from './search-keys.ts'

/** Why a licensee is offered as an answer. */
export type Why =
  | 'same-number'
  | 'same-phone'
  | 'same-name'
  | 'name-in-text'
  | 'similar-name'
  | 'part-of-number'

export interface Found {
  licenseeId: string
  why: Why
  /** 0 to 1. */
  score: number
}

const SIMILAR = 0.6
/** A name of fewer telling words stands in a text by chance. */
const SHORTEST_IN_TEXT = 2
export const MOST_FOUND = 8

/** Whose name, every telling word of it, stands together in a text; `names` are keys of kind `name`. */
export function namedInText(
  pieces: readonly (readonly string[])[],
  names: readonly { licenseeId: string; key: string }[],
): Found[] {
  const found = names.filter(({ key }) => {
    const words = key.split(' ')
    if (words.length < SHORTEST_IN_TEXT) return false
    return pieces.some((piece) => words.every((word) => piece.includes(word)))
  })
  return [...new Set(found.map((one) => one.licenseeId))].map((licenseeId) => ({
    licenseeId,
    why: 'name-in-text',
    score: 0.9,
  }))
}

/** How much a word tells: the rarer among so many licensees, the more. */
export function weigher(of: {
  words: ReadonlyMap<string, number>
  licensees: number
}): (word: string) => number {
  return (word) => {
    const n = (of.words.get(word) ?? 0) + 0.5
    return Math.log((Math.max(of.licensees, n) + 1) / n)
  }
}

/**
 * Orders what the keys found. A number or a phone that is the same decides; a name is as near as
 * the share of its telling words that agree, rare words telling more.
 */
export function orderFound(
  asked: readonly SearchKey[],
  hits: readonly KeyHit[],
  weigh: (word: string) => number,
): Found[] {
  const byLicensee = new Map<string, KeyHit[]>()
  for (const hit of hits) {
    byLicensee.set(hit.licenseeId, [...(byLicensee.get(hit.licenseeId) ?? []), hit])
  }
  const words = asked.filter((one) => one.kind === 'word').map((one) => one.key)
  const all = words.reduce((sum, word) => sum + weigh(word), 0)
  const whole = new Set(asked.filter((one) => one.whole).map((one) => one.key))
  return [...byLicensee]
    .map(([licenseeId, found]): Found => {
      const has = (kind: SearchKey['kind']) => found.find((hit) => hit.kind === kind)
      const licence = has('licence')
      if (licence && whole.has(licence.key)) return { licenseeId, why: 'same-number', score: 1 }
      if (has('phone')) return { licenseeId, why: 'same-phone', score: 1 }
      if (has('name')) return { licenseeId, why: 'same-name', score: 0.99 }
      if (licence) return { licenseeId, why: 'part-of-number', score: 0.8 }
      const shared = found.reduce((sum, hit) => sum + weigh(hit.key), 0)
      return { licenseeId, why: 'similar-name', score: all ? Math.min(0.98, shared / all) : 0 }
    })
    .filter((one) => one.score >= SIMILAR)
    .sort((a, b) => b.score - a.score || (a.licenseeId < b.licenseeId ? -1 : 1))
    .slice(0, MOST_FOUND)
}
