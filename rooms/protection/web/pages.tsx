import type { WorkspacePage } from '../../../web/workspace/page.ts'
import { Inbox } from './inbox.tsx'
import { ProtectionTab } from './protection-tab.tsx'
import { ReferralPage } from './referral-page.tsx'

export const pages: WorkspacePage[] = [
  {
    path: 'cases/:caseId/protection',
    element: <ProtectionTab />,
    caseTab: {
      label: 'protection.tab',
      order: 50,
      path: 'protection',
      duties: ['investigator', 'screener', 'case-worker', 'prosecutor', 'supervisor'],
    },
  },
  {
    path: 'referrals',
    element: <Inbox />,
    rail: {
      label: 'protection.rail',
      order: 40,
      duties: ['investigator', 'case-worker', 'supervisor'],
      count: '/api/referrals/waiting',
      keys: 'r',
    },
  },
  { path: 'referrals/:id', element: <ReferralPage /> },
]
