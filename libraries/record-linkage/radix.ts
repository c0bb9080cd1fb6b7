/** A stable radix sort of places by what stands there, taken as a number without a sign. */
export function sortedBy(keys: Int32Array, places: Int32Array): Int32Array {
  if (isSorted(keys, places)) return places
  let order: Int32Array = places
  let other: Int32Array = new Int32Array(places.length)
  const counts = new Int32Array(2048)
  for (const shift of [0, 11, 22]) {
    counts.fill(0)
    for (const at of order) counts[(keys[at]! >>> shift) & 2047]!++
    // Small numbers have nothing in their upper places.
    if (counts[(keys[order[0]!]! >>> shift) & 2047] === order.length) continue
    let sum = 0
    for (let bucket = 0; bucket < 2048; bucket++) {
      const here = counts[bucket]!
      counts[bucket] = sum
      sum += here
    }
    for (const at of order) other[counts[(keys[at]! >>> shift) & 2047]!++] = at
    ;[order, other] = [other, order]
  }
  return order
}

function isSorted(keys: Int32Array, places: Int32Array): boolean {
  for (let at = 1; at < places.length; at++)
    if (keys[places[at - 1]!]! >>> 0 > keys[places[at]!]! >>> 0) return false
  return true
}

/** Places in their own order. */
export function inPlace(size: number): Int32Array {
  const places = new Int32Array(size)
  for (let at = 0; at < size; at++) places[at] = at
  return places
}

/** Places by what stands there, largest first; of equals, the earlier place first. */
export function largestFirst(values: Float64Array, places: Int32Array): Int32Array {
  const size = values.length
  const [low, high] = [new Int32Array(size), new Int32Array(size)]
  // Adding 0 makes one zero of the two that there are.
  const bits = new Int32Array(Float64Array.from(values, (value) => value + 0).buffer)
  for (let at = 0; at < size; at++) {
    const flip = bits[2 * at + 1]! < 0 ? 0 : -1
    low[at] = bits[2 * at]! ^ flip
    high[at] = bits[2 * at + 1]! ^ (flip & 0x7fffffff)
  }
  return sortedBy(high, sortedBy(low, places))
}
