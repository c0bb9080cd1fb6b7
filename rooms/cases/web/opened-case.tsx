import { createContext, type ReactNode, useContext } from 'react'
import type { CaseAnswer } from './case-answers.ts'

const Opened = createContext<CaseAnswer | undefined>(undefined)

export function OpenedCase({ value, children }: { value: CaseAnswer; children: ReactNode }) {
  return <Opened value={value}>{children}</Opened>
}

/** The whole case, for this room's own tabs; other rooms have useCase(). */
export function useOpenedCase(): CaseAnswer {
  const value = useContext(Opened)
  if (!value) throw new Error('useOpenedCase is for the tabs of a case')
  return value
}
