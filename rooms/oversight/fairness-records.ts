import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { AuditedReport } from './fairness.ts'
import type { FairnessForm } from './fairness-form.ts'

const HOUR = 3_600_000

interface Row {
  desk: string
  district: string | null
  kind: string
  language: string
  accused: string | null
  victim_sex: string | null
  decision: string | null
  late: boolean
  received_at: string
  decided_at: string | null
  answered_at: string | null
}

/** The reports that came from one day to another, as far as an audit may know them. */
export async function listAudited(
  db: Db,
  { from, until }: { from: string; until: string },
  now: Date,
): Promise<AuditedReport[]> {
  const { rows } = await sql<Row>`select * from oversight.audited_reports(${from}, ${until})
    order by received_at, desk`.execute(db)
  return rows.map(({ victim_sex: sex, received_at, decided_at, answered_at, ...codes }) => {
    const hours = (at: string | Date) =>
      Math.max(0, Math.ceil((new Date(at).getTime() - new Date(received_at).getTime()) / HOUR))
    return {
      ...codes,
      sex,
      decidedAfter: decided_at === null ? null : hours(decided_at),
      answeredAfter: answered_at === null ? null : hours(answered_at),
      watched: hours(now),
    }
  })
}

/** What desks and districts are called, by their codes. */
export async function namesOfGroups(db: Db): Promise<Record<string, Name>> {
  const { rows } = await sql<{ code: string; name_en: string; name_ur: string }>`
    select key as code, name_en, name_ur from reports.desk
    union all select code, name_en, name_ur from core.place`.execute(db)
  return Object.fromEntries(rows.map(({ code, name_en: en, name_ur: ur }) => [code, { en, ur }]))
}

export interface KeptForm {
  id: string
  jurisdiction: string
  year: number
  form: FairnessForm
  names: Record<string, Name>
  state: 'drafted' | 'signed' | 'returned'
  draftedById: string
  draftedBy: Name
  draftedAt: string
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string | null
  version: number
}

/** The forms that the viewer may see, the newest first. */
export async function listForms(db: Db): Promise<KeptForm[]> {
  const { rows } = await sql<
    Omit<KeptForm, 'form' | 'names' | 'draftedBy' | 'decidedBy'> & {
      body: Pick<KeptForm, 'form' | 'names'>
      drafter: Name
      decider: Name | null
    }
  >`select f.id, f.jurisdiction, f.year, f.body, f.state, f.drafted_by as "draftedById",
      f.drafted_at as "draftedAt", f.decided_at as "decidedAt", f.decision_words as "decisionWords", f.version,
      jsonb_build_object('en', a.name_en, 'ur', a.name_ur) as drafter,
      case when d.id is not null then jsonb_build_object('en', d.name_en, 'ur', d.name_ur) end as decider
    from oversight.fairness_form f join core.account a on a.id = f.drafted_by
      left join core.account d on d.id = f.decided_by
    order by f.year desc, f.drafted_at desc, f.id`.execute(db)
  return rows.map(({ body, drafter, decider, ...one }) => ({
    ...one,
    ...body,
    draftedBy: drafter,
    decidedBy: decider,
  }))
}

export async function getForm(db: Db, id: string): Promise<KeptForm> {
  const found = (await listForms(db)).find((one) => one.id === id)
  if (!found) throw new Problem('absent', 'oversight/no-such-form')
  return found
}

export type SignedForm = Pick<KeptForm, 'jurisdiction' | 'year' | 'form' | 'names'> & {
  signedAt: string
}

/** What anybody may read: no word of who drew it up. */
export async function listSigned(db: Db): Promise<SignedForm[]> {
  const { rows } = await sql<{
    jurisdiction: string
    year: number
    body: Pick<KeptForm, 'form' | 'names'>
    signedAt: string
  }>`select jurisdiction, year, body, decided_at as "signedAt" from oversight.fairness_form
    where state = 'signed' order by year desc, jurisdiction`.execute(db)
  return rows.map(({ body, ...one }) => ({ ...one, ...body }))
}

export async function insertForm(
  db: Db,
  of: Pick<KeptForm, 'jurisdiction' | 'year' | 'form' | 'names'> & { by: string; at: Date },
): Promise<string> {
  const id = newId(of.at.getTime())
  const body = JSON.stringify({ form: of.form, names: of.names })
  await sql`insert into oversight.fairness_form (jurisdiction, id, year, body, drafted_by, drafted_at)
    values (${of.jurisdiction}, ${id}, ${of.year}, ${body}, ${of.by}, ${of.at})`.execute(db)
  return id
}

export async function saveDecision(
  db: Db,
  id: string,
  of: { state: 'signed' | 'returned'; words: string; version: number; by: string; at: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`update oversight.fairness_form
    set state = ${of.state}, decided_by = ${of.by}, decided_at = ${of.at},
      decision_words = ${of.words}, version = version + 1
    where id = ${id} and state = 'drafted' and version = ${of.version}`.execute(db)
  if (numAffectedRows !== 1n) throw new Problem('stale', 'core/changed-since')
}
