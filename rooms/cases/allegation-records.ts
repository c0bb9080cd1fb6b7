import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { Certainty, Fact, Resting } from './facts.ts'
import { type Fields, openOr, sealOr, tables } from './records.ts'
import type { AllegationView, AllegationWritten } from './views.ts'

export async function insertAllegation(
  db: Db,
  house: Fields,
  file: { jurisdiction: string; id: string },
  of: AllegationWritten & {
    addedBy: string | null
    supersedesId?: string
    correctionWords?: string
  },
): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('cases.allegation')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      fact: of.fact,
      accused_id: of.accusedId ?? null,
      victim_id: of.victimId ?? null,
      said_by_person_id: of.saidByPersonId ?? null,
      said_by_words_sealed: of.saidByPersonId ? null : sealOr(house, of.saidByWords),
      rests_on: of.restsOn,
      certainty: of.certainty,
      said_on: of.saidOn ?? null,
      words_sealed: sealOr(house, of.words),
      supersedes_id: of.supersedesId ?? null,
      correction_words_sealed: sealOr(house, of.correctionWords),
      added_by: of.addedBy,
    })
    .execute()
  return id
}

/** Marks an entry as replaced by a later one. Throws where somebody has done so before. */
export async function supersede(
  db: Db,
  caseId: string,
  id: string,
  byId: string,
  at: Date,
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.allegation')
    .set({ superseded_by_id: byId, superseded_at: at.toISOString() })
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('superseded_by_id', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('conflict', 'cases/already-corrected')
}

export async function saveDispute(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
  dispute: { words: string; by: string; at: Date },
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.allegation')
    .set({
      disputed_at: dispute.at.toISOString(),
      disputed_by: dispute.by,
      dispute_words_sealed: house.fields.seal(dispute.words),
    })
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('disputed_at', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('conflict', 'cases/already-disputed')
}

async function readAllegations(db: Db, caseId: string) {
  return tables(db)
    .selectFrom('cases.allegation as a')
    .leftJoin('cases.person as p', (join) =>
      join.onRef('p.jurisdiction', '=', 'a.jurisdiction').onRef('p.id', '=', 'a.said_by_person_id'),
    )
    .selectAll('a')
    .select('p.name_sealed')
    .where('a.case_id', '=', caseId)
    .orderBy('a.id')
    .execute()
}

/** Every entry of a case, corrected ones too, in the order in which they were made. */
export async function listAllAllegations(
  db: Db,
  house: Fields,
  caseId: string,
): Promise<AllegationView[]> {
  const rows = await readAllegations(db, caseId)
  return rows.map((row) => {
    const saidByWords = openOr(house, row.said_by_words_sealed)
    const certaintyBefore = row.certainty as Certainty
    return {
      id: row.id,
      fact: row.fact as Fact,
      accusedId: row.accused_id,
      victimId: row.victim_id,
      saidBy: openOr(house, row.name_sealed) ?? saidByWords,
      saidByPersonId: row.said_by_person_id,
      saidByWords,
      restsOn: row.rests_on as Resting,
      certainty: row.disputed_at ? 'disputed' : certaintyBefore,
      certaintyBefore,
      saidOn: row.said_on,
      words: openOr(house, row.words_sealed),
      disputedAt: row.disputed_at,
      disputeWords: openOr(house, row.dispute_words_sealed),
      supersedesId: row.supersedes_id,
      supersededById: row.superseded_by_id,
      correctionWords: openOr(house, row.correction_words_sealed),
      addedAt: row.added_at,
    }
  })
}

/** What is alleged now: entries that no later one has replaced. */
export async function listAllegations(
  db: Db,
  house: Fields,
  caseId: string,
): Promise<AllegationView[]> {
  return (await listAllAllegations(db, house, caseId)).filter((one) => !one.supersededById)
}

export async function getAllegation(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
): Promise<AllegationView> {
  const found = (await listAllAllegations(db, house, caseId)).find((one) => one.id === id)
  if (!found) throw new Problem('absent', 'cases/no-such-allegation')
  return found
}
