import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { NumbersPage } from './numbers-page.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'numbers',
    element: <NumbersPage />,
    rail: {
      label: 'numbers.rail',
      order: 200,
      duties: [
        'desk-officer',
        'investigator',
        'screener',
        'case-worker',
        'prosecutor',
        'supervisor',
        'statistician',
        'oversight',
      ],
      keys: 'n',
    },
  },
]
