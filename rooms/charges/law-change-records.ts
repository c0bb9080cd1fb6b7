import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Law } from './law.ts'
import { type SignedChange, type VersionDraft, withChanges } from './law-change.ts'
import { faultsIn } from './law-schema.ts'
import { law as lawOfTheFiles } from './library.ts'
import type { ChargesTables } from './tables.ts'

const tables = (db: Db) => db.withTables<{ [K in keyof ChargesTables]: ChargesTables[K] }>()

// The law belongs to the country: every province reads the same library.
export const lawJurisdiction = 'PK'

export interface LawChange {
  id: string
  kind: 'version' | 'library'
  cited: string | null
  reason: string
  draftedById: string
  draftedBy: Name
  draftedAt: string
  state: 'drafted' | 'signed' | 'returned'
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string | null
  asLawyer: boolean
  version: number
}

interface Row {
  id: string
  kind: 'version' | 'library'
  cited: string | null
  reason: string
  drafted_by: string
  drafted_at: string
  state: LawChange['state']
  decided_at: string | null
  decision_words: string | null
  as_lawyer: boolean
  version: number
  drafter_en: string
  drafter_ur: string
  decider_en: string | null
  decider_ur: string | null
}

/** All changes, the newest first, without their bodies. */
export async function listLawChanges(db: Db): Promise<LawChange[]> {
  const { rows } = await sql<Row>`
    select c.id, c.kind, c.cited, c.reason, c.drafted_by, c.drafted_at, c.state, c.decided_at,
      c.decision_words, c.as_lawyer, c.version, a.name_en as drafter_en, a.name_ur as drafter_ur,
      d.name_en as decider_en, d.name_ur as decider_ur
    from charges.law_change c join core.account a on a.id = c.drafted_by
      left join core.account d on d.id = c.decided_by
    order by c.drafted_at desc, c.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    cited: row.cited,
    reason: row.reason,
    draftedById: row.drafted_by,
    draftedBy: { en: row.drafter_en, ur: row.drafter_ur },
    draftedAt: row.drafted_at,
    state: row.state,
    decidedBy: row.decider_en === null ? null : { en: row.decider_en, ur: row.decider_ur! },
    decidedAt: row.decided_at,
    decisionWords: row.decision_words,
    asLawyer: row.as_lawyer,
    version: row.version,
  }))
}

export async function getLawChange(db: Db, id: string): Promise<LawChange & { body: unknown }> {
  const found = (await listLawChanges(db)).find((one) => one.id === id)
  if (!found) throw new Problem('absent', 'charges/no-such-law-change')
  const { body } = await tables(db)
    .selectFrom('charges.law_change')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...found, body }
}

export async function insertLawChange(
  db: Db,
  of: {
    kind: LawChange['kind']
    cited: string | null
    body: unknown
    reason: string
    by: string
    at: Date
  },
): Promise<string> {
  const id = newId(of.at.getTime())
  await tables(db)
    .insertInto('charges.law_change')
    .values({
      jurisdiction: lawJurisdiction,
      id,
      kind: of.kind,
      cited: of.cited,
      body: JSON.stringify(of.body),
      reason: of.reason.trim(),
      drafted_by: of.by,
      drafted_at: of.at.toISOString(),
    })
    .execute()
  return id
}

export async function saveLawDecision(
  db: Db,
  id: string,
  of: {
    state: 'signed' | 'returned'
    words: string
    asLawyer: boolean
    by: string
    at: Date
    version: number
  },
): Promise<void> {
  const saved = await tables(db)
    .updateTable('charges.law_change')
    .set({
      state: of.state,
      decided_by: of.by,
      decided_at: of.at.toISOString(),
      decision_words: of.words.trim(),
      as_lawyer: of.asLawyer,
      version: of.version + 1,
    })
    .where('jurisdiction', '=', lawJurisdiction)
    .where('id', '=', id)
    .where('state', '=', 'drafted')
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw new Problem('stale', 'core/changed-since')
}

let composed: { mark: string; law: Law } = { mark: '', law: lawOfTheFiles }

/**
 * The law that counts now: the files (or the last signed library) with the signed versions on top.
 * Composed once for each state of the changes; one small look-up otherwise.
 */
export async function lawNow(db: Db): Promise<Law> {
  const { rows } = await sql<{ mark: string | null }>`
    select string_agg(id::text, ',' order by decided_at, id) as mark
    from charges.law_change where state = 'signed'`.execute(db)
  const mark = rows[0]?.mark ?? ''
  if (composed.mark !== mark)
    composed = { mark, law: mark === '' ? lawOfTheFiles : await compose(db) }
  return composed.law
}

async function compose(db: Db): Promise<Law> {
  const { rows } = await sql<{
    kind: LawChange['kind']
    body: unknown
    as_lawyer: boolean
    by_name: string
    on_day: string
  }>`select c.kind, c.body, c.as_lawyer, a.name_en as by_name,
      to_char(c.decided_at at time zone 'Asia/Karachi', 'YYYY-MM-DD') as on_day
    from charges.law_change c join core.account a on a.id = c.decided_by
    where c.state = 'signed' order by c.decided_at, c.id`.execute(db)
  const from = rows.findLastIndex((one) => one.kind === 'library')
  const base = from < 0 ? lawOfTheFiles : (rows[from]!.body as Law)
  const changes = rows.slice(from + 1).map(
    (row): SignedChange => ({
      draft: row.body as VersionDraft,
      lawyer: row.as_lawyer ? { by: row.by_name, on: row.on_day } : null,
    }),
  )
  const law = withChanges(base, changes)
  const wrong = faultsIn(law)
  // Checked before each was signed; a later release of the software may read them otherwise.
  if (wrong.length > 0) throw new Error(`the signed law contradicts itself:\n${wrong.join('\n')}`)
  return law
}
