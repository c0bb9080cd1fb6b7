import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Duty, Sees } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type AccountPlan, normalEmail } from './account.ts'
import { enrolmentDays, triesWindowMinutes } from './sign-in.ts'

export interface AccountRow {
  id: string
  handle: string | null
  agency_id: string
  agency_en: string
  agency_ur: string
  team_id: string | null
  name_en: string
  name_ur: string
  email_sealed: string | null
  duties: Duty[]
  sees: Sees
  jurisdiction: string
  language: string
  state: 'invited' | 'active' | 'disabled'
  version: number
  seen_at: string | null
}

/** Does `work` as the system within this transaction: for what no viewer may read, such as a password's hash. */
export async function asSystemWithin<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('panah.system', 'yes', true)`.execute(db)
  const result = await work()
  await sql`select set_config('panah.system', '', true)`.execute(db)
  return result
}

const accountColumns = sql`a.*, g.name_en as agency_en, g.name_ur as agency_ur,
  (select max(s.seen_at) from core.session s where s.account_id = a.id) as seen_at`

export async function listAccounts(db: Db): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from core.account a
    join core.agency g on g.id = a.agency_id order by g.name_en, a.name_en`.execute(db)
  return rows
}

export async function getAccount(db: Db, id: string): Promise<AccountRow> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from core.account a
    join core.agency g on g.id = a.agency_id where a.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'staff/no-such-account')
  return rows[0]
}

/** An account belongs to an agency that is here, and to no team or one of that agency's own. */
export async function refuseForeignTeam(
  db: Db,
  agencyId: string,
  teamId: string | null,
): Promise<void> {
  const { rows } = await sql<{ team: boolean }>`select (${teamId}::uuid is null or exists
      (select from core.team t where t.id = ${teamId}::uuid and t.agency_id = g.id)) as team
    from core.agency g where g.id = ${agencyId}`.execute(db)
  if (!rows[0])
    throw new Problem('input', 'staff/no-such-agency', {
      fields: { agencyId: 'staff/no-such-agency' },
    })
  if (!rows[0].team)
    throw new Problem('input', 'staff/no-such-team', { fields: { teamId: 'staff/no-such-team' } })
}

export async function addAccount(db: Db, house: House, plan: AccountPlan): Promise<string> {
  const id = newId()
  const email = normalEmail(plan.email)
  const { rows } = await sql`insert into core.account
    (id, agency_id, team_id, name_en, name_ur, email_sealed, email_index, duties, sees, jurisdiction)
    values (${id}, ${plan.agencyId}, ${plan.teamId}, ${plan.nameEn}, ${plan.nameUr},
      ${house.fields.seal(email)}, ${house.fields.index('email', email)}, ${[...plan.duties]}::text[],
      ${plan.sees}, ${plan.jurisdiction})
    on conflict (email_index) do nothing returning id`.execute(db)
  if (!rows.length) {
    throw new Problem('conflict', 'staff/email-taken', { fields: { email: 'staff/email-taken' } })
  }
  return id
}

export async function activate(db: Db, id: string): Promise<void> {
  await sql`update core.account set state = 'active' where id = ${id}`.execute(db)
}

export type AccountChange = Pick<
  AccountPlan,
  'nameEn' | 'nameUr' | 'teamId' | 'duties' | 'sees' | 'jurisdiction'
> & {
  state: 'active' | 'disabled' | 'invited'
  version: number
}

export async function saveAccount(db: Db, id: string, change: AccountChange): Promise<void> {
  const { numAffectedRows } =
    await sql`update core.account set name_en = ${change.nameEn}, name_ur = ${change.nameUr},
    team_id = ${change.teamId}, duties = ${[...change.duties]}::text[], sees = ${change.sees},
    jurisdiction = ${change.jurisdiction}, state = ${change.state}, version = version + 1
    where id = ${id} and version = ${change.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export async function setLanguage(db: Db, id: string, language: string): Promise<void> {
  await sql`update core.account set language = ${language} where id = ${id}`.execute(db)
}

export async function endSessions(db: Db, accountId: string): Promise<void> {
  await sql`update core.session set ended_at = now() where account_id = ${accountId} and ended_at is null`.execute(
    db,
  )
}

export async function endOtherSessions(db: Db, accountId: string, kept: string): Promise<void> {
  await sql`update core.session set ended_at = now()
    where account_id = ${accountId} and id <> ${kept} and ended_at is null`.execute(db)
}

export async function endSession(db: Db, id: string, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update core.session set ended_at = now()
    where id = ${id} and account_id = ${accountId} and ended_at is null`.execute(db)
  return Boolean(numAffectedRows)
}

export interface SessionRow {
  id: string
  client: string
  begun_at: string
  seen_at: string
}

export async function listSessions(
  db: Db,
  accountId: string,
  idleMinutes: number,
): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`select id, client, begun_at, seen_at from core.session
    where account_id = ${accountId} and ended_at is null and until > now()
      and seen_at > now() - make_interval(mins => ${idleMinutes}) order by seen_at desc`.execute(db)
  return rows
}

export async function findByEmail(
  db: Db,
  house: House,
  email: string,
): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from core.account a
    join core.agency g on g.id = a.agency_id
    where a.email_index = ${house.fields.index('email', normalEmail(email))} and a.state = 'active'`.execute(
    db,
  )
  return rows[0]
}

/** Counts this try and says how many the address has had in the last minutes. */
export async function countTry(db: Db, who: string): Promise<number> {
  await sql`delete from staff.attempt where at < now() - interval '1 day'`.execute(db)
  const { rows } = await sql<{ tries: number }>`select count(*)::int as tries from staff.attempt
    where who = ${who} and at > now() - make_interval(mins => ${triesWindowMinutes})`.execute(db)
  await sql`insert into staff.attempt (id, who) values (${newId()}, ${who})`.execute(db)
  return rows[0]!.tries
}

export async function forgetTries(db: Db, who: string): Promise<void> {
  await sql`delete from staff.attempt where who = ${who}`.execute(db)
}

export async function findPassword(
  db: Db,
  accountId: string,
): Promise<{ hash: string; set_at: string } | undefined> {
  const { rows } = await sql<{
    hash: string
    set_at: string
  }>`select hash, set_at from staff.password where account_id = ${accountId}`.execute(db)
  return rows[0]
}

export async function findPasswordHash(db: Db, accountId: string): Promise<string | undefined> {
  return (await findPassword(db, accountId))?.hash
}

export async function savePasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await sql`insert into staff.password (account_id, hash) values (${accountId}, ${hash})
    on conflict (account_id) do update set hash = excluded.hash, set_at = now()`.execute(db)
}

export interface TotpRow {
  secret_sealed: string
  confirmed_at: string | null
  last_step: number
}

export async function findTotp(db: Db, accountId: string): Promise<TotpRow | undefined> {
  const { rows } = await sql<TotpRow>`select secret_sealed, confirmed_at, last_step from staff.totp
    where account_id = ${accountId} for update`.execute(db)
  return rows[0]
}

export async function saveTotpSecret(db: Db, accountId: string, sealed: string): Promise<void> {
  await sql`insert into staff.totp (account_id, secret_sealed) values (${accountId}, ${sealed})
    on conflict (account_id) do update set secret_sealed = excluded.secret_sealed, confirmed_at = null, last_step = 0`.execute(
    db,
  )
}

/** Notes the step of a code that was taken; the first one also confirms the secret. */
export async function saveTotpStep(db: Db, accountId: string, step: number): Promise<void> {
  await sql`update staff.totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, now())
    where account_id = ${accountId}`.execute(db)
}

export async function makeEnrolment(
  db: Db,
  accountId: string,
  madeBy: string | null,
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  // A new link ends the old ones: one that went astray must not work beside it.
  await sql`update staff.enrolment set used_at = now() where account_id = ${accountId} and used_at is null`.execute(
    db,
  )
  await sql`insert into staff.enrolment (token_hash, account_id, made_by, until)
    values (${hashOf(token)}, ${accountId}, ${madeBy}, now() + make_interval(days => ${enrolmentDays}))`.execute(
    db,
  )
  return token
}

export async function findEnrolled(db: Db, token: string): Promise<string | undefined> {
  const { rows } = await sql<{ account_id: string }>`select account_id from staff.enrolment
    where token_hash = ${hashOf(token)} and used_at is null and until > now() for update`.execute(
    db,
  )
  return rows[0]?.account_id
}

export async function finishEnrolment(db: Db, accountId: string): Promise<void> {
  await sql`update staff.enrolment set used_at = now() where account_id = ${accountId} and used_at is null`.execute(
    db,
  )
  await sql`update core.account set state = 'active', version = version + 1 where id = ${accountId} and state = 'invited'`.execute(
    db,
  )
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
