/** @jsxImportSource preact */
import { inTransaction } from '../../core/database.ts'
import { definePage, type PublicPage } from '../../web/public/page.ts'
import { publicLedger } from './public-ledger.ts'
import { Released } from './web/public/released.tsx'

export const pages: readonly PublicPage[] = [
  definePage({
    path: '/released',
    headings: 'register',
    load: ({ house }) => inTransaction(house.database, publicLedger),
    render: (view, { budgets }) => <Released view={view} budgets={budgets} />,
  }),
]
