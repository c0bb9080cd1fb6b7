import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { runsPlaces } from '../listing.ts'
import { contentOfficers, houseStaff } from '../permissions.ts'

const TextsPage = lazy(async () => ({ default: (await import('./texts.tsx')).TextsPage }))
const TextPage = lazy(async () => ({ default: (await import('./text.tsx')).TextPage }))
const WriteTextPage = lazy(async () => ({
  default: (await import('./write-text.tsx')).WriteTextPage,
}))
const CampaignsPage = lazy(async () => ({
  default: (await import('./campaigns.tsx')).CampaignsPage,
}))
const CampaignPage = lazy(async () => ({ default: (await import('./campaign.tsx')).CampaignPage }))
const CampaignFormPage = lazy(async () => ({
  default: (await import('./campaign-form.tsx')).CampaignFormPage,
}))
const HelplinesPage = lazy(async () => ({
  default: (await import('./helplines.tsx')).HelplinesPage,
}))
const ListingsPage = lazy(async () => ({ default: (await import('./listings.tsx')).ListingsPage }))

export const pages: WorkspacePage[] = [
  {
    path: 'texts',
    element: <TextsPage />,
    rail: { label: 'guide.texts.rail', order: 120, duties: contentOfficers },
  },
  { path: 'texts/new', element: <WriteTextPage /> },
  { path: 'texts/:slug', element: <TextPage /> },
  { path: 'texts/:slug/write', element: <WriteTextPage /> },
  {
    path: 'campaigns',
    element: <CampaignsPage />,
    rail: { label: 'guide.campaigns.rail', order: 121, duties: contentOfficers },
  },
  {
    path: 'helplines',
    element: <HelplinesPage />,
    rail: { label: 'guide.helplines.rail', order: 122, duties: contentOfficers },
  },
  {
    path: 'listings',
    element: <ListingsPage />,
    rail: {
      label: 'guide.listings.rail',
      order: 123,
      duties: houseStaff,
      agencies: runsPlaces,
    },
  },
  { path: 'campaigns/new', element: <CampaignFormPage /> },
  { path: 'campaigns/:id', element: <CampaignPage /> },
  { path: 'campaigns/:id/change', element: <CampaignFormPage /> },
]
