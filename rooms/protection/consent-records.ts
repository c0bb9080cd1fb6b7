import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { GivenConsent, Ground, Purpose, SharedField } from './consent.ts'
import type { BasisCode } from './legal-basis.ts'

export interface ConsentRecord extends Ground {
  kind: 'consent'
  jurisdiction: string
  caseId: string
  agencyName: Name | undefined
  givenBy: GivenConsent['givenBy']
  guardian: string | undefined
  childView: GivenConsent['childView']
  childViewWords: string | undefined
  how: GivenConsent['how']
  language: GivenConsent['language']
  withheldFrom: string | undefined
  version: number
}

interface ConsentRow {
  jurisdiction: string
  id: string
  case_id: string
  person_id: string
  purpose: Purpose
  to_agency_id: string | null
  agency_en: string | null
  agency_ur: string | null
  fields: SharedField[]
  withheld_from_sealed: string | null
  given_by: GivenConsent['givenBy']
  guardian_sealed: string | null
  child_view: GivenConsent['childView'] | null
  child_view_sealed: string | null
  how: GivenConsent['how']
  language: GivenConsent['language']
  given_on: string
  expires_on: string
  withdrawn_at: string | null
  version: number
}

type Sealing = Pick<House, 'fields'>

const consentsWithAgency = sql`select c.*, a.name_en as agency_en, a.name_ur as agency_ur
  from protection.consent c left join core.agency a on a.id = c.to_agency_id`

function consentOf({ fields }: Sealing, row: ConsentRow): ConsentRecord {
  const open = (sealed: string | null) => (sealed ? fields.open(sealed) : undefined)
  return {
    kind: 'consent',
    id: row.id,
    jurisdiction: row.jurisdiction,
    caseId: row.case_id,
    personId: row.person_id,
    purpose: row.purpose,
    agencyId: row.to_agency_id ?? undefined,
    agencyName: row.agency_en ? { en: row.agency_en, ur: row.agency_ur! } : undefined,
    fields: row.fields,
    from: row.given_on,
    until: row.expires_on,
    withdrawnAt: row.withdrawn_at ?? undefined,
    confirmed: true,
    givenBy: row.given_by,
    guardian: open(row.guardian_sealed),
    childView: row.child_view ?? undefined,
    childViewWords: open(row.child_view_sealed),
    how: row.how,
    language: row.language,
    withheldFrom: open(row.withheld_from_sealed),
    version: row.version,
  }
}

export async function listConsents(
  db: Db,
  house: Sealing,
  caseId: string,
): Promise<ConsentRecord[]> {
  const { rows } = await sql<ConsentRow>`${consentsWithAgency}
    where c.case_id = ${caseId} order by c.given_on desc, c.id desc`.execute(db)
  return rows.map((row) => consentOf(house, row))
}

export async function getConsent(db: Db, house: Sealing, id: string): Promise<ConsentRecord> {
  const { rows } = await sql<ConsentRow>`${consentsWithAgency} where c.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'protection/no-such-consent')
  return consentOf(house, rows[0])
}

export interface NewConsent extends GivenConsent {
  jurisdiction: string
  caseId: string
  personId: string
  holdingAgencyId: string
  guardianPersonId: string | undefined
  guardian: string | undefined
  childViewWords: string | undefined
  withheldFrom: string | undefined
  recordedBy: string
  recordedAt: Date
}

export async function addConsent(db: Db, { fields }: Sealing, given: NewConsent): Promise<string> {
  const id = newId()
  const seal = (text: string | undefined) => (text ? fields.seal(text) : null)
  await sql`insert into protection.consent (jurisdiction, id, case_id, person_id, agency_id, purpose,
      to_agency_id, fields, withheld_from_sealed, given_by, guardian_person_id, guardian_sealed,
      child_view, child_view_sealed, how, language, given_on, expires_on, recorded_by, recorded_at)
    values (${given.jurisdiction}, ${id}, ${given.caseId}, ${given.personId}, ${given.holdingAgencyId},
      ${given.purpose}, ${given.agencyId ?? null}, ${[...given.fields]}::text[],
      ${seal(given.withheldFrom)}, ${given.givenBy}, ${given.guardianPersonId ?? null},
      ${seal(given.guardian)}, ${given.childView ?? null}, ${seal(given.childViewWords)},
      ${given.how}, ${given.language}, ${given.givenOn}, ${given.expiresOn},
      ${given.recordedBy}, ${given.recordedAt})`.execute(db)
  return id
}

export interface Withdrawal {
  at: Date
  by: string | null
  saidTo: 'us' | 'recipient'
}

/** Throws `core/changed-since` where somebody changed the consent since it was read. */
export async function markWithdrawn(
  db: Db,
  consent: Pick<ConsentRecord, 'id' | 'jurisdiction' | 'version'>,
  withdrawal: Withdrawal,
): Promise<void> {
  const { numAffectedRows } = await sql`update protection.consent
    set withdrawn_at = ${withdrawal.at}, withdrawn_recorded_by = ${withdrawal.by},
      withdrawn_said_to = ${withdrawal.saidTo}, version = version + 1
    where jurisdiction = ${consent.jurisdiction} and id = ${consent.id}
      and version = ${consent.version} and withdrawn_at is null`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface BasisRecord extends Ground {
  kind: 'legal-basis'
  jurisdiction: string
  caseId: string
  holdingAgencyId: string
  agencyName: Name
  code: BasisCode
  words: string
  recordedBy: string
  recordedByName: Name
  secondByName: Name | undefined
  version: number
}

interface BasisRow {
  jurisdiction: string
  id: string
  case_id: string
  person_id: string
  agency_id: string
  purpose: Purpose
  to_agency_id: string
  agency_en: string
  agency_ur: string
  fields: SharedField[]
  code: BasisCode
  words_sealed: string
  from_on: string
  until_on: string
  recorded_by: string
  recorded_en: string
  recorded_ur: string
  second_by: string | null
  second_en: string | null
  second_ur: string | null
  version: number
}

const basesWithNames = sql`select b.*, a.name_en as agency_en, a.name_ur as agency_ur,
    r.name_en as recorded_en, r.name_ur as recorded_ur, s.name_en as second_en, s.name_ur as second_ur
  from protection.legal_basis b join core.agency a on a.id = b.to_agency_id
  join core.account r on r.id = b.recorded_by left join core.account s on s.id = b.second_by`

function basisOf({ fields }: Sealing, row: BasisRow): BasisRecord {
  return {
    kind: 'legal-basis',
    id: row.id,
    jurisdiction: row.jurisdiction,
    caseId: row.case_id,
    holdingAgencyId: row.agency_id,
    personId: row.person_id,
    purpose: row.purpose,
    agencyId: row.to_agency_id,
    agencyName: { en: row.agency_en, ur: row.agency_ur },
    fields: row.fields,
    from: row.from_on,
    until: row.until_on,
    withdrawnAt: undefined,
    confirmed: row.second_by !== null,
    code: row.code,
    words: fields.open(row.words_sealed),
    recordedBy: row.recorded_by,
    recordedByName: { en: row.recorded_en, ur: row.recorded_ur },
    secondByName: row.second_en ? { en: row.second_en, ur: row.second_ur! } : undefined,
    version: row.version,
  }
}

export async function listBases(db: Db, house: Sealing, caseId: string): Promise<BasisRecord[]> {
  const { rows } = await sql<BasisRow>`${basesWithNames}
    where b.case_id = ${caseId} order by b.from_on desc, b.id desc`.execute(db)
  return rows.map((row) => basisOf(house, row))
}

export async function getBasis(db: Db, house: Sealing, id: string): Promise<BasisRecord> {
  const { rows } = await sql<BasisRow>`${basesWithNames} where b.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'protection/no-such-basis')
  return basisOf(house, rows[0])
}

export interface NewBasis {
  jurisdiction: string
  caseId: string
  personId: string
  holdingAgencyId: string
  purpose: Purpose
  agencyId: string
  fields: readonly SharedField[]
  code: BasisCode
  words: string
  from: string
  until: string
  recordedBy: string
  recordedAt: Date
}

export async function addBasis(db: Db, { fields }: Sealing, basis: NewBasis): Promise<string> {
  const id = newId()
  await sql`insert into protection.legal_basis (jurisdiction, id, case_id, person_id, agency_id, purpose,
      to_agency_id, fields, code, words_sealed, from_on, until_on, recorded_by, recorded_at)
    values (${basis.jurisdiction}, ${id}, ${basis.caseId}, ${basis.personId}, ${basis.holdingAgencyId},
      ${basis.purpose}, ${basis.agencyId}, ${[...basis.fields]}::text[], ${basis.code},
      ${fields.seal(basis.words)}, ${basis.from}, ${basis.until}, ${basis.recordedBy},
      ${basis.recordedAt})`.execute(db)
  return id
}

export async function markConfirmed(
  db: Db,
  basis: Pick<BasisRecord, 'id' | 'jurisdiction' | 'version'>,
  by: string,
  at: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`update protection.legal_basis
    set second_by = ${by}, second_at = ${at}, version = version + 1
    where jurisdiction = ${basis.jurisdiction} and id = ${basis.id}
      and version = ${basis.version} and second_by is null`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
