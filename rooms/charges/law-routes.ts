import { sql } from 'kysely'
import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, Version, WithId } from '../../core/schema.ts'
import { dayInPakistan } from '../cases/door.ts'
import { citationOf, type Law, lawOn, provisionRoles } from './law.ts'
import {
  differences,
  endsOf,
  faultsOfDraft,
  faultsOfLibrary,
  type VersionDraft,
} from './law-change.ts'
import {
  getLawChange,
  insertLawChange,
  type LawChange,
  lawJurisdiction,
  lawNow,
  listLawChanges,
  saveLawDecision,
} from './law-change-records.ts'
import { AskLaw, LawAnswer, Made } from './shapes.ts'

const closed = { additionalProperties: false }
const officers = ['legal-officer'] as const
/** A library in one file: about ten times the one that comes with the software. */
const LIBRARY_BYTES = 8 * 1024 * 1024

const Reason = Type.String({ minLength: 1, maxLength: 4000 })
const Draft = {
  cited: Type.String({ minLength: 3, maxLength: 60 }),
  role: Type.Optional(codes(provisionRoles)),
  version: Type.Unknown(),
  sources: Type.Record(
    Type.String({ minLength: 1, maxLength: 40 }),
    Type.Object(
      {
        title: Type.String({ minLength: 1, maxLength: 400 }),
        where: Type.Union([Type.String({ maxLength: 600 }), Type.Null()]),
      },
      closed,
    ),
  ),
}

const ChangeShape = {
  id: Id,
  kind: codes(['version', 'library']),
  cited: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  draftedBy: BothNames,
  draftedAt: Moment,
  state: codes(['drafted', 'signed', 'returned']),
  decidedBy: Type.Union([BothNames, Type.Null()]),
  decidedAt: Type.Union([Moment, Type.Null()]),
  decisionWords: Type.Union([Type.String(), Type.Null()]),
  asLawyer: Type.Boolean(),
  own: Type.Boolean(),
  version: Version,
  /** The version that a draft adds; null for a library. */
  key: Type.Union([Type.String(), Type.Null()]),
}
const DifferenceShape = Type.Object({
  cited: Type.String(),
  what: codes(['added', 'removed', 'changed']),
  versions: Type.Array(Type.String()),
})
const Checked = {
  faults: Type.Array(Type.String()),
  /** Versions that would end on the first day of the new one. */
  ends: Type.Array(Type.String()),
  differences: Type.Array(DifferenceShape),
}

export const lawRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/law',
    name: 'charges.read-law',
    who: 'staff',
    query: AskLaw,
    answer: LawAnswer,
    async act({ db, query }) {
      const law = await lawNow(db)
      const acts = query.on ? lawOn(law, query.on) : law.acts
      const found = acts
        .filter((act) => query.act === undefined || act.act === query.act)
        .map((act) => ({
          ...act,
          provisions: act.provisions.filter(
            (one) =>
              query.section === undefined ||
              one.section === query.section ||
              citationOf(act, one) === query.section,
          ),
        }))
      return { on: query.on ?? null, acts: found as never }
    },
  }),
  route({
    method: 'GET',
    url: '/api/law/export',
    name: 'charges.export-law',
    summary: 'The whole library as one JSON file that another installation can import',
    who: 'staff',
    answer: 'file',
    async act({ db, now }) {
      return new FileAnswer({
        type: 'application/json; charset=utf-8',
        bytes: `${JSON.stringify(await lawNow(db), null, 1)}\n`,
        name: `law-${dayInPakistan(now)}.json`,
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/law/changes',
    name: 'charges.list-law-changes',
    who: 'staff',
    answer: Type.Array(Type.Object(ChangeShape)),
    async act({ db, person }) {
      const { rows } = await sql<{ id: string; key: string | null }>`
        select id, body->'version'->>'key' as key from charges.law_change`.execute(db)
      const keys = new Map(rows.map((one) => [one.id, one.key]))
      return (await listLawChanges(db)).map((one) => ({
        ...shown(one, person.id),
        key: keys.get(one.id) ?? null,
      }))
    },
  }),
  route({
    method: 'GET',
    url: '/api/law/changes/:id',
    name: 'charges.read-law-change',
    summary: 'A draft as it would read, every fault of it, and what it would end or change',
    who: 'staff',
    params: WithId,
    answer: Type.Object({ ...ChangeShape, ...Checked, draft: Type.Unknown() }),
    async act({ db, person, params }) {
      const change = await getLawChange(db, params.id)
      const open = change.state === 'drafted'
      const law = await lawNow(db)
      const draft = change.kind === 'version' ? (change.body as VersionDraft) : null
      return {
        ...shown(change, person.id),
        key: draft?.version.key ?? null,
        draft,
        ...(open ? checked(law, change) : { faults: [], ends: [], differences: [] }),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/law/changes/check',
    name: 'charges.check-law-draft',
    summary: 'What is wrong with a draft, and what it would end; nothing is kept',
    who: officers,
    body: Type.Object(Draft, closed),
    answer: Type.Object(Checked),
    async act({ db, body }) {
      return checkedDraft(await lawNow(db), body as unknown as VersionDraft)
    },
  }),
  route({
    method: 'POST',
    url: '/api/law/changes',
    name: 'charges.draft-law',
    summary: 'A new dated version, for a second legal officer to sign; never an edit in place',
    who: officers,
    body: Type.Object({ ...Draft, reason: Reason }, closed),
    answer: Made,
    async act({ db, person, body, now, about }) {
      const { reason, ...draft } = body as unknown as VersionDraft & { reason: string }
      const { faults } = checkedDraft(await lawNow(db), draft)
      if (faults.length > 0) throw new Problem('input', 'charges/law-has-faults', tell(faults))
      needReason(reason)
      const kept = { kind: 'version', cited: draft.cited, body: draft } as const
      const id = await insertLawChange(db, { ...kept, reason, by: person.id, at: now })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/law/import/check',
    name: 'charges.check-library',
    summary: 'Every fault of a library in one file, and what it would change; nothing is kept',
    who: officers,
    bodyLimit: LIBRARY_BYTES,
    body: Type.Object({ library: Type.Unknown() }, closed),
    answer: Type.Object(Checked),
    async act({ db, body }) {
      return checkedLibrary(await lawNow(db), body.library)
    },
  }),
  route({
    method: 'POST',
    url: '/api/law/import',
    name: 'charges.import-law',
    summary: 'A whole library, for a second legal officer to sign before it counts',
    who: officers,
    bodyLimit: LIBRARY_BYTES,
    body: Type.Object({ library: Type.Unknown(), reason: Reason }, closed),
    answer: Made,
    async act({ db, person, body, now, about }) {
      const { faults } = checkedLibrary(await lawNow(db), body.library)
      if (faults.length > 0) throw new Problem('input', 'charges/law-has-faults', tell(faults))
      needReason(body.reason)
      const kept = { kind: 'library', cited: null, body: body.library } as const
      const id = await insertLawChange(db, { ...kept, reason: body.reason, by: person.id, at: now })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/law/changes/:id/decide',
    name: 'charges.sign-law',
    summary: 'A second legal officer signs a draft, which then counts, or returns it',
    who: officers,
    params: WithId,
    body: Type.Object(
      {
        state: codes(['signed', 'returned']),
        words: Type.String({ maxLength: 4000 }),
        asLawyer: Type.Boolean(),
        version: Version,
      },
      closed,
    ),
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      about(params.id)
      // One at a time: two drafts that were each right may contradict each other once both count.
      await sql`select pg_advisory_xact_lock(hashtext('charges.law'))`.execute(db)
      const change = await getLawChange(db, params.id)
      permit(change.draftedById !== person.id, 'charges/second-person-signs')
      if (change.state !== 'drafted') throw new Problem('conflict', 'charges/law-already-decided')
      if (body.state === 'returned' && body.words.trim() === '')
        throw new Problem('input', 'charges/reason-in-words', {
          fields: { words: 'charges/reason-in-words' },
        })
      if (body.state === 'signed') {
        const { faults } = checked(await lawNow(db), change)
        if (faults.length > 0) throw new Problem('conflict', 'charges/law-has-faults', tell(faults))
      }
      await saveLawDecision(db, change.id, { ...body, by: person.id, at: now })
      await announce(db, {
        kind: body.state === 'signed' ? 'law.changed' : 'law.returned',
        about: change.id,
        fileId: null,
        jurisdiction: lawJurisdiction,
        data: { cited: change.cited, kind: change.kind },
      })
      return done
    },
  }),
]

function shown({ draftedById, ...change }: LawChange & { body?: unknown }, viewer: string) {
  const { body: _, ...rest } = change
  return { ...rest, own: draftedById === viewer }
}

function checked(law: Law, change: LawChange & { body: unknown }) {
  return change.kind === 'version'
    ? checkedDraft(law, change.body as VersionDraft)
    : checkedLibrary(law, change.body)
}

function checkedDraft(law: Law, draft: VersionDraft) {
  const faults = faultsOfDraft(law, draft)
  return { faults, ends: faults.length > 0 ? [] : endsOf(law, draft), differences: [] }
}

function checkedLibrary(law: Law, library: unknown) {
  const faults = faultsOfLibrary(library)
  return {
    faults,
    ends: [],
    differences: faults.length > 0 ? [] : differences(law, library as Law),
  }
}

function needReason(reason: string): void {
  if (reason.trim() === '')
    throw new Problem('input', 'charges/reason-in-words', {
      fields: { reason: 'charges/reason-in-words' },
    })
}

function tell(faults: string[]) {
  return { values: { count: faults.length, first: faults[0]! } }
}
