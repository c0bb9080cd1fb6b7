import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Entry, Weighed } from '../../libraries/private-release/index.ts'
import {
  datasetOf,
  type PersonLine,
  type Release,
  type ReleaseBudget,
  type ReleaseState,
} from './release.ts'

const budgetFields = sql`jurisdiction, year, epsilon, delta, rho, threshold_delta as "thresholdDelta",
  reason, proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_at as "confirmedAt"`

type BudgetRow = Omit<ReleaseBudget, 'dataset'>
const named = (row: BudgetRow): ReleaseBudget => ({
  ...row,
  dataset: datasetOf(row.jurisdiction, row.year),
})

export async function listBudgets(db: Db, jurisdiction?: string): Promise<ReleaseBudget[]> {
  const { rows } = await sql<BudgetRow>`select ${budgetFields} from statistics.release_budget
    where ${jurisdiction ?? null}::text is null or jurisdiction = ${jurisdiction ?? null}
    order by year desc, jurisdiction`.execute(db)
  return rows.map(named)
}

export async function findBudget(
  db: Db,
  of: { jurisdiction: string; year: number },
): Promise<ReleaseBudget | undefined> {
  const { rows } = await sql<BudgetRow>`select ${budgetFields} from statistics.release_budget
    where jurisdiction = ${of.jurisdiction} and year = ${of.year}`.execute(db)
  return rows[0] && named(rows[0])
}

/** Writes a proposal, or a new one in its place; false where the budget is confirmed already. */
export async function proposeBudget(
  db: Db,
  of: Omit<ReleaseBudget, 'dataset' | 'confirmedAt'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into statistics.release_budget as b (jurisdiction,
      year, epsilon, delta, rho, threshold_delta, reason, proposed_by, proposed_at)
    values (${of.jurisdiction}, ${of.year}, ${of.epsilon}, ${of.delta}, ${of.rho},
      ${of.thresholdDelta}, ${of.reason}, ${of.proposedBy}, ${of.proposedAt})
    on conflict (jurisdiction, year) do update set epsilon = excluded.epsilon,
      delta = excluded.delta, rho = excluded.rho, threshold_delta = excluded.threshold_delta,
      reason = excluded.reason, proposed_by = excluded.proposed_by,
      proposed_at = excluded.proposed_at
    where b.confirmed_by is null`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Confirms the proposal as it was read; false where it has changed or is confirmed. */
export async function confirmBudget(
  db: Db,
  of: Pick<ReleaseBudget, 'jurisdiction' | 'year' | 'epsilon'>,
  by: { id: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.release_budget
    set confirmed_by = ${by.id}, confirmed_at = ${by.at}
    where jurisdiction = ${of.jurisdiction} and year = ${of.year} and confirmed_by is null
      and epsilon = ${of.epsilon} and proposed_by <> ${by.id}`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Whether a province within, or the country around, has a confirmed budget for these people. */
export async function hasOverlappingBudget(
  db: Db,
  { jurisdiction, year }: { jurisdiction: string; year: number },
): Promise<boolean> {
  const { rows } = await sql`select 1 from statistics.release_budget where year = ${year}
    and confirmed_by is not null and jurisdiction <> ${jurisdiction}
    and (jurisdiction like ${jurisdiction} || '-%' or ${jurisdiction} like jurisdiction || '-%')`.execute(
    db,
  )
  return rows.length > 0
}

const fields = sql`jurisdiction, id, year, kind, columns, longest, k, epsilon, purpose,
  agency_id as "agencyId", asked_by as "askedBy", counted_at as "countedAt", state, progress,
  decided_by as "decidedBy", decided_at as "decidedAt", reason`

export async function addRelease(
  db: Db,
  of: Pick<Release, 'id' | 'jurisdiction' | 'year' | 'kind' | 'columns' | 'longest' | 'k'> & {
    agencyId: string
    askedBy: string
    countedAt: Date
  },
): Promise<void> {
  await sql`insert into statistics.release (jurisdiction, id, year, kind, columns, longest, k,
      agency_id, asked_by, counted_at)
    values (${of.jurisdiction}, ${of.id}, ${of.year}, ${of.kind}, ${[...of.columns]}::text[],
      ${of.longest}, ${of.k}, ${of.agencyId}, ${of.askedBy}, ${of.countedAt})`.execute(db)
}

export async function findRelease(db: Db, id: string): Promise<Release | undefined> {
  const { rows } =
    await sql<Release>`select ${fields} from statistics.release where id = ${id}`.execute(db)
  return rows[0]
}

export async function listReleases(db: Db): Promise<Release[]> {
  const { rows } = await sql<Release>`select ${fields} from statistics.release
    order by counted_at desc, id desc limit 50`.execute(db)
  return rows
}

/** Moves a release on from one of the states it may be in; false where it is in another. */
export async function moveRelease(
  db: Db,
  id: string,
  from: readonly ReleaseState[],
  to: { state: ReleaseState } & Partial<
    Pick<Release, 'k' | 'epsilon' | 'purpose' | 'reason' | 'decidedBy'>
  > & { decidedAt?: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.release set state = ${to.state},
      k = coalesce(${to.k ?? null}::int, k), epsilon = coalesce(${to.epsilon ?? null}, epsilon),
      purpose = coalesce(${to.purpose ?? null}, purpose),
      reason = coalesce(${to.reason ?? null}, reason),
      decided_by = coalesce(${to.decidedBy ?? null}::uuid, decided_by),
      decided_at = coalesce(${to.decidedAt ?? null}::timestamptz, decided_at)
    where id = ${id} and state = any(${[...from]}::text[])`.execute(db)
  return Number(numAffectedRows) > 0
}

/** The rows behind a year's count, the first found first; runs as the system. */
export async function listPeople(
  db: Db,
  of: { jurisdiction: string; year: number },
): Promise<{ personId: string; line: PersonLine }[]> {
  const { rows } = await sql<{
    personId: string
    sex: string
    age: string
    broad: string
    forms: string[]
    laws: string[]
    place: string | null
    status: string
  }>`select person_id as "personId", sex, age_group as age, age_broad as broad, forms, laws,
      coalesce(province, country) as place, status from statistics.detected_victim
    where (jurisdiction = ${of.jurisdiction} or jurisdiction like ${of.jurisdiction} || '-%')
      and extract(year from detected_on) = ${of.year} order by detected_on, person_id`.execute(db)
  return rows.map(({ personId, sex, age, broad, forms, laws, place, status }) => ({
    personId,
    line: {
      sex: [sex],
      age: [age],
      'age-broad': [broad],
      form: forms,
      law: laws,
      place: place ? [place] : [],
      status: [status],
    },
  }))
}

/** Keeps the people as they were counted; runs as the system, as does the reading of them. */
export async function addSnapshot(
  db: Db,
  releaseId: string,
  lines: readonly PersonLine[],
): Promise<void> {
  await sql`insert into statistics.release_snapshot (release_id, rows)
    values (${releaseId}, ${JSON.stringify(lines)}::jsonb)`.execute(db)
}

export async function getSnapshot(db: Db, releaseId: string): Promise<PersonLine[]> {
  const { rows } = await sql<{ rows: PersonLine[] }>`select rows from statistics.release_snapshot
    where release_id = ${releaseId}`.execute(db)
  if (!rows[0]) throw new Error('the snapshot of a release is gone')
  return rows[0].rows
}

export async function dropSnapshot(db: Db, releaseId: string): Promise<void> {
  await sql`delete from statistics.release_snapshot where release_id = ${releaseId}`.execute(db)
}

export async function findPreview(db: Db, releaseId: string): Promise<Weighed[] | undefined> {
  const { rows } = await sql<{ losses: Weighed[] }>`select losses from statistics.release_preview
    where release_id = ${releaseId}`.execute(db)
  return rows[0]?.losses
}

export async function addPreview(db: Db, of: Release, losses: readonly Weighed[]): Promise<void> {
  await sql`insert into statistics.release_preview (jurisdiction, release_id, losses)
    values (${of.jurisdiction}, ${of.id}, ${JSON.stringify(losses)}::jsonb)
    on conflict (release_id) do update set losses = excluded.losses`.execute(db)
}

/** Takes the next work, or work whose server has stopped beating; runs as the system. */
export async function takeRelease(db: Db, now: Date): Promise<Release | undefined> {
  const { rows } = await sql<Release>`update statistics.release set beat_at = ${now}
    where (jurisdiction, id) = (select jurisdiction, id from statistics.release
      where state in ('weighing', 'signed')
        and (beat_at is null or beat_at < ${now}::timestamptz - interval '1 minute')
      order by counted_at limit 1 for update skip locked)
    returning ${fields}`.execute(db)
  return rows[0]
}

/** Notes how far the work is; false where somebody has stopped it. */
export async function beatRelease(
  db: Db,
  { id, state }: Release,
  progress: number,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.release set progress = ${progress},
      beat_at = ${now} where id = ${id} and state = ${state}`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Ends a piece of work that nobody has stopped meanwhile; false where somebody has. */
export async function endWork(
  db: Db,
  { id, state }: Release,
  to: 'weighed' | 'published' | 'failed',
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.release set state = ${to}, progress = 1,
      beat_at = null where id = ${id} and state = ${state}`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Lets work that was stopped be taken up again. */
export async function forgetBeat(db: Db, id: string): Promise<void> {
  await sql`update statistics.release set beat_at = null, progress = 0 where id = ${id}`.execute(db)
}

/** Makes whoever else would spend from the same budget wait until the transaction ends. */
export async function holdLedger(
  db: Db,
  { jurisdiction, year }: { jurisdiction: string; year: number },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(123, hashtext(${jurisdiction} || ${year}::text))`.execute(
    db,
  )
}

export interface LedgerLine extends Entry {
  jurisdiction: string
  year: number
  epsilon: string | null
  k: number | null
  columns: Release['columns']
  longest: number
  countedOn: string
  outcome: 'being-made' | 'published' | 'stopped' | 'failed'
  publishedAt: string | null
  guarantee: object | null
  withdrawnAt: string | null
  withdrawnReason: string | null
}

/** The public ledger, or that of some people: the order of the lines is the order of the spending. */
export async function listLedger(
  db: Db,
  of?: { jurisdiction: string; year: number },
): Promise<LedgerLine[]> {
  const { rows } = await sql<LedgerLine>`select release_id as id, signed_at as at, jurisdiction,
      year, kind, what, rho, threshold_delta as "thresholdDelta", epsilon, k, columns, longest,
      counted_on as "countedOn", outcome, published_at as "publishedAt", guarantee,
      withdrawn_at as "withdrawnAt", withdrawn_reason as "withdrawnReason"
    from statistics.release_entry
    where ${of?.jurisdiction ?? null}::text is null
      or (jurisdiction = ${of?.jurisdiction ?? null} and year = ${of?.year ?? null}::int)
    order by signed_at, release_id`.execute(db)
  return rows
}

export async function addLedgerLine(
  db: Db,
  line: Omit<
    LedgerLine,
    'outcome' | 'publishedAt' | 'guarantee' | 'withdrawnAt' | 'withdrawnReason' | 'at'
  > & { at: Date },
): Promise<void> {
  await sql`insert into statistics.release_entry (release_id, jurisdiction, year, kind, what, rho,
      threshold_delta, epsilon, k, columns, longest, counted_on, signed_at)
    values (${line.id}, ${line.jurisdiction}, ${line.year}, ${line.kind}, ${line.what}, ${line.rho},
      ${line.thresholdDelta}, ${line.epsilon}, ${line.k}, ${[...line.columns]}::text[],
      ${line.longest}, ${line.countedOn}, ${line.at})`.execute(db)
}

export async function setOutcome(
  db: Db,
  id: string,
  outcome: LedgerLine['outcome'],
): Promise<void> {
  await sql`update statistics.release_entry set outcome = ${outcome} where release_id = ${id}`.execute(
    db,
  )
}

export interface ReleaseFile {
  name: string
  type: string
  sha256: string
  bytes: Uint8Array
}

/** Publishes all files or none, with the transaction it runs in; runs as the system. */
export async function publish(
  db: Db,
  id: string,
  of: { guarantee: object; files: readonly ReleaseFile[]; at: Date },
): Promise<void> {
  for (const { name, type, sha256, bytes } of of.files)
    await sql`insert into statistics.release_file (release_id, name, type, sha256, size, bytes)
      values (${id}, ${name}, ${type}, ${sha256}, ${bytes.length}, ${Buffer.from(bytes)})`.execute(
      db,
    )
  await sql`update statistics.release_entry set outcome = 'published', published_at = ${of.at},
      guarantee = ${JSON.stringify(of.guarantee)}::jsonb where release_id = ${id}`.execute(db)
}

export async function withdrawPublished(
  db: Db,
  id: string,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  await sql`update statistics.release_entry set withdrawn_at = ${at}, withdrawn_reason = ${reason}
    where release_id = ${id}`.execute(db)
}

export interface FileBrief {
  releaseId: string
  name: string
  sha256: string
  size: number
}

export async function listPublicFiles(db: Db): Promise<FileBrief[]> {
  const { rows } = await sql<FileBrief>`select release_id as "releaseId", name, sha256, size
    from statistics.release_file order by release_id, name`.execute(db)
  return rows
}

export async function findPublicFile(
  db: Db,
  releaseId: string,
  name: string,
): Promise<{ type: string; bytes: Buffer } | undefined> {
  const { rows } = await sql<{ type: string; bytes: Buffer }>`select type, bytes
    from statistics.release_file where release_id = ${releaseId} and name = ${name}`.execute(db)
  return rows[0]
}
