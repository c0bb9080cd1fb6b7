import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { FairnessPage } from './fairness/fairness-page.tsx'
import { FormPage } from './fairness/form-page.tsx'

export const pages: readonly WorkspacePage[] = [
  {
    path: 'fairness',
    element: <FairnessPage />,
    rail: { label: 'fairness.rail', order: 203, duties: ['oversight'], keys: 'j' },
  },
  { path: 'fairness/forms/:id', element: <FormPage /> },
]
