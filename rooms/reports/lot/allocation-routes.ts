import type { Db } from '../../../core/database.ts'
import { announce } from '../../../core/events.ts'
import { Problem } from '../../../core/problem.ts'
import { type Route, route } from '../../../core/routes.ts'
import { WithId } from '../../../core/schema.ts'
import { namesOf } from '../../staff/door.ts'
import { getHeldReport } from '../desk-records.ts'
import { mayDecide, mayTake } from '../permissions.ts'
import type { ReportRow } from '../records.ts'
import { Changed } from '../shapes.ts'
import {
  assignByHand,
  awaitDraw,
  drawAgain,
  findLastDraw,
  getAllocation,
  getSupervised,
  insertRedraw,
  listAssignable,
  listChanges,
} from './allocation-records.ts'
import {
  AllocationView,
  AssignableAnswer,
  AssignBody,
  DrawAgainBody,
  RedrawBody,
} from './shapes.ts'

/** Throws unless the person may decide on the report: it was drawn for her, or nobody draws. */
export async function refuseUnlessDecider(db: Db, row: ReportRow, personId: string): Promise<void> {
  const allocation = await getAllocation(db, row)
  if (allocation.waitsForDraw) throw new Problem('conflict', 'reports/not-drawn-yet')
  if (!mayDecide(allocation, personId)) throw new Problem('conflict', 'reports/drawn-for-another')
}

export async function refuseUnlessFree(db: Db, row: ReportRow): Promise<void> {
  const allocation = await getAllocation(db, row)
  if (allocation.waitsForDraw) throw new Problem('conflict', 'reports/not-drawn-yet')
  if (!mayTake(allocation)) throw new Problem('conflict', 'reports/given-by-lot')
}

const allocation = route({
  method: 'GET',
  url: '/api/desk/reports/:id/allocation',
  name: 'reports.allocation',
  who: ['desk-officer'],
  summary: 'How it came about who handles a report, and whether it is me.',
  params: WithId,
  answer: AllocationView,
  act: async ({ db, person, params, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id)
    const state = await getAllocation(db, row)
    const draw = await findLastDraw(db, row)
    const changes = await listChanges(db, row)
    const names = await namesOf(
      db,
      changes.map((one) => one.byId),
    )
    const last = changes.at(-1)
    const byHand = last?.kind === 'by-hand' && (!draw || last.at >= draw.at)
    return {
      state: state.waitsForDraw
        ? ('waiting' as const)
        : !state.given || !state.holderId
          ? ('free' as const)
          : byHand
            ? ('by-hand' as const)
            : ('drawn' as const),
      mine: mayDecide(state, person.id),
      takes: mayTake(state),
      draw: draw ?? null,
      changes: changes.map(({ byId, ...one }) => ({ ...one, by: names.get(byId)! })),
    }
  },
})

const redraw = route({
  method: 'POST',
  url: '/api/desk/reports/:id/redraw',
  name: 'reports.redraw',
  who: ['desk-officer'],
  summary:
    'The officer for whom a report was drawn gives it back with a reason; it is drawn again, without her.',
  params: WithId,
  body: RedrawBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    if (row.drawn_desk_id !== row.desk_id || row.holder_id !== person.id)
      throw new Problem('conflict', 'reports/not-yours-to-give-back')
    await insertRedraw(db, row, { reason: body.reason, byId: person.id, at: now })
    const version = await awaitDraw(db, row, body.version)
    await tell(db, 'report.redrawn', row, body.reason)
    return { version, status: row.status, owes: row.owes, dueAt: row.due_at }
  },
})

const assignable = route({
  method: 'GET',
  url: '/api/desk/reports/:id/assignable',
  name: 'reports.assignable',
  who: ['supervisor'],
  summary: 'The members of the desk to whom a supervisor could give the report by hand.',
  params: WithId,
  answer: AssignableAnswer,
  act: async ({ db, params, about }) => {
    about(params.id)
    const row = await getSupervised(db, params.id)
    const { given } = await getAllocation(db, row)
    const members = await listAssignable(db, row.desk_id)
    return { version: row.version, draws: given, members }
  },
})

const assign = route({
  method: 'POST',
  url: '/api/desk/reports/:id/assign',
  name: 'reports.assign-by-hand',
  who: ['supervisor'],
  summary:
    'A supervisor gives a report to a member by hand, with a reason; the public log says so.',
  params: WithId,
  body: AssignBody,
  answer: Changed,
  act: async ({ db, params, body, now, about }) => {
    about(params.id, body.accountId)
    const row = await getSupervised(db, params.id)
    const members = await listAssignable(db, row.desk_id)
    if (!members.some(({ accountId }) => accountId === body.accountId))
      throw new Problem('input', 'reports/no-member', {
        fields: { accountId: 'reports/no-member' },
      })
    const version = await assignByHand(db, row, { ...body, at: now })
    await tell(db, 'report.assigned-by-hand', row, body.reason)
    return { version, status: row.status, owes: row.owes, dueAt: row.due_at }
  },
})

const redrawForDesk = route({
  method: 'POST',
  url: '/api/desk/reports/:id/draw-again',
  name: 'reports.draw-again',
  who: ['supervisor'],
  summary:
    'A supervisor takes a report from the officer who has it, with a reason, and the lot decides anew; the public log says so.',
  params: WithId,
  body: DrawAgainBody,
  answer: Changed,
  act: async ({ db, params, body, now, about }) => {
    about(params.id)
    const row = await getSupervised(db, params.id)
    const { given, waitsForDraw } = await getAllocation(db, row)
    if (waitsForDraw) throw new Problem('conflict', 'reports/not-drawn-yet')
    if (!given) throw new Problem('conflict', 'reports/no-lot-here')
    const version = await drawAgain(db, row, { ...body, at: now })
    await tell(db, 'report.redrawn', row, body.reason)
    return { version, status: row.status, owes: row.owes, dueAt: row.due_at }
  },
})

function tell(db: Db, kind: string, row: ReportRow, reason: string): Promise<void> {
  const { id: about, case_id: fileId, jurisdiction, desk_id: deskId } = row
  return announce(db, { kind, about, fileId, jurisdiction, data: { deskId, reason } })
}

/** Who gets a report, after the lot or beside it. */
export const allocationRoutes: Route[] = [allocation, redraw, redrawForDesk, assignable, assign]
