import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { projectRoot } from './config.ts'
import type { Db } from './database.ts'

/** An id that is the same on every installation: a UUIDv8 (RFC 9562) of the key's SHA-256. */
export function referenceId(key: string): string {
  const bytes = createHash('sha256').update(`panah/reference/${key}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export interface AgencyEntry {
  key: string
  kind: string
  name: { en: string; ur: string }
  jurisdiction: string
  place?: string
  contact?: string
  madeUp?: boolean
  grade: string
  source: string
}

/** The reference data as it lies in the tree; its hash tells whether the database has it already. */
export function readReference(): {
  places: unknown[]
  agencies: AgencyEntry[]
  helplines: unknown[]
  hash: string
} {
  const texts = ['places', 'agencies', 'helplines'].map((name) =>
    readFileSync(join(projectRoot(), 'reference', `${name}.json`), 'utf8'),
  )
  const [places, agencies, helplines] = texts.map((text) => JSON.parse(text) as unknown[])
  const hash = createHash('sha256').update(texts.join('\0')).digest('hex')
  return { places: places!, agencies: agencies as AgencyEntry[], helplines: helplines!, hash }
}

/**
 * Brings places, agencies and helplines up to what the tree says; runs as the system.
 * Nothing is removed: a unit that ends gets a `validTo`, because old cases still point at it.
 */
export async function loadReference(db: Db): Promise<void> {
  const { places, agencies, helplines, hash } = readReference()
  const { rows } = await sql<{
    value: string
  }>`select value from core.setting where key = 'reference'`.execute(db)
  if (rows[0]?.value === hash) return
  await loadPlaces(db, places)
  await loadAgencies(db, agencies)
  await loadHelplines(db, helplines)
  await sql`insert into core.setting (key, value) values ('reference', ${JSON.stringify(hash)})
    on conflict (key) do update set value = excluded.value`.execute(db)
}

async function loadPlaces(db: Db, places: unknown[]): Promise<void> {
  await sql`insert into core.place (code, level, parent, name_en, name_ur, pcode, valid_from, valid_to, grade, source)
    select p ->> 'code', p ->> 'level', p ->> 'parent', p #>> '{name,en}', p #>> '{name,ur}', p ->> 'pcode',
      (p ->> 'validFrom')::date, (p ->> 'validTo')::date, p ->> 'grade', p ->> 'source'
    from jsonb_array_elements(${JSON.stringify(places)}::jsonb) p
    on conflict (code) do update set level = excluded.level, parent = excluded.parent,
      name_en = excluded.name_en, name_ur = excluded.name_ur, pcode = excluded.pcode,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      grade = excluded.grade, source = excluded.source`.execute(db)
}

/** Writes agencies, made-up ones of the try-out too; runs as the system. */
export async function loadAgencies(db: Db, agencies: readonly AgencyEntry[]): Promise<void> {
  const withIds = agencies.map((agency) => ({ ...agency, id: referenceId(`agency/${agency.key}`) }))
  await sql`insert into core.agency (id, key, kind, name_en, name_ur, jurisdiction, place_code, contact, made_up, grade, source)
    select (a ->> 'id')::uuid, a ->> 'key', a ->> 'kind', a #>> '{name,en}', a #>> '{name,ur}',
      a ->> 'jurisdiction', a ->> 'place', a ->> 'contact', coalesce((a ->> 'madeUp')::boolean, false),
      a ->> 'grade', a ->> 'source'
    from jsonb_array_elements(${JSON.stringify(withIds)}::jsonb) a
    on conflict (id) do update set kind = excluded.kind, name_en = excluded.name_en,
      name_ur = excluded.name_ur, jurisdiction = excluded.jurisdiction, place_code = excluded.place_code,
      contact = excluded.contact, grade = excluded.grade, source = excluded.source`.execute(db)
}

async function loadHelplines(db: Db, helplines: unknown[]): Promise<void> {
  await sql`insert into core.helpline (key, number, name_en, name_ur, for_en, for_ur, jurisdiction, position, grade, source)
    select h ->> 'key', h ->> 'number', h #>> '{name,en}', h #>> '{name,ur}', h #>> '{for,en}', h #>> '{for,ur}',
      h ->> 'jurisdiction', place::int, h ->> 'grade', h ->> 'source'
    from jsonb_array_elements(${JSON.stringify(helplines)}::jsonb) with ordinality as list (h, place)
    on conflict (key) do update set number = excluded.number, name_en = excluded.name_en,
      name_ur = excluded.name_ur, for_en = excluded.for_en, for_ur = excluded.for_ur,
      jurisdiction = excluded.jurisdiction, position = excluded.position,
      grade = excluded.grade, source = excluded.source`.execute(db)
}
