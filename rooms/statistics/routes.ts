import { type Static, Type } from 'typebox'
import { permit } from '../../core/problem.ts'
import { type Route, route, type Scene } from '../../core/routes.ts'
import { BothNames, codes, Id } from '../../core/schema.ts'
import { dayInPakistan, findCaseBrief } from '../cases/door.ts'
import { campaignRoutes } from './campaign-routes.ts'
import { type Counted, dimensions, type Filter, fits, qualityNotes, tabulate } from './counting.ts'
import { estimateRoutes } from './estimate-routes.ts'
import { csvOfLines, exportLines, labelsOf, sheetsOf } from './export.ts'
import { figureRoutes } from './figure-routes.ts'
import { csvFile, workbookFile } from './file-answers.ts'
import { funnelRoutes } from './funnel-routes.ts'
import { codeNames, placeNames } from './labels.ts'
import { numberDefinitions } from './number-definitions.ts'
import { counters, mayCount, mayCountEverything, mayExportSmallNumbers } from './permissions.ts'
import {
  countInReach,
  countVisible,
  findLastComparison,
  listVisible,
  namePlaces,
  type Period,
} from './records.ts'
import { compareWithCases } from './recount.ts'
import { releaseRoutes } from './release-routes.ts'
import { filterOf, periodOf, Selection, selectionFields, TableQuery } from './selection.ts'
import { standardRoutes } from './standard-routes.ts'
import { warningRoutes } from './warning-routes.ts'

type Working = Pick<Scene<never, never, never>, 'db' | 'house' | 'person' | 'now'>

const Count = Type.Integer({ minimum: 0 })
const ComparisonAnswer = Type.Object({
  at: Type.String(),
  victims: Count,
  missing: Count,
  superfluous: Count,
  different: Count,
})

const TableAnswer = Type.Object({
  unit: Type.Literal('victim'),
  asOf: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  until: Type.String(),
  /** 'reach': all cases of a country or province; 'seen': the cases that the viewer may see. */
  counted: codes(['reach', 'seen']),
  jurisdiction: Type.String(),
  by: codes(dimensions),
  across: Type.Union([codes(dimensions), Type.Null()]),
  rows: Type.Array(
    Type.Object({ code: Type.String(), n: Count, cells: Type.Record(Type.String(), Count) }),
  ),
  columns: Type.Array(Type.Object({ code: Type.String(), n: Count })),
  total: Count,
  notes: Type.Array(
    Type.Object({
      code: codes(['adds-up-to-more', 'not-recorded']),
      dimension: codes(dimensions),
      n: Count,
      total: Count,
    }),
  ),
  /** What can be chosen in the filters: the codes that occur. */
  choices: Type.Record(Type.String(), Type.Array(Type.String())),
  names: Type.Record(Type.String(), BothNames),
  mayExportSmallNumbers: Type.Boolean(),
  comparison: Type.Union([ComparisonAnswer, Type.Null()]),
})

const CasesAnswer = Type.Object({
  victims: Count,
  cases: Type.Array(Type.Object({ id: Id, reference: Type.String(), victims: Count })),
  /** Victims in cases that can be opened but are past the end of the list. */
  more: Count,
  /** Victims in cases that the viewer may not open. */
  closed: Count,
})

function counts({ db, person }: Working, period: Period): Promise<Counted[]> {
  permit(mayCount(person))
  return mayCountEverything(person) ? countInReach(db, period) : countVisible(db, period)
}

const choosable = ['place', 'year', 'law', 'sex', 'citizenship'] as const

function choicesIn(counted: readonly Counted[]): Record<string, string[]> {
  const chosen = choosable.map((dimension) => {
    const { rows } = tabulate(counted, dimension)
    return [dimension, rows.filter(({ n }) => n > 0).map(({ code }) => code)]
  })
  return Object.fromEntries(chosen)
}

const MOST_CASES = 100

/** The cases behind a count that this person may open; RLS leaves out the rest. */
async function openable({ db }: Working, period: Period, filter: Filter) {
  const found = new Map<string, number>()
  for (const one of await listVisible(db, period)) {
    if (fits(one, filter)) found.set(one.caseId, (found.get(one.caseId) ?? 0) + 1)
  }
  const cases: Static<typeof CasesAnswer>['cases'] = []
  for (const [id, victims] of [...found].slice(0, MOST_CASES)) {
    const brief = await findCaseBrief(db, id)
    if (brief) cases.push({ id, reference: brief.reference, victims })
  }
  const visible = [...found.values()].reduce((all, n) => all + n, 0)
  return { cases, visible, listed: cases.reduce((all, { victims }) => all + victims, 0) }
}

async function exported(scene: Working & { query: Static<typeof ExportQuery> }) {
  const { db, house, person, query, now } = scene
  const showSmall = query.small === 'show'
  permit(!showSmall || mayExportSmallNumbers(person), 'statistics/small-numbers')
  const today = dayInPakistan(now)
  const period = periodOf(query, today)
  const counted = await counts(scene, period)
  const lines = exportLines(counted, filterOf(query), showSmall)
  const places = await namePlaces(
    db,
    counted.flatMap(({ province, district }) => [province ?? '', district ?? '']),
  )
  const labels = labelsOf(lines, codeNames(house, places))
  return {
    lines,
    labels,
    definitions: definitionsOf(scene, period, showSmall),
    name: `panah-victims-${today}`,
  }
}

function definitionsOf(
  { house, person, now }: Working,
  period: Period,
  showSmall: boolean,
): [string, string][] {
  const reach = mayCountEverything(person) ? 'reach' : 'seen'
  const keys = [
    ...numberDefinitions,
    `numbers.counted.${reach}`,
    showSmall ? 'numbers.small.shown' : 'numbers.small.hidden',
    'numbers.as-of',
  ]
  const values = { ...period, place: person.jurisdiction, at: now.toISOString() }
  const both = (key: string): [string, string] => [
    house.words.t('en')(key, values),
    house.words.t('ur')(key, values),
  ]
  return keys.map(both)
}

const ExportQuery = Type.Object(
  { small: Type.Optional(codes(['hide', 'show'])), ...selectionFields },
  { additionalProperties: false },
)

export const routes: Route[] = [
  ...estimateRoutes,
  ...releaseRoutes,
  ...warningRoutes,
  ...funnelRoutes,
  ...standardRoutes,
  ...figureRoutes,
  ...campaignRoutes,
  route({
    method: 'GET',
    url: '/api/numbers',
    name: 'statistics.count',
    who: counters,
    summary: 'Detected victims by one code, or by two.',
    query: TableQuery,
    answer: TableAnswer,
    async act(scene) {
      const { db, person, query, now } = scene
      const period = periodOf(query, dayInPakistan(now))
      const counted = await counts(scene, period)
      const by = query.by ?? 'form'
      const across = query.across === by ? undefined : query.across
      const table = tabulate(counted, by, across, filterOf(query))
      const choices = choicesIn(counted)
      const placeCodes = [...table.rows, ...table.columns].map(({ code }) => code)
      const wanted = [
        ...new Set([...placeCodes, ...(choices.place ?? []), ...(choices.citizenship ?? [])]),
      ].filter(looksLikePlace)
      return {
        unit: 'victim' as const,
        asOf: now.toISOString(),
        from: query.from ?? null,
        until: period.until,
        counted: mayCountEverything(person) ? ('reach' as const) : ('seen' as const),
        jurisdiction: person.jurisdiction,
        by,
        across: across ?? null,
        rows: table.rows,
        columns: table.columns,
        total: table.total,
        notes: qualityNotes(table).map((note) => ({
          code: note.code,
          dimension: note.dimension,
          n: note.code === 'not-recorded' ? note.n : note.sum,
          total: note.total,
        })),
        choices,
        names: placeNames(wanted, await namePlaces(db, wanted)),
        mayExportSmallNumbers: mayExportSmallNumbers(person),
        comparison: (await findLastComparison(db)) ?? null,
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/cases',
    name: 'statistics.open-count',
    who: counters,
    summary:
      'The cases behind a count: those the viewer may open, and how many victims lie in others.',
    query: Selection,
    answer: CasesAnswer,
    async act(scene) {
      const { query, now, about } = scene
      const period = periodOf(query, dayInPakistan(now))
      const filter = filterOf(query)
      const { total } = tabulate(await counts(scene, period), 'status', undefined, filter)
      const { cases, visible, listed } = await openable(scene, period, filter)
      about(...cases.map(({ id }) => id))
      return { victims: total, cases, more: visible - listed, closed: Math.max(0, total - visible) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/victims.csv',
    name: 'statistics.export-csv',
    who: counters,
    summary: 'Coded counts with HTCDS, CTDC and SDG codes, as CSV.',
    query: ExportQuery,
    answer: 'file',
    async act(scene) {
      const { lines, name } = await exported(scene)
      return csvFile(csvOfLines(lines), name)
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/victims.xlsx',
    name: 'statistics.export-xlsx',
    who: counters,
    summary: 'The same counts as a workbook with labels, definitions and the crosswalk.',
    query: ExportQuery,
    answer: 'file',
    async act(scene) {
      const { lines, labels, definitions, name } = await exported(scene)
      const crosswalkTitle = ['panah_forms', 'HTCDS', 'CTDC', 'SDG 16.2.2', 'grade'] as const
      return workbookFile(sheetsOf({ lines, labels, definitions, crosswalkTitle }), name)
    },
  }),
  route({
    method: 'POST',
    url: '/api/numbers/compare',
    name: 'statistics.compare',
    who: ['statistician', 'oversight'],
    summary: 'Counts every case afresh and compares it with the numbers that are shown.',
    rateLimit: { max: 6, per: 'hour' },
    answer: ComparisonAnswer,
    act: ({ house }) => compareWithCases(house),
  }),
]

function looksLikePlace(code: string): boolean {
  return /^[A-Z]{3}$|^PK-/.test(code)
}
