import type { WorkspacePage } from '../../../web/workspace/page.ts'
import type { MyDesksAnswer } from '../shapes.ts'
import { DeskPage } from './desk/desk.tsx'
import { MembersPage } from './desk/members.tsx'
import { MyKeyPage } from './desk/my-key.tsx'
import { ReportPage } from './desk/report.tsx'

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
  { path: 'desk/:deskId', element: <DeskPage /> },
  { path: 'desk/:deskId/members', element: <MembersPage /> },
  { path: 'desk/reports/:id', element: <ReportPage /> },
]
