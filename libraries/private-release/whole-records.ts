import { type Microdata, withCells } from './microdata.ts'

/**
 * Blanks attributes of synthetic records until each whole record is one that at least k real people
 * share: nobody can then be picked out by an attribute too many. For releases without noise only:
 * it looks at the real records.
 */
export function blankRareRecords(synthetic: Microdata, real: Microdata, k: number): Microdata {
  const support = supportOf(real)
  const width = synthetic.columns.length
  const cells = Int32Array.from(synthetic.cells)
  for (let row = 0; row < synthetic.rows; row++) {
    const record = cells.subarray(row * width, (row + 1) * width)
    const held = [...record.keys()].filter((c) => record[c]! >= 0)
    while (held.length > 0 && support(held.map((c) => record[c]!)) < k) {
      // Whichever attribute, once gone, leaves the most people: the rarest in this company.
      let best = 0
      let most = -1
      for (const [i] of held.entries()) {
        const people = support(held.filter((_, j) => j !== i).map((c) => record[c]!))
        if (people > most) {
          most = people
          best = i
        }
      }
      record[held[best]!] = -1
      held.splice(best, 1)
    }
  }
  return withCells(synthetic, cells)
}

/** How many real records hold all of some attributes: by bit sets, answers remembered. */
export function supportOf(real: Microdata): (attributes: readonly number[]) => number {
  const words = Math.ceil(real.rows / 32)
  const width = real.columns.length
  const sets = Array.from(real.values, () => new Uint32Array(words))
  for (let at = 0; at < real.rows * width; at++) {
    const a = real.cells[at]!
    const row = Math.floor(at / width)
    if (a >= 0) sets[a]![row >> 5]! |= 1 << (row & 31)
  }
  const known = new Map<string, number>()
  return (attributes) => {
    if (attributes.length === 0) return real.rows
    const key = attributes.join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    let people = 0
    for (let w = 0; w < words; w++) {
      let bits = 0xffffffff
      for (const a of attributes) bits &= sets[a]![w]!
      people += ones(bits)
    }
    known.set(key, people)
    return people
  }
}

function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
