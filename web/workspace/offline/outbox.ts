import { useCallback, useEffect, useRef, useState } from 'react'
import { api, type ProblemError } from '../api.ts'
import { allKept, holdKey, keep, keyHolder, letGo } from './kept.ts'
import { keepThisPage } from './page-parts.ts'

/** Something written on this device. Its id is the Idempotency-Key under which it is sent once. */
export interface Written<T> {
  id: string
  value: T
  /** Finished: goes out as soon as there is a network. */
  ready: boolean
  /** What the server refused it for: the writer decides what becomes of it. */
  refused: string | null
  /** The fields that it named, with the code of what is wrong in each. */
  fields: Record<string, string>
}

/** A draft in its form: every change is kept on the device as it is made. */
export function useDraft<T>(kept: T, save: (value: T, ready: boolean) => Promise<void>) {
  const [draft, setDraft] = useState(kept)
  const latest = useRef(save)
  latest.current = save
  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else void latest.current(draft, false)
  }, [draft])
  return {
    draft,
    change: (to: Partial<T>) => setDraft((before) => ({ ...before, ...to })),
  }
}

type Kept<T> = Omit<Written<T>, 'id'>

/**
 * A page that works without a network: it is kept on the device, what is written in it is kept
 * sealed, and what is finished is sent, once, when the network is back.
 * `bodyOf` must make the same body of the same value: a repeat is known by it.
 */
export function useOutbox<T>(kind: string, url: string, bodyOf: (value: T) => unknown) {
  const [state, setState] = useState<'opening' | 'locked' | 'open'>('opening')
  const [pageKept, setPageKept] = useState(false)
  const [signedIn, setSignedIn] = useState(false)
  const [online, setOnline] = useState(navigator.onLine)
  const [all, setAll] = useState<Written<T>[]>([])
  const [sent, setSent] = useState(0)
  const busy = useRef(false)

  const reload = useCallback(async () => {
    const rows = await allKept<Kept<T>>(kind)
    const found = rows.map(({ id, value }) => ({ id, ...value }))
    setAll(found)
    return found
  }, [kind])

  const sendAll = useCallback(async () => {
    if (busy.current || !navigator.onLine) return
    busy.current = true
    try {
      for (const one of await reload()) {
        if (!one.ready || one.refused) continue
        const { id, ...rest } = one
        try {
          await api.post(url, bodyOf(one.value), { headers: { 'idempotency-key': id }, bare: true })
          await letGo(id)
          setSent((count) => count + 1)
        } catch (error) {
          const problem = error as ProblemError
          // No network, no session, a fault of ours: it waits as it is. A refusal is told.
          if (problem.status === 401) setSignedIn(false)
          if (!(problem.status >= 400 && problem.status < 500) || problem.status === 401) break
          await keep(kind, id, { ...rest, refused: problem.code, fields: problem.fields })
        }
      }
    } finally {
      busy.current = false
      await reload()
    }
  }, [kind, url, bodyOf, reload])

  const begin = useCallback(async () => {
    try {
      const { person } = await api.get<{ person: { id: string } | null }>('/api/session', {
        bare: true,
      })
      if (person) {
        const { key } = await api.post<{ key: string }>(
          '/api/session/device-key',
          {},
          { bare: true },
        )
        await holdKey(person.id, key)
        setSignedIn(true)
        void keepThisPage().then(setPageKept)
      }
    } catch {
      // Without a network the page goes on with what it has.
      setPageKept(Boolean(navigator.serviceWorker?.controller))
    }
    setState((await keyHolder()) ? 'open' : 'locked')
    await reload()
    await sendAll()
  }, [reload, sendAll])

  useEffect(() => {
    void begin()
    const back = () => {
      setOnline(true)
      void begin()
    }
    const gone = () => setOnline(false)
    addEventListener('online', back)
    addEventListener('offline', gone)
    return () => {
      removeEventListener('online', back)
      removeEventListener('offline', gone)
    }
  }, [begin])

  return {
    /** 'locked': nothing can be read here until its writer signs in. */
    state,
    online,
    signedIn,
    /** Whether the page opens without a network. */
    pageKept,
    all,
    /** How many went out since the page was opened. */
    sent,
    async write(id: string, value: T, ready: boolean) {
      await keep(kind, id, { value, ready, refused: null, fields: {} } satisfies Kept<T>)
      await reload()
      if (ready) await sendAll()
    },
    async discard(id: string) {
      await letGo(id)
      await reload()
    },
    sendAll,
  }
}
