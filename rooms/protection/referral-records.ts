import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Purpose, SharedField } from './consent.ts'
import type { Referral, ServiceKind, SharedContent } from './referral.ts'

export interface ReferralRecord extends Referral {
  fromName: Name
  toName: Name
  /** A draft's for the sender, the shared copy once sent; undefined once recalled, and to the recipient once the consent has ended. */
  content: SharedContent | undefined
  /** What the receiving agency wrote when it declined or closed. */
  note: string | undefined
}

interface ReferralRow {
  jurisdiction: string
  id: string
  case_id: string
  person_id: string
  from_agency_id: string
  to_agency_id: string
  from_en: string
  from_ur: string
  to_en: string
  to_ur: string
  purpose: Purpose
  fields: SharedField[]
  content_sealed: string | null
  status: Referral['status']
  consent_id: string | null
  legal_basis_id: string | null
  rests_until: string | null
  sent_at: string | null
  answered_at: string | null
  ended_at: string | null
  declined_for: Referral['declinedFor']
  recalled_for: Referral['recalledFor']
  outcome: Referral['outcome']
  note_sealed: string | null
  version: number
}

type Sealing = Pick<House, 'fields'>

const referralsWithNames = sql`select r.*, c.content_sealed, f.name_en as from_en, f.name_ur as from_ur,
    t.name_en as to_en, t.name_ur as to_ur
  from protection.referral r join core.agency f on f.id = r.from_agency_id
  join core.agency t on t.id = r.to_agency_id
  left join protection.referral_content c on c.jurisdiction = r.jurisdiction and c.referral_id = r.id`

function referralOf({ fields }: Sealing, row: ReferralRow): ReferralRecord {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    caseId: row.case_id,
    personId: row.person_id,
    fromAgencyId: row.from_agency_id,
    toAgencyId: row.to_agency_id,
    fromName: { en: row.from_en, ur: row.from_ur },
    toName: { en: row.to_en, ur: row.to_ur },
    purpose: row.purpose,
    fields: row.fields,
    status: row.status,
    consentId: row.consent_id,
    legalBasisId: row.legal_basis_id,
    restsUntil: row.rests_until,
    sentAt: row.sent_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    declinedFor: row.declined_for,
    recalledFor: row.recalled_for,
    outcome: row.outcome,
    content: row.content_sealed
      ? (JSON.parse(fields.open(row.content_sealed)) as SharedContent)
      : undefined,
    note: row.note_sealed ? fields.open(row.note_sealed) : undefined,
    version: row.version,
  }
}

export async function listCaseReferrals(
  db: Db,
  house: Sealing,
  caseId: string,
): Promise<ReferralRecord[]> {
  const { rows } = await sql<ReferralRow>`${referralsWithNames}
    where r.case_id = ${caseId} order by r.id desc`.execute(db)
  return rows.map((row) => referralOf(house, row))
}

export type ReferralBrief = Pick<
  Referral,
  'id' | 'personId' | 'toAgencyId' | 'purpose' | 'status' | 'sentAt' | 'outcome'
>

export async function listBriefs(db: Db, caseId: string): Promise<ReferralBrief[]> {
  const { rows } = await sql<ReferralBrief>`select id, person_id as "personId",
      to_agency_id as "toAgencyId", purpose, status, sent_at as "sentAt", outcome
    from protection.referral where case_id = ${caseId} order by id desc`.execute(db)
  return rows
}

const LONGEST_LIST = 200

/** The latest 200 on one side, open ones first and the longest waiting at the top of them. */
export async function listAgencyReferrals(
  db: Db,
  house: Sealing,
  side: 'incoming' | 'outgoing',
  agencyId: string,
): Promise<ReferralRecord[]> {
  const ours =
    side === 'incoming'
      ? sql`r.to_agency_id = ${agencyId} and r.sent_at is not null and r.status <> 'drafted'`
      : sql`r.from_agency_id = ${agencyId}`
  const { rows } = await sql<ReferralRow>`${referralsWithNames} where ${ours}
    order by case r.status when 'sent' then 0 when 'drafted' then 1 when 'declined' then 1
      when 'accepted' then 2 when 'served' then 2 else 3 end, r.sent_at, r.id
    limit ${LONGEST_LIST}`.execute(db)
  return rows.map((row) => referralOf(house, row))
}

export async function countWaiting(db: Db, agencyId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from protection.referral
    where to_agency_id = ${agencyId} and status = 'sent'`.execute(db)
  return rows[0]!.n
}

export async function getReferral(db: Db, house: Sealing, id: string): Promise<ReferralRecord> {
  const { rows } = await sql<ReferralRow>`${referralsWithNames} where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'protection/no-such-referral')
  return referralOf(house, rows[0])
}

/** Open referrals that rest on this consent. */
export async function listRestingOn(
  db: Db,
  house: Sealing,
  consentId: string,
): Promise<ReferralRecord[]> {
  const { rows } = await sql<ReferralRow>`${referralsWithNames} where r.consent_id = ${consentId}
    and r.status in ('sent', 'accepted', 'served') order by r.id`.execute(db)
  return rows.map((row) => referralOf(house, row))
}

/** Empties what ended referrals that rested on this consent had told; they stay as they ended. */
export async function emptyEnded(db: Db, consentId: string): Promise<void> {
  await sql`delete from protection.referral_content c using protection.referral r
    where r.jurisdiction = c.jurisdiction and r.id = c.referral_id
      and r.consent_id = ${consentId} and r.status in ('declined', 'closed')`.execute(db)
}

/** Rests the open referrals that a new consent covers on it, where it holds for longer. */
export async function renewResting(
  db: Db,
  consent: {
    id: string
    caseId: string
    personId: string
    purpose: Purpose
    agencyId: string
    fields: readonly SharedField[]
    until: string
  },
): Promise<void> {
  await sql`update protection.referral set consent_id = ${consent.id}, legal_basis_id = null,
      rests_until = ${consent.until}, version = version + 1
    where case_id = ${consent.caseId} and person_id = ${consent.personId}
      and purpose = ${consent.purpose} and to_agency_id = ${consent.agencyId}
      and status in ('sent', 'accepted', 'served') and fields <@ ${[...consent.fields]}::text[]
      and rests_until < ${consent.until}`.execute(db)
}

export interface NewReferral {
  jurisdiction: string
  caseId: string
  personId: string
  fromAgencyId: string
  toAgencyId: string
  purpose: Purpose
  fields: readonly SharedField[]
  content: SharedContent
  draftedBy: string
  draftedAt: Date
}

export async function addDraft(db: Db, { fields }: Sealing, draft: NewReferral): Promise<string> {
  const id = newId()
  await sql`insert into protection.referral (jurisdiction, id, case_id, person_id, from_agency_id,
      to_agency_id, purpose, fields, status, drafted_by, drafted_at)
    values (${draft.jurisdiction}, ${id}, ${draft.caseId}, ${draft.personId}, ${draft.fromAgencyId},
      ${draft.toAgencyId}, ${draft.purpose}, ${[...draft.fields]}::text[],
      'drafted', ${draft.draftedBy}, ${draft.draftedAt})`.execute(db)
  await putContent(db, { fields }, { id, jurisdiction: draft.jurisdiction }, draft.content)
  return id
}

async function putContent(
  db: Db,
  { fields }: Sealing,
  { id, jurisdiction }: Pick<Referral, 'id' | 'jurisdiction'>,
  content: SharedContent,
): Promise<void> {
  const sealed = fields.seal(JSON.stringify(content))
  await sql`insert into protection.referral_content (jurisdiction, referral_id, content_sealed)
    values (${jurisdiction}, ${id}, ${sealed})
    on conflict (jurisdiction, referral_id) do update set content_sealed = excluded.content_sealed`.execute(
    db,
  )
}

/** What becomes of the shared copy in a step: a new one, the one that is there, or none. */
export type ContentAfter = SharedContent | 'as-it-is' | 'gone'

/** Refuses to overwrite a change made since the referral was read. */
export async function saveReferral(
  db: Db,
  { fields }: Sealing,
  referral: Referral,
  more: { content: ContentAfter; note?: string | undefined; by: string },
): Promise<void> {
  const { numAffectedRows } = await sql`update protection.referral set status = ${referral.status},
      to_agency_id = ${referral.toAgencyId}, purpose = ${referral.purpose},
      fields = ${[...referral.fields]}::text[],
      consent_id = ${referral.consentId}, legal_basis_id = ${referral.legalBasisId},
      rests_until = ${referral.restsUntil}, sent_at = ${referral.sentAt},
      sent_by = case when ${referral.status} = 'sent' then ${more.by}::uuid else sent_by end,
      answered_at = ${referral.answeredAt},
      answered_by = case when ${referral.status} in ('accepted', 'declined') then ${more.by}::uuid else answered_by end,
      declined_for = ${referral.declinedFor}, recalled_for = ${referral.recalledFor},
      outcome = ${referral.outcome}, ended_at = ${referral.endedAt},
      note_sealed = coalesce(${more.note ? fields.seal(more.note) : null}, note_sealed),
      version = version + 1
    where jurisdiction = ${referral.jurisdiction} and id = ${referral.id}
      and version = ${referral.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  if (typeof more.content === 'object') await putContent(db, { fields }, referral, more.content)
  // A recall empties by itself, in the database.
  if (more.content === 'gone' && referral.status !== 'recalled') {
    await sql`delete from protection.referral_content
      where jurisdiction = ${referral.jurisdiction} and referral_id = ${referral.id}`.execute(db)
  }
}

export interface ServiceRecord {
  id: string
  referralId: string
  kind: ServiceKind
  from: string
  until: string | null
  note: string | undefined
}

interface ServiceRow {
  id: string
  referral_id: string
  kind: ServiceKind
  from_on: string
  until_on: string | null
  note_sealed: string | null
}

export async function listServices(
  db: Db,
  { fields }: Sealing,
  referralIds: readonly string[],
): Promise<ServiceRecord[]> {
  if (referralIds.length === 0) return []
  const { rows } = await sql<ServiceRow>`select * from protection.service
    where referral_id = any(${[...referralIds]}::uuid[]) order by from_on, id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    referralId: row.referral_id,
    kind: row.kind,
    from: row.from_on,
    until: row.until_on,
    note: row.note_sealed ? fields.open(row.note_sealed) : undefined,
  }))
}

export async function addService(
  db: Db,
  { fields }: Sealing,
  referral: Pick<Referral, 'jurisdiction' | 'id' | 'toAgencyId'>,
  service: {
    kind: ServiceKind
    from: string
    until: string | null
    note: string | null
    by: string
    at: Date
  },
): Promise<string> {
  const id = newId()
  await sql`insert into protection.service (jurisdiction, id, referral_id, agency_id, kind, from_on,
      until_on, note_sealed, recorded_by, recorded_at)
    values (${referral.jurisdiction}, ${id}, ${referral.id}, ${referral.toAgencyId}, ${service.kind},
      ${service.from}, ${service.until}, ${service.note ? fields.seal(service.note) : null},
      ${service.by}, ${service.at})`.execute(db)
  return id
}

export interface Recipient {
  id: string
  name: Name
  kind: string
  jurisdiction: string
  madeUp: boolean
}

/** Throws where there is no such agency to share with. */
export async function checkRecipient(
  db: Db,
  agencyId: string,
  exceptAgencyId?: string,
): Promise<void> {
  const recipients = await listRecipients(db, exceptAgencyId)
  if (recipients.some(({ id }) => id === agencyId)) return
  throw new Problem('input', 'protection/no-such-agency', {
    fields: { agencyId: 'problem.protection/no-such-agency' },
  })
}

/** Agencies a person can be referred to: everyone but the sender and bodies that serve nobody. */
export async function listRecipients(db: Db, exceptAgencyId?: string): Promise<Recipient[]> {
  const { rows } = await sql<{
    id: string
    name_en: string
    name_ur: string
    kind: string
    jurisdiction: string
    made_up: boolean
  }>`select id, name_en, name_ur, kind, jurisdiction, made_up from core.agency
    where id is distinct from ${exceptAgencyId ?? null}::uuid and kind not in ('oversight-body', 'statistics-body', 'operator')
      and (valid_to is null or valid_to >= current_date)
    order by array_position(array['shelter', 'ngo', 'child-protection'], kind), name_en`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    name: { en: row.name_en, ur: row.name_ur },
    kind: row.kind,
    jurisdiction: row.jurisdiction,
    madeUp: row.made_up,
  }))
}
