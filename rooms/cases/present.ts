import type { Person } from '../../core/people.ts'
import { mayLeadCase, mayWriteInCase } from './permissions.ts'
import type { CasePerson, CaseView } from './views.ts'

/** The only fields of a case that leave the server. */
export function presentCase(person: Person, view: CaseView, persons: CasePerson[]) {
  return {
    id: view.id,
    jurisdiction: view.jurisdiction,
    reference: view.reference,
    title: view.title,
    summary: view.summary,
    status: view.status,
    agency: view.agency,
    holderId: view.holderId,
    holder: view.holder,
    heldSince: view.heldSince,
    openedAt: view.openedAt,
    nextDueAt: view.nextDueAt,
    fromReport: view.reportId !== null,
    version: view.version,
    may: { write: mayWriteInCase(person, view), lead: mayLeadCase(person, view) },
    persons,
  }
}
