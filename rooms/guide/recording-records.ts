import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type Decision, nameOf, type VersionState } from './page-records.ts'
import type { Piece, RecordingLanguage, RecordingType } from './recording.ts'

/** A version of a page, read aloud in one language. */
export interface Recording {
  id: string
  textId: string
  language: RecordingLanguage
  type: RecordingType
  /** Bytes. */
  size: number
  seconds: number
  writtenById: string
  writtenBy: Name | null
  writtenAt: string
  state: VersionState
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string
}

interface Row {
  id: string
  text_id: string
  language: RecordingLanguage
  type: RecordingType
  size: number
  seconds: number
  added_by: string
  added_at: string
  state: VersionState
  decided_at: string | null
  decision_words: string
  adder_en: string | null
  adder_ur: string | null
  decider_en: string | null
  decider_ur: string | null
}

/** The recordings of a page's versions, or one of them; the newest first. */
export async function listRecordings(
  db: Db,
  of: { slug: string } | { id: string },
): Promise<Recording[]> {
  const { rows } = await sql<Row>`
    select r.id, r.text_id, r.language, r.type, octet_length(r.bytes) as size, r.seconds, r.added_by,
      r.added_at, r.state, r.decided_at, r.decision_words, w.name_en as adder_en,
      w.name_ur as adder_ur, d.name_en as decider_en, d.name_ur as decider_ur
    from guide.recording r join guide.text_version v on v.id = r.text_id
      left join core.account w on w.id = r.added_by left join core.account d on d.id = r.decided_by
    where ${'id' in of ? sql`r.id = ${of.id}` : sql`v.slug = ${of.slug}`}
    order by r.added_at desc, r.id desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    textId: row.text_id,
    language: row.language,
    type: row.type,
    size: row.size,
    seconds: row.seconds,
    writtenById: row.added_by,
    writtenBy: nameOf(row.adder_en, row.adder_ur),
    writtenAt: row.added_at,
    state: row.state,
    decidedBy: nameOf(row.decider_en, row.decider_ur),
    decidedAt: row.decided_at,
    decisionWords: row.decision_words,
  }))
}

/** What of a recording the public is told. */
export type Heard = Pick<Recording, 'id' | 'type' | 'size' | 'seconds'>

/** The recording that is out for a version of a page; undefined where none is, or it was taken down. */
export async function findHeard(
  db: Db,
  textId: string,
  language: RecordingLanguage,
): Promise<Heard | undefined> {
  const { rows } = await sql<Heard & { state: VersionState }>`
    select id, type, octet_length(bytes) as size, seconds, state from guide.recording
    where text_id = ${textId} and language = ${language} and state in ('published', 'withdrawn')
    order by decided_at desc, id desc limit 1`.execute(db)
  const [latest] = rows
  if (latest?.state !== 'published') return undefined
  const { state: _, ...heard } = latest
  return heard
}

/** The page and language of a recording that went out; throws where there is none. */
export async function getPlace(
  db: Db,
  id: string,
): Promise<{ slug: string; language: RecordingLanguage }> {
  const { rows } = await sql<{ slug: string; language: RecordingLanguage }>`
    select v.slug, r.language from guide.recording r join guide.text_version v on v.id = r.text_id
    where r.id = ${id} and r.state = 'published'`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'guide/no-such-recording')
  return rows[0]
}

/** The sound of a recording, or a piece of it; throws where there is none. */
export async function readSound(db: Db, id: string, piece?: Piece): Promise<Buffer> {
  const bytes = piece
    ? sql`substring(bytes from ${piece.from + 1}::int for ${piece.to - piece.from + 1}::int)`
    : sql`bytes`
  const { rows } = await sql<{
    bytes: Buffer
  }>`select ${bytes} as bytes from guide.recording where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'guide/no-such-recording')
  return rows[0].bytes
}

export async function insertRecording(
  db: Db,
  of: Pick<Recording, 'textId' | 'language' | 'type' | 'seconds'> & {
    bytes: Uint8Array
    by: string
    at: Date
  },
): Promise<string> {
  const id = newId()
  await sql`
    insert into guide.recording (id, text_id, language, type, bytes, seconds, added_by, added_at)
    values (${id}, ${of.textId}, ${of.language}, ${of.type}, ${of.bytes}, ${of.seconds}, ${of.by},
      ${of.at})`.execute(db)
  return id
}

/** False where somebody decided in the meantime. */
export async function decideRecording(
  db: Db,
  id: string,
  from: 'written' | 'published',
  of: Pick<Decision, 'state' | 'by' | 'at' | 'words'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update guide.recording
    set state = ${of.state}, decided_by = ${of.by}, decided_at = ${of.at}, decision_words = ${of.words}
    where id = ${id} and state = ${from}`.execute(db)
  return numAffectedRows === 1n
}
