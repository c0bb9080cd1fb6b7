import { logGamma } from './gamma.ts'
import { modelName, modelOf, pairsOf, sizeOf } from './model.ts'
import { type ListTable, listsOf } from './table.ts'

/** A decomposable graph as signed cliques: + cliques, − separators. */
interface Graph {
  edges: number
  parts: { mask: number; sign: number }[]
}

/** More lists have more graphs than can be weighed while somebody waits (617,675 for 7). */
export const MOST_LISTS_FOR_GRAPHS = 6

/** Every chordal graph over k lists: 8, 61, 822, 18154 for 3, 4, 5, 6. */
export function decomposableGraphs(lists: number): Graph[] {
  const pairs = pairsOf(lists)
  const graphs: Graph[] = []
  for (let edges = 0; edges < 2 ** pairs.length; edges++) {
    const parts = chordalParts(lists, pairs, edges)
    if (parts) graphs.push({ edges, parts })
  }
  return graphs
}

/**
 * Maximum-cardinality search; undefined where the graph is not chordal. Each vertex adds its
 * clique with its numbered neighbours and takes away those neighbours: what is left are the
 * cliques and the separators.
 */
function chordalParts(lists: number, pairs: readonly number[], edges: number) {
  const near = new Int32Array(lists)
  pairs.forEach((pair, bit) => {
    if (!((edges >> bit) & 1)) return
    const a = 31 - Math.clz32(pair & -pair)
    const b = 31 - Math.clz32(pair)
    near[a]! |= 1 << b
    near[b]! |= 1 << a
  })
  const signs = new Map<number, number>()
  const add = (mask: number, sign: number) => signs.set(mask, (signs.get(mask) ?? 0) + sign)
  let numbered = 0
  for (let step = 0; step < lists; step++) {
    let next = -1
    for (let v = 0; v < lists; v++) {
      if ((numbered >> v) & 1) continue
      if (next < 0 || sizeOf(near[v]! & numbered) > sizeOf(near[next]! & numbered)) next = v
    }
    const before = near[next]! & numbered
    for (let v = 0; v < lists; v++) {
      if ((before >> v) & 1 && (before & ~(1 << v) & ~near[v]!) !== 0) return undefined
    }
    add(before | (1 << next), 1)
    if (before) add(before, -1)
    numbered |= 1 << next
  }
  return [...signs].filter(([, sign]) => sign).map(([mask, sign]) => ({ mask, sign }))
}

export interface GraphOptions {
  /** Numbers of unseen people that are weighed, ascending. */
  grid?: ArrayLike<number>
  /** Weight of one cell in the hyper-Dirichlet prior; 2^−k if not given. */
  delta?: number
}

export interface GraphPosterior {
  mean: number
  /** The number of all people up to which the given share of the posterior lies. */
  quantile(p: number): number
  mode: number
  /** Share of the posterior at the end of the grid: not small means that the grid cuts it off. */
  atEnd: number
  graphs: { name: string; edges: number; weight: number }[]
}

/** 1,000 points to 30 times the people observed. */
export function usualGrid(n: number): number[] {
  return Array.from({ length: 1000 }, (_, at) => Math.round(1 + (at * (30 * n - 1)) / 999))
}

/**
 * Averages over all decomposable graphical models (Madigan & York 1997): exact on its grid.
 */
export function decomposablePosterior(
  whole: ListTable,
  options: GraphOptions = {},
): GraphPosterior {
  const lists = listsOf(whole)
  const grid = options.grid ?? usualGrid(whole.n)
  const delta = options.delta ?? 2 ** -lists
  const parts = Array.from({ length: 2 ** lists }, (_, mask) =>
    mask ? component(whole, mask, delta, grid) : undefined,
  )
  const base = baseWeights(whole.n, grid)
  const graphs = decomposableGraphs(lists)
  const { total, byGraph } = mix(graphs, parts, base)
  const pairs = pairsOf(lists)
  return {
    mean: total.reduce((sum, weight, at) => sum + weight * (whole.n + grid[at]!), 0),
    quantile: (p) => quantileOf(total, whole.n, grid, p),
    mode: whole.n + grid[total.indexOf(total.reduce((most, one) => Math.max(most, one)))]!,
    atEnd: total.slice(-Math.ceil(total.length / 20)).reduce((sum, one) => sum + one, 0),
    graphs: byGraph
      .map((weight, at) => ({ weight, edges: graphs[at]!.edges }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 10)
      .map(({ weight, edges }) => ({ weight, edges, name: graphName(lists, pairs, edges) })),
  }
}

/** log marginal likelihood of one marginal table, by number of unseen people. */
function component(
  whole: ListTable,
  mask: number,
  delta: number,
  grid: ArrayLike<number>,
): Float64Array {
  const lists = listsOf(whole)
  const size = sizeOf(mask)
  const own = delta * 2 ** (lists - size)
  const marginal = new Map<number, number>()
  for (let cell = 1; cell < whole.counts.length; cell++)
    marginal.set(cell & mask, (marginal.get(cell & mask) ?? 0) + whole.counts[cell]!)
  let fixed = -(2 ** size) * logGamma(own) + logGamma(2 ** lists * delta)
  const cells = 2 ** size
  // Cells that nobody fills still carry their prior.
  fixed += (cells - marginal.size - (marginal.has(0) ? 0 : 1)) * logGamma(own)
  for (const [cell, count] of marginal) if (cell) fixed += logGamma(count + own)
  const zero = (marginal.get(0) ?? 0) + own
  return Float64Array.from(
    grid,
    (unseen) => fixed + logGamma(zero + unseen) - logGamma(unseen + whole.n + 2 ** lists * delta),
  )
}

/** Ways to pick who is unseen, and the prior 1/N. */
function baseWeights(n: number, grid: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    grid,
    (unseen) => logGamma(unseen + n + 1) - logGamma(unseen + 1) - Math.log(unseen + n),
  )
}

function mix(
  graphs: readonly Graph[],
  parts: readonly (Float64Array | undefined)[],
  base: Float64Array,
) {
  const one = new Float64Array(base.length)
  const logOf = (graph: Graph) => {
    one.set(base)
    for (const { mask, sign } of graph.parts) {
      const part = parts[mask]!
      for (let at = 0; at < one.length; at++) one[at]! += sign * part[at]!
    }
    return one
  }
  // Twice through the graphs, so that not all of them need be kept: the first finds the largest.
  let largest = -Infinity
  for (const graph of graphs) for (const value of logOf(graph)) if (value > largest) largest = value
  const total = new Float64Array(base.length)
  const byGraph = graphs.map((graph) => {
    let sum = 0
    logOf(graph).forEach((value, at) => {
      if (value < largest - 60) return
      const weight = Math.exp(value - largest)
      total[at]! += weight
      sum += weight
    })
    return sum
  })
  const whole = total.reduce((sum, value) => sum + value, 0)
  return { total: total.map((value) => value / whole), byGraph: byGraph.map((one) => one / whole) }
}

function quantileOf(total: Float64Array, n: number, grid: ArrayLike<number>, p: number): number {
  let sum = 0
  for (let at = 0; at < total.length; at++) {
    sum += total[at]!
    if (sum >= p) return n + grid[at]!
  }
  return n + grid[grid.length - 1]!
}

/** The graph's cliques as a model is named. */
function graphName(lists: number, pairs: readonly number[], edges: number): string {
  const has = new Set(pairs.filter((_, bit) => (edges >> bit) & 1))
  const complete = Array.from({ length: 2 ** lists }, (_, mask) => mask).filter(
    (mask) => mask && pairs.every((pair) => (mask & pair) !== pair || has.has(pair)),
  )
  return modelName(modelOf(lists, complete))
}
