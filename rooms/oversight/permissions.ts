import { hasDuty, type Person } from '../../core/people.ts'
import type { LateWordKind } from './late.ts'

/** Nobody signs what he drew up. */
export function maySign(person: Pick<Person, 'id'>, form: { draftedById: string }): boolean {
  return form.draftedById !== person.id
}

/** Whoever supervises a desk explains why it is late; the oversight body asks, and says that it has seen it. */
export function maySayOfLate(person: Pick<Person, 'duties'>, kind: LateWordKind): boolean {
  return hasDuty(person, kind === 'explained' ? 'supervisor' : 'oversight')
}
