import { sql } from 'kysely'
import { inTransaction } from './database.ts'
import type { House } from './house.ts'

interface Place {
  code: string
  name: string
}
export interface ProvinceWithDistricts extends Place {
  districts: Place[]
}

/** The provinces and the districts that exist today, by name in that language. */
export function listProvinces(
  house: Pick<House, 'database'>,
  language: string,
): Promise<ProvinceWithDistricts[]> {
  return inTransaction(house.database, async (db) => {
    const { rows } = await sql<{
      code: string
      level: string
      parent: string
      name_en: string
      name_ur: string
    }>`
      select code, level, parent, name_en, name_ur from core.place
      where level in ('province', 'district') and (valid_to is null or valid_to >= current_date)`.execute(
      db,
    )
    const named = rows.map((row) => ({
      ...row,
      name: language === 'ur' ? row.name_ur : row.name_en,
    }))
    const within = (parent: string) =>
      named
        .filter((row) => row.level === 'district' && row.parent === parent)
        .map(({ code, name }) => ({ code, name }))
        .sort((one, other) => one.name.localeCompare(other.name, language))
    return named
      .filter((row) => row.level === 'province')
      .map(({ code, name }) => ({ code, name, districts: within(code) }))
      .sort((one, other) => other.districts.length - one.districts.length)
  })
}
