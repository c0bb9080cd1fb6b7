import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import { type Certainty, maskedIdentifier, normalIdentifier, type Resting } from '../cases/door.ts'
import type { NotedTie } from './graph.ts'
import type { Met } from './key-records.ts'
import { normalPlate, type TieKind, type TieSaying, type WithdrawalReason } from './tie.ts'

type Sealing = Pick<House, 'fields'>

/** A number in its normal form and the index by which it is found; a phone's is the same in all rooms. */
export function readValue(
  { fields }: Sealing,
  kind: Exclude<TieKind, 'agent'>,
  text: string,
): { normal: string; index: string } {
  if (kind === 'vehicle') {
    const normal = normalPlate(text)
    return { normal, index: fields.index('link', `vehicle\t${normal}`) }
  }
  const normal = normalIdentifier(kind, text)
  return { normal, index: fields.index(kind, normal) }
}

export interface NewTie {
  personId: string | null
  kind: TieKind
  value: { normal: string; index: string } | null
  licenseeId: string | null
  restsOn: Resting
  certainty: Certainty
  saidOn: string | null
  saidBy: string | null
}

export async function insertTie(
  db: Db,
  house: Sealing,
  file: { jurisdiction: string; id: string },
  of: NewTie & { by: string; at: Date },
): Promise<string> {
  const id = newId()
  await sql`insert into network.tie (jurisdiction, id, case_id, person_id, kind, value_sealed, value_index,
      licensee_id, rests_on, certainty, said_on, said_by_sealed, added_by, added_at)
    values (${file.jurisdiction}, ${id}, ${file.id}, ${of.personId}, ${of.kind},
      ${of.value && house.fields.seal(of.value.normal)}, ${of.value?.index ?? null}, ${of.licenseeId},
      ${of.restsOn}, ${of.certainty}, ${of.saidOn}, ${of.saidBy?.trim() ? house.fields.seal(of.saidBy) : null},
      ${of.by}, ${of.at})`.execute(db)
  return id
}

interface TieRecord {
  jurisdiction: string
  id: string
  caseId: string
  withdrawn: boolean
}

export async function getTie(db: Db, id: string): Promise<TieRecord> {
  const { rows } = await sql<TieRecord>`select jurisdiction, id, case_id as "caseId",
      withdrawn_at is not null as withdrawn from network.tie where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'network/no-such-tie')
  return rows[0]
}

/** Withdraws a tie or puts it back, and writes who said so and why. */
export async function saveTieSaying(
  db: Db,
  { fields }: Sealing,
  tie: TieRecord,
  saying: TieSaying,
  of: { by: string; at: Date },
): Promise<void> {
  const out = saying.said === 'withdrawn'
  const { numAffectedRows } = await sql`update network.tie
    set withdrawn_by = ${out ? of.by : null}, withdrawn_at = ${out ? of.at : null}
    where id = ${tie.id} and (withdrawn_at is not null) = ${tie.withdrawn}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  const words = out ? saying.words?.trim() : null
  await sql`insert into network.tie_word (jurisdiction, id, tie_id, said, reason, words_sealed, person_id, said_at)
    values (${tie.jurisdiction}, ${newId()}, ${tie.id}, ${saying.said}, ${out ? saying.reason : null},
      ${words ? fields.seal(words) : null}, ${of.by}, ${of.at})`.execute(db)
}

interface Row {
  id: string
  case_id: string
  person_id: string | null
  kind: TieKind
  value_sealed: string | null
  value_index: string | null
  licensee_id: string | null
  rests_on: Resting
  certainty: Certainty
  said_on: string | null
  said_by_sealed: string | null
}

const noted = ({ fields }: Sealing, row: Row): NotedTie => ({
  id: row.id,
  caseId: row.case_id,
  personId: row.person_id,
  kind: row.kind,
  index: row.value_index,
  masked: row.value_sealed && maskedIdentifier(fields.open(row.value_sealed)),
  licenseeId: row.licensee_id,
  restsOn: row.rests_on,
  certainty: row.certainty,
  saidOn: row.said_on,
  saidBy: row.said_by_sealed && fields.open(row.said_by_sealed),
})

/** What is noted in these cases and was not withdrawn; numbers masked. */
export async function listTies(
  db: Db,
  house: Sealing,
  caseIds: readonly string[],
): Promise<NotedTie[]> {
  if (!caseIds.length) return []
  const { rows } = await sql<Row>`select * from network.tie
    where withdrawn_at is null and case_id = any (${`{${caseIds.join(',')}}`}::uuid[])
    order by id`.execute(db)
  return rows.map((row) => noted(house, row))
}

export interface TieWithWord extends NotedTie {
  addedBy: string
  /** Who withdrew it, when and why; null while it stands. */
  withdrawn: {
    by: string
    at: string
    reason: WithdrawalReason | null
    words: string | null
  } | null
}

/** All that was ever noted in one case, what was withdrawn too; numbers masked. */
export async function listTiesWithWords(
  db: Db,
  house: Sealing,
  caseId: string,
): Promise<TieWithWord[]> {
  const { rows } = await sql<
    Row & {
      added_by: string
      withdrawn_by: string | null
      withdrawn_at: string | null
      reason: WithdrawalReason | null
      words_sealed: string | null
    }
  >`select t.*, w.reason, w.words_sealed from network.tie t
    left join lateral (select * from network.tie_word w
      where w.jurisdiction = t.jurisdiction and w.tie_id = t.id order by w.id desc limit 1) w
      on t.withdrawn_at is not null
    where t.case_id = ${caseId} order by t.id`.execute(db)
  return rows.map((row) => ({
    ...noted(house, row),
    addedBy: row.added_by,
    withdrawn: row.withdrawn_at
      ? {
          by: row.withdrawn_by!,
          at: row.withdrawn_at,
          reason: row.reason,
          words: row.words_sealed && house.fields.open(row.words_sealed),
        }
      : null,
  }))
}

/** The number behind a noted tie, opened, and the case that it stands in. */
export async function revealTie(
  db: Db,
  { fields }: Sealing,
  id: string,
): Promise<{ caseId: string; value: string | null }> {
  const { rows } = await sql<{
    case_id: string
    value_sealed: string | null
  }>`select case_id, value_sealed from network.tie where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'network/no-such-tie')
  return {
    caseId: rows[0].case_id,
    value: rows[0].value_sealed && fields.open(rows[0].value_sealed),
  }
}

/** The cases in which a value or an agent is noted, as far as the viewer may open them. */
export async function casesWithTie(
  db: Db,
  of: { kind: TieKind; index: string } | { licenseeId: string },
  most: number,
): Promise<string[]> {
  const condition =
    'licenseeId' in of
      ? sql`licensee_id = ${of.licenseeId}`
      : sql`kind = ${of.kind} and value_index = ${of.index}`
  const { rows } = await sql<{ case_id: string }>`select case_id from network.tie
    where withdrawn_at is null and ${condition} order by added_at desc limit ${most}`.execute(db)
  return [...new Set(rows.map((row) => row.case_id))]
}

export interface Thing {
  kind: TieKind
  index: string | null
  licenseeId: string | null
}

/** What more files than this note is a bank's, a call shop's or a large firm's, and tells nobody apart. */
const MOST_TELLING = 12

/** Where these are noted, in whatever file: what of it may be shown is for the caller to ask. */
export async function meetTies(
  db: Db,
  things: readonly Thing[],
  most: number,
): Promise<(Met & { jurisdiction: string })[]> {
  if (!things.length) return []
  const { rows } = await sql<{
    at: number
    jurisdiction: string
    case_id: string
    agency_id: string
    person_id: string | null
  }>`select * from network.meet_ties(${things.map(({ kind }) => kind)}::text[],
      ${things.map(({ index }) => index)}::text[],
      ${things.map(({ licenseeId }) => licenseeId)}::uuid[], ${most})`.execute(db)
  return rows.map((row) => {
    const { kind } = things[row.at - 1]!
    const files = new Set(rows.filter(({ at }) => at === row.at).map(({ case_id }) => case_id))
    return {
      personId: row.person_id,
      caseId: row.case_id,
      agencyId: row.agency_id,
      jurisdiction: row.jurisdiction,
      rules: [kind],
      telling: files.size > MOST_TELLING ? [] : [kind],
    }
  })
}

/** Everything noted anywhere and not withdrawn, for background work. Runs as the system. */
export async function listAllTies(
  db: Db,
): Promise<Pick<NotedTie, 'caseId' | 'personId' | 'kind' | 'index' | 'licenseeId'>[]> {
  const { rows } = await sql<
    Pick<NotedTie, 'caseId' | 'personId' | 'kind' | 'index' | 'licenseeId'>
  >`select case_id as "caseId", person_id as "personId", kind, value_index as index,
      licensee_id as "licenseeId" from network.tie where withdrawn_at is null order by id`.execute(
    db,
  )
  return rows
}
