import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import {
  decideVersion,
  insertShipped,
  insertVersion,
  listShown,
  listVersions,
  type Version,
  versionStates,
} from './page-records.ts'
import { faultsOf, type Page, REVIEW_DAYS, shippedPages } from './page-text.ts'
import { contentOfficers, mayPublish } from './permissions.ts'

const closed = { additionalProperties: false }
const DAY = 86_400_000

export const Slug = Type.String({ pattern: '^[a-z][a-z-]{1,39}$', maxLength: 40 })
export const WithSlug = Type.Object({ slug: Slug }, closed)
export const DecisionBody = Type.Object(
  {
    state: codes(['published', 'returned', 'withdrawn']),
    words: Type.String({ maxLength: 1000 }),
  },
  closed,
)
const SourceText = Type.String({ minLength: 1, maxLength: 300 })
const Text = Type.Object(
  {
    title: Type.String({ maxLength: 120 }),
    lead: Type.String({ maxLength: 300 }),
    body: Type.String({ maxLength: 6000 }),
  },
  closed,
)
const PageShape = Type.Object(
  {
    en: Text,
    ur: Text,
    sources: Type.Array(
      Type.Object(
        {
          about: Type.Object({ en: SourceText, ur: SourceText }, closed),
          grade: codes(['G', 'S', 'N', 'M']),
          source: SourceText,
        },
        closed,
      ),
      { maxItems: 12 },
    ),
  },
  closed,
)
const MaybeName = Type.Union([BothNames, Type.Null()])
const VersionShape = Type.Object({
  id: Id,
  page: PageShape,
  note: Type.String(),
  writtenBy: MaybeName,
  writtenAt: Moment,
  state: codes(versionStates),
  decidedBy: MaybeName,
  decidedAt: Type.Union([Moment, Type.Null()]),
  decisionWords: Type.String(),
  reviewAgainOn: Type.Union([Day, Type.Null()]),
  own: Type.Boolean(),
})

export const pageRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/texts',
    name: 'guide.list-texts',
    summary: 'Every page of the guide: whether it is out, waits for a review, or is due again',
    who: contentOfficers,
    answer: Type.Array(
      Type.Object({
        slug: Type.String(),
        title: BothNames,
        out: Type.Boolean(),
        reviewAgainOn: Type.Union([Day, Type.Null()]),
        waiting: Type.Boolean(),
      }),
    ),
    async act({ db }) {
      const versions = await listVersions(db)
      const shown = await listShown(db)
      const slugs = new Set([...shippedPages.keys(), ...versions.map(({ slug }) => slug)])
      return [...slugs].map((slug) => {
        const own = versions.filter((one) => one.slug === slug)
        const out = shown.find((one) => one.slug === slug)
        const page = (out ?? own[0])?.page ?? shippedPages.get(slug)!
        return {
          slug,
          title: { en: page.en.title, ur: page.ur.title },
          out: out !== undefined,
          reviewAgainOn: out?.reviewAgainOn ?? null,
          waiting: own.length === 0 || own.some(({ state }) => state === 'written'),
        }
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/guide/texts/:slug',
    name: 'guide.read-text',
    summary: 'A page with all its versions; the text that came with the software, if one did',
    who: contentOfficers,
    params: WithSlug,
    answer: Type.Object({
      slug: Type.String(),
      shipped: Type.Union([PageShape, Type.Null()]),
      /** The version that the public reads. */
      outId: Type.Union([Id, Type.Null()]),
      versions: Type.Array(VersionShape),
    }),
    async act({ db, person, params }) {
      const versions = await listVersions(db, params.slug)
      const shipped = shippedPages.get(params.slug) ?? null
      if (!versions.length && !shipped) throw new Problem('absent', 'guide/no-such-text')
      return {
        slug: params.slug,
        shipped,
        outId: (await listShown(db, params.slug))[0]?.id ?? null,
        versions: versions.map((one) => shownTo(person, one)),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/texts/:slug/versions',
    name: 'guide.write-text',
    summary: 'A new version of a page, for a second content officer to publish',
    who: contentOfficers,
    params: WithSlug,
    body: Type.Object(
      { page: PageShape, note: Type.String({ minLength: 1, maxLength: 1000 }) },
      closed,
    ),
    answer: Type.Object({ id: Id }),
    async act({ db, person, params, body, now, about }) {
      refuseFaults(body.page)
      needWords(body.note, 'note')
      const id = await insertVersion(db, { ...body, slug: params.slug, by: person.id, at: now })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/texts/:slug/publish-shipped',
    name: 'guide.publish-shipped-text',
    summary: 'Publishes the text that came with the software, after reading it',
    who: contentOfficers,
    params: WithSlug,
    body: Type.Object({ words: Type.String({ maxLength: 1000 }) }, closed),
    answer: Type.Object({ id: Id }),
    async act({ db, person, params, body, now, about }) {
      const page = shippedPages.get(params.slug)
      if (!page) throw new Problem('absent', 'guide/no-such-text')
      const id = await insertShipped(db, {
        slug: params.slug,
        page,
        note: 'The text that came with the software.',
        ...published(person, now, body.words),
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/versions/:id/decide',
    name: 'guide.decide-text',
    summary: 'A second content officer publishes or returns a version; any one withdraws a page',
    who: contentOfficers,
    params: WithId,
    body: DecisionBody,
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      about(params.id)
      const version = (await listVersions(db)).find(({ id }) => id === params.id)
      if (!version) throw new Problem('absent', 'guide/no-such-text')
      if (body.state === 'withdrawn') {
        const [out] = await listShown(db, version.slug)
        if (out?.id !== version.id) throw new Problem('conflict', 'guide/text-not-out')
      }
      if (body.state === 'published') {
        permit(mayPublish(person.id, version), 'guide/second-person-publishes')
        refuseFaults(version.page)
      } else needWords(body.words, 'words')
      const from = body.state === 'withdrawn' ? 'published' : 'written'
      const decided = await decideVersion(db, version.id, from, {
        ...published(person, now, body.words),
        state: body.state,
        ...(body.state !== 'published' && { reviewAgainOn: undefined }),
      })
      if (!decided) throw new Problem('conflict', 'guide/text-already-decided')
      return done
    },
  }),
]

function published(person: Person, now: Date, words: string) {
  return {
    state: 'published' as const,
    by: person.id,
    agency: person.agencyId,
    at: now,
    words: words.trim(),
    reviewAgainOn: dayInPakistan(new Date(now.getTime() + REVIEW_DAYS * DAY)),
  }
}

function shownTo(person: Person, { writtenById, slug: _, ...version }: Version) {
  return { ...version, own: writtenById === person.id }
}

function refuseFaults(page: Page): void {
  const [first] = faultsOf(page)
  if (first)
    throw new Problem('input', `guide/${first.fault}`, {
      ...(first.language && { values: { language: first.language } }),
    })
}

export function needWords(words: string, field: string): void {
  if (!words.trim())
    throw new Problem('input', 'guide/reason-in-words', {
      fields: { [field]: 'guide/reason-in-words' },
    })
}
