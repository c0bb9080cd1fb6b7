import { sql } from 'kysely'
import { addPerson, openCase } from '../rooms/cases/door.ts'
import type { TestHouse } from './test-house.ts'

/** A case that this made-up officer has opened and holds. */
export async function madeUpFile(house: TestHouse, handle: string): Promise<string> {
  const holder = await house.person(handle)
  const { id } = await house.acting(handle, (db) =>
    openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'A made-up case',
      summary: null,
      reportId: null,
    }),
  )
  return id
}

export type MadeUpPerson = Parameters<typeof addPerson>[3]

/** Somebody in that file, of whom everyone who listens has heard. */
export async function madeUpPerson(
  house: TestHouse,
  handle: string,
  caseId: string,
  of: MadeUpPerson,
): Promise<string> {
  const id = await house.acting(handle, (db) => addPerson(db, house, caseId, of))
  await house.settle()
  return id
}

/** From here on nobody is known by any key, and nobody is like anybody. */
export function forgetPeople(house: TestHouse): Promise<void> {
  return house.asSystem(async (db) => {
    await sql`delete from network.pair`.execute(db)
    await sql`delete from network.key`.execute(db)
  })
}
