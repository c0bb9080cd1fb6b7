import type { Duty, Sees } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'

export interface AccountPlan {
  nameEn: string
  nameUr: string
  email: string
  agencyId: string
  teamId: string | null
  duties: readonly Duty[]
  sees: Sees
  jurisdiction: string
}

/** Duties that keep a person away from what cases say. */
export const withoutCases: readonly Duty[] = [
  'administrator',
  'statistician',
  'oversight',
  'legal-officer',
  'content-officer',
]

/** Administrators, statisticians and the oversight body see no case content, whatever else is ticked. */
export function checkAccount(plan: Pick<AccountPlan, 'duties' | 'sees'>): void {
  if (!plan.duties.length)
    throw new Problem('input', 'staff/no-duty', { fields: { duties: 'staff/no-duty' } })
  const kept = plan.duties.filter((duty) => withoutCases.includes(duty))
  if (kept.length && (plan.sees !== 'nothing' || plan.duties.length > 1)) {
    throw new Problem('input', 'staff/duty-sees-no-cases', {
      fields: { sees: 'staff/duty-sees-no-cases' },
    })
  }
}

/** An e-mail address in the form that is compared: no spaces around it, lower case. */
export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
