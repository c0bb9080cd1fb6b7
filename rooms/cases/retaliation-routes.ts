import { type Route, route } from '../../core/routes.ts'
import { OwnRetaliation, ownRetaliationInCase, raiseRetaliationInCase } from '../reports/door.ts'
import { readers } from './permissions.ts'
import { getCaseBrief } from './records.ts'
import { CaseParams } from './shapes.ts'

/** Somebody is made to pay for a case: whoever works on it says so, and the oversight body alone sees it. */
export const retaliationRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:id/retaliation',
    name: 'cases.my-retaliation',
    summary:
      'Whether I have said that somebody takes revenge for this case, and whether it was seen',
    who: readers,
    params: CaseParams,
    answer: OwnRetaliation,
    async act({ db, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return ownRetaliationInCase(db, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/retaliation',
    name: 'cases.raise-retaliation',
    summary:
      'Says that somebody takes revenge for this case. Only the oversight body sees it; no colleague is told',
    who: readers,
    params: CaseParams,
    answer: OwnRetaliation,
    async act({ db, person, params, now, about }) {
      about(params.id)
      const file = await getCaseBrief(db, params.id)
      return raiseRetaliationInCase(db, file, { byId: person.id, at: now })
    },
  }),
]
