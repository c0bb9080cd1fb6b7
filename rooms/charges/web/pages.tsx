import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { deciders } from '../permissions.ts'
import { ChargesTab } from './charges-tab.tsx'
import { CourtTab } from './court-panel.tsx'
import { EvidencePlan } from './evidence-plan.tsx'
import { GapsPage } from './gaps.tsx'
import { LawChangePage, LawChanges } from './law-changes.tsx'
import { LawDraft } from './law-draft.tsx'
import { LawReader } from './law-reader.tsx'
import { LetterToStation } from './letter.tsx'
import { PracticeList, PracticePage } from './practice.tsx'

const readers = [...deciders, 'desk-officer', 'screener', 'case-worker'] as const

export const pages: readonly WorkspacePage[] = [
  {
    path: 'cases/:caseId/charges',
    element: <ChargesTab />,
    caseTab: { label: 'charges.tab', order: 40, path: 'charges', duties: readers },
  },
  {
    path: 'cases/:caseId/court',
    element: <CourtTab />,
    caseTab: { label: 'charges.court', order: 45, path: 'court', duties: readers },
  },
  {
    path: 'gaps',
    element: <GapsPage />,
    rail: {
      label: 'charges.gaps.rail',
      order: 45,
      duties: deciders,
      count: '/api/gaps/count',
      keys: 'f',
    },
  },
  { path: 'charges/:caseId/evidence-plan', element: <EvidencePlan /> },
  { path: 'charges/:caseId/letter', element: <LetterToStation /> },
  {
    path: 'law',
    element: <LawReader />,
    rail: { label: 'charges.law.rail', order: 210, duties: [], keys: 'l' },
  },
  { path: 'law/changes', element: <LawChanges /> },
  { path: 'law/changes/:id', element: <LawChangePage /> },
  { path: 'law/draft', element: <LawDraft /> },
  {
    path: 'practice',
    element: <PracticeList />,
    rail: { label: 'charges.practice.rail', order: 220, duties: [], keys: 'm' },
  },
  { path: 'practice/:key', element: <PracticePage /> },
]
