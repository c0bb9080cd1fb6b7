import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { readers } from '../permissions.ts'
import { FileTab } from './file-tab.tsx'
import { CaseFrame } from './frame.tsx'
import { IncidentTab } from './incident.tsx'
import { CaseListPage } from './list.tsx'
import { NewCasePage } from './new-case.tsx'
import { PeopleTab } from './people.tsx'
import { CaseSearchPage } from './search.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'cases',
    element: <CaseListPage />,
    rail: {
      label: 'cases.title',
      order: 20,
      duties: readers,
      count: '/api/cases/count',
      keys: 'c',
    },
  },
  {
    path: 'cases/search',
    element: <CaseSearchPage />,
    rail: { label: 'cases.search', order: 25, duties: readers, keys: 's' },
  },
  { path: 'cases/new', element: <NewCasePage /> },
  { path: 'cases/:caseId', element: <CaseFrame /> },
  {
    path: 'cases/:caseId/people',
    element: <PeopleTab />,
    caseTab: { label: 'cases.people', order: 10, path: 'people' },
  },
  {
    path: 'cases/:caseId/incident',
    element: <IncidentTab />,
    caseTab: { label: 'cases.incident', order: 20, path: 'incident' },
  },
  {
    path: 'cases/:caseId/file',
    element: <FileTab />,
    caseTab: { label: 'cases.file', order: 90, path: 'file' },
  },
]
