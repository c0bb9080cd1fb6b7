import { type Static, Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { wordingIn } from '../../web/print/wording.ts'
import { entryKinds, isWage, sides } from './advance.ts'
import {
  addAdvance,
  addEntries,
  type EntryWritten,
  getAdvance,
  getEntry,
  saveStruck,
} from './advance-records.ts'
import { advanceSheet } from './advance-sheet.ts'
import { checkPastDay, EARLIEST_DEBT, refuse } from './days.ts'
import { inspectors, mayInspect } from './permissions.ts'
import { maybe, Named, strict, Words } from './shapes.ts'
import { getFamily, getSite, listParties } from './site-records.ts'
import { getWritable } from './site-routes.ts'
import { wageUnits } from './wage.ts'
import { listCountingWages } from './wage-records.ts'

const EntryFields = strict({
  side: codes(sides),
  kind: codes(entryKinds),
  rupees: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  on: Day,
  work: maybe(
    strict({
      fromOn: Day,
      unit: codes(wageUnits),
      amount: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    }),
  ),
  saidBy: Named,
  saidOn: Day,
  words: maybe(Words),
})
const Entries = Type.Array(EntryFields, { minItems: 1, maxItems: 60 })

/** What was told, after its days were checked: nobody tells of a day that lies ahead of the telling. */
function checked(entries: Static<typeof Entries>, today: string): EntryWritten[] {
  return entries.map((one, i) => {
    checkPastDay(`entries.${i}.saidOn`, one.saidOn, today, EARLIEST_DEBT)
    checkPastDay(`entries.${i}.on`, one.on, one.saidOn, EARLIEST_DEBT)
    const work = one.work ?? null
    if (work) {
      if (!isWage(one.kind)) refuse(`entries.${i}.work.unit`, 'worksites/work-of-no-wage')
      checkPastDay(`entries.${i}.work.fromOn`, work.fromOn, one.on, EARLIEST_DEBT)
    }
    return { ...one, work, words: one.words ?? null }
  })
}

export const advanceRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/worksites/families/:id/advances',
    name: 'worksites.add-advance',
    summary: 'A debt for which a family works, with the first statements about it',
    who: inspectors,
    params: WithId,
    body: strict({ begunOn: Day, partyId: maybe(Id), words: maybe(Words), entries: Entries }),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const family = await getFamily(db, house, params.id)
      about(family.siteId, family.id)
      const site = await getWritable(db, house, person, family.siteId)
      const today = dayInPakistan(now)
      checkPastDay('begunOn', body.begunOn, today, EARLIEST_DEBT)
      const partyId = body.partyId ?? null
      if (partyId && !(await listParties(db, house, site.id)).some(({ id }) => id === partyId))
        refuse('partyId', 'worksites/no-such-party')
      const id = await addAdvance(db, house, site, {
        familyId: family.id,
        partyId,
        begunOn: body.begunOn,
        words: body.words ?? null,
        entries: checked(body.entries, today),
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/advances/:id/entries',
    name: 'worksites.add-entries',
    summary: 'More statements about a debt, each with who said it',
    who: inspectors,
    params: WithId,
    body: strict({ entries: Entries }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const advance = await getAdvance(db, house, params.id)
      about(advance.siteId, advance.id)
      await getWritable(db, house, person, advance.siteId)
      const entries = checked(body.entries, dayInPakistan(now))
      await addEntries(db, house, advance, { entries, by: person.id, at: now })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/entries/:id/strike',
    name: 'worksites.strike-entry',
    summary: 'Strikes a statement out with the reason, or (without words) lets it count again',
    who: inspectors,
    params: WithId,
    body: strict({ words: maybe(Named), version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const entry = await getEntry(db, house, params.id)
      about(entry.siteId, entry.id)
      await getWritable(db, house, person, entry.siteId)
      const struck = body.words ? { on: dayInPakistan(now), words: body.words } : null
      await saveStruck(db, house, { ...entry, version: body.version }, struck)
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/advances/:id/sheet',
    name: 'worksites.print-sheet',
    summary: 'What each side told, added up, and what the law says, as PDF',
    who: inspectors,
    params: WithId,
    query: strict({ lang: codes(['ur', 'en']) }),
    answer: 'file',
    async act({ db, house, person, params, query, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const advance = await getAdvance(db, house, params.id)
      about(advance.siteId, advance.id)
      const site = await getSite(db, house, advance.siteId)
      const document = advanceSheet(wordingIn(house, query.lang), {
        advance,
        site,
        family: await getFamily(db, house, advance.familyId),
        wages: await listCountingWages(db, site.place.province),
        today: dayInPakistan(now),
      })
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await printPdf(document),
        name: `advance-${query.lang}.pdf`,
        headers: { 'cache-control': 'no-store' },
      })
    },
  }),
]
