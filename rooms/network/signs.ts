/** What agrees between two people and what does not, as codes: nothing of the values themselves. */
export const fields = [
  'name',
  'father',
  'cnic',
  'passport',
  'phone',
  'account',
  'born',
  'sex',
] as const
export type Field = (typeof fields)[number]

export const signCodes = [
  'same',
  'spelling',
  'sound',
  'part',
  'close',
  'word',
  'alike',
  'known',
  'slip',
  'slips',
  'year',
  'swapped',
  'near',
  'other',
] as const
export type SignCode = (typeof signCodes)[number]

export interface Sign {
  field: Field
  sign: SignCode
  /** Binary logarithm of how much likelier this makes it that the two are one; negative speaks against. */
  weight: number
}

/** The library's levels in our words. */
const codeOf: Record<string, SignCode> = {
  same: 'same',
  'same but for spelling habits': 'spelling',
  'same consonants': 'sound',
  'one holds the other': 'part',
  close: 'close',
  'a word in common': 'word',
  'a word alike': 'alike',
  'same as far as known': 'known',
  'one digit': 'slip',
  'two digits or shifted': 'slips',
  'one edit': 'slip',
  'two edits or same beginning': 'slips',
  'same day': 'same',
  'same year, both 1 January or year only': 'year',
  'same year, one 1 January or year only': 'year',
  'day and month swapped': 'swapped',
  'same year or two digits': 'near',
  other: 'other',
}

export function signOf(field: string, level: string, weight: number): Sign {
  const sign = codeOf[level]
  if (!sign) throw new Error(`No code for the level ${level}.`)
  return { field: field as Field, sign, weight: Math.round(weight * 10) / 10 }
}

/** Whether the facts are what they were: a question that was answered is put again only if not. */
export function sameSigns(one: readonly Sign[], two: readonly Sign[]): boolean {
  const told = (signs: readonly Sign[]) =>
    signs
      .map(({ field, sign }) => `${field} ${sign}`)
      .sort()
      .join()
  return told(one) === told(two)
}
