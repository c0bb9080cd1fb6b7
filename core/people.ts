export const duties = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'prosecutor',
  'supervisor',
  'legal-officer',
  'content-officer',
  'statistician',
  'oversight',
  'administrator',
] as const
export type Duty = (typeof duties)[number]

/** How far a person sees among cases: the row-level policies of the database decide by it. */
export const reaches = ['nothing', 'self', 'team', 'agency', 'jurisdiction'] as const
export type Sees = (typeof reaches)[number]

export const agencyKinds = [
  'federal-investigation',
  'provincial-police',
  'protector-of-emigrants',
  'labour-department',
  'child-protection',
  'shelter',
  'ngo',
  'prosecution',
  'oversight-body',
  'statistics-body',
  'operator',
] as const
export type AgencyKind = (typeof agencyKinds)[number]

export type Language = string

export interface Name {
  en: string
  ur: string
}

/** The signed-in person of a request. */
export interface Person {
  id: string
  handle: string | null
  agencyId: string
  agencyKind: AgencyKind
  teamId: string | null
  name: Name
  duties: readonly Duty[]
  sees: Sees
  /** ISO 3166-2 code of a province, or 'PK' for a federal body. */
  jurisdiction: string
  language: Language
  sessionId: string
  /** Cases this person has open by break-the-glass. */
  glass: readonly string[]
}

export function hasDuty(person: Pick<Person, 'duties'>, ...wanted: Duty[]): boolean {
  return wanted.some((duty) => person.duties.includes(duty))
}
