import { Problem } from '../../../core/problem.ts'
import { type Route, route } from '../../../core/routes.ts'
import { Done, done, WithId } from '../../../core/schema.ts'
import { isPlace } from '../directory-records.ts'
import { dayOf } from './duty.ts'
import {
  addAbsence,
  addConflict,
  listAbsences,
  listConflicts,
  listDutyOf,
  withdraw,
} from './duty-records.ts'
import { AbsenceBody, ConflictBody, DutyAnswer } from './shapes.ts'

const officer = ['desk-officer'] as const

const myDuty = route({
  method: 'GET',
  url: '/api/desk/duty',
  name: 'reports.my-duty',
  who: officer,
  summary: 'When I am away and which reports must not come to me; and whether I am on the roster.',
  answer: DutyAnswer,
  act: async ({ db, person, now }) => {
    const today = dayOf(now)
    return {
      today,
      desks: await listDutyOf(db, person.id),
      absences: await listAbsences(db, person.id, today),
      conflicts: (await listConflicts(db, person.id)) as DutyAnswer['conflicts'],
    }
  },
})

const absence = route({
  method: 'POST',
  url: '/api/desk/duty/absences',
  name: 'reports.declare-absence',
  who: officer,
  summary: 'From and to which day I am away: on these days I am on no roster.',
  body: AbsenceBody,
  answer: Done,
  act: async ({ db, person, body, now }) => {
    // The past cannot be declared beforehand.
    if (body.from < dayOf(now)) throw refused('from', 'reports/absence-in-the-past')
    if (body.to < body.from) throw refused('to', 'reports/absence-ends-before-it-begins')
    await addAbsence(db, { accountId: person.id, ...body, at: now })
    return done
  },
})

const conflict = route({
  method: 'POST',
  url: '/api/desk/duty/conflicts',
  name: 'reports.declare-conflict',
  who: officer,
  summary: 'Reports of a place or of a kind, or of both, that must not come to me.',
  body: ConflictBody,
  answer: Done,
  act: async ({ db, person, body, now }) => {
    const { placeCode, kind } = body
    if (placeCode === null && kind === null)
      throw refused('placeCode', 'reports/conflict-with-what')
    if (placeCode !== null && !(await isPlace(db, placeCode)))
      throw refused('placeCode', 'reports/no-such-place')
    await addConflict(db, { accountId: person.id, ...body, at: now })
    return done
  },
})

function refused(field: string, code: string): Problem {
  return new Problem('input', code, { fields: { [field]: code } })
}

const endAbsence = route({
  method: 'POST',
  url: '/api/desk/duty/absences/:id/withdraw',
  name: 'reports.withdraw-absence',
  who: officer,
  summary: 'Takes back that I am away.',
  params: WithId,
  answer: Done,
  act: async ({ db, params, now }) => {
    await withdraw(db, 'absence', params.id, now)
    return done
  },
})

const endConflict = route({
  method: 'POST',
  url: '/api/desk/duty/conflicts/:id/withdraw',
  name: 'reports.withdraw-conflict',
  who: officer,
  summary: 'Takes back that reports of a place or a kind must not come to me.',
  params: WithId,
  answer: Done,
  act: async ({ db, params, now }) => {
    await withdraw(db, 'conflict', params.id, now)
    return done
  },
})

/** What an officer declares beforehand. */
export const dutyRoutes: Route[] = [myDuty, absence, conflict, endAbsence, endConflict]
