import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'

/**
 * By what somebody is known again in another case, per person: keyed blind indexes of CNIC and
 * passport, and of the name with the day of birth. They say nothing without the field key.
 */
export async function listMarks(
  db: Db,
  persons: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; marks: string[] }>`select id,
      array_remove(array['c' || cnic_index, 'p' || passport_index,
        'n' || name_index || birth_on::text], null) as marks
    from cases.person where id = any(${[...persons]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, marks }) => [id, marks]))
}
