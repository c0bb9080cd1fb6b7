import type { Person } from '../../core/people.ts'
import { hasDuty } from '../../core/people.ts'

/** Why a case that is not one's own must be read now. */
export const glassReasons = [
  'danger-to-life',
  'child-at-risk',
  'holder-unreachable',
  'court-order',
] as const
export type GlassReason = (typeof glassReasons)[number]

export const glassHours = 24

/** Those who work on cases may, in an emergency; those who must see none may not. */
export function mayBreakGlass(person: Person): boolean {
  return hasDuty(
    person,
    'investigator',
    'screener',
    'case-worker',
    'prosecutor',
    'supervisor',
    'desk-officer',
  )
}
