import { dateLevels } from './dates.ts'
import { digitLevels } from './digits.ts'

/**
 * What a field holds. `name`: a person's name in any of the scripts; `place`: a place name; `text`:
 * other words; `words`: texts of many words (a title, a description); `short`: a code in which one character may be wrong (passport, account, postcode);
 * `code`: a value that agrees or does not (sex, district code); `cnic`, `phone`, `number`: digits;
 * `date`: a day.
 */
export type Kind =
  | 'name'
  | 'place'
  | 'text'
  | 'words'
  | 'short'
  | 'code'
  | 'cnic'
  | 'phone'
  | 'number'
  | 'date'

/** How a kind is stored and compared. */
export type Family = 'tokens' | 'text' | 'words' | 'short' | 'code' | 'digits' | 'date'

export const familyOf: Record<Kind, Family> = {
  name: 'tokens',
  place: 'tokens',
  text: 'text',
  words: 'words',
  short: 'short',
  code: 'code',
  cnic: 'digits',
  phone: 'digits',
  number: 'digits',
  date: 'date',
}

/** The shares of words in common that make the levels of `words`. */
export const overlapLevels = [0.8, 0.55, 0.35, 0.2] as const

/** The levels of a comparison, from strongest to weakest; the last is "other". */
export const levelsOf: Record<Family, readonly string[]> = {
  tokens: [
    'same',
    'same but for spelling habits',
    'same consonants',
    'one holds the other',
    'close',
    'a word in common',
    'a word alike',
    'other',
  ],
  text: ['same', 'Jaro–Winkler ≥ 0.92', 'Jaro–Winkler ≥ 0.8', 'other'],
  words: ['same', ...overlapLevels.map((share) => `${share * 100} % of words shared`), 'other'],
  short: ['same', 'one edit', 'two edits or same beginning', 'other'],
  code: ['same', 'other'],
  digits: digitLevels,
  date: dateLevels,
}

/** What of a field can serve as a blocking key. */
export const keysOf: Record<Family, readonly string[]> = {
  tokens: ['skeleton', 'first', 'last', 'rare'],
  text: ['value', 'start'],
  words: ['rare', 'next', 'value'],
  short: ['value', 'start'],
  code: ['value'],
  digits: ['value', 'tail'],
  date: ['value', 'year', 'monthday'],
}

/** The thresholds of similarity, in one place for the kernel and the plain definition. */
export const alike = { word: 0.88, whole: 0.92, textClose: 0.92, textLike: 0.8 } as const
/** Tokens of a name beyond this many are not compared one by one. */
export const MOST_TOKENS = 6
