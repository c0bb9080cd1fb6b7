import { sql } from 'kysely'
import type { Db } from '../core/database.ts'
import type { Fields } from '../core/fields.ts'
import type { House } from '../core/house.ts'
import { CommandProblem } from './command.ts'

/** What tells one field key from another without giving it away. */
export function keyMark(fields: Fields): string {
  return fields.index('name', 'panah field key')
}

/** Refuses to go on under a key with which the sealed fields cannot be opened; runs as the system. */
export async function checkFieldKey(db: Db, house: House): Promise<void> {
  const mark = keyMark(house.fields)
  const { rows } = await sql<{ value: string }>`insert into core.setting (key, value)
    values ('field-key-mark', ${JSON.stringify(mark)}::jsonb)
    on conflict (key) do update set key = excluded.key returning value`.execute(db)
  if (rows[0]?.value === mark) return
  throw new CommandProblem(
    'wrong-field-key',
    house.config.mode === 'live'
      ? 'PANAH_FIELD_KEY is not the key that this database was sealed with. Nothing was changed. A backup holds the right one: ./panah restore FILE --show-key'
      : `The data folder ${house.config.dataFolder} holds another key than the one this database was sealed with. Bring back its tryout-field-key, or start afresh: ./panah tryout reset --yes`,
  )
}
