import { type Bilingual, useWords } from '../../../../web/workspace/words.tsx'

/** What a group is called: a desk or district by its name, everything else by its word. */
export function useGroupName(names: Record<string, Bilingual>): (code: string) => string {
  const { t, knows, pick } = useWords()
  return (code) => {
    const name = names[code]
    if (name) return pick(name)
    const keys = ['fairness.group.', 'accused.', 'victim-sex.', 'public.fairness.language.']
    const key = keys.map((start) => `${start}${code}`).find(knows)
    return key ? t(key) : code
  }
}
