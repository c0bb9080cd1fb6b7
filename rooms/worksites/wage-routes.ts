import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { checkPastDay, EARLIEST_DEBT, refuse } from './days.ts'
import { inspectors, mayInspect } from './permissions.ts'
import { GradeCode, maybe, Named, orNull, strict, WageAnswer } from './shapes.ts'
import { wageState, wageStates, wageUnits } from './wage.ts'
import { addWage, confirmWage, getWage, listWages, withdrawWage } from './wage-records.ts'

const url = '/api/worksites/wages'

export const wageRoutes: Route[] = [
  route({
    method: 'GET',
    url,
    name: 'worksites.list-wages',
    summary:
      'The minimum wages of the province as they were notified, with who entered and confirmed them',
    who: inspectors,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          ...WageAnswer.properties,
          state: codes(wageStates),
          enteredBy: BothNames,
          confirmer: orNull(BothNames),
          mayConfirm: Type.Boolean(),
          withdrawnOn: orNull(Day),
          withdrawnWords: orNull(Type.String()),
          version: Version,
        }),
      ),
    }),
    async act({ db, person }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const items = await listWages(db, { jurisdiction: person.jurisdiction })
      return {
        items: items.map((one) => ({
          ...one,
          state: wageState(one),
          mayConfirm: wageState(one) === 'waiting' && one.enteredById !== person.id,
        })),
      }
    },
  }),
  route({
    method: 'POST',
    url,
    name: 'worksites.enter-wage',
    summary:
      'A minimum wage from its notification; it counts once a second person has confirmed it',
    who: inspectors,
    body: strict({
      unit: codes(wageUnits),
      work: Named,
      rupees: Type.Number({ minimum: 1, maximum: 1_000_000, multipleOf: 0.01 }),
      fromOn: Day,
      untilOn: maybe(Day),
      notification: Named,
      notifiedOn: maybe(Day),
      grade: GradeCode,
      source: maybe(Type.String({ maxLength: 300 })),
    }),
    answer: Type.Object({ id: Id }),
    async act({ db, person, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const today = dayInPakistan(now)
      checkPastDay('fromOn', body.fromOn, today, EARLIEST_DEBT)
      checkPastDay('notifiedOn', body.notifiedOn, today, EARLIEST_DEBT)
      if (body.untilOn && body.untilOn < body.fromOn)
        refuse('untilOn', 'worksites/ends-before-it-begins')
      const id = await addWage(db, person.jurisdiction, {
        ...body,
        work: body.work.trim(),
        notification: body.notification.trim(),
        untilOn: body.untilOn ?? null,
        notifiedOn: body.notifiedOn ?? null,
        source: body.source?.trim() || null,
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id/confirm`,
    name: 'worksites.confirm-wage',
    summary: 'A second person has compared the wage with its notification',
    who: inspectors,
    params: WithId,
    body: strict({ version: Version }),
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      about(params.id)
      const wage = await getWage(db, params.id)
      permit(wage.enteredById !== person.id, 'worksites/own-wage')
      await confirmWage(db, { id: wage.id, version: body.version, by: person.id, at: now })
      return done
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id/withdraw`,
    name: 'worksites.withdraw-wage',
    summary: 'A wage that was wrong counts no more; it stays readable with the reason',
    who: inspectors,
    params: WithId,
    body: strict({ words: Named, version: Version }),
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      about(params.id)
      const wage = await getWage(db, params.id)
      await withdrawWage(db, { id: wage.id, ...body, by: person.id, at: now })
      return done
    },
  }),
]
