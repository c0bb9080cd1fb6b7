import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { AccountPage } from './account.tsx'
import { AuditPage } from './audit.tsx'
import { EnrolPage } from './enrol.tsx'
import { OpeningsPage } from './openings.tsx'
import { PeoplePage } from './people.tsx'
import { InvitePage, PersonPage } from './person.tsx'

export const pages: WorkspacePage[] = [
  { path: 'enrol', element: <EnrolPage />, signedOut: true },
  { path: 'account', element: <AccountPage /> },
  {
    path: 'people',
    element: <PeoplePage />,
    rail: { label: 'staff.rail.people', order: 310, duties: ['administrator'], keys: 'p' },
  },
  { path: 'people/new', element: <InvitePage /> },
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
      duties: ['supervisor', 'administrator', 'oversight'],
    },
  },
]
