import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import {
  type Authority,
  followUpsOf,
  type Outcome,
  type Release,
  type ReleaseStatus,
  type StepCode,
} from './release.ts'
import { openOr, type Sealing, type Site, sealOr } from './site-records.ts'

export interface ReleaseRecord extends Release {
  id: string
  siteId: string
  jurisdiction: string
  familyId: string
  authority: Authority
  orderNumber: string | null
  transport: string | null
  wentTo: string | null
  certificateNumber: string | null
  version: number
}

interface ReleaseRow {
  id: string
  site_id: string
  jurisdiction: string
  family_id: string
  status: ReleaseStatus
  asked_on: string
  authority: Authority
  ordered_on: string | null
  order_number_sealed: string | null
  left_on: string | null
  transport_sealed: string | null
  went_to_sealed: string | null
  certified_on: string | null
  certificate_number_sealed: string | null
  version: number
}

const releaseOf = (house: Sealing, row: ReleaseRow): ReleaseRecord => ({
  id: row.id,
  siteId: row.site_id,
  jurisdiction: row.jurisdiction,
  familyId: row.family_id,
  status: row.status,
  askedOn: row.asked_on,
  authority: row.authority,
  orderedOn: row.ordered_on,
  orderNumber: openOr(house, row.order_number_sealed),
  leftOn: row.left_on,
  transport: openOr(house, row.transport_sealed),
  wentTo: openOr(house, row.went_to_sealed),
  certifiedOn: row.certified_on,
  certificateNumber: openOr(house, row.certificate_number_sealed),
  version: row.version,
})

export interface Making {
  by: string
  at: Date
}

/** Asks for the release of a family; refuses a second one beside an open one. */
export async function addRelease(
  db: Db,
  site: Pick<Site, 'id' | 'jurisdiction'>,
  one: { familyId: string; askedOn: string; authority: Authority } & Making,
): Promise<string> {
  const id = newId()
  const { numAffectedRows } =
    await sql`insert into worksites.release (jurisdiction, id, site_id, family_id,
      status, asked_on, authority, recorded_by, recorded_at)
    values (${site.jurisdiction}, ${id}, ${site.id}, ${one.familyId}, 'asked', ${one.askedOn},
      ${one.authority}, ${one.by}, ${one.at}) on conflict do nothing`.execute(db)
  if (!numAffectedRows) throw new Problem('conflict', 'worksites/release-open-already')
  return id
}

export async function listReleases(
  db: Db,
  house: Sealing,
  of: { familyId: string } | { id: string },
): Promise<ReleaseRecord[]> {
  const familyId = 'familyId' in of ? of.familyId : null
  const id = 'id' in of ? of.id : null
  const { rows } = await sql<ReleaseRow>`select * from worksites.release
    where family_id = ${familyId} or id = ${id} order by recorded_at desc, id desc`.execute(db)
  return rows.map((row) => releaseOf(house, row))
}

export async function getRelease(db: Db, house: Sealing, id: string): Promise<ReleaseRecord> {
  const [release] = await listReleases(db, house, { id })
  if (!release) throw new Problem('absent', 'worksites/no-such-release')
  return release
}

/** Saves a release after a step and keeps who took it; refuses where the page was stale. */
export async function saveRelease(
  db: Db,
  house: Sealing,
  release: ReleaseRecord,
  step: { step: string; words: string | null } & Making,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.release set status = ${release.status},
      ordered_on = ${release.orderedOn}, order_number_sealed = ${sealOr(house, release.orderNumber)},
      left_on = ${release.leftOn}, transport_sealed = ${sealOr(house, release.transport)},
      went_to_sealed = ${sealOr(house, release.wentTo)}, certified_on = ${release.certifiedOn},
      certificate_number_sealed = ${sealOr(house, release.certificateNumber)}, version = version + 1
    where id = ${release.id} and version = ${release.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into worksites.release_event (jurisdiction, id, site_id, release_id, step, words_sealed,
      made_by, made_at)
    values (${release.jurisdiction}, ${newId()}, ${release.siteId}, ${release.id}, ${step.step},
      ${sealOr(house, step.words)}, ${step.by}, ${step.at})`.execute(db)
}

export interface StepRecord {
  id: string
  siteId: string
  releaseId: string
  code: StepCode
  who: string | null
  words: string | null
  dueOn: string
  doneOn: string | null
  outcome: Outcome | null
  found: string | null
  version: number
}

interface StepRow {
  id: string
  site_id: string
  release_id: string
  code: StepCode
  who_sealed: string | null
  words_sealed: string | null
  due_on: string
  done_on: string | null
  outcome: Outcome | null
  found_sealed: string | null
  version: number
}

const stepOf = (house: Sealing, row: StepRow): StepRecord => ({
  id: row.id,
  siteId: row.site_id,
  releaseId: row.release_id,
  code: row.code,
  who: openOr(house, row.who_sealed),
  words: openOr(house, row.words_sealed),
  dueOn: row.due_on,
  doneOn: row.done_on,
  outcome: row.outcome,
  found: openOr(house, row.found_sealed),
  version: row.version,
})

export async function addStep(
  db: Db,
  house: Sealing,
  release: Pick<ReleaseRecord, 'id' | 'siteId' | 'jurisdiction'>,
  one: { code: StepCode; dueOn: string; who?: string | null; words?: string | null },
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.step (jurisdiction, id, site_id, release_id, code, who_sealed, words_sealed, due_on)
    values (${release.jurisdiction}, ${id}, ${release.siteId}, ${release.id}, ${one.code},
      ${sealOr(house, one.who)}, ${sealOr(house, one.words)}, ${one.dueOn})`.execute(db)
  return id
}

/** The follow-ups of a day of leaving come with it, and go with it while none has been made. */
export async function renewFollowUps(
  db: Db,
  house: Sealing,
  release: ReleaseRecord,
): Promise<void> {
  const { rows } = await sql`select 1 from worksites.step where release_id = ${release.id}
    and code like 'follow-up-%' and done_on is not null`.execute(db)
  if (rows.length) {
    if (release.leftOn === null) throw new Problem('conflict', 'worksites/release-followed-up')
    return
  }
  await sql`delete from worksites.step where release_id = ${release.id}
    and code like 'follow-up-%' and done_on is null`.execute(db)
  if (release.leftOn)
    for (const one of followUpsOf(release.leftOn)) await addStep(db, house, release, one)
}

export async function listSteps(db: Db, house: Sealing, releaseId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRow>`select * from worksites.step
    where release_id = ${releaseId} order by due_on, id`.execute(db)
  return rows.map((row) => stepOf(house, row))
}

export async function getStep(db: Db, house: Sealing, id: string): Promise<StepRecord> {
  const { rows } = await sql<StepRow>`select * from worksites.step where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-step')
  return stepOf(house, rows[0])
}

/** Marks a step done, or (without a day) open again; refuses where the page was stale. */
export async function saveStep(
  db: Db,
  house: Sealing,
  step: Pick<StepRecord, 'id' | 'version' | 'doneOn' | 'outcome' | 'found'>,
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.step set done_on = ${step.doneOn},
      outcome = ${step.outcome}, found_sealed = ${sealOr(house, step.found)}, version = version + 1
    where id = ${step.id} and version = ${step.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface DueStep {
  id: string
  code: StepCode
  dueOn: string
  familyId: string
  family: string
  site: string
}

/** What is due or overdue after releases, the longest overdue first, until a day. */
export async function listDueSteps(db: Db, house: Sealing, until: string): Promise<DueStep[]> {
  const { rows } = await sql<{
    id: string
    code: StepCode
    due_on: string
    family_id: string
    family: string
    site: string
  }>`select t.id, t.code, t.due_on, r.family_id, f.name_sealed as family, s.name_sealed as site
    from worksites.step t
    join worksites.release r on r.jurisdiction = t.jurisdiction and r.id = t.release_id
    join worksites.family f on f.jurisdiction = r.jurisdiction and f.id = r.family_id
    join worksites.site s on s.jurisdiction = t.jurisdiction and s.id = t.site_id
    where t.done_on is null and t.due_on <= ${until} order by t.due_on, t.id limit 200`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    dueOn: row.due_on,
    familyId: row.family_id,
    family: house.fields.open(row.family),
    site: house.fields.open(row.site),
  }))
}

export interface BackInBondage {
  familyId: string
  family: string
  site: string
  foundOn: string
}

/** Families whose latest follow-up found them back in bondage, the latest first. */
export async function listBackInBondage(db: Db, house: Sealing): Promise<BackInBondage[]> {
  const { rows } = await sql<{
    family_id: string
    family: string
    site: string
    done_on: string
  }>`select l.family_id, f.name_sealed as family, s.name_sealed as site, l.done_on
    from (select distinct on (r.family_id) r.jurisdiction, r.family_id, r.site_id, t.done_on, t.outcome
      from worksites.step t
      join worksites.release r on r.jurisdiction = t.jurisdiction and r.id = t.release_id
      where t.outcome is not null and r.status <> 'set-aside'
      order by r.family_id, t.done_on desc, t.due_on desc) l
    join worksites.family f on f.jurisdiction = l.jurisdiction and f.id = l.family_id
    join worksites.site s on s.jurisdiction = l.jurisdiction and s.id = l.site_id
    where l.outcome = 'back-in-bondage' order by l.done_on desc limit 200`.execute(db)
  return rows.map((row) => ({
    familyId: row.family_id,
    family: house.fields.open(row.family),
    site: house.fields.open(row.site),
    foundOn: row.done_on,
  }))
}
