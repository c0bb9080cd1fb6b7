import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { CaseBrief } from '../cases/door.ts'
import type { ChargeDecision, FindingThen } from './decision.ts'
import type { Stated } from './fact-sheet.ts'
import type { Statable } from './law.ts'
import type { ChargesTables } from './tables.ts'

type Fields = Pick<House, 'fields'>
type At = Pick<CaseBrief, 'jurisdiction' | 'id'>

const tables = (db: Db) => db.withTables<{ [K in keyof ChargesTables]: ChargesTables[K] }>()

export interface DecisionRecord {
  id: string
  accusedId: string | null
  cited: string
  lawVersion: string
  decision: ChargeDecision
  finding: FindingThen
  reasons: string
  victimhoodWeighed: boolean
  byId: string
  by: { en: string; ur: string }
  at: string
  supersedesId: string | null
}

/** All decisions of a case, newest first; those that a later one replaced are among them. */
export async function listDecisionRecords(
  db: Db,
  { fields }: Fields,
  caseId: string,
): Promise<DecisionRecord[]> {
  const rows = await tables(db)
    .selectFrom('charges.decision as d')
    .innerJoin('core.account as a', 'a.id', 'd.decided_by')
    .selectAll('d')
    .select(['a.name_en', 'a.name_ur'])
    .where('d.case_id', '=', caseId)
    .orderBy('d.decided_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accusedId: row.accused_id,
    cited: row.cited,
    lawVersion: row.law_version,
    decision: row.decision as ChargeDecision,
    finding: row.finding as FindingThen,
    reasons: fields.open(row.reasons_sealed),
    victimhoodWeighed: row.victimhood_weighed,
    byId: row.decided_by,
    by: { en: row.name_en, ur: row.name_ur },
    at: row.decided_at,
    supersedesId: row.supersedes_id,
  }))
}

export type NewDecision = Omit<DecisionRecord, 'id' | 'by' | 'at'> & { at: Date }

export async function insertDecision(
  db: Db,
  { fields }: Fields,
  file: At,
  of: NewDecision,
): Promise<string> {
  const id = newId(of.at.getTime())
  const inserted = await tables(db)
    .insertInto('charges.decision')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      accused_id: of.accusedId,
      cited: of.cited,
      law_version: of.lawVersion,
      decision: of.decision,
      finding: of.finding,
      reasons_sealed: fields.seal(of.reasons),
      victimhood_weighed: of.victimhoodWeighed,
      decided_by: of.byId,
      decided_at: of.at.toISOString(),
      supersedes_id: of.supersedesId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new Problem('stale', 'core/changed-since')
  return id
}

export interface FirRecord {
  id: string
  number: string
  station: string
  registeredOn: string
  sections: string[]
  otherSections: string
  version: number
}
export type FirWritten = Omit<FirRecord, 'id' | 'version'>

export async function listFirs(db: Db, caseId: string): Promise<FirRecord[]> {
  const rows = await tables(db)
    .selectFrom('charges.fir')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('registered_on')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    station: row.station,
    registeredOn: row.registered_on,
    sections: row.sections,
    otherSections: row.other_sections,
    version: row.version,
  }))
}

export async function insertFir(
  db: Db,
  file: At,
  of: FirWritten,
  by: { id: string; at: Date },
): Promise<string> {
  const id = newId(by.at.getTime())
  const inserted = await tables(db)
    .insertInto('charges.fir')
    .values({
      ...firColumns(of),
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      recorded_by: by.id,
      recorded_at: by.at.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new Problem('conflict', 'charges/fir-already-recorded')
  return id
}

export async function saveFir(
  db: Db,
  file: At,
  id: string,
  of: FirWritten & { version: number },
): Promise<void> {
  const saved = await tables(db)
    .updateTable('charges.fir')
    .set({ ...firColumns(of), version: of.version + 1 })
    .where('jurisdiction', '=', file.jurisdiction)
    .where('case_id', '=', file.id)
    .where('id', '=', id)
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw new Problem('stale', 'core/changed-since')
}

function firColumns(of: FirWritten) {
  return {
    number: of.number.trim(),
    station: of.station.trim(),
    registered_on: of.registeredOn,
    sections: of.sections,
    other_sections: of.otherSections.trim(),
  }
}

export interface AnswerRecord {
  id: string
  fact: Statable
  says: 'yes' | 'no'
  accusedId: string | null
  victimId: string | null
  restsOn: Stated['restsOn']
  words: string
  at: string
}

/** Answers that stand: those withdrawn stay in the table only. */
export async function listAnswers(
  db: Db,
  { fields }: Fields,
  caseId: string,
): Promise<AnswerRecord[]> {
  const rows = await tables(db)
    .selectFrom('charges.answer')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('withdrawn_at', 'is', null)
    .orderBy('answered_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    fact: row.fact as Statable,
    says: row.says as 'yes' | 'no',
    accusedId: row.accused_id,
    victimId: row.victim_id,
    restsOn: row.rests_on as Stated['restsOn'],
    words: fields.open(row.words_sealed),
    at: row.answered_at,
  }))
}

export async function insertAnswer(
  db: Db,
  { fields }: Fields,
  file: At,
  of: Omit<AnswerRecord, 'id' | 'at'>,
  by: { id: string; at: Date },
): Promise<string> {
  const id = newId(by.at.getTime())
  await tables(db)
    .insertInto('charges.answer')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      fact: of.fact,
      says: of.says,
      accused_id: of.accusedId,
      victim_id: of.victimId,
      rests_on: of.restsOn,
      words_sealed: fields.seal(of.words),
      answered_by: by.id,
      answered_at: by.at.toISOString(),
    })
    .execute()
  return id
}

export async function withdrawAnswer(
  db: Db,
  file: At,
  id: string,
  by: { id: string; at: Date },
): Promise<void> {
  const saved = await tables(db)
    .updateTable('charges.answer')
    .set({ withdrawn_by: by.id, withdrawn_at: by.at.toISOString() })
    .where('jurisdiction', '=', file.jurisdiction)
    .where('case_id', '=', file.id)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw new Problem('absent', 'charges/no-such-answer')
}
