import { Type } from 'typebox'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import {
  BothNames,
  codes,
  Done,
  DutyCode,
  done,
  Id,
  Jurisdiction,
  Moment,
  SeesCode,
  Version,
  WithId,
} from '../../core/schema.ts'
import { checkAccount } from './account.ts'
import {
  type AccountRow,
  addAccount,
  asSystemWithin,
  endSessions,
  getAccount,
  listAccounts,
  makeEnrolment,
  refuseForeignTeam,
  saveAccount,
} from './records.ts'

const AccountAnswer = Type.Object({
  id: Id,
  handle: Type.Union([Type.String(), Type.Null()]),
  agencyId: Id,
  agency: BothNames,
  teamId: Type.Union([Id, Type.Null()]),
  name: BothNames,
  email: Type.Union([Type.String(), Type.Null()]),
  duties: Type.Array(DutyCode),
  sees: SeesCode,
  jurisdiction: Type.String(),
  state: codes(['invited', 'active', 'disabled']),
  seenAt: Type.Union([Moment, Type.Null()]),
  version: Version,
})

const PersonName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const shared = {
  nameEn: PersonName,
  nameUr: PersonName,
  teamId: Type.Union([Id, Type.Null()]),
  duties: Type.Array(DutyCode, { maxItems: 10, uniqueItems: true }),
  sees: SeesCode,
  jurisdiction: Jurisdiction,
}
const NewAccount = Type.Object(
  { ...shared, agencyId: Id, email: Type.String({ format: 'email', maxLength: 254 }) },
  { additionalProperties: false },
)
const ChangedAccount = Type.Object(
  { ...shared, state: codes(['invited', 'active', 'disabled']), version: Version },
  { additionalProperties: false },
)
const Enrolment = Type.Object({ id: Id, link: Type.String() })

export const accountRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/accounts',
    name: 'staff.list-accounts',
    who: ['administrator'],
    answer: Type.Array(AccountAnswer),
    act: async ({ db, house }) => (await listAccounts(db)).map((row) => present(house, row)),
  }),
  route({
    method: 'POST',
    url: '/api/accounts',
    name: 'staff.invite',
    summary: 'Invites a person; the enrolment link is shown this once',
    who: ['administrator'],
    body: NewAccount,
    answer: Enrolment,
    async act({ db, house, person, body, about }) {
      checkAccount(body)
      await refuseForeignTeam(db, body.agencyId, body.teamId)
      const id = await addAccount(db, house, body)
      about(id)
      const token = await asSystemWithin(db, () => makeEnrolment(db, id, person.id))
      return { id, link: enrolmentLink(house, token) }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/accounts/:id',
    name: 'staff.change-account',
    who: ['administrator'],
    params: WithId,
    body: ChangedAccount,
    answer: AccountAnswer,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      checkAccount(body)
      const before = await getAccount(db, params.id)
      await refuseForeignTeam(db, before.agency_id, body.teamId)
      if (
        before.id === person.id &&
        (body.state === 'disabled' || !body.duties.includes('administrator'))
      ) {
        throw new Problem('conflict', 'staff/not-oneself')
      }
      await saveAccount(db, params.id, body)
      if (body.state === 'disabled') await endSessions(db, params.id)
      return present(house, await getAccount(db, params.id))
    },
  }),
  route({
    method: 'POST',
    url: '/api/accounts/:id/enrolment',
    name: 'staff.new-enrolment-link',
    who: ['administrator'],
    params: WithId,
    answer: Enrolment,
    async act({ db, house, person, params, about }) {
      about(params.id)
      const account = await getAccount(db, params.id)
      if (account.state === 'disabled') throw new Problem('conflict', 'staff/account-disabled')
      const token = await asSystemWithin(db, () => makeEnrolment(db, params.id, person.id))
      return { id: params.id, link: enrolmentLink(house, token) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/accounts/:id/end-sessions',
    name: 'staff.end-all-sessions',
    who: ['administrator'],
    params: WithId,
    answer: Done,
    async act({ db, params, about }) {
      about(params.id)
      await getAccount(db, params.id)
      await endSessions(db, params.id)
      return done
    },
  }),
]

/** The token stands behind '#': it reaches no server log and no referrer. */
export function enrolmentLink(house: Pick<House, 'config'>, token: string): string {
  return `${house.config.origin}/staff/enrol#${token}`
}

function present(house: House, row: AccountRow) {
  return {
    id: row.id,
    handle: row.handle,
    agencyId: row.agency_id,
    agency: { en: row.agency_en, ur: row.agency_ur },
    teamId: row.team_id,
    name: { en: row.name_en, ur: row.name_ur },
    email: row.email_sealed && house.fields.open(row.email_sealed),
    duties: row.duties,
    sees: row.sees,
    jurisdiction: row.jurisdiction,
    state: row.state,
    seenAt: row.seen_at,
    version: row.version,
  }
}
