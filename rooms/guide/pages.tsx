/** @jsxImportSource preact */
import { dayInPakistan } from '../../core/days.ts'
import { definePage, type PublicPage } from '../../web/public/page.ts'
import { checkAgent } from '../recruiters/door.ts'
import { listOffices } from './records.ts'
import { AboutSealing } from './web/about-sealing.tsx'
import { AgentAnswer, AgentPage, readQuestion } from './web/agent.tsx'
import { Help } from './web/help.tsx'
import { Home } from './web/home.tsx'
import { OfferAnswer, OfferPage, readOffer } from './web/offer.tsx'

export const pages: readonly PublicPage[] = [
  definePage({ path: '', headings: 'guide', render: (view) => <Home {...view} /> }),
  definePage({
    path: '/help',
    headings: 'guide',
    load: ({ house }) => listOffices(house),
    render: (view, offices) => <Help view={view} offices={offices} />,
  }),
  definePage({
    path: '/agent',
    headings: 'guide',
    // A whole bazaar may stand behind one address.
    formsAnHour: 600,
    render: (view) => <AgentPage view={view} />,
    submit: async (view, form) => {
      const question = readQuestion(form)
      const answer = await checkAgent(view.house, question, dayInPakistan(view.now))
      return <AgentAnswer view={view} question={question} answer={answer} />
    },
  }),
  definePage({
    path: '/offer',
    headings: 'guide',
    formsAnHour: 600,
    render: (view) => <OfferPage view={view} />,
    submit: async (view, form) => <OfferAnswer view={view} offer={readOffer(form)} />,
  }),
  definePage({
    path: '/about-sealing',
    headings: 'guide',
    render: (view) => <AboutSealing {...view} />,
  }),
]
