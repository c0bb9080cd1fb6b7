import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { counters } from '../permissions.ts'
import { CampaignOutcomePage, CampaignOutcomesPage } from './campaign-pages.tsx'
import { EstimatePage } from './estimate-page.tsx'
import { EstimatesPage } from './estimates-page.tsx'
import { FigureFormPage } from './figure-form.tsx'
import { FiguresPage } from './figures-page.tsx'
import { FunnelPage } from './funnel-page.tsx'
import { NumbersPage } from './numbers-page.tsx'
import { ReleasePage } from './release-page.tsx'
import { ReleasesPage } from './releases-page.tsx'
import { StandardsPage } from './standards-page.tsx'
import { WarningPage } from './warning-page.tsx'
import { WarningsPage } from './warnings-page.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'numbers',
    element: <NumbersPage />,
    rail: {
      label: 'numbers.rail',
      order: 200,
      duties: counters,
      keys: 'n',
    },
  },
  {
    path: 'numbers/funnel',
    element: <FunnelPage />,
    rail: {
      label: 'funnel.rail',
      order: 200.5,
      duties: counters,
    },
  },
  {
    path: 'numbers/estimates',
    element: <EstimatesPage />,
    rail: { label: 'estimate.rail', order: 201, duties: ['statistician', 'oversight'], keys: 'u' },
  },
  { path: 'numbers/estimates/:id', element: <EstimatePage /> },
  {
    path: 'numbers/standards',
    element: <StandardsPage />,
    rail: {
      label: 'standard.rail',
      order: 202,
      duties: ['statistician', 'oversight'],
    },
  },
  {
    path: 'releases',
    element: <ReleasesPage />,
    rail: {
      label: 'release.rail',
      order: 204,
      duties: ['statistician', 'oversight', 'supervisor'],
    },
  },
  { path: 'releases/:id', element: <ReleasePage /> },
  {
    path: 'numbers/warnings',
    element: <WarningsPage />,
    rail: {
      label: 'warning.rail',
      order: 199,
      duties: ['statistician', 'oversight', 'supervisor'],
      keys: 'w',
    },
  },
  { path: 'numbers/warnings/:id', element: <WarningPage /> },
  {
    path: 'numbers/campaigns',
    element: <CampaignOutcomesPage />,
    rail: {
      label: 'campaign.rail',
      order: 204,
      duties: ['content-officer', 'statistician', 'oversight'],
    },
  },
  { path: 'numbers/campaigns/:id', element: <CampaignOutcomePage /> },
  {
    path: 'figures',
    element: <FiguresPage />,
    rail: { label: 'figures.rail', order: 203, duties: [], keys: 'f' },
  },
  { path: 'figures/entry', element: <FigureFormPage /> },
]
