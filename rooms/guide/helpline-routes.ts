import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import { readHelplines } from '../../web/public/helplines.ts'
import { faultOfCall, isDueForACall, verificationOf } from './helpline.ts'
import { insertCall, listRecordedCalls, strikeCall } from './helpline-records.ts'
import { contentOfficers } from './permissions.ts'

const closed = { additionalProperties: false }
const MaybeName = Type.Union([BothNames, Type.Null()])

export const helplineRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/helplines',
    name: 'guide.list-helplines',
    summary: 'Every helpline with the calls made to see whether it answers',
    who: contentOfficers,
    answer: Type.Array(
      Type.Object({
        key: Type.String(),
        number: Type.String(),
        name: BothNames,
        grade: codes(['G', 'S', 'N', 'M']),
        source: Type.String(),
        due: Type.Boolean(),
        calls: Type.Array(
          Type.Object({
            id: Id,
            calledOn: Day,
            answered: Type.Boolean(),
            office: BothNames,
            recordedBy: MaybeName,
            recordedAt: Moment,
            struckBy: MaybeName,
            struckAt: Type.Union([Moment, Type.Null()]),
          }),
        ),
      }),
    ),
    async act({ db, now }) {
      const calls = await listRecordedCalls(db)
      const standing = calls.filter(({ struckAt }) => !struckAt)
      return readHelplines().map(({ key, number, name, grade, source }) => ({
        key,
        number,
        name,
        grade,
        source,
        due: isDueForACall(verificationOf(number, standing).latest, dayInPakistan(now)),
        calls: calls.filter((call) => call.number === number),
      }))
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/helplines/:key/calls',
    name: 'guide.record-helpline-call',
    summary: 'Records that a helpline was called, on which day, and whether somebody answered',
    who: contentOfficers,
    params: Type.Object(
      { key: Type.String({ pattern: '^[a-z][a-z-]{1,39}$', maxLength: 40 }) },
      closed,
    ),
    body: Type.Object({ calledOn: Day, answered: Type.Boolean() }, closed),
    answer: Type.Object({ id: Id }),
    async act({ db, person, params, body, now, about }) {
      const line = readHelplines().find(({ key }) => key === params.key)
      if (!line) throw new Problem('absent', 'guide/no-such-helpline')
      const fault = faultOfCall(body.calledOn, dayInPakistan(now))
      if (fault)
        throw new Problem('input', `guide/${fault}`, { fields: { calledOn: `guide/${fault}` } })
      const id = await insertCall(db, {
        ...body,
        key: line.key,
        number: line.number,
        by: person.id,
        agency: person.agencyId,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/helpline-calls/:id/strike',
    name: 'guide.strike-helpline-call',
    summary:
      'Strikes a call that was entered by mistake; it stays in the list, and the public no longer sees it',
    who: contentOfficers,
    params: WithId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      about(params.id)
      if (!(await strikeCall(db, params.id, person.id, now)))
        throw new Problem('absent', 'guide/no-such-call')
      return done
    },
  }),
]
