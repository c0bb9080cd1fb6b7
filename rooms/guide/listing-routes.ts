import { Type } from 'typebox'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import { faultOfListing, forWhom, type Listed, listedKinds, tellings } from './listing.ts'
import { endListing, insertListing, listOwnListings, listShownListings } from './listing-records.ts'
import { houseStaff, mayList, runsAPlace, whoLists } from './permissions.ts'

const closed = { additionalProperties: false }
const both = (maxLength: number) => {
  const text = Type.String({ minLength: 1, maxLength })
  return Type.Union([Type.Object({ en: text, ur: text }, closed), Type.Null()])
}
const Body = Type.Object(
  {
    kind: codes(listedKinds),
    tells: codes(tellings),
    forWhom: Type.Array(codes(forWhom), { minItems: 1, maxItems: 5, uniqueItems: true }),
    placeCode: Type.String({ maxLength: 60 }),
    phone: Type.Union([Type.String({ minLength: 3, maxLength: 20 }), Type.Null()]),
    name: both(120),
    address: both(300),
  },
  closed,
)
const MaybeName = Type.Union([BothNames, Type.Null()])
const Shown = Type.Object({
  ...Body.properties,
  id: Id,
  place: BothNames,
  name: MaybeName,
  address: MaybeName,
  listedAt: Moment,
  madeUp: Type.Boolean(),
})

export const listingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/places-of-help',
    name: 'guide.list-places-of-help',
    summary: 'Shelters and centres whose own office lets them be known, as far as it does',
    who: 'anyone',
    answer: Type.Object({ items: Type.Array(Shown) }),
    act: async ({ db }) => ({ items: await listShownListings(db) }),
  }),
  route({
    method: 'GET',
    url: '/api/guide/listings',
    name: 'guide.list-own-listings',
    summary: 'What one’s own office lets the public know of its places, and what it took back',
    who: houseStaff,
    answer: Type.Object({
      /** Whether the one who asks may tell the public of a place. */
      mayList: Type.Boolean(),
      items: Type.Array(
        Type.Object({
          ...Shown.properties,
          listedBy: MaybeName,
          endedBy: MaybeName,
          endedAt: Type.Union([Moment, Type.Null()]),
        }),
      ),
    }),
    async act({ db, person }) {
      permit(runsAPlace(person), 'guide/office-runs-no-place')
      return { mayList: mayList(person), items: await listOwnListings(db, person.agencyId) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/listings',
    name: 'guide.list-place',
    summary: 'Lets the public know of a shelter or centre of one’s own office',
    who: whoLists,
    body: Body,
    answer: Type.Object({ id: Id }),
    async act({ db, person, body, now, about }) {
      permit(mayList(person), 'guide/office-runs-no-place')
      const listed = plain(body)
      const found = faultOfListing(listed, person.jurisdiction)
      if (found) {
        const code = `guide/${found.fault}`
        throw new Problem('input', code, { fields: { [found.field]: code } })
      }
      const id = await insertListing(db, listed, {
        agencyId: person.agencyId,
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/listings/:id/take-back',
    name: 'guide.take-back-place',
    summary: 'Takes a place off the public pages at once, without a reason; harmless if repeated',
    who: houseStaff,
    params: WithId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      about(params.id)
      permit(runsAPlace(person), 'guide/office-runs-no-place')
      await endListing(db, params.id, { agencyId: person.agencyId, by: person.id, at: now })
      return done
    },
  }),
]

function plain({ name, address, phone, ...rest }: Listed): Listed {
  const trim = (text: Listed['name']) => text && { en: text.en.trim(), ur: text.ur.trim() }
  return { ...rest, name: trim(name), address: trim(address), phone: phone?.trim() || null }
}
