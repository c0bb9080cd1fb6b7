import { useWords } from '../../../web/workspace/words.tsx'
import type { Grouping } from '../funnel.ts'
import type { FunnelView } from '../funnel-view.ts'

/** Names a code of a grouping in the reader's language: an Act, an agency, a place, a year. */
export function useGroupName(names: FunnelView['names']) {
  const { t, knows, pick } = useWords()
  return (by: Grouping, code: string): string => {
    if (code === 'not-recorded') return t('numbers.not-recorded')
    if (names[code]) return pick(names[code])
    const key = `numbers.code.${code}`
    return by === 'act' && knows(key) ? t(key) : code
  }
}
