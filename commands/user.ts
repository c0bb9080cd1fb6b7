import { sql } from 'kysely'
import { asSystem, type Db } from '../core/database.ts'
import type { House } from '../core/house.ts'
import { type Duty, duties, reaches, type Sees } from '../core/people.ts'
import { disable, invite, inviteAgain } from '../rooms/staff/door.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { withHouse } from './ground.ts'

export const user: Command = {
  name: 'user',
  help: `./panah user list
./panah user agencies
./panah user invite --email E --name-en N --name-ur N --agency KEY --duty D [--duty D …]
                    [--team KEY] [--sees R] [--jurisdiction CODE]
./panah user link ID       a fresh enrolment link for an account that is invited
./panah user disable ID    ends its sessions at once

invite and link print the one-time link with which the person enrols.

  duties:  ${duties.join(', ')}
  sees:    ${reaches.join(', ')} (nothing)
  jurisdiction: that of the agency, unless another is given, such as PK-PB`,
  options: {
    email: { type: 'string' },
    'name-en': { type: 'string' },
    'name-ur': { type: 'string' },
    agency: { type: 'string' },
    team: { type: 'string' },
    duty: { type: 'string', multiple: true },
    sees: { type: 'string' },
    jurisdiction: { type: 'string' },
  },
  run: (call) => {
    const [word, id] = call.words
    const work = word ? words[word] : undefined
    if (!work)
      throw new CommandProblem(
        'unknown-word',
        'Say what to do: list, agencies, invite, link or disable. See ./panah user --help',
      )
    return withHouse((house) => asSystem(house, (db) => work(call, db, house, id ?? '')))
  },
}

type Work = (call: Call, db: Db, house: House, id: string) => Promise<number>

const words: Record<string, Work> = {
  list,
  agencies: listAgencies,
  invite: inviteOne,
  link: linkOne,
  disable: disableOne,
}

interface Account {
  id: string
  name: string
  agency: string
  duties: string[]
  sees: string
  state: string
}

async function list(call: Call, db: Db): Promise<number> {
  const { rows } =
    await sql<Account>`select a.id, a.name_en as name, g.name_en as agency, a.duties, a.sees, a.state
    from core.account a join core.agency g on g.id = a.agency_id order by g.name_en, a.name_en`.execute(
      db,
    )
  const lines = rows.map(
    (one) =>
      `${one.id}  ${one.state.padEnd(8)}  ${one.name} (${one.agency}): ${one.duties.join(', ')}`,
  )
  call.answer(rows, lines.join('\n') || 'Nobody has been invited yet.')
  return 0
}

async function listAgencies(call: Call, db: Db): Promise<number> {
  const { rows } = await sql<{
    key: string
    kind: string
    name: string
    jurisdiction: string
  }>`select key, kind,
    name_en as name, jurisdiction from core.agency where valid_to is null order by kind, key`.execute(
    db,
  )
  call.answer(
    rows,
    rows.map((one) => `${one.key.padEnd(32)} ${one.jurisdiction.padEnd(6)} ${one.name}`).join('\n'),
  )
  return 0
}

async function inviteOne(call: Call, db: Db, house: House): Promise<number> {
  const { options } = call
  const missing = ['email', 'name-en', 'name-ur', 'agency', 'duty'].filter((name) => !options[name])
  if (missing.length)
    throw new CommandProblem(
      'missing',
      `Still needed: ${missing.map((name) => `--${name}`).join(' ')}`,
    )
  const agency = await findAgency(db, options.agency)
  const made = await invite(db, house, {
    email: options.email,
    nameEn: options['name-en'],
    nameUr: options['name-ur'],
    agencyId: agency.id,
    teamId: options.team ? await findTeam(db, options.team, agency.id) : null,
    duties: knownDuties(options.duty),
    sees: knownReach(options.sees ?? 'nothing'),
    jurisdiction: options.jurisdiction ?? agency.jurisdiction,
  })
  call.answer(made, `Invited. The link works once:\n${made.link}`)
  return 0
}

async function linkOne(call: Call, db: Db, house: House, id: string): Promise<number> {
  await findAccount(db, id)
  const link = await inviteAgain(db, house, id)
  call.answer({ id, link }, `The link works once:\n${link}`)
  return 0
}

async function disableOne(call: Call, db: Db, _house: House, id: string): Promise<number> {
  await findAccount(db, id)
  await disable(db, id)
  call.answer({ id, state: 'disabled' }, 'Disabled; every session of this account has ended.')
  return 0
}

async function findAccount(db: Db, id: string): Promise<void> {
  const { rows } = await sql`select from core.account where id::text = ${id}`.execute(db)
  if (!rows.length)
    throw new CommandProblem(
      'no-such-account',
      `There is no account ${id || '(none named)'}. See ./panah user list`,
    )
}

async function findAgency(db: Db, key: string): Promise<{ id: string; jurisdiction: string }> {
  const { rows } = await sql<{
    id: string
    jurisdiction: string
  }>`select id, jurisdiction from core.agency where key = ${key}`.execute(db)
  if (!rows[0])
    throw new CommandProblem(
      'no-such-agency',
      `There is no agency "${key}". See ./panah user agencies`,
    )
  return rows[0]
}

async function findTeam(db: Db, key: string, agencyId: string): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from core.team where key = ${key} and agency_id = ${agencyId}`.execute(db)
  if (!rows[0]) throw new CommandProblem('no-such-team', `That agency has no team "${key}".`)
  return rows[0].id
}

function knownDuties(given: string[]): Duty[] {
  const unknown = given.find((duty) => !duties.includes(duty as Duty))
  if (unknown)
    throw new CommandProblem(
      'no-such-duty',
      `"${unknown}" is no duty; the duties are ${duties.join(', ')}.`,
    )
  return given as Duty[]
}

function knownReach(given: string): Sees {
  if (!reaches.includes(given as Sees))
    throw new CommandProblem('no-such-reach', `--sees is one of ${reaches.join(', ')}.`)
  return given as Sees
}
