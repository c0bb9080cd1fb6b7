import type { Person } from '../../core/people.ts'

/** Nobody signs what he drew up. */
export function maySign(person: Pick<Person, 'id'>, form: { draftedById: string }): boolean {
  return form.draftedById !== person.id
}
