import type { Language } from './times.ts'

const LATIN = /\p{Script=Latin}/u
const ARABIC = /\p{Script=Arabic}/u
// A phone number or a date in digits: several groups, whose order a right-to-left line would turn.
const GROUPS = /\d[\s\-./:]\d/

/**
 * A value put into a text, kept apart (Unicode FSI … PDI) where its direction is not the text's
 * own: otherwise a Latin name at its start turns an Urdu line around, and groups of digits swap.
 */
export function isolated(lang: Language, value: string): string {
  const foreign = lang === 'ur' ? LATIN.test(value) || GROUPS.test(value) : ARABIC.test(value)
  return foreign ? `\u2068${value}\u2069` : value
}
