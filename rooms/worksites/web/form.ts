import { useState } from 'react'
import { useSend } from '../../../web/workspace/asking.ts'

/**
 * A form of this room over its page: `field('name')` gives a field its name, value, setter and
 * what the server refused; `modal` goes to FormModal. What was typed stays until it is saved.
 */
export function useForm<T extends Record<string, string>>(
  start: T,
  act: (typed: T) => Promise<unknown>,
  close: () => void,
) {
  const [typed, setTyped] = useState(start)
  const { send, busy, problem } = useSend(() => act(typed), {
    refresh: ['/api/worksites'],
    done: close,
  })
  return {
    typed,
    problem,
    field: (key: keyof T & string, name: string = key) => ({
      name,
      problem,
      value: typed[key]!,
      set: (value: string) => setTyped((before) => ({ ...before, [key]: value })),
    }),
    modal: { close, submit: send, busy, problem },
  }
}
