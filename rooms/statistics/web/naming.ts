import { useWords } from '../../../web/workspace/words.tsx'
import type { Dimension } from '../counting.ts'
import type { NumbersView } from './shapes.ts'

export const unknownCodes: readonly string[] = ['not-recorded', 'NonSpecifiedUnknown', '-99']

/** Codes that another room names, or that stand for themselves. */
const keyOf: Partial<Record<Dimension, (code: string) => string>> = {
  law: (code) => `numbers.code.${code}`,
  means: (code) => `fact.${code}`,
}

/** Names a code in the reader's language; what nobody recorded is always called so. */
export function useCodeName(names: NumbersView['names']) {
  const { t, knows, pick } = useWords()
  return (dimension: Dimension, code: string): string => {
    if (unknownCodes.includes(code)) return t('numbers.not-recorded')
    if (names[code]) return pick(names[code])
    const key = keyOf[dimension]?.(code) ?? `numbers.${dimension}.${code}`
    return knows(key) ? t(key) : code
  }
}
