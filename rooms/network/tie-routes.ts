import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route, type Scene } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, WithId } from '../../core/schema.ts'
import {
  checkPastDay,
  dayInPakistan,
  getCaseBrief,
  listCasePersons,
  restings,
} from '../cases/door.ts'
import { listLicenseeBriefs } from '../recruiters/door.ts'
import { namesOf } from '../staff/door.ts'
import { findLicensee } from './looking.ts'
import { judges, mayNoteIn, viewers } from './permissions.ts'
import { NotedTieAnswer, orNull } from './shapes.ts'
import { checkTieSaying, type TieSaying, tieKinds, withdrawalReasons } from './tie.ts'
import {
  getTie,
  insertTie,
  listTiesWithWords,
  readValue,
  revealTie,
  saveTieSaying,
} from './tie-records.ts'

async function licenseeOf(db: Db, number: string, today: string): Promise<string> {
  const found = await findLicensee(db, number, today)
  if (found) return found
  throw new Problem('input', 'network/no-such-licence', {
    fields: { value: 'network/no-such-licence' },
  })
}

async function checkPersonOf(
  db: Db,
  house: House,
  caseId: string,
  personId: string | null | undefined,
): Promise<void> {
  if (!personId) return
  const people = await listCasePersons(db, house, caseId)
  if (!people.some(({ id }) => id === personId))
    throw new Problem('input', 'network/person-of-another-file', {
      fields: { personId: 'network/person-of-another-file' },
    })
}

async function say(
  { db, house, person, params, now, about }: Scene<{ id: string }, unknown, unknown>,
  saying: TieSaying,
): Promise<typeof done> {
  const tie = await getTie(db, params.id)
  about(tie.caseId, tie.id)
  permit(mayNoteIn(person, await getCaseBrief(db, tie.caseId)), 'network/file-of-another-agency')
  checkTieSaying(tie, saying)
  await saveTieSaying(db, house, tie, saying, { by: person.id, at: now })
  return done
}

export const tieRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/network/ties',
    name: 'network.note-tie',
    summary: 'Notes a vehicle, a licensed agent, one more phone or account in a file',
    who: judges,
    body: Type.Object(
      {
        caseId: Id,
        personId: Type.Optional(orNull(Id)),
        kind: codes(tieKinds),
        /** A plate, a number, or the number of a licence. */
        value: Type.String({ minLength: 1, maxLength: 60 }),
        restsOn: codes(restings),
        certainty: codes(['said', 'supported', 'documented', 'established']),
        saidOn: Type.Optional(orNull(Day)),
        saidBy: Type.Optional(orNull(Type.String({ maxLength: 200 }))),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, body, now, about }) {
      about(body.caseId, ...(body.personId ? [body.personId] : []))
      const file = await getCaseBrief(db, body.caseId)
      permit(mayNoteIn(person, file), 'network/file-of-another-agency')
      const today = dayInPakistan(now)
      checkPastDay('saidOn', body.saidOn, today)
      await checkPersonOf(db, house, file.id, body.personId)
      const id = await insertTie(db, house, file, {
        personId: body.personId ?? null,
        kind: body.kind,
        value: body.kind === 'agent' ? null : readValue(house, body.kind, body.value),
        licenseeId: body.kind === 'agent' ? await licenseeOf(db, body.value, today) : null,
        restsOn: body.restsOn,
        certainty: body.certainty,
        saidOn: body.saidOn ?? null,
        saidBy: body.saidBy ?? null,
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/ties',
    name: 'network.list-ties',
    summary: 'All that was noted in one file, and what was withdrawn of it: by whom and why',
    who: viewers,
    query: Type.Object({ case: Id }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(NotedTieAnswer), mayChange: Type.Boolean() }),
    async act({ db, house, person, query, about }) {
      const file = await getCaseBrief(db, query.case)
      about(file.id)
      const ties = await listTiesWithWords(db, house, file.id)
      const names = await namesOf(
        db,
        ties.flatMap(({ addedBy, withdrawn }) => [addedBy, withdrawn?.by ?? []].flat()),
      )
      const agents = await listLicenseeBriefs(
        db,
        ties.flatMap(({ licenseeId }) => licenseeId ?? []),
      )
      return {
        items: ties.map(({ withdrawn, ...tie }) => {
          const agent = agents.find(({ id }) => id === tie.licenseeId)
          return {
            id: tie.id,
            personId: tie.personId,
            kind: tie.kind,
            label: tie.masked ?? agent?.licenceNumber ?? null,
            name: agent?.name ?? null,
            restsOn: tie.restsOn,
            certainty: tie.certainty,
            saidOn: tie.saidOn,
            saidBy: tie.saidBy,
            addedBy: names.get(tie.addedBy) ?? null,
            withdrawn: withdrawn && { ...withdrawn, by: names.get(withdrawn.by) ?? null },
          }
        }),
        mayChange: mayNoteIn(person, file),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/ties/:id/withdraw',
    name: 'network.withdraw-tie',
    summary: 'Withdraws what was noted, with the reason; it stays in the file and can be put back',
    who: judges,
    params: WithId,
    body: Type.Object(
      {
        reason: codes(withdrawalReasons),
        words: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
      },
      { additionalProperties: false },
    ),
    answer: Done,
    act: (scene) =>
      say(scene, {
        said: 'withdrawn',
        reason: scene.body.reason,
        words: scene.body.words ?? null,
      }),
  }),
  route({
    method: 'POST',
    url: '/api/network/ties/:id/put-back',
    name: 'network.put-back-tie',
    summary: 'Puts back what was withdrawn',
    who: judges,
    params: WithId,
    answer: Done,
    act: (scene) => say(scene, { said: 'put-back' }),
  }),
  route({
    method: 'POST',
    url: '/api/network/ties/:id/reveal',
    name: 'network.reveal-tie',
    summary: 'Opens one noted number; each time leaves its line in the audit trail',
    who: viewers,
    params: WithId,
    answer: Type.Object({ value: orNull(Type.String()) }),
    async act({ db, house, params, about }) {
      const { caseId, value } = await revealTie(db, house, params.id)
      about(caseId, params.id)
      return { value }
    },
  }),
]
