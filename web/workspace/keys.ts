import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `/` goes to the page's search field, `g` and a letter opens a page of the rail, `?` helps. */
export function useKeys(
  entries: readonly { path: string; keys?: string }[],
  onHelp: () => void,
): void {
  const navigate = useNavigate()
  const after = useRef<number>(0)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      // A dialog has the keyboard to itself; one that was closed may still be there, hidden.
      if ([...document.querySelectorAll('[role=dialog]')].some((one) => one.checkVisibility()))
        return
      const going = event.timeStamp - after.current < 1500
      after.current = 0
      const page = going && entries.find((entry) => entry.keys === event.key)
      if (page) void navigate(`/${page.path}`)
      else if (event.key === 'g') after.current = event.timeStamp
      else if (event.key === '?') onHelp()
      else if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('main input[type=search]')
        if (!field) return
        event.preventDefault()
        field.focus()
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [entries, navigate, onHelp])
}
