/** A calendar day in the words of a language, with digits that everybody here reads. */
export function formatDay(lang: string, day: string): string {
  const locale = lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00Z`),
  )
}
