import { dayInPakistan } from '../../core/days.ts'
import type { House } from '../../core/house.ts'

/** What a printed document needs of a language. */
export interface PrintWords {
  t: (key: string, values?: Record<string, string | number | undefined>) => string
  pick: (text: { en: string; ur: string }) => string
  date: (day: string) => string
  number: (n: number) => string
  lang: 'en' | 'ur'
}

/** The texts of one language for what is printed. */
export function wordingIn(house: Pick<House, 'words'>, lang: 'ur' | 'en'): PrintWords {
  const texts = house.words.t(lang)
  const locale = lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB'
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Karachi' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    t: (key, values) => texts(key, values ?? {}) as string,
    pick: (text) => text[lang],
    date: (day) => days.format(new Date(`${dayOf(day)}T00:00:00+05:00`)),
    number: (n) => numbers.format(n),
    lang,
  }
}

const dayOf = (at: string) => (at.length > 10 ? dayInPakistan(new Date(at)) : at)
