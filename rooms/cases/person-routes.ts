import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { Id, Version } from '../../core/schema.ts'
import { dayInPakistan } from './dates.ts'
import { addPerson } from './door.ts'
import { readers, writers } from './permissions.ts'
import { checkAge } from './person.ts'
import { getPerson, listCasePersons, revealPerson, savePerson } from './person-records.ts'
import { getCaseBrief } from './records.ts'
import { CaseParams, PersonAnswer, PersonFields, RevealedAnswer, strict } from './shapes.ts'
import { getWritable, tell } from './step.ts'

const PersonParams = strict({ id: Id, personId: Id })

export const personRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:id/persons',
    name: 'cases.list-persons',
    who: readers,
    params: CaseParams,
    answer: Type.Array(PersonAnswer),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return listCasePersons(db, house, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/persons',
    name: 'cases.add-person',
    who: writers,
    params: CaseParams,
    body: strict(PersonFields),
    answer: PersonAnswer,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const file = await getWritable(db, person, params.id)
      const id = await addPerson(db, house, file.id, { ...body, addedBy: person.id })
      about(id)
      return getPerson(db, house, file.id, id)
    },
  }),
  route({
    method: 'PUT',
    url: '/api/cases/:id/persons/:personId',
    name: 'cases.change-person',
    summary: 'Changes a person; an identifier that is left out stays as it is, null takes it away',
    who: writers,
    params: PersonParams,
    body: strict({ ...PersonFields, version: Version }),
    answer: PersonAnswer,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id, params.personId)
      const file = await getWritable(db, person, params.id)
      const age = {
        birthOn: body.birthOn ?? null,
        ageStated: body.ageStated ?? null,
        ageStatedOn: body.ageStatedOn ?? null,
      }
      checkAge(age, dayInPakistan(now))
      await savePerson(db, house, file.id, params.personId, body)
      await tell(db, file, 'case.person-changed', params.personId, { personId: params.personId })
      return getPerson(db, house, file.id, params.personId)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/persons/:personId/reveal',
    name: 'cases.reveal-identifiers',
    summary:
      'Opens the sealed identifiers of one person; each time leaves its line in the audit trail',
    who: readers,
    params: PersonParams,
    answer: RevealedAnswer,
    async act({ db, house, params, about }) {
      about(params.id, params.personId)
      await getCaseBrief(db, params.id)
      return revealPerson(db, house, params.id, params.personId)
    },
  }),
]
