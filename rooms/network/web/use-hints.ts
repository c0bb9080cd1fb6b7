import { useEffect, useState } from 'react'
import { api, ProblemError } from '../../../web/workspace/api.ts'
import type { PersonInForm } from '../../../web/workspace/beside-person.tsx'
import type { HintView } from '../shapes.ts'

/** Long enough that nobody asks with every letter, short enough to be there at the next field. */
const PAUSE_MS = 350
const LEAST_NAME = 3
const LEAST_NUMBER = 5

/** What stands in a form, of a person or of what is noted beside one. */
export type InForm = PersonInForm & { vehicle?: string; agent?: string }

/** The body with which hints are asked for, and requests made; undefined while too little is typed. */
export function bodyOf({ caseId, personId, ...typed }: InForm) {
  const filled = Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== undefined && `${value}`.trim() !== ''),
  )
  const { name, otherName, cnic, passport, phone, account, vehicle, agent } = typed
  const enough =
    [name, otherName].some((text) => (text?.trim().length ?? 0) >= LEAST_NAME) ||
    (vehicle?.trim().length ?? 0) >= LEAST_NAME ||
    [cnic, passport, phone, account, agent].some(
      (text) => (text?.trim().length ?? 0) >= LEAST_NUMBER,
    )
  if (!enough) return undefined
  return { ...(caseId && { caseId }), ...(personId && { personId }), typed: filled }
}

/**
 * Who may be the person that is being typed. Asked when the typing pauses; a newer question ends
 * the one before. What is refused or lost is passed over: it must never stand in the way of writing.
 */
export function useHints(person: InForm): { found: HintView | undefined; again: () => void } {
  const asked = bodyOf(person)
  const body = asked && JSON.stringify(asked)
  const [found, setFound] = useState<HintView>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!body) {
      setFound(undefined)
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      // Nothing is done by it, so nothing is kept for a repeat: no key.
      const ask = { signal: stop.signal, headers: { 'idempotency-key': '' } }
      api.post<HintView>('/api/network/hints', JSON.parse(body), ask).then(setFound, (trouble) => {
        if (stop.signal.aborted) return
        setFound(undefined)
        if (!(trouble instanceof ProblemError)) throw trouble
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [body, round])
  return { found, again: () => setRound((before) => before + 1) }
}
