import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'

export interface Team {
  id: string
  agencyId: string
  agency: Name
  name: Name
  /** Accounts that are not disabled. */
  people: number
}

export async function listTeams(db: Db): Promise<Team[]> {
  const { rows } = await sql<Team>`select t.id, t.agency_id as "agencyId",
      json_build_object('en', g.name_en, 'ur', g.name_ur) as agency,
      json_build_object('en', t.name_en, 'ur', t.name_ur) as name,
      (select count(*)::int from core.account a where a.team_id = t.id and a.state <> 'disabled') as people
    from core.team t join core.agency g on g.id = t.agency_id
    order by g.name_en, t.name_en`.execute(db)
  return rows
}

interface Names {
  nameEn: string
  nameUr: string
}

export async function addTeam(db: Db, team: Names & { agencyId: string }): Promise<string> {
  const id = newId()
  const { numAffectedRows } = await sql`insert into core.team (id, key, agency_id, name_en, name_ur)
    select ${id}, ${`added/${id}`}, g.id, ${team.nameEn.trim()}, ${team.nameUr.trim()}
    from core.agency g where g.id = ${team.agencyId}`.execute(db)
  if (!numAffectedRows) {
    throw new Problem('input', 'staff/no-such-agency', {
      fields: { agencyId: 'staff/no-such-agency' },
    })
  }
  return id
}

export async function renameTeam(db: Db, id: string, { nameEn, nameUr }: Names): Promise<void> {
  const { numAffectedRows } = await sql`update core.team
    set name_en = ${nameEn.trim()}, name_ur = ${nameUr.trim()} where id = ${id}`.execute(db)
  if (!numAffectedRows) throw new Problem('absent', 'staff/no-such-team')
}
