import { parse } from 'csv-parse/sync'
import { type Static, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done } from '../../core/schema.ts'
import { type FigureWritten, figureOf, findingsWith, writtenFrom } from './figure-entry.ts'
import {
  addFigureVersion,
  confirmFigure,
  type FigureVersion,
  listFigureVersions,
  takeBackFigure,
} from './figure-records.ts'
import { checkFigures, type Figure } from './figures.ts'
import { mayConfirmFigure, mayEnterFigures } from './permissions.ts'
import { publishedFigures } from './published.ts'

const Text = (most: number) => Type.String({ maxLength: most })
const Written = Type.Object(
  {
    measure: Text(60),
    nameEn: Text(200),
    nameUr: Text(200),
    value: Text(30),
    unit: Text(20),
    place: Text(100),
    period: Text(20),
    source: Text(400),
    url: Text(400),
    grade: Text(1),
    state: Text(20),
    rough: Type.Boolean(),
    note: Text(600),
    parts: Type.Array(
      Type.Object({ name: Text(100), value: Text(30) }, { additionalProperties: false }),
      {
        maxItems: 40,
      },
    ),
    /** Of a figure that is changed: its key, and the version that was read. */
    key: Type.Optional(Type.String({ pattern: '^own-[a-z0-9-]{1,60}$', maxLength: 64 })),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
)
const WithKey = Type.Object(
  { key: Type.String({ pattern: '^own-[a-z0-9-]{1,60}$', maxLength: 64 }) },
  { additionalProperties: false },
)
const OfVersion = { version: Type.Integer({ minimum: 1, maximum: 10_000 }) }
const Findings = Type.Array(Type.Any())

/** The register as it stands: what came with Panah, and what two people of this country entered. */
export function registerOf(versions: readonly FigureVersion[]): Figure[] {
  const standing = new Map<string, Figure>()
  for (const one of versions)
    if (one.confirmedAt && !one.takenBackAt && !standing.has(one.key))
      standing.set(one.key, one.body)
  return [...publishedFigures(), ...standing.values()]
}

/** The latest version of each figure that waits for a second person. */
function waitingIn(versions: readonly FigureVersion[]): FigureVersion[] {
  const latest = new Map<string, FigureVersion>()
  for (const one of versions.filter(({ takenBackAt }) => !takenBackAt))
    if (!latest.has(one.key)) latest.set(one.key, one)
  return [...latest.values()].filter(({ confirmedAt }) => !confirmedAt)
}

function nextVersion(
  versions: readonly FigureVersion[],
  { key, version }: Pick<Static<typeof Written>, 'key' | 'version'>,
): number {
  if (!key) return 1
  const newest = versions.find((one) => one.key === key)
  if (!newest) throw new Problem('absent', 'statistics/no-such-figure')
  if (newest.version !== version) throw new Problem('stale', 'statistics/figure-changed')
  return newest.version + 1
}

async function save(
  db: Db,
  person: { id: string; jurisdiction: string },
  of: { figure: Figure; version: number; now: Date },
): Promise<void> {
  const { figure: body, version, now } = of
  const { jurisdiction, id: by } = person
  if (!(await addFigureVersion(db, { jurisdiction, version, body, by, now })))
    throw new Problem('stale', 'statistics/figure-changed')
}

const newKey = () => `own-${newId()}`

export const figureRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/figures',
    name: 'statistics.figures',
    who: 'staff',
    summary: 'Published figures with source and grade, and what in them does not hold together.',
    answer: Type.Object({
      figures: Type.Array(Type.Any()),
      findings: Findings,
      versions: Type.Array(Type.Any()),
      waiting: Type.Array(Type.Any()),
      mayEnter: Type.Boolean(),
    }),
    async act({ db, person }) {
      const versions = await listFigureVersions(db)
      const figures = registerOf(versions)
      const view = ({
        key,
        version,
        body,
        writtenAt,
        confirmedAt,
        takenBackAt,
        reason,
      }: FigureVersion) => ({
        key,
        version,
        body,
        writtenAt,
        confirmedAt,
        takenBackAt,
        reason,
      })
      return {
        figures,
        findings: checkFigures(figures),
        versions: versions.map(view),
        waiting: waitingIn(versions).map((one) => ({
          ...view(one),
          findings: findingsWith(figures, one.body),
          mayConfirm: mayConfirmFigure(person, one),
        })),
        mayEnter: mayEnterFigures(person),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/figures/check',
    name: 'statistics.check-figure',
    who: ['statistician'],
    summary: 'What the checks would say of a figure; nothing is kept.',
    body: Written,
    answer: Type.Object({ figure: Type.Any(), findings: Findings }),
    async act({ db, body }) {
      const figure = figureOf(body, body.key ?? 'own-new')
      return { figure, findings: findingsWith(registerOf(await listFigureVersions(db)), figure) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/figures',
    name: 'statistics.enter-figure',
    who: ['statistician'],
    summary: 'Enters a figure, or changes one; it counts once a second person has confirmed it.',
    body: Written,
    answer: Type.Object({ key: Type.String(), findings: Findings }),
    async act({ db, person, body, now }) {
      const versions = await listFigureVersions(db)
      const version = nextVersion(versions, body)
      const figure = figureOf(body, body.key ?? newKey())
      await save(db, person, { figure, version, now })
      return { key: figure.key, findings: findingsWith(registerOf(versions), figure) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/figures/import',
    name: 'statistics.import-figures',
    who: ['statistician'],
    summary:
      'Enters the figures of a CSV, all or none; "check" says what the checks find and keeps nothing.',
    body: Type.Object(
      { csv: Type.String({ minLength: 1, maxLength: 400_000 }), check: Type.Boolean() },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      figures: Type.Integer(),
      findings: Findings,
      about: Type.Array(Type.Any()),
    }),
    async act({ db, person, body, now }) {
      const figures = writtenFrom(rowsOf(body.csv)).map(figureOfLine)
      const register = registerOf(await listFigureVersions(db))
      const keys = new Set(figures.map(({ key }) => key))
      const findings = checkFigures([...register, ...figures]).filter((one) =>
        'figures' in one ? one.figures.some((key) => keys.has(key)) : keys.has(one.figure),
      )
      if (!body.check)
        for (const figure of figures) await save(db, person, { figure, version: 1, now })
      return { figures: figures.length, findings, about: figures }
    },
  }),
  route({
    method: 'POST',
    url: '/api/figures/:key/confirm',
    name: 'statistics.confirm-figure',
    who: ['statistician', 'oversight'],
    summary: 'A second person puts a figure into the register.',
    params: WithKey,
    body: Type.Object(OfVersion, { additionalProperties: false }),
    answer: Done,
    async act({ db, person, params, body, now }) {
      const one = (await listFigureVersions(db)).find(
        ({ key, version }) => key === params.key && version === body.version,
      )
      if (!one) throw new Problem('absent', 'statistics/no-such-figure')
      permit(mayConfirmFigure(person, one), 'statistics/figure-needs-second')
      if (!(await confirmFigure(db, { ...params, ...body, by: person.id, now })))
        throw new Problem('conflict', 'statistics/figure-changed')
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/figures/:key/take-back',
    name: 'statistics.take-back-figure',
    who: ['statistician', 'oversight'],
    summary: 'Takes a version back with a reason; the one before it stands again.',
    params: WithKey,
    body: Type.Object(
      { ...OfVersion, reason: Type.String({ minLength: 3, maxLength: 600 }) },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, person, params, body, now }) {
      if (!(await takeBackFigure(db, { ...params, ...body, by: person.id, now })))
        throw new Problem('conflict', 'statistics/figure-changed')
      return done
    },
  }),
]

/** Refuses with the line of the file beside what is wrong with it. */
function figureOfLine(written: FigureWritten, nth: number): Figure {
  try {
    return figureOf(written, newKey())
  } catch (trouble) {
    if (!(trouble instanceof Problem)) throw trouble
    const [field = ''] = Object.keys(trouble.fields ?? {})
    throw new Problem('input', 'statistics/figures-line', { values: { line: nth + 2, field } })
  }
}

function rowsOf(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true })
  } catch {
    throw new Problem('input', 'statistics/file-not-csv')
  }
}
