import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { CaseBrief } from '../cases/door.ts'
import type { ChargesTables } from './tables.ts'
import type { Transfer, TransferReason } from './transfer.ts'

const tables = (db: Db) => db.withTables<{ [K in keyof ChargesTables]: ChargesTables[K] }>()
type Fields = Pick<House, 'fields'>

export interface TransferRecord extends Transfer {
  from: Name
  to: Name
  by: Name
  answer: 'received' | 'refused' | null
  answeredOn: string | null
  answerWords: string | null
  version: number
}

interface Row {
  id: string
  to_agency: string
  rule: string
  reason: TransferReason
  sections: string[]
  sent_on: string
  letter: string
  words_sealed: string
  answer: 'received' | 'refused' | null
  answered_on: string | null
  answer_sealed: string | null
  version: number
  from_en: string
  from_ur: string
  to_en: string
  to_ur: string
  by_en: string
  by_ur: string
}

/** The moves of a file, the latest first. */
export async function listTransfers(
  db: Db,
  house: Fields,
  caseId: string,
): Promise<TransferRecord[]> {
  const { rows } = await sql<Row>`
    select t.*, f.name_en as from_en, f.name_ur as from_ur, g.name_en as to_en, g.name_ur as to_ur,
      a.name_en as by_en, a.name_ur as by_ur
    from charges.transfer t join core.agency f on f.id = t.from_agency
      join core.agency g on g.id = t.to_agency join core.account a on a.id = t.sent_by
    where t.case_id = ${caseId} order by t.sent_on desc, t.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    toAgency: row.to_agency,
    rule: row.rule,
    reason: row.reason,
    sections: row.sections,
    sentOn: row.sent_on,
    letter: row.letter,
    words: house.fields.open(row.words_sealed),
    from: { en: row.from_en, ur: row.from_ur },
    to: { en: row.to_en, ur: row.to_ur },
    by: { en: row.by_en, ur: row.by_ur },
    answer: row.answer,
    answeredOn: row.answered_on,
    answerWords: row.answer_sealed === null ? null : house.fields.open(row.answer_sealed),
    version: row.version,
  }))
}

export async function insertTransfer(
  db: Db,
  { fields }: Fields,
  file: Pick<CaseBrief, 'jurisdiction' | 'id' | 'agencyId'>,
  of: Omit<Transfer, 'id'>,
  by: { id: string; at: Date },
): Promise<string> {
  const id = newId(by.at.getTime())
  const inserted = await tables(db)
    .insertInto('charges.transfer')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      from_agency: file.agencyId,
      to_agency: of.toAgency,
      rule: of.rule,
      reason: of.reason,
      sections: of.sections,
      sent_on: of.sentOn,
      letter: of.letter.trim(),
      words_sealed: fields.seal(of.words.trim()),
      sent_by: by.id,
      sent_at: by.at.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new Problem('conflict', 'charges/transfer-under-way')
  return id
}

export async function saveTransferAnswer(
  db: Db,
  { fields }: Fields,
  file: Pick<CaseBrief, 'jurisdiction' | 'id'>,
  id: string,
  of: {
    answer: 'received' | 'refused'
    answeredOn: string
    words: string
    by: string
    version: number
  },
): Promise<void> {
  const saved = await tables(db)
    .updateTable('charges.transfer')
    .set({
      answer: of.answer,
      answered_on: of.answeredOn,
      answer_sealed: fields.seal(of.words.trim()),
      answered_by: of.by,
      version: of.version + 1,
    })
    .where('jurisdiction', '=', file.jurisdiction)
    .where('case_id', '=', file.id)
    .where('id', '=', id)
    .where('version', '=', of.version)
    .where('answer', 'is', null)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw new Problem('stale', 'core/changed-since')
}
