import { createContext, useContext } from 'react'
import type { Duty, Name, Person } from '../../core/people.ts'

/** The signed-in person, as the session's answer tells it. */
export type SignedIn = Omit<Person, 'handle' | 'sessionId' | 'glass'> & { agency: Name }

export interface Session {
  person: SignedIn
  tryout: boolean
  idleMinutes: number
  /** Has one of these duties (none asked: yes). */
  has: (...duties: readonly Duty[]) => boolean
  signOut: () => Promise<void>
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in. Only pages inside the shell may ask. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs somebody signed in')
  return session
}
