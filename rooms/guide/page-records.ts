import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type Page, shippedPages } from './page-text.ts'

export const versionStates = ['written', 'published', 'returned', 'withdrawn'] as const
export type VersionState = (typeof versionStates)[number]

/** A version of a page; versions are never edited. */
export interface Version {
  id: string
  slug: string
  page: Page
  note: string
  /** Null where the text came with the software. */
  writtenById: string | null
  writtenBy: Name | null
  writtenAt: string
  state: VersionState
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string
  reviewAgainOn: string | null
}

/** A page as the public sees it. */
export interface Shown {
  id: string
  slug: string
  page: Page
  reviewedAt: string
  /** The office that the reviewer works for. */
  reviewedBy: Name
  madeUp: boolean
  /** Until when the review holds. */
  reviewAgainOn: string
}

interface ShownRow {
  id: string
  slug: string
  body: Page
  decided_at: string
  agency_en: string
  agency_ur: string
  made_up: boolean
  review_again_on: string
}

/** The pages that are out, each in its latest reviewed version; those of the software come first. */
export async function listShown(db: Db, slug?: string): Promise<Shown[]> {
  const { rows } = await sql<ShownRow>`
    select * from (select distinct on (v.slug) v.id, v.state, v.slug, v.body, v.decided_at,
      a.name_en as agency_en, a.name_ur as agency_ur, a.made_up, v.review_again_on::text
    from guide.text_version v
      join core.agency a on a.id = v.decided_agency
    where v.state in ('published', 'withdrawn')
      and (${slug ?? null}::text is null or v.slug = ${slug ?? null})
    order by v.slug, v.decided_at desc, v.id desc) latest where state = 'published'`.execute(db)
  const order = [...shippedPages.keys()]
  const place = (one: Shown) => (order.includes(one.slug) ? order.indexOf(one.slug) : order.length)
  return rows
    .map((row) => ({
      id: row.id,
      slug: row.slug,
      page: row.body,
      reviewedAt: row.decided_at,
      reviewedBy: { en: row.agency_en, ur: row.agency_ur },
      madeUp: row.made_up,
      reviewAgainOn: row.review_again_on,
    }))
    .sort((a, b) => place(a) - place(b))
}

/** One page that is out; throws where there is none. */
export async function getShown(db: Db, slug: string): Promise<Shown> {
  const [shown] = await listShown(db, slug)
  if (!shown) throw new Problem('absent', 'guide/no-such-text')
  return shown
}

interface Row {
  id: string
  slug: string
  body: Page
  note: string
  written_by: string | null
  written_at: string
  state: VersionState
  decided_at: string | null
  decision_words: string
  review_again_on: string | null
  writer_en: string | null
  writer_ur: string | null
  decider_en: string | null
  decider_ur: string | null
}

export const nameOf = (en: string | null, ur: string | null): Name | null =>
  en === null || ur === null ? null : { en, ur }

/** Every version, or those of one page; the newest first. */
export async function listVersions(db: Db, slug?: string): Promise<Version[]> {
  const { rows } = await sql<Row>`
    select v.id, v.slug, v.body, v.note, v.written_by, v.written_at, v.state, v.decided_at,
      v.decision_words, v.review_again_on::text, w.name_en as writer_en, w.name_ur as writer_ur,
      d.name_en as decider_en, d.name_ur as decider_ur
    from guide.text_version v
      left join core.account w on w.id = v.written_by left join core.account d on d.id = v.decided_by
    where ${slug ?? null}::text is null or v.slug = ${slug ?? null}
    order by v.written_at desc, v.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    page: row.body,
    note: row.note,
    writtenById: row.written_by,
    writtenBy: nameOf(row.writer_en, row.writer_ur),
    writtenAt: row.written_at,
    state: row.state,
    decidedBy: nameOf(row.decider_en, row.decider_ur),
    decidedAt: row.decided_at,
    decisionWords: row.decision_words,
    reviewAgainOn: row.review_again_on,
  }))
}

export async function insertVersion(
  db: Db,
  of: { slug: string; page: Page; note: string; by: string; at: Date },
): Promise<string> {
  const id = newId()
  await sql`
    insert into guide.text_version (id, slug, body, note, written_by, written_at)
    values (${id}, ${of.slug}, ${JSON.stringify(of.page)}::jsonb, ${of.note}, ${of.by}, ${of.at})
  `.execute(db)
  return id
}

export interface Decision {
  state: 'published' | 'returned' | 'withdrawn'
  by: string
  agency: string
  at: Date
  words: string
  /** Where it is published: until when the review holds. */
  reviewAgainOn?: string
}

/** Publishes a text of the software, read and found right by an officer here. */
export async function insertShipped(
  db: Db,
  of: { slug: string; page: Page; note: string } & Decision,
): Promise<string> {
  const id = newId()
  await sql`
    insert into guide.text_version
      (id, slug, body, note, written_at, state, decided_by, decided_agency, decided_at,
       decision_words, review_again_on)
    values (${id}, ${of.slug}, ${JSON.stringify(of.page)}::jsonb, ${of.note}, ${of.at}, ${of.state},
      ${of.by}, ${of.agency}, ${of.at}, ${of.words}, ${of.reviewAgainOn ?? null})`.execute(db)
  return id
}

/** False where somebody decided in the meantime. */
export async function decideVersion(
  db: Db,
  id: string,
  from: 'written' | 'published',
  of: Decision,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update guide.text_version
    set state = ${of.state}, decided_by = ${of.by}, decided_agency = ${of.agency}, decided_at = ${of.at}, decision_words = ${of.words},
      review_again_on = coalesce(${of.reviewAgainOn ?? null}::date, review_again_on)
    where id = ${id} and state = ${from}`.execute(db)
  return numAffectedRows === 1n
}
