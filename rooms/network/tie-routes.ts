import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, WithId } from '../../core/schema.ts'
import {
  checkPastDay,
  dayInPakistan,
  getCaseBrief,
  listCasePersons,
  mayWriteInCase,
  restings,
} from '../cases/door.ts'
import { checkAgent } from '../recruiters/door.ts'
import { judges, viewers } from './permissions.ts'
import { orNull } from './shapes.ts'
import { tieKinds } from './tie.ts'
import { insertTie, readValue, revealTie, withdrawTie } from './tie-records.ts'

/** The licensee of a licence number; names are too many and too alike to be read as one firm. */
async function licenseeOf(house: House, number: string, today: string): Promise<string> {
  const { found } = await checkAgent(house, number, today)
  const [hit, ...more] = found.filter(({ why }) => why === 'same-number')
  if (hit && !more.length) return hit.licensee.id
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
      permit(mayWriteInCase(person, file), 'network/file-of-another-agency')
      const today = dayInPakistan(now)
      checkPastDay('saidOn', body.saidOn, today)
      await checkPersonOf(db, house, file.id, body.personId)
      const id = await insertTie(db, house, file, {
        personId: body.personId ?? null,
        kind: body.kind,
        value: body.kind === 'agent' ? null : readValue(house, body.kind, body.value),
        licenseeId: body.kind === 'agent' ? await licenseeOf(house, body.value, today) : null,
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
    method: 'POST',
    url: '/api/network/ties/:id/withdraw',
    name: 'network.withdraw-tie',
    who: judges,
    params: WithId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      about(params.id)
      await withdrawTie(db, params.id, person.id, now)
      return done
    },
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
