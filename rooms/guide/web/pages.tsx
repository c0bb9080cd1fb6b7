import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { contentOfficers } from '../permissions.ts'

const TextsPage = lazy(async () => ({ default: (await import('./texts.tsx')).TextsPage }))
const TextPage = lazy(async () => ({ default: (await import('./text.tsx')).TextPage }))
const WriteTextPage = lazy(async () => ({
  default: (await import('./write-text.tsx')).WriteTextPage,
}))

export const pages: WorkspacePage[] = [
  {
    path: 'texts',
    element: <TextsPage />,
    rail: { label: 'guide.texts.rail', order: 120, duties: contentOfficers },
  },
  { path: 'texts/new', element: <WriteTextPage /> },
  { path: 'texts/:slug', element: <TextPage /> },
  { path: 'texts/:slug/write', element: <WriteTextPage /> },
]
