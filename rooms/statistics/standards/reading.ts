import type { Cell, Reason } from './standard.ts'

/** What is read in a cell. */
export interface Read {
  value: number | null
  status: 'counted' | 'hidden' | Reason
}

export interface Reading {
  cells: ReadonlyMap<string, number>
  hidden: ReadonlySet<string>
}

/** The number of a cell, or why there is none; a rate is hidden where its number is. */
export function readCell(cell: Cell, { cells, hidden }: Reading): Read {
  if ('none' in cell) return { value: null, status: cell.none }
  if (hidden.has(cell.key)) return { value: null, status: 'hidden' }
  const n = cells.get(cell.key)
  if (n === undefined) throw new Error(`a table asks for a count that was not made: ${cell.key}`)
  if (!('per' in cell)) return { value: n, status: 'counted' }
  return { value: perHundredThousand(n, cell.per.people), status: 'counted' }
}

/** A rate to four digits after the point. */
export function perHundredThousand(n: number, people: number): number {
  return Math.round((n * 1e5 * 1e4) / people) / 1e4
}
