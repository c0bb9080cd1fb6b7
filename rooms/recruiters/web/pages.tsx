import { lazy } from 'react'
import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { readers } from '../permissions.ts'

const RegisterPage = lazy(async () => ({ default: (await import('./register.tsx')).RegisterPage }))
const LicenseePage = lazy(async () => ({ default: (await import('./licensee.tsx')).LicenseePage }))
const ListsPage = lazy(async () => ({ default: (await import('./lists.tsx')).ListsPage }))
const ListPage = lazy(async () => ({ default: (await import('./list-preview.tsx')).ListPage }))
const ComplaintsPage = lazy(async () => ({
  default: (await import('./complaints.tsx')).ComplaintsPage,
}))
const ComplaintPage = lazy(async () => ({
  default: (await import('./complaint.tsx')).ComplaintPage,
}))
const NewComplaintPage = lazy(async () => ({
  default: (await import('./new-complaint.tsx')).NewComplaintPage,
}))
const JobOrdersPage = lazy(async () => ({
  default: (await import('./job-orders.tsx')).JobOrdersPage,
}))
const JobOrderPage = lazy(async () => ({ default: (await import('./job-order.tsx')).JobOrderPage }))
const JobOrderFormPage = lazy(async () => ({
  default: (await import('./job-order-form.tsx')).JobOrderFormPage,
}))
const InspectionsPage = lazy(async () => ({
  default: (await import('./inspections.tsx')).InspectionsPage,
}))
const InspectionPage = lazy(async () => ({
  default: (await import('./inspection.tsx')).InspectionPage,
}))
const RenewalsPage = lazy(async () => ({
  default: (await import('./renewal-list.tsx')).RenewalsPage,
}))
const FieldPage = lazy(async () => ({ default: (await import('./field.tsx')).FieldPage }))
const InspectFirstPage = lazy(async () => ({
  default: (await import('./inspect-first.tsx')).InspectFirstPage,
}))

export const pages: WorkspacePage[] = [
  {
    path: 'recruiters',
    element: <RegisterPage />,
    rail: { label: 'recruiters.rail', order: 100, duties: readers, keys: 'a' },
  },
  { path: 'recruiters/licensees/:id', element: <LicenseePage /> },
  { path: 'recruiters/lists', element: <ListsPage /> },
  { path: 'recruiters/lists/:id', element: <ListPage /> },
  { path: 'recruiters/complaints', element: <ComplaintsPage /> },
  { path: 'recruiters/complaints/new', element: <NewComplaintPage /> },
  { path: 'recruiters/complaints/:id', element: <ComplaintPage /> },
  { path: 'recruiters/job-orders', element: <JobOrdersPage /> },
  { path: 'recruiters/job-orders/new', element: <JobOrderFormPage /> },
  { path: 'recruiters/job-orders/:id', element: <JobOrderPage /> },
  { path: 'recruiters/job-orders/:id/correct', element: <JobOrderFormPage /> },
  { path: 'recruiters/inspections', element: <InspectionsPage /> },
  { path: 'recruiters/inspections/:id', element: <InspectionPage /> },
  { path: 'recruiters/renewals', element: <RenewalsPage /> },
  { path: 'recruiters/field', element: <FieldPage />, signedOut: true },
  { path: 'recruiters/first', element: <InspectFirstPage /> },
]
