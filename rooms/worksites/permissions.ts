import { type Duty, hasDuty, type Person } from '../../core/people.ts'

type Asker = Pick<Person, 'agencyId' | 'agencyKind' | 'duties' | 'sees'>

/** Labour inspectors (investigator), the committee's secretary (case-worker), their supervisors. */
export const inspectors = ['investigator', 'case-worker', 'supervisor'] as const satisfies Duty[]

/** Only labour offices keep files on worksites; the same rule stands in the database. */
export function mayInspect(person: Asker): boolean {
  return (
    person.agencyKind === 'labour-department' &&
    person.sees !== 'nothing' &&
    hasDuty(person, ...inspectors)
  )
}

/** Whoever sees a whole jurisdiction reads another office's file; that office alone writes in it. */
export function mayWriteAt(person: Asker, site: { agencyId: string }): boolean {
  return mayInspect(person) && person.agencyId === site.agencyId
}

/** How long a district may go without a meeting is set by who answers for the office. */
export function maySetTerm(person: Asker): boolean {
  return mayInspect(person) && hasDuty(person, 'supervisor')
}
