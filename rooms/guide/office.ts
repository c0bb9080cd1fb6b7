import type { AgencyKind, Name } from '../../core/people.ts'

/** An agency as the public sees it. */
export interface Office {
  id: string
  kind: AgencyKind
  name: Name
  place: Name | null
  /** ISO 3166-2 code, followed for a district by its name: `PK-PB-gujrat`; null where it is unknown. */
  placeCode: string | null
  /** ISO 3166-2 code of the province it works for, or `PK`. */
  jurisdiction: string
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

/** The offices for somebody in a district: in the district, for its province, for the whole country. */
export function nearest(offices: readonly Office[], district: string): [Nearness, Office[]][] {
  const nearnessOf = ({ placeCode, jurisdiction }: Office): Nearness | undefined => {
    if (placeCode === district) return 'district'
    if (jurisdiction === 'PK') return 'country'
    return district.startsWith(`${jurisdiction}-`) ? 'province' : undefined
  }
  return nearnesses
    .map((near): [Nearness, Office[]] => [
      near,
      byKind(offices.filter((office) => nearnessOf(office) === near)).flatMap(([, some]) => some),
    ])
    .filter(([, some]) => some.length > 0)
}

const nearnesses = ['district', 'province', 'country'] as const
export type Nearness = (typeof nearnesses)[number]
