/** The public part of microdata: its columns and the values that may be spoken of. */
export interface Schema {
  columns: readonly string[]
  first: Int32Array
  values: readonly string[]
  columnOf: Int32Array
}

/** A combination of ascending attributes as one number; [] is 0. */
export function keyOf(attributes: readonly number[], base: number): number {
  let key = 0
  for (const a of attributes) key = key * base + a + 1
  return key
}

/** The same without the attribute at one place. */
export function keyWithout(attributes: readonly number[], place: number, base: number): number {
  let key = 0
  for (let i = 0; i < attributes.length; i++) if (i !== place) key = key * base + attributes[i]! + 1
  return key
}

export function attributesOfKey(key: number, base: number): number[] {
  const out: number[] = []
  for (let rest = key; rest > 0; rest = Math.floor(rest / base)) out.unshift((rest % base) - 1)
  return out
}

/** Keys are whole numbers below 2⁵³: what would not fit is refused rather than confused. */
export function baseFor({ values }: Schema, longest: number): number {
  const base = values.length + 1
  if (longest * Math.log2(base) > 52)
    throw new RangeError(
      `${values.length} different values are too many for combinations of ${longest}: group values or take shorter combinations`,
    )
  return base
}

/** Numbers that may be published: combinations by key (base: number of values + 1). */
export interface Released {
  schema: Schema
  longest: number
  /** How many records there are, as far as may be told. */
  records: number
  counts: Map<number, number>
}
