import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { inspectors } from '../permissions.ts'

const SitesPage = lazy(async () => ({ default: (await import('./sites.tsx')).SitesPage }))
const SitePage = lazy(async () => ({ default: (await import('./site-page.tsx')).SitePage }))
const FamilyPage = lazy(async () => ({ default: (await import('./family-page.tsx')).FamilyPage }))
const VisitPage = lazy(async () => ({ default: (await import('./visit-page.tsx')).VisitPage }))

const CommitteesPage = lazy(async () => ({
  default: (await import('./committees.tsx')).CommitteesPage,
}))
const CommitteePage = lazy(async () => ({
  default: (await import('./committee-page.tsx')).CommitteePage,
}))
const MeetingPage = lazy(async () => ({
  default: (await import('./meeting-page.tsx')).MeetingPage,
}))
const WagesPage = lazy(async () => ({ default: (await import('./wages.tsx')).WagesPage }))

export const pages: WorkspacePage[] = [
  {
    path: 'worksites',
    element: <SitesPage />,
    rail: {
      label: 'worksites.rail',
      order: 110,
      duties: inspectors,
      agencies: ['labour-department'],
      count: '/api/worksites/overdue',
      keys: 'w',
    },
  },
  { path: 'worksites/visits/new', element: <VisitPage />, signedOut: true },
  { path: 'worksites/committees', element: <CommitteesPage /> },
  { path: 'worksites/committees/:id', element: <CommitteePage /> },
  { path: 'worksites/meetings/:id', element: <MeetingPage /> },
  { path: 'worksites/wages', element: <WagesPage /> },
  { path: 'worksites/families/:id', element: <FamilyPage /> },
  { path: 'worksites/:id', element: <SitePage /> },
]
