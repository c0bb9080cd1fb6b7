import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'

/**
 * Keeps which countries (alpha-3) a jurisdiction's last look for early warnings points to, in place of
 * what it pointed to before. Runs as the system.
 */
export async function keepAlarmedDestinations(
  db: Db,
  jurisdiction: string,
  countries: readonly string[],
  lookedOn: string,
): Promise<void> {
  await sql`delete from recruiters.alarmed_destination where jurisdiction = ${jurisdiction}`.execute(
    db,
  )
  for (const country of new Set(countries))
    await sql`insert into recruiters.alarmed_destination (jurisdiction, country, looked_on)
      values (${jurisdiction}, ${country}, ${lookedOn})`.execute(db)
}
