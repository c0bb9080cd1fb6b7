import { createContext, type ReactNode, useContext } from 'react'
import { NavLink } from 'react-router'
import type { CaseTab } from './page.ts'
import styles from './parts.module.css'
import { useSession } from './session.tsx'
import { useWords } from './words.tsx'

export interface PersonInCase {
  id: string
  roles: readonly ('victim' | 'accused' | 'witness' | 'informant' | 'family')[]
  name: string
  sex?: string | null
  birthOn?: string | null
  ageStated?: number | null
  ageStatedOn?: string | null
  citizenship?: string | null
}

/** The case whose page is open, as every tab may use it. The cases room fills it. */
export interface CaseInHand {
  id: string
  jurisdiction: string
  reference: string
  title: string
  status: 'open' | 'suspended' | 'closed'
  version: number
  persons: readonly PersonInCase[]
  /** Read the case again after a tab has changed it. */
  refresh: () => void
}

const InHand = createContext<CaseInHand | undefined>(undefined)

export function CaseProvider({ value, children }: { value: CaseInHand; children: ReactNode }) {
  return <InHand value={value}>{children}</InHand>
}

/** The case whose tab is shown. Throws outside a case page. */
export function useCase(): CaseInHand {
  const value = useContext(InHand)
  if (!value) throw new Error('useCase is for pages with a caseTab')
  return value
}

export const CaseTabList = createContext<readonly CaseTab[]>([])

/** The tabs of the case page, from every room that has one. */
export function CaseTabs({ caseId }: { caseId: string }) {
  const { t } = useWords()
  const { has } = useSession()
  const tabs = useContext(CaseTabList).filter((tab) => !tab.duties || has(...tab.duties))
  return (
    <nav className={styles.tabs} aria-label={t('work.case-tabs')}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={`/cases/${caseId}/${tab.path}`}>
          {t(tab.label)}
        </NavLink>
      ))}
    </nav>
  )
}
