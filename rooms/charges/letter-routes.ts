import { Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { wordingIn } from '../../web/print/wording.ts'
import { getCaseBrief } from '../cases/door.ts'
import { letterToStation, missingOf } from './letter.ts'
import { deciders } from './permissions.ts'
import { presentCharges } from './present.ts'
import { WithCase } from './shapes.ts'

export const letterRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/charges/letter',
    name: 'charges.print-letter',
    summary: 'The letter to the station as PDF, in Urdu or English',
    who: deciders,
    params: WithCase,
    query: Type.Object({ lang: codes(['ur', 'en']) }, { additionalProperties: false }),
    answer: 'file',
    async act({ db, house, person, params, query, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      const charges = await presentCharges(db, house, file, person)
      if (missingOf(charges).length === 0) throw new Problem('conflict', 'charges/nothing-to-write')
      const words = wordingIn(house, query.lang)
      const signer = words.pick(person.name)
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await printPdf(letterToStation(words, { ...charges, signer })),
        name: `letter-${file.reference}-${query.lang}.pdf`,
        headers: { 'cache-control': 'no-store' },
      })
    },
  }),
]
