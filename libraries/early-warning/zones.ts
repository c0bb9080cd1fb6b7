/**
 * Sets of units (places, routes, recruiters, forms) that a cluster may consist of, as chains: each
 * chain adds unit after unit, and a zone ends wherever `closes` is 1. Nested zones then cost one
 * addition each.
 */
export interface Zones {
  units: number
  /** Chain i is order[starts[i] … starts[i + 1] − 1]. */
  starts: Int32Array
  order: Int32Array
  closes: Uint8Array
}

export interface PlaceZones {
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** `great-circle` takes x as longitude and y as latitude in degrees. */
  distance: 'euclidean' | 'great-circle'
  /** What a zone may hold at most `share` of: people at risk, or cases. */
  weight?: ArrayLike<number>
  share?: number
  /** The most places in a zone. */
  most?: number
  /** The widest zone, in the units of the distance (kilometres on a great circle). */
  radius?: number
}

/** Circles around each place (Kulldorff 1997). Places equally far away enter together. */
export function zonesAroundPlaces(places: PlaceZones): Zones {
  const n = places.x.length
  const { weight, share = 0.5, most = n, radius = Infinity } = places
  let total = 0
  for (let i = 0; weight && i < n; i++) total += weight[i]!
  const limit = weight ? share * total : Infinity
  const builder = chainBuilder(n)
  for (let centre = 0; centre < n; centre++) {
    const distances = Float64Array.from({ length: n }, (_, i) => distanceOf(places, centre, i))
    const near = Array.from({ length: n }, (_, i) => i).sort(
      (a, b) => distances[a]! - distances[b]! || a - b,
    )
    let held = 0
    const chain: number[][] = []
    let taken = 0
    for (let at = 0; at < n; ) {
      const group = [near[at]!]
      const far = distances[near[at]!]!
      for (at++; at < n && distances[near[at]!]! === far; at++) group.push(near[at]!)
      for (const i of group) held += weight ? weight[i]! : 0
      taken += group.length
      // A hair of rounding must not exclude a zone of exactly the allowed share.
      if (far > radius || taken > most || held > limit * (1 + 1e-12)) break
      chain.push(group)
    }
    builder.add(chain)
  }
  return builder.done()
}

function distanceOf({ x, y, distance }: PlaceZones, a: number, b: number): number {
  if (distance === 'euclidean') return Math.sqrt((x[a]! - x[b]!) ** 2 + (y[a]! - y[b]!) ** 2)
  const rad = Math.PI / 180
  const half =
    Math.sin(((y[b]! - y[a]!) * rad) / 2) ** 2 +
    Math.cos(y[a]! * rad) * Math.cos(y[b]! * rad) * Math.sin(((x[b]! - x[a]!) * rad) / 2) ** 2
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(half)))
}

export interface GraphZones {
  units: number
  /** Undirected: each pair once or twice. */
  edges: readonly (readonly [number, number])[]
  /** A unit with all within so many steps; 0 looks at units alone, pairs come with 1 or more. */
  hops: number
  weight?: ArrayLike<number>
  share?: number
}

/** Single units, pairs of neighbours, and all within 1 … hops steps: for routes, recruiters, forms. */
export function zonesInGraph({ units, edges, hops, weight, share = 0.5 }: GraphZones): Zones {
  const neighbours = Array.from({ length: units }, () => new Set<number>())
  for (const [a, b] of edges) {
    if (a === b) continue
    neighbours[a]!.add(b)
    neighbours[b]!.add(a)
  }
  let total = 0
  for (let i = 0; weight && i < units; i++) total += weight[i]!
  const limit = weight ? share * total * (1 + 1e-12) : Infinity
  const weightOf = (group: readonly number[]) =>
    weight ? group.reduce((sum, i) => sum + weight[i]!, 0) : 0
  const builder = chainBuilder(units)
  for (let centre = 0; centre < units; centre++) {
    const chain: number[][] = []
    let ring = [centre]
    const seen = new Set(ring)
    let held = 0
    for (let hop = 0; hop <= hops && ring.length > 0; hop++) {
      held += weightOf(ring)
      if (held > limit) break
      chain.push(ring)
      ring = [...new Set(ring.flatMap((one) => [...neighbours[one]!]))]
        .filter((one) => !seen.has(one))
        .sort((a, b) => a - b)
      for (const one of ring) seen.add(one)
    }
    builder.add(chain)
    if (hops < 1) continue
    for (const other of [...neighbours[centre]!].sort((a, b) => a - b)) {
      if (other > centre && weightOf([centre, other]) <= limit) builder.add([[centre, other]])
    }
  }
  return builder.done()
}

function chainBuilder(units: number) {
  const starts = [0]
  const order: number[] = []
  const closes: number[] = []
  return {
    /** Groups that enter together; a zone ends after each. */
    add(chain: readonly (readonly number[])[]) {
      for (const group of chain) {
        group.forEach((unit, i) => {
          order.push(unit)
          closes.push(i === group.length - 1 ? 1 : 0)
        })
      }
      starts.push(order.length)
    },
    done: (): Zones => ({
      units,
      starts: Int32Array.from(starts),
      order: Int32Array.from(order),
      closes: Uint8Array.from(closes),
    }),
  }
}

/** The members of the zone that ends at a position of a chain, in the order in which they entered. */
export function zoneAt({ starts, order }: Zones, chain: number, end: number): number[] {
  return [...order.subarray(starts[chain]!, end + 1)]
}
