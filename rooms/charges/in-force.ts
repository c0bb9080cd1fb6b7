import type { Answer, FactSheet } from './fact-sheet.ts'
import type { Version } from './law.ts'

/** Whether a version stood while the conduct lasted; an unknown date gives an unknown answer. */
export function stoodDuring(
  version: Version,
  { conduct: { from, until }, asOn }: FactSheet,
): Answer {
  if (version.standing === 'reported') return 'no'
  if (from === null && until === null) {
    return version.from === null && version.until === null ? 'yes' : 'unknown'
  }
  const begin = from ?? until!
  const end = until ?? from!
  if (overlaps(version, begin, end)) return 'yes'
  // One end of the conduct is not known: it may have lasted into the version's time.
  const widest = [from ?? '0001-01-01', until ?? asOn] as const
  return overlaps(version, widest[0], widest[1]) ? 'unknown' : 'no'
}

function overlaps(version: Version, begin: string, end: string): boolean {
  return (
    (version.from === null || version.from <= end) &&
    (version.until === null || begin < version.until)
  )
}

/** Only part of the conduct falls under the version: it began before or went on after it. */
export function straddles(version: Version, { conduct: { from, until } }: FactSheet): boolean {
  const before = from !== null && version.from !== null && from < version.from
  const after = until !== null && version.until !== null && until >= version.until
  return before || after
}

export function appliesWhere(version: Version, sheet: FactSheet): Answer {
  if (!version.where) return 'yes'
  if (sheet.provinces.length === 0) return 'unknown'
  return sheet.provinces.some((place) => version.where!.includes(place)) ? 'yes' : 'no'
}

/** An amendment that is only reported is shown beside the text for conduct after the report. */
export function shownBeside(version: Version, { conduct, asOn }: FactSheet): boolean {
  if (version.standing !== 'reported') return false
  return (conduct.until ?? asOn) >= (version.reportedOn ?? '')
}
