import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Name } from '../../core/people.ts'
import { type AccountPlan, checkAccount } from './account.ts'
import { enrolmentLink } from './account-routes.ts'
import { activate, addAccount, asSystemWithin, endSessions, makeEnrolment } from './records.ts'

export { glassReasons } from './break-glass.ts'
export { addOpening } from './glass-records.ts'

/** An account that stands for a key and not for a person: it has no way to sign in. Runs as the system. */
export async function addKeyHolder(db: Db, house: House, plan: AccountPlan): Promise<string> {
  const id = await addAccount(db, house, plan)
  await activate(db, id)
  return id
}

/** Invites a person and gives back the link with which to enrol, once. */
export async function invite(
  db: Db,
  house: House,
  plan: AccountPlan,
): Promise<{ id: string; link: string }> {
  checkAccount(plan)
  return asSystemWithin(db, async () => {
    const id = await addAccount(db, house, plan)
    return { id, link: enrolmentLink(house, await makeEnrolment(db, id, null)) }
  })
}

/** A fresh link for an account; the ones before it end. */
export async function inviteAgain(db: Db, house: House, accountId: string): Promise<string> {
  return asSystemWithin(db, async () =>
    enrolmentLink(house, await makeEnrolment(db, accountId, null)),
  )
}

/** Closes an account and ends its sessions at once. */
export async function disable(db: Db, accountId: string): Promise<void> {
  await asSystemWithin(db, async () => {
    await sql`update core.account set state = 'disabled', version = version + 1 where id = ${accountId}`.execute(
      db,
    )
    await endSessions(db, accountId)
  })
}

/** True once any administrator has enrolled. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } =
    await sql`select 1 from core.account where 'administrator' = any (duties) and state = 'active' limit 1`.execute(
      db,
    )
  return rows.length > 0
}

/** The names of staff by their account id, for showing who holds or did something. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, Name>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const { rows } = await sql<{
    id: string
    name_en: string
    name_ur: string
  }>`select id, name_en, name_ur
    from core.account where id = any (${`{${wanted.join(',')}}`}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, { en: row.name_en, ur: row.name_ur }]))
}
