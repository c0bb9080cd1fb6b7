import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, ProblemError, whenSessionEnds } from './api.ts'
import { IdleWarning } from './idle.tsx'
import { leave } from './leaving.ts'
import { forgetKey } from './offline/kept.ts'
import { ErrorNote, Loading } from './parts.tsx'
import { type Session, SessionContext, type SignedIn } from './session.tsx'
import styles from './shell.module.css'
import { useWords } from './words.tsx'

interface Answer {
  person: SignedIn | null
  tryout: boolean
  idleMinutes: number
}

export interface SignInProps {
  tryout: boolean
  /** The session ended under a page that is still open. */
  again: boolean
  onSignedIn: () => void
}

interface Waiting {
  resolve: () => void
  reject: (reason: unknown) => void
}

/**
 * Shows the workspace to whoever is signed in, and the sign-in to everybody else.
 * When a session ends in the middle of work the sign-in covers the page, which stays as it was:
 * the same person goes on where they were, and what was being sent is sent. Anybody else starts
 * anew, so that nothing half-written by one officer is read by another.
 */
export function Gate({
  signIn,
  children,
}: {
  signIn: (props: SignInProps) => ReactNode
  children: ReactNode
}) {
  const client = useQueryClient()
  const { setLang } = useWords()
  const [answer, setAnswer] = useState<Answer>()
  const [problem, setProblem] = useState<ProblemError>()
  const [ended, setEnded] = useState(false)
  const waiting = useRef<Waiting[]>([])
  const lastPerson = useRef<string>(undefined)

  const ask = useCallback(async () => {
    try {
      const next = await api.get<Answer>('/api/session', { bare: true })
      const id = next.person?.id
      const same = id !== undefined && id === lastPerson.current
      if (id && !same) {
        client.clear()
        leave('other-person')
        const kept = localStorage.getItem('panah.language')
        if (!kept && next.person) setLang(next.person.language === 'en' ? 'en' : 'ur')
      }
      if (id) {
        lastPerson.current = id
        setEnded(false)
        for (const one of waiting.current.splice(0))
          same ? one.resolve() : one.reject(new ProblemError(401, 'core/other-person'))
      }
      setProblem(undefined)
      setAnswer(next)
    } catch (error) {
      setProblem(error as ProblemError)
    }
  }, [client, setLang])

  useEffect(() => {
    void ask()
    whenSessionEnds(() => {
      leave('ended')
      setEnded(true)
      return new Promise((resolve, reject) => waiting.current.push({ resolve, reject }))
    })
  }, [ask])

  const end = useCallback(() => {
    leave('ended')
    setEnded(true)
  }, [])

  const session = useMemo<Session | undefined>(() => {
    const person = answer?.person
    if (!person) return undefined
    return {
      person,
      tryout: answer.tryout,
      idleMinutes: answer.idleMinutes,
      has: (...duties) => !duties.length || duties.some((duty) => person.duties.includes(duty)),
      signOut: async () => {
        await api.post('/api/sign-out', {}, { bare: true }).catch(() => undefined)
        lastPerson.current = undefined
        leave('other-person')
        await forgetKey()
        // First the pages go, then what they had read: they would read it again.
        await ask()
        client.clear()
      },
    }
  }, [answer, ask, client])

  if (problem && !answer)
    return (
      <main className={styles.cover}>
        <ErrorNote problem={problem} again={() => void ask()} />
      </main>
    )
  if (!answer) return <Loading />
  const signInPage = signIn({
    tryout: answer.tryout,
    again: ended,
    onSignedIn: () => void ask(),
  })
  if (!session) return signInPage
  return (
    <SessionContext value={session}>
      {ended && signInPage}
      {/* Hidden, not unmounted: what was typed stays. A new person gets new pages. */}
      <div key={session.person.id} hidden={ended}>
        {children}
        {!ended && <IdleWarning minutes={session.idleMinutes} onEnd={end} />}
      </div>
    </SessionContext>
  )
}
