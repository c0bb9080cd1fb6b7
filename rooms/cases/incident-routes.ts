import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, Id, Version } from '../../core/schema.ts'
import { checkCurrent, checkDispute, checkPeople, checkSaidBy } from './allegation.ts'
import {
  getAllegation,
  insertAllegation,
  listAllAllegations,
  saveDispute,
  supersede,
} from './allegation-records.ts'
import { checkPastDay, dayInPakistan } from './dates.ts'
import { addAllegation, addIncident } from './door.ts'
import { checkSpan } from './incident.ts'
import { listIncidents, saveIncident } from './incident-records.ts'
import { readers, writers } from './permissions.ts'
import { listCasePersons } from './person-records.ts'
import { getCaseBrief } from './records.ts'
import {
  AllegationAnswer,
  AllegationFields,
  CaseParams,
  IncidentAnswer,
  IncidentFields,
  Said,
  strict,
} from './shapes.ts'
import { getWritable, tell } from './step.ts'

const IncidentParams = strict({ id: Id, incidentId: Id })
const AllegationParams = strict({ id: Id, allegationId: Id })
const WithNewId = Type.Object({ id: Id })

export const incidentRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:id/incidents',
    name: 'cases.list-incidents',
    who: readers,
    params: CaseParams,
    answer: Type.Array(IncidentAnswer),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return listIncidents(db, house, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/incidents',
    name: 'cases.add-incident',
    who: writers,
    params: CaseParams,
    body: strict(IncidentFields),
    answer: WithNewId,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const file = await getWritable(db, person, params.id)
      return { id: await addIncident(db, house, file.id, { ...body, addedBy: person.id }) }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/cases/:id/incidents/:incidentId',
    name: 'cases.change-incident',
    who: writers,
    params: IncidentParams,
    body: strict({ ...IncidentFields, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id, params.incidentId)
      const file = await getWritable(db, person, params.id)
      checkSpan(body, dayInPakistan(now))
      await saveIncident(db, house, file.id, params.incidentId, body)
      await tell(db, file, 'case.incident-changed', params.incidentId, { kind: body.kind })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id/allegations',
    name: 'cases.list-allegations',
    summary: 'Everything alleged in a case, with what was corrected or is disputed',
    who: readers,
    params: CaseParams,
    answer: Type.Array(AllegationAnswer),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return listAllAllegations(db, house, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/allegations',
    name: 'cases.add-allegation',
    who: writers,
    params: CaseParams,
    body: strict(AllegationFields),
    answer: WithNewId,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const file = await getWritable(db, person, params.id)
      return { id: await addAllegation(db, house, file.id, { ...body, addedBy: person.id }) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/allegations/:allegationId/correct',
    name: 'cases.correct-allegation',
    summary: 'Replaces an entry by a later one; the earlier stays to be read',
    who: writers,
    params: AllegationParams,
    body: strict({ ...AllegationFields, correctionWords: Said }),
    answer: WithNewId,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id, params.allegationId)
      const file = await getWritable(db, person, params.id)
      checkCurrent(await getAllegation(db, house, file.id, params.allegationId))
      checkSaidBy(body)
      checkPastDay('saidOn', body.saidOn, dayInPakistan(now))
      checkPeople(await listCasePersons(db, house, file.id), body)
      const id = await insertAllegation(db, house, file, {
        ...body,
        addedBy: person.id,
        supersedesId: params.allegationId,
      })
      await supersede(db, file.id, params.allegationId, id, now)
      await tell(db, file, 'case.allegation-corrected', id, { fact: body.fact })
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/allegations/:allegationId/dispute',
    name: 'cases.dispute-allegation',
    summary: 'Notes that somebody disputes an entry, and what they say',
    who: writers,
    params: AllegationParams,
    body: strict({ words: Said }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id, params.allegationId)
      const file = await getWritable(db, person, params.id)
      const allegation = await getAllegation(db, house, file.id, params.allegationId)
      checkDispute(allegation)
      const dispute = { words: body.words, by: person.id, at: now }
      await saveDispute(db, house, file.id, allegation.id, dispute)
      await tell(db, file, 'case.allegation-disputed', allegation.id, { fact: allegation.fact })
      return done
    },
  }),
]
