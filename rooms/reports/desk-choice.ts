import type { ReportKind } from './report.ts'
import type { PublicDesk } from './shapes.ts'

/**
 * The desks for a report, the best first: one that serves the district before one that serves the
 * province or the country, and among those one that takes this kind. Everybody may choose another.
 */
export function desksFor<D extends Pick<PublicDesk, 'places' | 'jurisdiction' | 'kinds'>>(
  desks: readonly D[],
  report: { placeCode: string | null; kind: ReportKind },
): D[] {
  return desks
    .map((desk) => ({ desk, score: scoreOf(desk, report) }))
    .sort((one, other) => other.score - one.score)
    .map(({ desk }) => desk)
}

function scoreOf(
  desk: Pick<PublicDesk, 'places' | 'jurisdiction' | 'kinds'>,
  { placeCode, kind }: { placeCode: string | null; kind: ReportKind },
): number {
  const place = placeCode ?? ''
  const near = desk.places.includes(place)
    ? 8
    : desk.places.length === 0 && isWithin(place, desk.jurisdiction)
      ? 4
      : 0
  return near + (desk.kinds.includes(kind) ? 2 : desk.kinds.length === 0 ? 1 : 0)
}

// Codes of districts begin with the code of their province, and those with the country's.
function isWithin(place: string, jurisdiction: string): boolean {
  return place === jurisdiction || place.startsWith(`${jurisdiction}-`)
}
