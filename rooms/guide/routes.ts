import { Type } from 'typebox'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Id } from '../../core/schema.ts'
import { isUrgent, readHelplines } from '../../web/public/helplines.ts'
import { makeText } from '../../web/public/text.ts'
import { campaignRoutes } from './campaign-routes.ts'
import { countriesIn } from './countries.ts'
import { helplineRoutes } from './helpline-routes.ts'
import { listingRoutes } from './listing-routes.ts'
import { getShown } from './page-records.ts'
import { pageRoutes, Slug } from './page-routes.ts'
import { pictureOf } from './picture.ts'
import { recordingRoutes } from './recording-routes.ts'
import { listOffices } from './records.ts'
import { reviewed } from './web/for.tsx'

const OfficeView = Type.Object({
  id: Id,
  kind: Type.String(),
  name: BothNames,
  place: Type.Union([BothNames, Type.Null()]),
  contact: Type.Union([Type.String(), Type.Null()]),
  madeUp: Type.Boolean(),
  grade: Type.String(),
  source: Type.String(),
})

export const routes: Route[] = [
  ...pageRoutes,
  ...recordingRoutes,
  ...campaignRoutes,
  ...helplineRoutes,
  ...listingRoutes,
  route({
    method: 'GET',
    url: '/api/guide/offices',
    name: 'guide.list-offices',
    summary: 'The offices that anybody may turn to, each with the grade of its source.',
    who: 'anyone',
    answer: Type.Object({ items: Type.Array(OfficeView) }),
    act: async ({ db }) => ({ items: await listOffices(db) }),
  }),
  route({
    method: 'GET',
    url: '/api/guide/countries/:language',
    name: 'guide.list-countries',
    summary: 'Every country but Pakistan, by its name in a language; codes are ISO 3166-1 alpha-3.',
    who: 'anyone',
    params: Type.Object({ language: Type.String({ pattern: '^[a-z]{2,3}$', maxLength: 3 }) }),
    answer: Type.Object({
      items: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    }),
    act: async ({ params }) => ({ items: countriesIn(params.language) }),
  }),
  route({
    method: 'GET',
    url: '/api/guide/pictures/:language/:slug',
    name: 'guide.read-picture',
    summary: 'A page of the guide as a picture to pass on (PNG, 1080 × 1350).',
    who: 'anyone',
    params: Type.Object({ language: codes(['ur', 'en']), slug: Slug }),
    rateLimit: { max: 60, per: 'minute' },
    answer: 'file',
    act: async ({ db, house, params: { language, slug } }) => {
      const shown = await getShown(db, slug)
      const t = makeText(house.words.all(language), language)
      const lines = readHelplines().filter(isUrgent)
      const bytes = await pictureOf(shown.page[language], {
        lang: language,
        call: t('guide.for.picture-call'),
        numbers: lines.map(({ number, name }) => ({ number, name: name[language] })),
        reviewed: reviewed({ t, lang: language }, shown),
        address: `${house.config.origin}/${language}/for/${slug}`,
      })
      return new FileAnswer({
        type: 'image/png',
        bytes,
        headers: { 'cache-control': 'no-store', 'content-disposition': 'inline' },
      })
    },
  }),
]
