import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { Pair, PairStatus, Saying } from './pair.ts'
import { type Sign, sameSigns } from './signs.ts'

interface PairRow {
  one: string
  two: string
  one_case: string
  two_case: string
  status: PairStatus
  proposed_by: string | null
  signs: Sign[]
  version: number
}

export interface PairRecord extends Pair {
  oneCase: string
  twoCase: string
}

const columns = sql`one, two, one_case, two_case, status, proposed_by, signs, version`

const pairOf = (row: PairRow): PairRecord => ({
  one: row.one,
  two: row.two,
  oneCase: row.one_case,
  twoCase: row.two_case,
  status: row.status,
  proposedBy: row.proposed_by,
  signs: row.signs,
  version: row.version,
})

export interface FoundPair {
  one: string
  two: string
  oneJurisdiction: string
  twoJurisdiction: string
  oneCase: string
  twoCase: string
  weight: number
  stake: number
  signs: Sign[]
}

/**
 * Writes what was found of a person among the others, and drops the open questions about them that
 * no longer stand. What was judged stays judged, unless the facts are others now; people who were
 * made one stay so until somebody undoes it. Runs as the system.
 */
export async function savePairs(
  db: Db,
  personId: string,
  found: readonly FoundPair[],
  at: Date,
): Promise<void> {
  const { rows } = await sql<PairRow>`select ${columns} from network.pair
    where one = ${personId} or two = ${personId}`.execute(db)
  const known = new Map(rows.map((row) => [`${row.one} ${row.two}`, row]))
  for (const pair of found) {
    const before = known.get(`${pair.one} ${pair.two}`)
    known.delete(`${pair.one} ${pair.two}`)
    if (!before) await insertPair(db, pair, at)
    else await renewPair(db, before, pair)
  }
  const gone = [...known.values()].filter(({ status }) => status === 'waiting')
  for (const { one, two } of gone)
    await sql`delete from network.pair where one = ${one} and two = ${two}`.execute(db)
}

async function insertPair(db: Db, pair: FoundPair, at: Date): Promise<void> {
  await sql`insert into network.pair (one, two, one_jurisdiction, two_jurisdiction, one_case, two_case,
      weight, stake, signs, found_at)
    values (${pair.one}, ${pair.two}, ${pair.oneJurisdiction}, ${pair.twoJurisdiction}, ${pair.oneCase},
      ${pair.twoCase}, ${pair.weight}, ${pair.stake}, ${JSON.stringify(pair.signs)}, ${at})`.execute(
    db,
  )
}

async function renewPair(db: Db, before: PairRow, pair: FoundPair): Promise<void> {
  if (sameSigns(before.signs, pair.signs)) return
  const asked = before.status === 'different' || before.status === 'cannot-tell'
  await sql`update network.pair set weight = ${pair.weight}, stake = ${pair.stake},
      signs = ${JSON.stringify(pair.signs)}, status = ${asked ? 'waiting' : before.status},
      version = version + 1
    where one = ${pair.one} and two = ${pair.two}`.execute(db)
}

/** Open questions the viewer may see both sides of, those first that would change most. */
export async function listWaiting(db: Db, most: number): Promise<PairRecord[]> {
  const { rows } = await sql<PairRow>`select ${columns} from network.pair
    where status in ('waiting', 'proposed') order by stake desc, one, two limit ${most}`.execute(db)
  return rows.map(pairOf)
}

export async function listJudged(db: Db, most: number): Promise<PairRecord[]> {
  const { rows } = await sql<PairRow>`select ${columns} from network.pair p
    where status in ('same', 'different', 'cannot-tell')
    order by (select max(j.id::text) from network.judgement j where j.one = p.one and j.two = p.two) desc nulls last
    limit ${most}`.execute(db)
  return rows.map(pairOf)
}

export async function getPair(db: Db, one: string, two: string): Promise<PairRecord> {
  const { rows } = await sql<PairRow>`select ${columns} from network.pair
    where one = ${one} and two = ${two}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'network/no-such-pair')
  return pairOf(rows[0])
}

/** Writes what was said and what became of the pair by it. */
export async function saveJudgement(
  db: Db,
  house: Pick<House, 'fields'>,
  pair: PairRecord,
  of: { said: Saying; words: string | null; by: string; at: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`update network.pair set status = ${pair.status},
      proposed_by = ${pair.proposedBy}, version = version + 1
    where one = ${pair.one} and two = ${pair.two} and version = ${pair.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into network.judgement (id, one, two, said, signs, words_sealed, person_id, said_at)
    values (${newId()}, ${pair.one}, ${pair.two}, ${of.said}, ${JSON.stringify(pair.signs)},
      ${of.words && house.fields.seal(of.words)}, ${of.by}, ${of.at})`.execute(db)
}

export interface Judgement {
  said: Saying
  words: string | null
  byId: string
  at: string
}

export async function listJudgements(
  db: Db,
  house: Pick<House, 'fields'>,
  one: string,
  two: string,
): Promise<Judgement[]> {
  const { rows } = await sql<{
    said: Saying
    words_sealed: string | null
    person_id: string
    said_at: string
  }>`select said, words_sealed, person_id, said_at from network.judgement
    where one = ${one} and two = ${two} order by id`.execute(db)
  return rows.map((row) => ({
    said: row.said,
    words: row.words_sealed && house.fields.open(row.words_sealed),
    byId: row.person_id,
    at: row.said_at,
  }))
}

/**
 * The pairs judged the same that lead on from these people, from one to the next: only such whose
 * two files the viewer may open, so that nobody is joined by way of a file they may not see.
 */
export async function listSame(
  db: Db,
  personIds: readonly string[],
): Promise<{ one: string; two: string }[]> {
  const { rows } = await sql<{ one: string; two: string }>`with recursive
    same as materialized (select one, two from network.pair where status = 'same'),
    joined (id) as (
      select unnest(${`{${personIds.join(',')}}`}::uuid[])
      union select case when s.one = j.id then s.two else s.one end
        from joined j join same s on j.id in (s.one, s.two))
    select s.one, s.two from same s where s.one in (select id from joined) order by 1, 2`.execute(
    db,
  )
  return rows
}

/** How often each pattern of signs was judged the same or not: codes and counts only. Runs as the system. */
export async function countLabels(
  db: Db,
): Promise<{ signs: Sign[]; same: number; different: number; cannotTell: number }[]> {
  const { rows } = await sql<{
    signs: Sign[]
    same: number
    different: number
    cannotTell: number
  }>`with pattern as (
      select status, (select jsonb_agg(jsonb_build_object('field', s->>'field', 'sign', s->>'sign')
        order by s->>'field') from jsonb_array_elements(signs) s) as signs
      from network.pair where status in ('same', 'different', 'cannot-tell'))
    select signs, count(*) filter (where status = 'same') as same,
      count(*) filter (where status = 'different') as different,
      count(*) filter (where status = 'cannot-tell') as "cannotTell"
    from pattern group by signs order by count(*) desc, signs::text`.execute(db)
  return rows
}
