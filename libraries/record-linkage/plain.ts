import type { Form } from './forms.ts'
import { alike, type Family, MOST_TOKENS } from './kinds.ts'
import { editsUpTo2, jaroWinkler } from './strings.ts'

/*
 * The definitions of keys and levels on plain strings, slow and written to be read. The kernel must
 * agree with them on every pair (`plain.test.ts`); the register of `register.ts` uses them as they are.
 */

/** The parts of a name or place that are compared. */
export interface Tokens {
  text: string
  folded: readonly string[]
  skeletons: readonly string[]
}

const keyOf = (parts: readonly string[]): string => [...parts].sort().join(' ')

/** Shorter first, then in the order of the characters, so that two texts are always taken the same way. */
const ordered = (one: string, two: string): [string, string] =>
  one.length < two.length || (one.length === two.length && one <= two) ? [one, two] : [two, one]

/** Jaro–Winkler that does not depend on the order of its two texts. */
export const similarity = (one: string, two: string): number => jaroWinkler(...ordered(one, two))

/**
 * The level of two names or places, written to be read: the kernel reaches the same answer faster.
 * An index into `levelsOf.tokens`.
 */
export function tokensLevel(one: Tokens, two: Tokens): number {
  if (one.text === two.text) return 0
  if (keyOf(one.skeletons) === keyOf(two.skeletons))
    return keyOf(one.folded) === keyOf(two.folded) ? 1 : 2
  const wordsOf = (name: Tokens) =>
    name.text
      .split(' ')
      .slice(0, MOST_TOKENS)
      .map((word, at) => ({ word, skeleton: name.skeletons[at]! }))
  const firstShorter =
    one.skeletons.length === two.skeletons.length
      ? ordered(one.text, two.text)[0] === one.text
      : one.skeletons.length < two.skeletons.length
  const fewer = wordsOf(firstShorter ? one : two)
  const more = wordsOf(firstShorter ? two : one)
  const left = [...more]
  const take = (fits: (word: { word: string; skeleton: string }) => boolean): boolean => {
    const at = left.findIndex(fits)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }
  const loose = fewer.filter(({ skeleton }) => !take((other) => other.skeleton === skeleton))
  const shared = fewer.length - loose.length
  if (shared === fewer.length && fewer.length >= 2) return 3
  const close = loose.filter(({ word }) => take((other) => wordsAlike(word, other.word))).length
  if (shared + close === fewer.length && (fewer.length >= 2 || more.length === fewer.length))
    return 4
  if (similarity(one.text, two.text) >= alike.whole) return 4
  if (shared > 0) return 5
  return close > 0 ? 6 : 7
}

function wordsAlike(one: string, two: string): boolean {
  if (one.length === 1 || two.length === 1) return one[0] === two[0]
  return similarity(one, two) >= alike.word
}

function digitsLevel(one: string, two: string): number {
  const [a, b] = [one.padStart(15, '0'), two.padStart(15, '0')]
  const places = Array.from({ length: 15 }, (_, at) => at)
  const unknown = places.filter((at) => a[at] === '*' || b[at] === '*')
  const off = places.filter((at) => !unknown.includes(at) && a[at] !== b[at]).length
  if (unknown.length) return 13 - unknown.length < 4 ? -1 : off ? 4 : 1
  if (off === 0) return 0
  if (off === 1) return 2
  const without = (text: string) => places.map((at) => text.slice(0, at) + text.slice(at + 1))
  const shorter = new Set(without(a))
  return off === 2 || without(b).some((text) => shorter.has(text)) ? 3 : 4
}

function datesLevel(a: string, b: string): number {
  const yearOnly = (date: string) => date.endsWith('0101') || date.endsWith('00')
  const sameYear = a.slice(0, 4) === b.slice(0, 4)
  if (a === b) return yearOnly(a) ? 1 : 0
  if (sameYear && yearOnly(a) && yearOnly(b)) return 1
  if (sameYear && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 2
  if (sameYear && (yearOnly(a) || yearOnly(b))) return 3
  const off = [...a].filter((digit, at) => digit !== b[at]).length
  if (off === 1) return 4
  return sameYear || off === 2 ? 5 : 6
}

function shortsLevel(one: string, two: string): number {
  if (one === two) return 0
  let start = 0
  while (start < one.length && one[start] === two[start]) start++
  const edits = editsUpTo2(one, two)
  const beginning = start >= 3 && start * 2 >= Math.max(one.length, two.length)
  return edits === 1 ? 1 : edits === 2 || beginning ? 2 : 3
}

/** The level of two forms of a family as an index into `levelsOf`; -1 where nothing can be said. */
export function plainLevel(
  family: Exclude<Family, 'words'>,
  one: Form | undefined,
  two: Form | undefined,
): number {
  if (!one || !two) return -1
  switch (family) {
    case 'tokens':
      return tokensLevel(one as Tokens, two as Tokens)
    case 'text': {
      if (one.text === two.text) return 0
      const found = similarity(one.text, two.text)
      return found >= alike.textClose ? 1 : found >= alike.textLike ? 2 : 3
    }
    case 'short':
      return shortsLevel(one.text, two.text)
    case 'code':
      return one.text === two.text ? 0 : 1
    case 'digits':
      return digitsLevel(one.text, two.text)
    case 'date':
      return datesLevel(one.text, two.text)
  }
}

/** A blocking key of a form as text; undefined where it has none. `rare` and `next` need the whole table. */
export function plainKey(family: Family, form: Form | undefined, key: string): string | undefined {
  if (!form) return undefined
  const { text } = form
  switch (key) {
    case 'skeleton':
      return keyOf(form.skeletons!)
    case 'first':
      return form.skeletons![0]
    case 'last':
      return form.skeletons!.at(-1)
    case 'tail':
      return /\d{1,4}$/.test(text) && !text.slice(-4).includes('*')
        ? text.slice(-4).padStart(4, '0')
        : undefined
    case 'year':
      return text.slice(0, 4)
    case 'monthday':
      return text.endsWith('00') ? undefined : text.slice(4)
    case 'start':
      return text.slice(0, family === 'short' ? Math.max(2, text.length >> 1) : 4)
    default:
      return family !== 'digits' ? text : text.includes('*') ? undefined : text.padStart(15, '0')
  }
}
