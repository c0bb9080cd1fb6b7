import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Day } from '../../core/schema.ts'
import { insertHoliday, insertRule, listHolidays, listRules } from './deadline-records.ts'
import { deadlineSteps, deadlineUnits } from './deadlines.ts'
import { DeadlinesView, KindCode } from './shapes.ts'

const closed = { additionalProperties: false } as const
/** Whoever answers for the time limits: the oversight body and the administrator, never a desk itself. */
const setters = ['oversight', 'administrator'] as const
const sourced = {
  source: Type.String({ minLength: 3, maxLength: 500 }),
  grade: codes(['gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified']),
}
const Name = Type.String({ minLength: 2, maxLength: 100 })

const list = route({
  method: 'GET',
  url: '/api/deadlines',
  name: 'reports.deadlines',
  who: 'staff',
  summary: 'Every rule of what is owed in which time, and the public holidays, with their sources.',
  answer: DeadlinesView,
  act: ({ db }) => readDeadlines(db),
})

async function readDeadlines(db: Db): Promise<DeadlinesView> {
  return { rules: await listRules(db), holidays: await listHolidays(db) }
}

/** Nothing that has been promised may be changed after the fact. */
function refusePast(field: string, day: string, today: string): void {
  if (day > today) return
  const code = 'reports/not-in-the-future'
  throw new Problem('input', code, { fields: { [field]: code } })
}

const addRule = route({
  method: 'POST',
  url: '/api/deadlines/rules',
  name: 'reports.set-deadline',
  who: setters,
  summary: 'Adds a rule from a coming day on. Earlier rules stay as they are.',
  body: Type.Object(
    {
      step: codes(deadlineSteps),
      kind: Type.Union([KindCode, Type.Null()]),
      amount: Type.Integer({ minimum: 1, maximum: 1000 }),
      unit: codes(deadlineUnits),
      validFrom: Day,
      validUntil: Type.Union([Day, Type.Null()]),
      ...sourced,
    },
    closed,
  ),
  answer: DeadlinesView,
  act: async ({ db, person, body, now }) => {
    refusePast('validFrom', body.validFrom, dayInPakistan(now))
    if (body.validUntil !== null && body.validUntil <= body.validFrom) {
      const code = 'reports/ends-before-it-begins'
      throw new Problem('input', code, { fields: { validUntil: code } })
    }
    if (!(await insertRule(db, body, person.id))) {
      throw new Problem('conflict', 'reports/rule-begins-that-day')
    }
    return readDeadlines(db)
  },
})

const addHoliday = route({
  method: 'POST',
  url: '/api/deadlines/holidays',
  name: 'reports.set-holiday',
  who: setters,
  summary:
    'Adds a day off, or takes one back, such as a feast that the moon has put on another day.',
  body: Type.Object(
    {
      day: Day,
      off: Type.Boolean(),
      name: Type.Object({ en: Name, ur: Name }, closed),
      ...sourced,
    },
    closed,
  ),
  answer: DeadlinesView,
  act: async ({ db, person, body, now }) => {
    refusePast('day', body.day, dayInPakistan(now))
    await insertHoliday(db, { ...body, everyYear: null }, person.id)
    return readDeadlines(db)
  },
})

export const deadlineRoutes: Route[] = [list, addRule, addHoliday]
