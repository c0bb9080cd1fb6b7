/** A text by its key, with values put in; a `count` chooses the plural form. */
export type Text = (key: string, values?: Record<string, string | number>) => string

/**
 * The texts of one language as a function. Reads the same files and syntax as i18next
 * (`{{name}}`, `key_one`, `key_other`) in a hundredth of its bytes: the public pages count every one.
 */
export function makeText(words: Record<string, string>, language: string): Text {
  const plural = new Intl.PluralRules(language)
  return (key, values = {}) => {
    const counted = typeof values.count === 'number' ? `${key}_${plural.select(values.count)}` : key
    const text = words[counted] ?? words[`${key}_other`] ?? words[key] ?? key
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    )
  }
}

/** The part of the texts that a page's script needs. */
export function pickWords(words: Record<string, string>, prefixes: readonly string[]) {
  return Object.fromEntries(
    Object.entries(words).filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))),
  )
}
