import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { Id, Moment } from '../../core/schema.ts'
import { readers, writers } from './permissions.ts'
import { getCaseBrief, getColleague } from './records.ts'
import { CaseParams, Said, strict, TaskAnswer } from './shapes.ts'
import { getWritable, tell } from './step.ts'
import { checkDue } from './task.ts'
import { getTask, insertTask, listTasks, saveTaskDone } from './task-records.ts'

const TaskParams = strict({ id: Id, taskId: Id })

export const taskRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:id/tasks',
    name: 'cases.list-tasks',
    who: readers,
    params: CaseParams,
    answer: Type.Array(TaskAnswer),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return listTasks(db, house, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/tasks',
    name: 'cases.set-task',
    who: writers,
    params: CaseParams,
    body: strict({
      words: Said,
      dueAt: Moment,
      forId: Type.Optional(Type.Union([Id, Type.Null()])),
    }),
    answer: TaskAnswer,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const file = await getWritable(db, person, params.id)
      const dueAt = checkDue(body.dueAt, now)
      if (body.forId) await getColleague(db, file.agencyId, body.forId)
      const id = await insertTask(db, house, file, { ...body, dueAt, setBy: person.id })
      await tell(db, file, 'case.task-set', id, { dueAt })
      return getTask(db, house, file.id, id)
    },
  }),
  ...(['done', 'undo'] as const).map((step) =>
    route({
      method: 'POST',
      url: `/api/cases/:id/tasks/:taskId/${step}`,
      name: `cases.task-${step}`,
      who: writers,
      params: TaskParams,
      answer: TaskAnswer,
      async act({ db, house, person, params, now, about }) {
        about(params.id, params.taskId)
        const file = await getWritable(db, person, params.id)
        await getTask(db, house, file.id, params.taskId)
        const by = step === 'done' ? { at: now, by: person.id } : null
        if (await saveTaskDone(db, file.id, params.taskId, by)) {
          await tell(db, file, `case.task-${step === 'done' ? 'done' : 'undone'}`, params.taskId)
        }
        return getTask(db, house, file.id, params.taskId)
      },
    }),
  ),
]
