import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { PairsPage } from './pairs.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'network/pairs',
    element: <PairsPage />,
    rail: {
      label: 'network.rail.pairs',
      order: 60,
      duties: ['investigator', 'case-worker', 'supervisor'],
      count: '/api/network/pairs/count',
      keys: 'p',
    },
  },
]
