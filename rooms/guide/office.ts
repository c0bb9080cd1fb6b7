import type { AgencyKind, Name } from '../../core/people.ts'

/** An agency as the public sees it. */
export interface Office {
  id: string
  kind: AgencyKind
  name: Name
  place: Name | null
  contact: string | null
  /** Belongs to the try-out and stands for no real body. */
  madeUp: boolean
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
}

// Those that somebody in need can turn to, nearest first. Where a shelter is stays unsaid:
// whoever looks for the people in it may read this page too.
const shown: readonly AgencyKind[] = [
  'federal-investigation',
  'provincial-police',
  'child-protection',
  'protector-of-emigrants',
  'labour-department',
  'ngo',
]

export function isShownToPublic(kind: AgencyKind): boolean {
  return shown.includes(kind)
}

/** The offices by kind, in the order in which somebody in need would want them. */
export function byKind(offices: readonly Office[]): [AgencyKind, Office[]][] {
  return shown
    .map((kind): [AgencyKind, Office[]] => [kind, offices.filter((office) => office.kind === kind)])
    .filter(([, some]) => some.length > 0)
}
