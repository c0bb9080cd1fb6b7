import { type Form, htcdsOf } from '../forms.ts'
import type { FormCrosswalk, HtcdsForm } from './htcds.ts'
import type { Mapped } from './standard.ts'

/** The one category of a victim: several different ones are told as `mixed`. */
export function categoryOf<To extends string>(
  crosswalk: FormCrosswalk<To>,
  forms: readonly Form[],
  { mixed, unknown }: { mixed: string; unknown: string },
): string {
  const found = new Set(
    htcdsOf(forms).map((code) => {
      const goes = crosswalk[code as HtcdsForm]
      return 'to' in goes ? goes.to : unknown
    }),
  )
  if (found.size === 0) return unknown
  return found.size === 1 ? [...found][0]! : mixed
}

/** A crosswalk as lines that a reader can check. */
export function mappedOf(variable: string, crosswalk: FormCrosswalk<string>): Mapped[] {
  return Object.entries(crosswalk).map(([code, goes]) => ({
    from: `${variable}: ${code}`,
    to: 'to' in goes ? goes.to : null,
    none: 'none' in goes ? goes.none : null,
    grade: goes.grade,
  }))
}

export function sexMapping(names: Record<string, string>, grade: Mapped['grade']): Mapped[] {
  return Object.entries(names).map(([code, to]) => ({
    from: `prs_Gender: ${code}`,
    to,
    none: null,
    grade,
  }))
}

/** Presumed and confirmed are both detected; who is no victim is in no count. */
export const statusMapping: readonly Mapped[] = [
  {
    from: 'vic_TraffickingStatus: PossibleVictimOfTrafficking',
    to: 'detected',
    none: null,
    grade: 'proposal',
  },
  {
    from: 'vic_TraffickingStatus: ActualVictimOfTrafficking',
    to: 'detected',
    none: null,
    grade: 'proposal',
  },
  {
    from: 'vic_TraffickingStatus: NotAVictimOfTrafficking',
    to: null,
    none: 'no-code',
    grade: 'proposal',
  },
]
