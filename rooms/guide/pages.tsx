/** @jsxImportSource preact */
import { inTransaction } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import type { Name } from '../../core/people.ts'
import { listProvinces, type ProvinceWithDistricts } from '../../core/place-list.ts'
import { Problem } from '../../core/problem.ts'
import { definePage, type PublicPage, type PublicView } from '../../web/public/page.ts'
import { checkAgent } from '../recruiters/door.ts'
import { type AdvertNumbers, numbersOf } from './advert.ts'
import { type CountedAct, campaignCodeIn } from './campaign.ts'
import { countVisit } from './campaign-records.ts'
import { listShownCalls } from './helpline-records.ts'
import { listShownListings } from './listing-records.ts'
import { getShown, listShown } from './page-records.ts'
import { PictureReader } from './picture-reader.ts'
import { findHeard } from './recording-records.ts'
import { listOffices } from './records.ts'
import { AboutSealing } from './web/about-sealing.tsx'
import { NumbersRead, PicturePage, readPicture } from './web/advert.tsx'
import { AgentAnswer, AgentPage, readQuestion } from './web/agent.tsx'
import { CameByPage } from './web/came-by.tsx'
import { ForPage, spokenIn } from './web/for.tsx'
import { Help, type HelpData, HelpNear } from './web/help.tsx'
import { Home } from './web/home.tsx'
import { OfferAnswer, OfferPage, readOffer } from './web/offer.tsx'

// Without a script a phone sends its photo as it took it.
const MOST_BYTES = 12_000_000
const reader = new PictureReader()
const hasNumber = ({ phones, licences }: AdvertNumbers) => phones.length + licences.length > 0

export const pages: readonly PublicPage[] = [
  definePage({
    path: '',
    headings: 'guide',
    load: ({ house }) => inTransaction(house.database, (db) => listShown(db)),
    render: (view, pages) => <Home view={view} pages={pages} />,
  }),
  definePage({
    path: '/help',
    headings: 'guide',
    formsAnHour: 600,
    load: helpData,
    render: (view, data) => <Help view={view} data={data} />,
    submit: async (view, form) => {
      const data = await helpData(view)
      return <HelpNear view={view} data={data} district={readDistrict(form, data.provinces)} />
    },
  }),
  definePage({
    path: '/for/:slug',
    headings: 'guide',
    plays: true,
    load: ({ house, lang, params }) =>
      inTransaction(house.database, async (db) => {
        const shown = await getShown(db, params.slug ?? '')
        return { shown, heard: await findHeard(db, shown.id, spokenIn(lang)) }
      }),
    render: (view, { shown, heard }) => <ForPage view={view} shown={shown} heard={heard} />,
  }),
  definePage({
    path: '/agent',
    headings: 'guide',
    // A whole bazaar may stand behind one address.
    formsAnHour: 600,
    island: () => ({ script: 'shrink', words: [] }),
    render: (view) => <AgentPage view={view} />,
    submit: async (view, form) => {
      const question = readQuestion(form)
      await countBy(view, campaignCodeIn(form.via), 'check-agent')
      const answer = await checkAgent(view.house, question, dayInPakistan(view.now))
      return (
        <AgentAnswer
          view={view}
          question={question}
          answer={answer}
          via={campaignCodeIn(form.via)}
        />
      )
    },
  }),
  definePage({
    path: '/agent/photo',
    headings: 'guide',
    formsAnHour: 120,
    takesPicture: MOST_BYTES,
    island: () => ({ script: 'shrink', words: [] }),
    render: (view) => <PicturePage view={view} />,
    submit: async (view, form) => {
      const read = await reader.read(readPicture(form), (text) => hasNumber(numbersOf(text)))
      const numbers = numbersOf(read)
      if (!hasNumber(numbers)) throw new Problem('input', 'guide/no-number-in-picture')
      return <NumbersRead view={view} numbers={numbers} via={campaignCodeIn(form.via)} />
    },
  }),
  definePage({
    path: '/offer',
    headings: 'guide',
    formsAnHour: 600,
    render: (view) => <OfferPage view={view} />,
    submit: async (view, form) => {
      await countBy(view, campaignCodeIn(form.via), 'check-offer')
      return <OfferAnswer view={view} offer={readOffer(form)} via={campaignCodeIn(form.via)} />
    },
  }),
  definePage({
    path: '/c/:code',
    headings: 'guide',
    load: (view) => countBy(view, campaignCodeIn(view.params.code), 'visit'),
    render: (view, name) => (
      <CameByPage view={view} code={campaignCodeIn(view.params.code)} name={name} />
    ),
  }),
  definePage({
    path: '/about-sealing',
    headings: 'guide',
    render: (view) => <AboutSealing {...view} />,
  }),
]

/** Counts that somebody came by a campaign's code, and nothing of who it was. */
async function countBy(
  view: PublicView,
  code: string,
  what: CountedAct,
): Promise<Name | undefined> {
  if (!code) return undefined
  return inTransaction(view.house.database, (db) =>
    countVisit(db, code, what, dayInPakistan(view.now)),
  )
}

async function helpData({ house, lang }: PublicView): Promise<HelpData> {
  const [told, provinces] = await Promise.all([
    inTransaction(house.database, async (db) => ({
      offices: await listOffices(db),
      listings: await listShownListings(db),
      calls: await listShownCalls(db),
    })),
    listProvinces(house, lang),
  ])
  return { ...told, provinces }
}

function readDistrict(
  form: Record<string, string | string[]>,
  provinces: readonly ProvinceWithDistricts[],
): string {
  const district = String(form.district ?? '')
  const known = provinces.some(({ districts }) => districts.some(({ code }) => code === district))
  if (!known) throw new Problem('input', 'guide/no-district')
  return district
}
