import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, Done, done, Id, WithId } from '../../core/schema.ts'
import { addTeam, listTeams, renameTeam } from './team-records.ts'

const TeamName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const names = { nameEn: TeamName, nameUr: TeamName }

export const teamRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/teams',
    name: 'staff.list-teams',
    who: ['administrator'],
    answer: Type.Array(
      Type.Object({
        id: Id,
        agencyId: Id,
        agency: BothNames,
        name: BothNames,
        people: Type.Integer(),
      }),
    ),
    act: ({ db }) => listTeams(db),
  }),
  route({
    method: 'POST',
    url: '/api/teams',
    name: 'staff.add-team',
    who: ['administrator'],
    body: Type.Object({ agencyId: Id, ...names }, { additionalProperties: false }),
    answer: Type.Object({ id: Id }),
    async act({ db, body, about }) {
      const id = await addTeam(db, body)
      about(id)
      return { id }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/teams/:id',
    name: 'staff.rename-team',
    who: ['administrator'],
    params: WithId,
    body: Type.Object(names, { additionalProperties: false }),
    answer: Done,
    async act({ db, params, body, about }) {
      about(params.id)
      await renameTeam(db, params.id, body)
      return done
    },
  }),
]
