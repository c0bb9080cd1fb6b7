import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { FairnessPage } from './fairness/fairness-page.tsx'
import { FormPage } from './fairness/form-page.tsx'
import { LatePage } from './late/late-page.tsx'

export const pages: readonly WorkspacePage[] = [
  {
    path: 'late',
    element: <LatePage />,
    rail: {
      label: 'late.rail',
      order: 13,
      duties: ['supervisor', 'oversight'],
      count: '/api/late',
      countIn: ({ items }: { items: unknown[] }) => items.length,
      keys: 'e',
    },
  },
  {
    path: 'fairness',
    element: <FairnessPage />,
    rail: { label: 'fairness.rail', order: 203, duties: ['oversight'], keys: 'j' },
  },
  { path: 'fairness/forms/:id', element: <FormPage /> },
]
