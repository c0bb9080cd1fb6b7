import { sql } from 'kysely'
import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Version } from '../../core/schema.ts'
import { type CaseBrief, dayInPakistan, getCaseBrief, readers } from '../cases/door.ts'
import { deciders, mayDecideCharges } from './permissions.ts'
import { Made, WithCase, WithCaseAndId } from './shapes.ts'
import { checkTransfer, checkTransferAnswer, transferReasons } from './transfer.ts'
import { insertTransfer, listTransfers, saveTransferAnswer } from './transfer-records.ts'

const closed = { additionalProperties: false }
const written = {
  toAgency: Id,
  rule: Type.String({ minLength: 1, maxLength: 60 }),
  reason: codes(transferReasons),
  sections: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40 }),
  sentOn: Day,
  letter: Type.String({ maxLength: 100 }),
  words: Type.String({ maxLength: 4000 }),
}
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const transferRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/transfers',
    name: 'charges.list-transfers',
    who: readers,
    params: WithCase,
    answer: Type.Object({
      transfers: Type.Array(
        Type.Object({
          ...written,
          id: Id,
          from: BothNames,
          to: BothNames,
          by: BothNames,
          answer: orNull(codes(['received', 'refused'])),
          answeredOn: orNull(Day),
          answerWords: orNull(Type.String()),
          version: Version,
        }),
      ),
      /** Agencies that investigate, but for the one that holds the file. */
      agencies: Type.Array(Type.Object({ id: Id, name: BothNames })),
    }),
    async act({ db, house, params, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      return {
        transfers: await listTransfers(db, house, file.id),
        agencies: await investigatingAgencies(db, file),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:caseId/transfers',
    name: 'charges.send-file',
    summary: 'The file moves to the agency that must investigate, by a rule and with reasons',
    who: deciders,
    params: WithCase,
    body: Type.Object(written, closed),
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getOpen(db, person, params.caseId)
      about(file.id, body.toAgency)
      checkTransfer(body, { today: dayInPakistan(now), fromAgency: file.agencyId })
      const agencies = await investigatingAgencies(db, file)
      if (!agencies.some((one) => one.id === body.toAgency))
        throw new Problem('input', 'charges/agency-does-not-investigate', {
          fields: { toAgency: 'charges/agency-does-not-investigate' },
        })
      const id = await insertTransfer(db, house, file, body, { id: person.id, at: now })
      await announce(db, {
        kind: 'charges.file-sent',
        about: id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { toAgency: body.toAgency, rule: body.rule, reason: body.reason },
      })
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:caseId/transfers/:id/answer',
    name: 'charges.file-answered',
    who: deciders,
    params: WithCaseAndId,
    body: Type.Object(
      {
        answer: codes(['received', 'refused']),
        answeredOn: Day,
        words: Type.String({ maxLength: 4000 }),
        version: Version,
      },
      closed,
    ),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getOpen(db, person, params.caseId)
      about(file.id, params.id)
      const transfer = (await listTransfers(db, house, file.id)).find((one) => one.id === params.id)
      if (!transfer) throw new Problem('absent', 'charges/no-such-transfer')
      checkTransferAnswer(body, { today: dayInPakistan(now), sentOn: transfer.sentOn })
      await saveTransferAnswer(db, house, file, transfer.id, { ...body, by: person.id })
      await announce(db, {
        kind: 'charges.file-answered',
        about: transfer.id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: { answer: body.answer },
      })
      return done
    },
  }),
]

type Asking = Parameters<Parameters<typeof route>[0]['act']>[0]

async function getOpen(db: Asking['db'], person: Asking['person'], id: string): Promise<CaseBrief> {
  const file = await getCaseBrief(db, id)
  permit(mayDecideCharges(person, file))
  if (file.status === 'closed') throw new Problem('conflict', 'charges/case-closed')
  return file
}

/** PTPA 2018 s. 8 knows two: the police, and the Federal Investigation Agency. */
async function investigatingAgencies(db: Asking['db'], file: CaseBrief) {
  const { rows } = await sql<{ id: string; name_en: string; name_ur: string }>`
    select id, name_en, name_ur from core.agency
    where kind in ('federal-investigation', 'provincial-police') and id <> ${file.agencyId}
    order by name_en`.execute(db)
  return rows.map((one) => ({ id: one.id, name: { en: one.name_en, ur: one.name_ur } }))
}
