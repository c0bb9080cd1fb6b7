import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { receivers } from '../../cases/web/door.ts'
import { askers } from '../permissions.ts'
import { PairsPage } from './pairs.tsx'
import { RequestsPage } from './requests.tsx'

const RingsPage = lazy(async () => ({ default: (await import('./rings.tsx')).RingsPage }))
const GraphPage = lazy(async () => ({ default: (await import('./graph-page.tsx')).GraphPage }))

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
  {
    path: 'network/requests',
    element: <RequestsPage />,
    rail: {
      label: 'network.rail.requests',
      order: 62,
      duties: askers,
      agencies: receivers,
      count: '/api/network/requests/count',
      keys: 'i',
    },
  },
  {
    path: 'network/graph',
    element: <GraphPage />,
    rail: {
      label: 'network.rail.graph',
      order: 61,
      duties: ['investigator', 'case-worker', 'supervisor', 'prosecutor'],
    },
  },
  {
    path: 'network/rings',
    element: <RingsPage />,
    rail: {
      label: 'network.rail.rings',
      order: 63,
      duties: ['investigator', 'case-worker', 'supervisor'],
      count: '/api/network/rings/count',
    },
  },
]
