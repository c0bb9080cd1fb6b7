import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { readers } from '../permissions.ts'
import { InterviewPage } from './interview-page.tsx'
import { ScreeningTab } from './screening-tab.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'cases/:caseId/screening',
    element: <ScreeningTab />,
    caseTab: { label: 'screening.tab', order: 30, path: 'screening', duties: readers },
  },
  { path: 'screening/:interviewId', element: <InterviewPage /> },
]
