import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../core/database.ts'

/** Tables of work that waits, runs while its server beats, and ends: they have these columns alike. */
type WorkTable = 'statistics.estimate' | 'statistics.warning_run'

/** Stops work that has not ended; whether there was any to stop. */
export async function stopWork(db: Db, table: WorkTable, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update ${sql.table(table)} set state = 'stopped', finished_at = ${now}
    where id = ${id} and state in ('waiting', 'running')`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Takes the next work to be done, or work whose server has stopped beating; runs as the system. */
export async function takeWork<Row>(
  db: Db,
  table: WorkTable,
  fields: RawBuilder<unknown>,
  now: Date,
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`update ${sql.table(table)} set state = 'running', beat_at = ${now}
    where (jurisdiction, id) = (select jurisdiction, id from ${sql.table(table)}
      where state = 'waiting' or (state = 'running' and beat_at < ${now}::timestamptz - interval '1 minute')
      order by asked_at limit 1 for update skip locked)
    returning ${fields}`.execute(db)
  return rows[0]
}

/** Notes how far it is; false where somebody has stopped it. */
export async function beatWork(
  db: Db,
  table: WorkTable,
  of: { id: string; progress: number; now: Date },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update ${sql.table(table)} set progress = ${of.progress}, beat_at = ${of.now}
    where id = ${of.id} and state = 'running'`.execute(db)
  return Number(numAffectedRows) > 0
}

/** True once for each new value of a mark: for what one server is to do once a day, or once at all. */
export async function takeMark(db: Db, key: string, value: string): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into core.setting (key, value)
    values (${key}, to_jsonb(${value}::text))
    on conflict (key) do update set value = excluded.value
      where core.setting.value <> excluded.value`.execute(db)
  return numAffectedRows === 1n
}
