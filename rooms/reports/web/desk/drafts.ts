import { useState } from 'react'
import { whenLeaving } from '../../../../web/workspace/leaving.ts'

// Words not yet sealed stay in memory only; they outlive the page, not the tab.
const drafts = new Map<string, string>()
whenLeaving((how) => {
  if (how === 'other-person') drafts.clear()
})

/** A text that is still there after the page was left or the desk was locked. */
export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(name) ?? '')
  return [
    text,
    (next) => {
      if (next) drafts.set(name, next)
      else drafts.delete(name)
      setText(next)
    },
  ]
}
