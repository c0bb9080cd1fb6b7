import { type Static, Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Id, Moment, WithId } from '../../core/schema.ts'
import { referenceOf } from '../reports/door.ts'
import {
  acknowledgements,
  explanations,
  isCodeOf,
  lateSteps,
  lateWordKinds,
  questions,
} from './late.ts'
import { getLate, insertLateWord, type LateReport, listLate } from './late-records.ts'
import { maySayOfLate } from './permissions.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Parameters<typeof Type.Array>[0]>(of: T) => Type.Union([of, Type.Null()])
const LevelCode = Type.Integer({ minimum: 1, maximum: 2 })
const WordCode = codes([...explanations, ...questions, ...acknowledgements])

export const LateView = Type.Object({
  id: Id,
  /** What officers call the report by; nothing else of it is here. */
  reference: Type.String(),
  /** For the supervisor, who may give it to somebody else there; null for the oversight body. */
  deskId: orNull(Id),
  reportId: orNull(Id),
  unit: Type.String(),
  desk: BothNames,
  step: codes(lateSteps),
  danger: Type.Boolean(),
  dueAt: Moment,
  level: orNull(LevelCode),
  levelSince: orNull(Moment),
  answerBy: orNull(Moment),
  holder: orNull(BothNames),
  words: Type.Array(
    Type.Object({ kind: codes(lateWordKinds), code: WordCode, by: BothNames, at: Moment }),
  ),
  /** What the viewer may say about it. */
  says: Type.Array(codes(lateWordKinds)),
})
export type LateView = Static<typeof LateView>

const list = route({
  method: 'GET',
  url: '/api/late',
  name: 'oversight.late',
  who: ['supervisor', 'oversight'],
  summary:
    'Deadlines that have passed: of the own desks for a supervisor, of all desks for the oversight body. Nothing of what a report says.',
  query: Type.Object(
    {
      unit: Type.Optional(Type.String({ maxLength: 100 })),
      step: Type.Optional(codes(lateSteps)),
      level: Type.Optional(LevelCode),
    },
    closed,
  ),
  answer: page(LateView),
  act: async ({ db, person, query, about }) => {
    const rows = (await listLate(db)).filter(
      (one) =>
        (!query.unit || one.unit === query.unit) &&
        (!query.step || one.step === query.step) &&
        (!query.level || one.level === query.level),
    )
    about(...rows.map((one) => one.reportId))
    return { items: rows.map((one) => present(one, person)), next: null }
  },
})

function present(late: LateReport, person: Parameters<typeof maySayOfLate>[0]): LateView {
  const { id, unit, desk, step, danger, dueAt, level, levelSince, answerBy, holder, words } = late
  const says = lateWordKinds.filter((kind) => maySayOfLate(person, kind))
  return {
    id,
    reference: referenceOf(late.reportId),
    deskId: says.includes('explained') ? late.deskId : null,
    reportId: says.includes('explained') ? late.reportId : null,
    ...{ unit, desk, step, danger, dueAt, level, levelSince, answerBy, holder },
    words: words as LateView['words'],
    says,
  }
}

const say = route({
  method: 'POST',
  url: '/api/late/:id/words',
  name: 'oversight.say-of-late',
  who: ['supervisor', 'oversight'],
  summary:
    'A supervisor explains; the oversight body asks or acknowledges. Codes only, each a line of the public log; no clock stops.',
  params: WithId,
  body: Type.Object({ kind: codes(lateWordKinds), code: WordCode }, closed),
  answer: LateView,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const late = await getLate(db, params.id)
    about(late.reportId)
    const { kind, code } = body
    permit(maySayOfLate(person, kind))
    if (!isCodeOf(kind, code)) {
      const wrong = 'oversight/code-of-another-word'
      throw new Problem('input', wrong, { fields: { code: wrong } })
    }
    await insertLateWord(db, late, { kind, code, byId: person.id, at: now })
    const { deskId, dueAt, step } = late
    await announce(db, {
      kind: `report.late-${kind}`,
      about: late.reportId,
      fileId: null,
      jurisdiction: late.jurisdiction,
      data: { deskId, dueAt, step, reason: code },
    })
    return present(await getLate(db, params.id), person)
  },
})

/** What is late, and what is said about it. */
export const lateRoutes: Route[] = [list, say]
