import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { AgencyKind, Name, Person } from '../../core/people.ts'
import { listAgencies } from '../cases/door.ts'
import { isNamed } from './hint.ts'
import type { AgencyTold } from './shapes.ts'

export interface Agency {
  id: string
  kind: AgencyKind
  name: Name
  jurisdiction: string
}

export async function agenciesById(db: Db): Promise<Map<string, Agency>> {
  return new Map((await listAgencies(db)).map((agency) => [agency.id, agency]))
}

/** An agency as it is told to others before it has answered. */
export function tellAgency({ kind, name }: Agency): AgencyTold {
  return { kind, name: isNamed(kind) ? name : null }
}

/** What a person holds in hand to ask an agency with: good for her alone, and it names nobody. */
export function askToken(
  { fields }: Pick<House, 'fields'>,
  viewer: Pick<Person, 'id'>,
  agencyId: string,
): string {
  return fields.index('link', `ask\t${viewer.id}\t${agencyId}`)
}
