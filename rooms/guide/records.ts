import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { isShownToPublic, type Office } from './office.ts'

interface Row {
  id: string
  kind: Office['kind']
  name_en: string
  name_ur: string
  place_en: string | null
  place_ur: string | null
  place_code: string | null
  jurisdiction: string
  contact: string | null
  made_up: boolean
  grade: Office['grade']
  source: string
}

/** Every agency that the public may turn to. Reference data, open to everybody. */
export async function listOffices(db: Db): Promise<Office[]> {
  const { rows } = await sql<Row>`
    select a.id, a.kind, a.name_en, a.name_ur, p.name_en as place_en, p.name_ur as place_ur,
      a.place_code, a.jurisdiction, a.contact, a.made_up, a.grade, a.source
    from core.agency a left join core.place p on p.code = a.place_code
    where a.valid_to is null or a.valid_to >= current_date
    order by a.jurisdiction, a.name_en`.execute(db)
  return rows.map(officeOf).filter((office) => isShownToPublic(office.kind))
}

function officeOf(row: Row): Office {
  const { id, kind, contact, grade, source } = row
  const place = row.place_en && row.place_ur ? { en: row.place_en, ur: row.place_ur } : null
  return {
    id,
    kind,
    contact,
    grade,
    source,
    place,
    placeCode: row.place_code,
    jurisdiction: row.jurisdiction,
    name: { en: row.name_en, ur: row.name_ur },
    madeUp: row.made_up,
  }
}
