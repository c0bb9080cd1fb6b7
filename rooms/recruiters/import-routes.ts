import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import {
  addImport,
  applyList,
  findMapping,
  getImport,
  type Import,
  type Known,
  knownByNumber,
  listImports,
  saveMapping,
  undoList,
} from './import-records.ts'
import { readListFile } from './list-file.ts'
import {
  checkMapping,
  guessMapping,
  type ListedLicensee,
  type Mapping,
  type ReadList,
  readList,
} from './list-import.ts'
import { mayKeepRegister, officers } from './permissions.ts'
import {
  ImportBriefAnswer,
  KindCode,
  MappingBody,
  PreviewAnswer,
  StatedBody,
  strict,
} from './shapes.ts'

const LARGEST_LIST = 20 * 1024 * 1024
const SHOWN = 200

export const importRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/recruiters/imports',
    name: 'recruiters.list-imports',
    summary: 'The lists that were brought into the register, the newest first',
    who: officers,
    answer: Type.Object({ items: Type.Array(ImportBriefAnswer) }),
    async act({ db, person }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      return { items: await listImports(db) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/imports',
    name: 'recruiters.bring-list',
    summary: 'Reads an authority’s list (CSV or XLSX); nothing in the register changes yet',
    who: officers,
    query: strict({
      kind: KindCode,
      asOf: Day,
      fileName: Type.String({ minLength: 1, maxLength: 200 }),
    }),
    raw: LARGEST_LIST,
    answer: Type.Object({ id: Id }),
    async act({ db, person, query, body, now, about }) {
      permit(mayKeepRegister(person), 'recruiters/not-the-authority')
      if (query.asOf > dayInPakistan(now)) {
        throw new Problem('input', 'recruiters/day-in-future', {
          fields: { asOf: 'problem.recruiters/day-in-future' },
        })
      }
      const list = await readListFile(body)
      const mapping =
        (await findMapping(db, person.agencyId, list.columns)) ?? guessMapping(list.columns)
      const id = await addImport(db, person, { ...list, ...query, mapping })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/recruiters/imports/:id',
    name: 'recruiters.preview-list',
    summary: 'What a list would change, what is kept aside and why, and whether its sums close',
    who: officers,
    params: WithId,
    answer: PreviewAnswer,
    async act({ db, params, about }) {
      about(params.id)
      return previewOf(db, await getImport(db, params.id))
    },
  }),
  route({
    method: 'PUT',
    url: '/api/recruiters/imports/:id',
    name: 'recruiters.name-columns',
    summary: 'Says what each column holds, and what the list says of its own totals',
    who: officers,
    params: WithId,
    body: strict({ mapping: MappingBody, stated: StatedBody, version: Version }),
    answer: PreviewAnswer,
    async act({ db, params, body, about }) {
      about(params.id)
      const before = await getImport(db, params.id)
      refuseUnless(before, 'read')
      const mapping = body.mapping as Mapping
      checkMapping(mapping, before.columns)
      await saveMapping(
        db,
        { id: before.id, version: body.version },
        mapping,
        body.stated as Import['stated'],
      )
      return previewOf(db, await getImport(db, params.id))
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/imports/:id/apply',
    name: 'recruiters.apply-list',
    summary: 'Brings a list into the register; it can be undone',
    who: officers,
    params: WithId,
    body: strict({ version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const one = await getImport(db, params.id)
      refuseUnless(one, 'read')
      if (one.version !== body.version) throw new Problem('stale', 'core/changed-since')
      const { list, known } = await readAgain(db, one)
      if (!list.licensees.length) throw new Problem('conflict', 'recruiters/nothing-to-bring-in')
      const changes = list.licensees.map((listed) => changeOf(listed, known))
      const outcome = {
        added: changes.filter((what) => what.includes('new')).length,
        changed: changes.filter((what) => what.length && !what.includes('new')).length,
        unchanged: changes.filter((what) => !what.length).length,
        aside: list.aside.length,
      }
      const of = { import: one, agencyId: person.agencyId, personId: person.id, outcome }
      await applyList(db, house, of, list.licensees)
      await announce(db, {
        kind: 'register.filled',
        about: one.id,
        fileId: null,
        jurisdiction: person.jurisdiction,
        data: { ...outcome },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/recruiters/imports/:id/undo',
    name: 'recruiters.undo-list',
    summary: 'Puts the register back as it was before this list',
    who: officers,
    params: WithId,
    body: strict({ version: Version }),
    answer: Done,
    async act({ db, person, params, body, about }) {
      about(params.id)
      const one = await getImport(db, params.id)
      refuseUnless(one, 'applied')
      if (one.version !== body.version) throw new Problem('stale', 'core/changed-since')
      await undoList(db, one, person.id)
      return done
    },
  }),
]

function refuseUnless(one: Import, state: Import['state']): void {
  if (one.state !== state) throw new Problem('conflict', `recruiters/list-is-${one.state}`)
}

async function readAgain(
  db: Db,
  one: Import,
): Promise<{ list: ReadList; known: Map<string, Known> }> {
  const mapping = one.mapping ?? {}
  checkMapping(mapping, one.columns)
  const list = readList(one.rows, mapping, one.stated, one.firstLine)
  const numbers = list.licensees.map((listed) => listed.licenceNormal)
  return { list, known: await knownByNumber(db, one.kind, numbers) }
}

type What = 'new' | 'name' | 'status' | 'expires-on'

function changeOf(listed: ListedLicensee, known: ReadonlyMap<string, Known>): What[] {
  const before = known.get(listed.licenceNormal)
  if (!before) return ['new']
  const what: What[] = []
  const renamed = (now: string, then: string) => now !== '' && now !== then
  if (renamed(listed.nameEn, before.nameEn) || renamed(listed.nameUr, before.nameUr))
    what.push('name')
  if (listed.status !== before.status) what.push('status')
  if (listed.expiresOn && listed.expiresOn !== before.expiresOn) what.push('expires-on')
  return what
}

async function previewOf(db: Db, one: Import) {
  const { rows, firstLine: _firstLine, broughtAt: _broughtAt, stated: _stated, ...shown } = one
  const about = {
    ...shown,
    mapping: (one.mapping ?? {}) as { [role: string]: string },
    outcome: one.outcome && {
      added: one.outcome.added,
      changed: one.outcome.changed,
      unchanged: one.outcome.unchanged,
      aside: one.outcome.aside,
    },
    sample: rows.slice(0, 5),
    lines: rows.length,
  }
  if (!isMapped(one)) return about
  const { list, known } = await readAgain(db, one)
  const changes = list.licensees
    .map((listed) => ({ listed, what: changeOf(listed, known) }))
    .filter(({ what }) => what.length > 0)
  const isNew = ({ what }: { what: What[] }) => what.includes('new')
  return {
    ...about,
    preview: {
      added: changes.filter(isNew).length,
      changed: changes.filter((one) => !isNew(one)).length,
      unchanged: list.licensees.length - changes.length,
      changesInAll: changes.length,
      changes: changes
        // What changes something that is there matters more than what is merely new.
        .toSorted((a, b) => Number(isNew(a)) - Number(isNew(b)))
        .slice(0, SHOWN)
        .map(({ listed, what }) => ({
          line: listed.line,
          licenceNumber: listed.licenceNumber,
          name: listed.nameEn || listed.nameUr,
          what,
          from: known.get(listed.licenceNormal)?.status ?? null,
          to: listed.status,
        })),
      aside: list.aside.slice(0, SHOWN).map((kept) => ({ ...kept, doubts: [...kept.doubts] })),
      asideInAll: list.aside.length,
      sums: {
        counted: list.sums.counted,
        total: list.sums.total,
        stated: list.sums.stated,
        ...(list.sums.statedTotal !== undefined && { statedTotal: list.sums.statedTotal }),
        ...(list.sums.partsSum !== undefined && { partsSum: list.sums.partsSum }),
        ...(list.sums.partsMissing !== undefined && { partsMissing: list.sums.partsMissing }),
        different: [...list.sums.different],
        closes: list.sums.closes,
      },
    },
  }
}

function isMapped({ mapping, columns }: Import): boolean {
  try {
    checkMapping(mapping ?? {}, columns)
    return true
  } catch {
    return false
  }
}
