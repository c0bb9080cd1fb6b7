// A formatter costs a millisecond to make, a day a hundredth of that.
const make = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
const formats = { ur: make('ur-PK-u-nu-latn'), en: make('en-GB') }

/** A calendar day in the words of a language, with digits that everybody here reads. */
export function formatDay(lang: string, day: string): string {
  return formats[lang === 'ur' ? 'ur' : 'en'].format(new Date(`${day}T12:00Z`))
}
