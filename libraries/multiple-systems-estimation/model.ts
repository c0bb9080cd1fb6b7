/**
 * A hierarchical log-linear model is a set of terms (bit masks of lists) closed downwards; it
 * holds 0, the intercept, and every single list. It is named by its maximal terms: "[12,23,4]".
 */
export type Model = readonly number[]

export function sizeOf(mask: number): number {
  let size = 0
  for (let rest = mask; rest; rest &= rest - 1) size++
  return size
}

const digit = (list: number) => (list + 1).toString(36)

/** "13" for lists 1 and 3; beyond nine lists letters follow. */
export function termName(mask: number): string {
  let name = ''
  for (let list = 0; mask >> list; list++) if ((mask >> list) & 1) name += digit(list)
  return name
}

/** The terms in the order in which R's packages write them: larger first, then by their digits. */
export function modelName(model: Model): string {
  const top = model.filter((term) => term && isMaximal(model, term))
  const names = top.map(termName)
  names.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return `[${names.join(',')}]`
}

export const isMaximal = (model: Model, term: number) =>
  !model.some((other) => other !== term && (other & term) === term)

/** Down-closure of some terms, with the intercept and all single lists, ascending. */
export function modelOf(lists: number, terms: Iterable<number>): number[] {
  const found = new Set<number>([0])
  for (let list = 0; list < lists; list++) found.add(1 << list)
  for (const term of terms) for (let sub = term; sub; sub = (sub - 1) & term) found.add(sub)
  return [...found].sort((a, b) => a - b)
}

/** Reads "[12,23,4]". */
export function parseModel(lists: number, name: string): number[] {
  const terms = name
    .replace(/[[\]\s]/g, '')
    .split(',')
    .map((term) => [...term].reduce((mask, one) => mask | (1 << (Number.parseInt(one, 36) - 1)), 0))
  return modelOf(lists, terms)
}

/** All pairs of lists in the order 12, 13, …, 1k, 23, …: the order in which ties are broken. */
export function pairsOf(lists: number): number[] {
  const pairs: number[] = []
  for (let a = 0; a < lists; a++)
    for (let b = a + 1; b < lists; b++) pairs.push((1 << a) | (1 << b))
  return pairs
}

/**
 * Every hierarchical model whose terms have at most `order` lists (below all lists at once,
 * which would leave nothing to estimate from). Layer by layer: a term may enter once all its
 * parts one smaller are in.
 */
export function* allModels(lists: number, order: number): Generator<number[]> {
  const highest = Math.min(order, lists - 1)
  const ground = modelOf(lists, [])
  const layers: number[][] = []
  for (let size = 2; size <= highest; size++) {
    layers.push(
      Array.from({ length: 2 ** lists }, (_, mask) => mask).filter((mask) => sizeOf(mask) === size),
    )
  }
  yield* layer(ground, new Set(ground), layers, 0)
}

function* layer(
  model: number[],
  has: ReadonlySet<number>,
  layers: readonly number[][],
  at: number,
): Generator<number[]> {
  const terms = (layers[at] ?? []).filter((term) => partsOf(term).every((part) => has.has(part)))
  if (!terms.length) {
    yield [...model].sort((a, b) => a - b)
    return
  }
  for (let choice = 0; choice < 2 ** terms.length; choice++) {
    const chosen = terms.filter((_, bit) => Math.floor(choice / 2 ** bit) % 2)
    if (chosen.length)
      yield* layer([...model, ...chosen], new Set([...has, ...chosen]), layers, at + 1)
    else yield [...model].sort((a, b) => a - b)
  }
}

/** The parts of a term that lack just one of its lists. */
export function partsOf(term: number): number[] {
  const parts: number[] = []
  for (let rest = term; rest; rest &= rest - 1) parts.push(term & ~(rest & -rest))
  return parts
}

/** Models one term larger or smaller: what a search may step to. */
export function neighbours(lists: number, model: Model, order: number): number[][] {
  const has = new Set(model)
  const near: number[][] = []
  for (let term = 3; term < 2 ** lists; term++) {
    const size = sizeOf(term)
    if (size < 2 || size > Math.min(order, lists - 1)) continue
    if (has.has(term)) {
      if (isMaximal(model, term)) near.push(model.filter((one) => one !== term))
    } else if (partsOf(term).every((part) => has.has(part))) {
      near.push([...model, term].sort((a, b) => a - b))
    }
  }
  return near
}
