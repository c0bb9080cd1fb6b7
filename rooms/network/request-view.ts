import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import {
  type CaseBrief,
  findCaseBrief,
  listLinkPersons,
  mayLeadCase,
  mayWriteInCase,
} from '../cases/door.ts'
import { namesOf } from '../staff/door.ts'
import { agenciesById, tellAgency } from './agencies.ts'
import type { KnownRequest } from './request-records.ts'
import { presentSide, type RequestView } from './shapes.ts'

/** The file that the viewer's side answers for or asks from, as far as she may open it. */
const fileOf = (db: Db, incoming: boolean, of: KnownRequest): Promise<CaseBrief | undefined> =>
  incoming
    ? of.target
      ? findCaseBrief(db, of.target.caseId)
      : Promise.resolve(undefined)
    : findCaseBrief(db, of.caseId)

/** Requests as one of their sides reads them; whatever file has gone out of reach is left out. */
export async function presentRequests(
  db: Db,
  house: House,
  person: Person,
  requests: readonly KnownRequest[],
): Promise<RequestView[]> {
  const agencies = await agenciesById(db)
  const names = await namesOf(
    db,
    requests.flatMap(({ askedBy, endedBy }) => [askedBy, endedBy]),
  )
  const targets = requests.flatMap(({ target }) => target?.personId ?? [])
  const people = new Map((await listLinkPersons(db, house, targets)).map((one) => [one.id, one]))
  const views: RequestView[] = []
  for (const of of requests) {
    const incoming = of.toAgencyId === person.agencyId
    const other = agencies.get(incoming ? of.agencyId : of.toAgencyId)
    const file = await fileOf(db, incoming, of)
    if (!other || !file) continue
    const about = of.target?.personId && people.get(of.target.personId)
    const waits = of.status === 'asked'
    const answered = of.status === 'granted' || of.status === 'refused'
    views.push({
      id: of.id,
      incoming,
      agency:
        incoming || of.status === 'granted'
          ? { kind: other.kind, name: other.name }
          : tellAgency(other),
      reference: of.reference,
      caseId: incoming ? null : of.caseId,
      by: of.rules,
      purpose: of.purpose,
      words: of.words,
      urgent: of.urgent,
      askedBy: names.get(of.askedBy) ?? null,
      askedAt: of.askedAt,
      dueAt: of.dueAt,
      status: of.status,
      given: of.given,
      refusedFor: of.refusedFor,
      answer: of.answer,
      until: of.until,
      endedBy: (of.endedBy && names.get(of.endedBy)) || null,
      endedAt: of.endedAt,
      noted: of.notedAt !== null,
      about: about ? presentSide(about) : null,
      aboutFile: incoming && !about ? { caseId: file.id, reference: file.reference } : null,
      may: {
        answer: incoming && waits && mayLeadCase(person, file),
        withdraw: !incoming && waits && mayWriteInCase(person, file),
        note: !incoming && answered && !of.notedAt && mayWriteInCase(person, file),
      },
      version: of.version,
    })
  }
  return views
}
