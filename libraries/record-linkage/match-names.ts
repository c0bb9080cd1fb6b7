import { levelsOf } from './kinds.ts'
import { nameKey, readName } from './names.ts'
import { tokensLevel } from './plain.ts'

/** How two spellings of a name stand to each other. */
export interface NameMatch {
  level: string
  /** The same name as far as spelling can tell: same, same but for habits, or same consonants. */
  same: boolean
  /** Perhaps the same: one holds the other, or close. */
  perhaps: boolean
  one: { tokens: string[]; key: string }
  two: { tokens: string[]; key: string }
}

/** Compares two names in any scripts, in any order of their parts. */
export function matchNames(one: string, two: string): NameMatch {
  const [a, b] = [readName(one), readName(two)]
  const level =
    a.tokens.length && b.tokens.length
      ? tokensLevel({ ...a, text: a.tokens.join(' ') }, { ...b, text: b.tokens.join(' ') })
      : 7
  return {
    level: levelsOf.tokens[level]!,
    same: level <= 2,
    perhaps: level === 3 || level === 4,
    one: { tokens: a.tokens, key: nameKey(a) },
    two: { tokens: b.tokens, key: nameKey(b) },
  }
}
