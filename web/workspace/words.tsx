import { createInstance, type i18n } from 'i18next'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import { isolated } from './isolation.ts'
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatDistance,
  formatTime,
  isPast,
  type Language,
  locale,
} from './times.ts'

export type { Language } from './times.ts'
export type Values = Record<string, string | number | undefined>
/** A name the data carry in both languages. */
export interface Bilingual {
  en: string
  ur: string
}

export interface Words {
  t: (key: string, values?: Values) => string
  /** Is there a text under this key? */
  knows: (key: string) => boolean
  lang: Language
  dir: 'ltr' | 'rtl'
  setLang: (lang: Language) => void
  date: (at: string | Date) => string
  dateTime: (at: string | Date) => string
  time: (at: string | Date) => string
  /** "today, 17:00" */
  day: (at: string | Date) => string
  /** "in 3 hours" */
  distance: (at: string | Date) => string
  /** "due today, 17:00", "overdue since yesterday, 17:00" */
  due: (at: string | Date) => string
  number: (n: number) => string
  /** The name in the reader's language. */
  pick: (name: Bilingual) => string
}

const remembered = 'panah.language'
const Spoken = createContext<Words | undefined>(undefined)

export function firstLanguage(): Language {
  const kept = localStorage.getItem(remembered)
  if (kept === 'ur' || kept === 'en') return kept
  return navigator.language.startsWith('ur') ? 'ur' : 'en'
}

async function load(i18next: i18n, lang: Language): Promise<void> {
  if (i18next.hasResourceBundle(lang, 'work')) return
  const response = await fetch(`/words/staff.${lang}.json`)
  i18next.addResourceBundle(lang, 'work', await response.json())
}

// Keys are flat and hold dots, slashes and colons: no separators.
export async function startWords(lang: Language): Promise<i18n> {
  const i18next = createInstance()
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    ns: ['work'],
    defaultNS: 'work',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
  })
  await load(i18next, lang)
  return i18next
}

function wordsIn(i18next: i18n, lang: Language, setLang: Words['setLang']): Words {
  const interpolation = {
    escapeValue: true,
    // React escapes markup; here only directions are kept apart.
    escape: (value: string) => isolated(lang, String(value)),
  }
  const t: Words['t'] = (key, values) =>
    i18next.t(key, values ? { lng: lang, ...values, interpolation } : { lng: lang })
  const day = (at: string | Date) => formatDay(lang, at)
  const numbers = new Intl.NumberFormat(locale(lang))
  return {
    t,
    knows: (key) => i18next.exists(key, { lng: lang }),
    lang,
    dir: lang === 'ur' ? 'rtl' : 'ltr',
    setLang,
    date: (at) => formatDate(lang, at),
    dateTime: (at) => formatDateTime(lang, at),
    time: (at) => formatTime(lang, at),
    day,
    distance: (at) => formatDistance(lang, at),
    due: (at) => t(isPast(at) ? 'work.overdue-since' : 'work.due', { at: day(at) }),
    number: (n) => numbers.format(n),
    pick: (name) => name[lang] || name.en || name.ur,
  }
}

export function WordsProvider({ i18next, children }: { i18next: i18n; children: ReactNode }) {
  const [lang, setShown] = useState<Language>(() => (i18next.language === 'ur' ? 'ur' : 'en'))
  const words = useMemo(
    () =>
      wordsIn(i18next, lang, (next) => {
        localStorage.setItem(remembered, next)
        void load(i18next, next).then(async () => {
          await i18next.changeLanguage(next)
          setShown(next)
        })
      }),
    [i18next, lang],
  )
  useEffect(() => {
    document.documentElement.lang = lang
    document.documentElement.dir = words.dir
  }, [lang, words])
  return (
    <I18nextProvider i18n={i18next}>
      <Spoken value={words}>{children}</Spoken>
    </I18nextProvider>
  )
}

/** All texts, dates and numbers of the workspace in the reader's language. */
export function useWords(): Words {
  const words = useContext(Spoken)
  if (!words) throw new Error('useWords needs WordsProvider')
  return words
}
