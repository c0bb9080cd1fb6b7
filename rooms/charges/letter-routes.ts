import { Type } from 'typebox'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { dayInPakistan, getCaseBrief } from '../cases/door.ts'
import { letterToStation, missingOf } from './letter.ts'
import { deciders } from './permissions.ts'
import { presentCharges } from './present.ts'
import { WithCase } from './shapes.ts'
import type { Wording } from './wording.ts'

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

/** The texts of one language for what is printed. */
export function wordingIn(house: Pick<House, 'words'>, lang: 'ur' | 'en'): Wording {
  const texts = house.words.t(lang)
  const locale = lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB'
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Karachi' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    t: (key, values) => texts(key, values ?? {}) as string,
    pick: (text) => text[lang],
    date: (day) => days.format(new Date(`${dayOf(day)}T00:00:00+05:00`)),
    number: (n) => numbers.format(n),
    lang,
  }
}

const dayOf = (at: string) => (at.length > 10 ? dayInPakistan(new Date(at)) : at)
