import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { AccountPage } from './account.tsx'

const AuditPage = lazy(async () => ({ default: (await import('./audit.tsx')).AuditPage }))
const EnrolPage = lazy(async () => ({ default: (await import('./enrol.tsx')).EnrolPage }))
const InvitePage = lazy(async () => ({ default: (await import('./person.tsx')).InvitePage }))
const OpeningsPage = lazy(async () => ({ default: (await import('./openings.tsx')).OpeningsPage }))
const PeoplePage = lazy(async () => ({ default: (await import('./people.tsx')).PeoplePage }))
const TeamsPage = lazy(async () => ({ default: (await import('./teams.tsx')).TeamsPage }))
const PersonPage = lazy(async () => ({ default: (await import('./person.tsx')).PersonPage }))

export const pages: WorkspacePage[] = [
  { path: 'enrol', element: <EnrolPage />, signedOut: true },
  { path: 'account', element: <AccountPage /> },
  {
    path: 'people',
    element: <PeoplePage />,
    rail: { label: 'staff.rail.people', order: 310, duties: ['administrator'], keys: 'p' },
  },
  { path: 'people/new', element: <InvitePage /> },
  { path: 'people/teams', element: <TeamsPage /> },
  { path: 'people/:id', element: <PersonPage /> },
  {
    path: 'audit',
    element: <AuditPage />,
    rail: {
      label: 'staff.rail.audit',
      order: 320,
      duties: ['administrator', 'oversight', 'supervisor'],
      keys: 'a',
    },
  },
  {
    path: 'openings',
    element: <OpeningsPage />,
    rail: {
      label: 'staff.rail.openings',
      order: 330,
      count: '/api/break-glass/unseen',
      duties: ['supervisor', 'administrator', 'oversight'],
    },
  },
]
