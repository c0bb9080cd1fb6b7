import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type Fields, tables } from './records.ts'
import type { TaskView } from './views.ts'

export async function insertTask(
  db: Db,
  house: Fields,
  file: { jurisdiction: string; id: string },
  of: { words: string; dueAt: string; forId?: string | null | undefined; setBy: string | null },
): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('cases.task')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      words_sealed: house.fields.seal(of.words),
      due_at: of.dueAt,
      for_id: of.forId ?? null,
      set_by: of.setBy,
    })
    .execute()
  await refreshNextDue(db, file.id)
  return id
}

/** Marks a task done, or not done after all. False where it already was so. */
export async function saveTaskDone(
  db: Db,
  caseId: string,
  id: string,
  done: { at: Date; by: string } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.task')
    .set((own) => ({
      done_at: done?.at.toISOString() ?? null,
      done_by: done?.by ?? null,
      version: own('version', '+', 1),
    }))
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('done_at', done ? 'is' : 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows) await refreshNextDue(db, caseId)
  return numUpdatedRows > 0n
}

async function refreshNextDue(db: Db, caseId: string): Promise<void> {
  // A moment as the rows are: two tasks set at once must not each miss the other's deadline.
  await sql`select 1 from cases.case_file where id = ${caseId} for update`.execute(db)
  await sql`update cases.case_file set next_due_at =
    (select min(due_at) from cases.task where case_id = ${caseId} and done_at is null)
    where id = ${caseId}`.execute(db)
}

interface TaskRow {
  id: string
  words_sealed: string
  due_at: string
  for_id: string | null
  done_at: string | null
  version: number
  for_en: string | null
  for_ur: string | null
  done_en: string | null
  done_ur: string | null
}

const nameOf = (en: string | null, ur: string | null): Name | null =>
  en !== null && ur !== null ? { en, ur } : null

/** Open tasks first, the most urgent at the top; then those done, the latest first. */
export async function listTasks(db: Db, house: Fields, caseId: string): Promise<TaskView[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.words_sealed, t.due_at, t.for_id, t.done_at, t.version,
      f.name_en as for_en, f.name_ur as for_ur, d.name_en as done_en, d.name_ur as done_ur
    from cases.task t left join core.account f on f.id = t.for_id left join core.account d on d.id = t.done_by
    where t.case_id = ${caseId}
    order by t.done_at is not null, t.done_at desc, t.due_at, t.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    words: house.fields.open(row.words_sealed),
    dueAt: row.due_at,
    forId: row.for_id,
    for: nameOf(row.for_en, row.for_ur),
    doneAt: row.done_at,
    doneBy: nameOf(row.done_en, row.done_ur),
    version: row.version,
  }))
}

export async function getTask(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
): Promise<TaskView> {
  const found = (await listTasks(db, house, caseId)).find((one) => one.id === id)
  if (!found) throw new Problem('absent', 'cases/no-such-task')
  return found
}
