import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { projectRoot } from '../core/config.ts'
import type { Db } from '../core/database.ts'
import type { House } from '../core/house.ts'
import type { AgencyKind, Duty, Name, Sees } from '../core/people.ts'
import { loadAgencies, referenceId } from '../core/reference.ts'

interface MadeUpAgency {
  key: string
  kind: AgencyKind
  name: Name
  jurisdiction: string
  place: string
}

interface MadeUpTeam {
  key: string
  agency: string
  name: Name
}

/** One of the made-up people to sign in as with a click. */
export interface MadeUpPerson {
  handle: string
  name: Name
  agency: string
  team: string | null
  duties: Duty[]
  sees: Sees
  jurisdiction: string
  language: string
}

export function readStaff(): {
  agencies: MadeUpAgency[]
  teams: MadeUpTeam[]
  staff: MadeUpPerson[]
} {
  return JSON.parse(readFileSync(join(projectRoot(), 'tryout/staff.json'), 'utf8'))
}

export const staffIdOf = (handle: string): string => referenceId(`account/${handle}`)
export const agencyIdOf = (key: string): string => referenceId(`agency/${key}`)
export const teamIdOf = (key: string): string => referenceId(`team/${key}`)

/** Writes the made-up agencies, teams and staff; may run again. Runs as the system. */
export async function loadStaff(db: Db, _house: Pick<House, 'fields'>): Promise<void> {
  const { agencies, teams, staff } = readStaff()
  await loadAgencies(
    db,
    agencies.map((agency) => ({
      ...agency,
      madeUp: true,
      grade: 'M',
      source: 'made up for the try-out',
    })),
  )
  for (const team of teams) {
    await sql`insert into core.team (id, key, agency_id, name_en, name_ur)
      values (${teamIdOf(team.key)}, ${team.key}, ${agencyIdOf(team.agency)}, ${team.name.en}, ${team.name.ur})
      on conflict (id) do nothing`.execute(db)
  }
  for (const person of staff) {
    await sql`insert into core.account (id, handle, agency_id, team_id, name_en, name_ur, duties, sees, jurisdiction, language, state)
      values (${staffIdOf(person.handle)}, ${person.handle}, ${agencyIdOf(person.agency)},
        ${person.team && teamIdOf(person.team)}, ${person.name.en}, ${person.name.ur},
        ${person.duties}, ${person.sees}, ${person.jurisdiction}, ${person.language}, 'active')
      on conflict (id) do nothing`.execute(db)
  }
}
