import { hasDuty, type Person } from '../../core/people.ts'

/** Counts of all cases of their country or province, and never a case behind them. */
export function mayCountEverything(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician', 'oversight')
}

/** An administrator sees no case content, and counts are made of it. */
export function mayCount(person: Pick<Person, 'duties' | 'sees'>): boolean {
  return mayCountEverything(person) || (person.sees !== 'nothing' && !onlyAdministers(person))
}

/** Small numbers can point at a person; only who works with counts or supervises may export them. */
export function mayExportSmallNumbers(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician', 'oversight', 'supervisor')
}

function onlyAdministers({ duties }: Pick<Person, 'duties'>): boolean {
  return duties.every((duty) => duty === 'administrator')
}
