import type { Counted } from '../counting.ts'
import type { Cube } from './cube.ts'
import type { CrosswalkGrade } from './htcds.ts'
import type { CountedStep } from './justice.ts'
import type { Population } from './population.ts'

export const standardCodes = [
  'sdg-16-2-2',
  'glotip',
  'us-tip',
  'national-police',
  'ctdc',
  'ic-tip',
] as const
export type StandardCode = (typeof standardCodes)[number]

/** Why a cell that a standard asks for has no number. */
export const reasons = [
  /** No file of Panah has it. */
  'not-recorded',
  /** Files have it; the counts do not carry it yet. */
  'not-counted',
  /** The standard has no code for it. */
  'no-code',
  /** The text of the standard could not be opened. */
  'text-not-read',
  /** No population of this group and place is known. */
  'no-population',
] as const
export type Reason = (typeof reasons)[number]

/** A cell: the number of a key, that number per 100,000 of a population, or the reason for none. */
export type Cell = { key: string } | { key: string; per: Population } | { none: Reason }

export interface StandardTable {
  code: string
  /** Where the standard asks for it. */
  section: string
  grade: CrosswalkGrade
  unit: 'victims' | 'persons' | 'cases' | 'per-100000'
  columns: readonly string[]
  rows: { code: string; cells: Cell[] }[]
}

/** Where a code of ours goes, for whoever has to defend the table. */
export interface Mapped {
  from: string
  to: string | null
  none: Reason | null
  grade: CrosswalkGrade
}

/** What the standard asks and these counts cannot answer. */
export interface Gap {
  asks: string
  section: string
  why: Reason
  grade: CrosswalkGrade
}

export interface Filled {
  tables: StandardTable[]
  cube: Cube
  /** The acts that its victims, and its steps of justice, rest on; empty where none is named. */
  laws: readonly string[]
}

/** What a standard is filled from: one period, one place, groups only. */
export interface Material {
  year: number
  place: string
  victims: readonly Counted[]
  steps: readonly CountedStep[]
}

export interface Standard {
  code: StandardCode
  /** As it calls itself, with edition. */
  edition: string
  source: string
  grade: CrosswalkGrade
  /** The days of a year by its own calendar. */
  periodOf(year: number): { from: string; until: string }
  fill(material: Material): Filled
  mapping: readonly Mapped[]
  gaps: readonly Gap[]
}

export function calendarYear(year: number): { from: string; until: string } {
  return { from: `${year}-01-01`, until: `${year}-12-31` }
}

/** The Acts named by anything that was counted. */
export function lawsOf(counted: readonly { laws: readonly string[] }[]): string[] {
  return [...new Set(counted.flatMap(({ laws }) => laws))].toSorted()
}
