import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import type { MyDesksAnswer } from '../shapes.ts'
import { DeskPage } from './desk/desk.tsx'
import { DutyPage } from './desk/duty.tsx'

// What opens seals brings the cryptography with it: fetched when it is needed.
const MembersPage = lazy(async () => ({
  default: (await import('./desk/members.tsx')).MembersPage,
}))
const MyKeyPage = lazy(async () => ({ default: (await import('./desk/my-key.tsx')).MyKeyPage }))
const ReportPage = lazy(async () => ({ default: (await import('./desk/report.tsx')).ReportPage }))

const ClosingsPage = lazy(async () => ({
  default: (await import('./desk/closings.tsx')).ClosingsPage,
}))
const DeadlinesPage = lazy(async () => ({
  default: (await import('./deadlines/deadlines-page.tsx')).DeadlinesPage,
}))

const RetaliationPage = lazy(async () => ({
  default: (await import('./desk/retaliation.tsx')).RetaliationPage,
}))

export const pages: WorkspacePage[] = [
  {
    path: 'desk',
    element: <DeskPage />,
    rail: {
      label: 'desk.rail',
      order: 10,
      duties: ['desk-officer', 'supervisor'],
      count: '/api/desk',
      countIn: ({ desks }: MyDesksAnswer) => desks.reduce((sum, desk) => sum + desk.waiting, 0),
      keys: 'd',
    },
  },
  { path: 'desk/key', element: <MyKeyPage /> },
  { path: 'desk/duty', element: <DutyPage /> },
  {
    path: 'desk/closings',
    element: <ClosingsPage />,
    rail: {
      label: 'closings.rail',
      order: 12,
      duties: ['desk-officer', 'supervisor', 'oversight'],
      count: '/api/desk/closings',
      countIn: ({ items }: { items: unknown[] }) => items.length,
      keys: 'b',
    },
  },
  {
    path: 'retaliation',
    element: <RetaliationPage />,
    rail: {
      label: 'retaliation.title',
      order: 14,
      duties: ['oversight'],
      count: '/api/retaliation',
      countIn: ({ items }: { items: { doneAt: string | null }[] }) =>
        items.filter(({ doneAt }) => !doneAt).length,
      keys: 'v',
    },
  },
  { path: 'desk/:deskId', element: <DeskPage /> },
  { path: 'desk/:deskId/members', element: <MembersPage /> },
  { path: 'desk/reports/:id', element: <ReportPage /> },
  {
    path: 'deadlines',
    element: <DeadlinesPage />,
    rail: {
      label: 'deadlines.title',
      order: 230,
      duties: ['desk-officer', 'supervisor', 'oversight', 'administrator'],
      keys: 't',
    },
  },
]
