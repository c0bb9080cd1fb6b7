import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type {
  Decision,
  PaperCode,
  RenewalChecks,
  RenewalList,
  RenewalReason,
  RenewalState,
  Term,
} from './renewal.ts'

type Sealing = Pick<House, 'fields'>

/** An application to renew a licence, and what was decided on it. */
export interface RenewalCase {
  id: string
  jurisdiction: string
  licenseeId: string
  appliedOn: string
  papers: PaperCode[]
  words: string | null
  state: RenewalState
  reason: RenewalReason | null
  orderNumber: string
  heardOn: string | null
  decidedOn: string | null
  decisionWords: string | null
  /** As they stood on the day of the decision; null while it is open. */
  checks: RenewalChecks | null
  termFrom: string | null
  termUntil: string | null
  enteredBy: string
  by: Name
  decider: Name | null
  version: number
}

type Row = Omit<RenewalCase, 'words' | 'decisionWords' | 'by' | 'decider'> & {
  wordsSealed: string | null
  decisionWordsSealed: string | null
  byEn: string
  byUr: string
  deciderEn: string | null
  deciderUr: string | null
}

/** The applications of a licensee, or one by its id, the newest first. */
async function listBy(
  db: Db,
  { fields }: Sealing,
  of: { licenseeId?: string; id?: string },
): Promise<RenewalCase[]> {
  const { rows } = await sql<Row>`select r.id, r.jurisdiction, r.licensee_id as "licenseeId",
      r.applied_on as "appliedOn", r.papers, r.words_sealed as "wordsSealed", r.state, r.reason,
      r.order_number as "orderNumber", r.heard_on as "heardOn", r.decided_on as "decidedOn",
      r.decision_words_sealed as "decisionWordsSealed", r.checks, r.term_from as "termFrom",
      r.term_until as "termUntil", r.entered_by as "enteredBy", e.name_en as "byEn",
      e.name_ur as "byUr", d.name_en as "deciderEn", d.name_ur as "deciderUr", r.version
    from recruiters.renewal r join core.account e on e.id = r.entered_by
    left join core.account d on d.id = r.decided_by
    where r.licensee_id = ${of.licenseeId ?? null} or r.id = ${of.id ?? null}
    order by r.applied_on desc, r.id desc limit 50`.execute(db)
  const open = (sealed: string | null) => (sealed ? fields.open(sealed) : null)
  return rows.map((row) => {
    const { wordsSealed, decisionWordsSealed, byEn, byUr, deciderEn, deciderUr, ...rest } = row
    return {
      ...rest,
      words: open(wordsSealed),
      decisionWords: open(decisionWordsSealed),
      by: { en: byEn, ur: byUr },
      decider: deciderEn !== null && deciderUr !== null ? { en: deciderEn, ur: deciderUr } : null,
    }
  })
}

export const listRenewals = (db: Db, house: Sealing, licenseeId: string): Promise<RenewalCase[]> =>
  listBy(db, house, { licenseeId })

export async function getRenewal(db: Db, house: Sealing, id: string): Promise<RenewalCase> {
  const [found] = await listBy(db, house, { id })
  if (!found) throw new Problem('absent', 'recruiters/no-such-renewal')
  return found
}

export interface ListedRenewal {
  licenseeId: string
  /** Null where nothing was handed in. */
  renewal: Pick<
    RenewalCase,
    'id' | 'appliedOn' | 'papers' | 'state' | 'decidedOn' | 'termUntil'
  > | null
}

const MOST_LISTED = 200

/**
 * Applications that wait, the nearest end of a term first; promoters whose term ends by a day with
 * nothing handed in; or what was decided since a day, the newest first.
 */
export async function listRenewalsOf(
  db: Db,
  of: { list: RenewalList; today: string; endsBy: string; decidedSince: string },
): Promise<ListedRenewal[]> {
  if (of.list === 'ending') {
    const { rows } = await sql<{ licenseeId: string }>`select l.id as "licenseeId"
      from recruiters.licensee l
      where l.kind = 'overseas-employment-promoter' and l.status = 'valid'
        and l.expires_on between ${of.today} and ${of.endsBy}
        and not exists (select 1 from recruiters.renewal r
          where r.licensee_id = l.id and r.state = 'open')
      order by l.expires_on, l.id limit ${MOST_LISTED}`.execute(db)
    return rows.map((row) => ({ ...row, renewal: null }))
  }
  const open = of.list === 'waiting'
  const { rows } = await sql<
    NonNullable<ListedRenewal['renewal']> & { licenseeId: string }
  >`select r.id, r.licensee_id as "licenseeId", r.applied_on as "appliedOn", r.papers, r.state,
      r.decided_on as "decidedOn", r.term_until as "termUntil"
    from recruiters.renewal r join recruiters.licensee l on l.id = r.licensee_id
    where (r.state = 'open') = ${open} and (${open} or r.decided_on >= ${of.decidedSince})
    order by r.decided_on desc nulls last, l.expires_on nulls last, r.applied_on, r.id
    limit ${MOST_LISTED}`.execute(db)
  return rows.map(({ licenseeId, ...renewal }) => ({ licenseeId, renewal }))
}

/** Writes an application; refuses where somebody entered one meanwhile. */
export async function addRenewal(
  db: Db,
  { fields }: Sealing,
  of: {
    licenseeId: string
    appliedOn: string
    papers: readonly PaperCode[]
    words: string | null
  },
  by: { jurisdiction: string; agencyId: string; id: string; at: Date },
): Promise<string> {
  const id = newId()
  const { numAffectedRows } = await sql`insert into recruiters.renewal (jurisdiction, id, agency_id,
      licensee_id, applied_on, papers, words_sealed, entered_by, entered_at)
    values (${by.jurisdiction}, ${id}, ${by.agencyId}, ${of.licenseeId}, ${of.appliedOn},
      ${[...of.papers]}::text[], ${of.words ? fields.seal(of.words) : null}, ${by.id}, ${by.at})
    on conflict (licensee_id) where state = 'open' do nothing`.execute(db)
  if (!numAffectedRows) throw new Problem('conflict', 'recruiters/renewal-twice')
  return id
}

export async function saveDecision(
  db: Db,
  { fields }: Sealing,
  renewal: Pick<RenewalCase, 'id' | 'jurisdiction'>,
  decision: {
    to: Decision
    on: string
    reason: RenewalReason
    words: string | null
    orderNumber: string
    heardOn: string | null
    checks: RenewalChecks
    term: Term | null
    version: number
    by: string
    at: Date
  },
): Promise<void> {
  const { words, term } = decision
  const { numAffectedRows } = await sql`update recruiters.renewal
    set state = ${decision.to}, reason = ${decision.reason}, order_number = ${decision.orderNumber},
      heard_on = ${decision.heardOn}, decided_on = ${decision.on},
      decision_words_sealed = ${words ? fields.seal(words) : null},
      checks = ${JSON.stringify(decision.checks)}::jsonb, term_from = ${term?.from ?? null},
      term_until = ${term?.until ?? null}, decided_by = ${decision.by},
      decided_at = ${decision.at}, version = version + 1
    where jurisdiction = ${renewal.jurisdiction} and id = ${renewal.id}
      and version = ${decision.version} and state = 'open'`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

/**
 * What is recorded against each of these licensees and within the reader's reach: complaints are
 * seen by the office that took them. Money ordered is that of a corrective order, or of a complaint
 * whose order still runs.
 */
export async function countChecks(
  db: Db,
  licenseeIds: readonly string[],
  since: string,
): Promise<Map<string, Omit<RenewalChecks, 'sent'>>> {
  const { rows } = await sql<Omit<RenewalChecks, 'sent'> & { id: string }>`
    with asked as (select unnest(${[...licenseeIds]}::uuid[]) as id),
    heard as (
      select c.licensee_id as id, c.stage, c.received_on, (select s.outcome from recruiters.complaint_step s
        where s.jurisdiction = c.jurisdiction and s.complaint_id = c.id and s.stage = 'ordered'
        order by s.on_day desc, s.recorded_at desc limit 1) as outcome
      from recruiters.complaint c where c.licensee_id in (select id from asked)),
    ordered as (
      select i.licensee_id as id, k.code from recruiters.corrective k join recruiters.inspection i
        on i.jurisdiction = k.jurisdiction and i.id = k.inspection_id
      where i.licensee_id in (select id from asked) and k.done_on is null)
    select a.id,
      (select count(*)::int from heard h
        where h.id = a.id and stage in ('show-cause', 'hearing')) as "showCause",
      (select count(*)::int from heard h where h.id = a.id and received_on >= ${since}) as complaints,
      (select count(*)::int from heard h where h.id = a.id
        and stage = 'ordered' and outcome in ('money-returned', 'fine-or-forfeiture'))
        + (select count(*)::int from ordered o where o.id = a.id and code = 'return-money') as unpaid,
      (select count(*)::int from ordered o
        where o.id = a.id and code <> 'return-money') as "openOrders"
    from asked a`.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
