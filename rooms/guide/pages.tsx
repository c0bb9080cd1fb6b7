/** @jsxImportSource preact */
import { definePage, type PublicPage } from '../../web/public/page.ts'
import { listOffices } from './records.ts'
import { AboutSealing } from './web/about-sealing.tsx'
import { Help } from './web/help.tsx'
import { Home } from './web/home.tsx'

export const pages: readonly PublicPage[] = [
  definePage({ path: '', headings: 'guide', render: (view) => <Home {...view} /> }),
  definePage({
    path: '/help',
    headings: 'guide',
    load: ({ house }) => listOffices(house),
    render: (view, offices) => <Help view={view} offices={offices} />,
  }),
  definePage({
    path: '/about-sealing',
    headings: 'guide',
    render: (view) => <AboutSealing {...view} />,
  }),
]
