import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Printing } from './court-print.ts'

/** The words of one language for what is printed, with the names of places. */
export async function printingIn(
  db: Db,
  house: Pick<House, 'words'>,
  lang: 'en' | 'ur',
): Promise<Printing> {
  const { rows } = await sql<{
    code: string
    en: string
    ur: string
  }>`select code, name_en as en, name_ur as ur from core.place`.execute(db)
  const places = new Map(rows.map((row) => [row.code, row[lang] || row.en]))
  const texts = house.words.t(lang)
  const locale = lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB'
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Karachi' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    lang,
    t: (key, values) => String(texts(key, values ?? {})),
    date: (day) => days.format(new Date(`${day}T00:00:00+05:00`)),
    number: (n) => numbers.format(n),
    placeName: (code) => places.get(code) ?? code,
  }
}
