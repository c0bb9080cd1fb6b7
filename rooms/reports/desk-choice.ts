import type { AgencyKind } from '../../core/people.ts'
import type { OfficialBody } from './questions.ts'
import type { ReportKind } from './report.ts'
import type { PublicDesk } from './shapes.ts'

type Desk = Pick<PublicDesk, 'places' | 'jurisdiction' | 'kinds' | 'agencyKind'>

interface Routed {
  placeCode: string | null
  kind: ReportKind
  /** The body that the accused works for, where the reporter says so. It decides here and is never sent. */
  official?: OfficialBody | undefined
}

/**
 * The desks for a report, the best first: one that serves the district before one that serves the
 * province or the country, and among those one that takes this kind. A report about an official goes
 * to a desk outside his body; the desk of an oversight body is for these. Everybody may choose another.
 */
export function desksFor<D extends Desk>(desks: readonly D[], report: Routed): D[] {
  return desks
    .map((desk) => ({ desk, score: scoreOf(desk, report) }))
    .sort((one, other) => other.score - one.score)
    .map(({ desk }) => desk)
}

const bodyOf: Partial<Record<AgencyKind, OfficialBody>> = {
  'provincial-police': 'police',
  'federal-investigation': 'fia',
  'labour-department': 'labour',
  'protector-of-emigrants': 'protector',
}

/** Whether the accused works for the body that this desk belongs to. */
export function isInside(
  desk: Pick<PublicDesk, 'agencyKind'>,
  official?: OfficialBody | undefined,
): boolean {
  const body = bodyOf[desk.agencyKind]
  return body !== undefined && body === official
}

function scoreOf(desk: Desk, { placeCode, kind, official }: Routed): number {
  // Below every other desk: whoever is accused must not read it first.
  if (isInside(desk, official)) return -100
  const place = placeCode ?? ''
  const near = desk.places.includes(place)
    ? 8
    : desk.places.length === 0 && isWithin(place, desk.jurisdiction)
      ? 4
      : 0
  const score = near + (desk.kinds.includes(kind) ? 2 : desk.kinds.length === 0 ? 1 : 0)
  if (desk.agencyKind !== 'oversight-body') return score
  // Of an unknown body every other desk could be a part; what is about no official is not for oversight.
  return official === undefined ? score - 50 : official === 'other' ? score + 50 : score
}

// Codes of districts begin with the code of their province, and those with the country's.
function isWithin(place: string, jurisdiction: string): boolean {
  return place === jurisdiction || place.startsWith(`${jurisdiction}-`)
}
