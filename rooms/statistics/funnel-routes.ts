import type { Static } from 'typebox'
import { permit } from '../../core/problem.ts'
import { type Route, route, type Scene } from '../../core/routes.ts'
import { dayInPakistan, findCaseBrief } from '../cases/door.ts'
import { getReportBrief } from '../reports/door.ts'
import { csvOf } from './csv.ts'
import { sheetOfRows } from './export.ts'
import { csvFile, workbookFile } from './file-answers.ts'
import {
  codesIn,
  convictionsOf,
  type FunnelFilter,
  fitsFunnel,
  funnelOf,
  groupings,
  groupsOf,
  isIn,
  type Matter,
  sentencesOf,
} from './funnel.ts'
import { stages } from './funnel-course.ts'
import { definitionRows, funnelRows } from './funnel-files.ts'
import {
  toldConvictions,
  toldCount,
  toldGroups,
  toldSentences,
  toldStage,
} from './funnel-hiding.ts'
import {
  type LocatedMatter,
  listMattersInReach,
  listMattersSeen,
  nameAgencies,
} from './funnel-records.ts'
import { FunnelAnswer, FunnelQuery, OpenedAnswer, OpenQuery } from './funnel-shapes.ts'
import type { FunnelView, OpenedView } from './funnel-view.ts'
import { placeNames } from './labels.ts'
import { counters, mayCount, mayCountEverything, mayExportSmallNumbers } from './permissions.ts'
import { namePlaces } from './records.ts'
import { periodOf } from './selection.ts'

type Asked = Static<typeof FunnelQuery>
type Working = Pick<Scene<never, never, never>, 'db' | 'house' | 'person' | 'now'> & {
  query: Asked
}

function filterOf(query: Asked): FunnelFilter {
  return Object.fromEntries(groupings.flatMap((by) => (query[by] ? [[by, query[by]]] : [])))
}

/** Every matter that this person may count in the period, before any filter. */
function matters({ db, person, query, now }: Working): Promise<Matter[]> {
  permit(mayCount(person))
  const today = dayInPakistan(now)
  const period = periodOf(query, today)
  return mayCountEverything(person)
    ? listMattersInReach(db, period, today)
    : listMattersSeen(db, period, today)
}

/** Whoever counts cases that they may not see is shown no small count unless they ask for it. */
function hides({ person, query }: Pick<Working, 'person' | 'query'>): boolean {
  if (query.small === 'show') permit(mayExportSmallNumbers(person), 'statistics/small-numbers')
  return mayCountEverything(person) && query.small !== 'show'
}

async function told(scene: Working, hide: boolean): Promise<FunnelView> {
  const { db, person, query, now } = scene
  const all = await matters(scene)
  const chosen = all.filter((one) => fitsFunnel(one, filterOf(query)))
  const by = query.by ?? 'act'
  const choices = Object.fromEntries(groupings.map((one) => [one, codesIn(all, one)]))
  const places = [...(choices.place ?? []), ...(choices.district ?? [])]
  const agencies = await nameAgencies(db, choices.agency ?? [])
  return {
    asOf: now.toISOString(),
    from: query.from ?? null,
    until: periodOf(query, dayInPakistan(now)).until,
    counted: mayCountEverything(person) ? 'reach' : 'seen',
    jurisdiction: person.jurisdiction,
    hidden: hide,
    total: hide ? toldCount(chosen.length) : chosen.length,
    stages: funnelOf(chosen).map((one, at) => ({ stage: stages[at]!, ...toldStage(one, hide) })),
    convictions: toldConvictions(convictionsOf(chosen), hide),
    sentences: toldSentences(sentencesOf(chosen), hide),
    by,
    groups: toldGroups(groupsOf(chosen, by), hide),
    choices,
    names: {
      ...placeNames(places, await namePlaces(db, places)),
      ...Object.fromEntries(agencies),
    },
    mayShowSmall: mayExportSmallNumbers(person),
  }
}

const MOST_FILES = 100

async function opened(scene: Scene<never, Static<typeof OpenQuery>, never>): Promise<OpenedView> {
  const { db, person, query, now, about } = scene
  const stage = stages.indexOf(query.stage)
  const counts = (one: Matter) => fitsFunnel(one, filterOf(query)) && isIn(one, stage, query.state)
  const hide = hides({ person, query })
  const n = (await matters(scene)).filter(counts).length
  const today = dayInPakistan(now)
  const visible = (await listMattersSeen(db, periodOf(query, today), today)).filter(counts)
  const files = await Promise.all(visible.slice(0, MOST_FILES).map((one) => named(db, one)))
  about(...files.map(({ id }) => id))
  const closed = Math.max(0, n - visible.length)
  return {
    matters: hide ? toldCount(n) : n,
    files,
    more: visible.length - files.length,
    closed: hide ? toldCount(closed) : closed,
  }
}

async function named(db: Working['db'], { id, file }: LocatedMatter) {
  const reference =
    file === 'case'
      ? (await findCaseBrief(db, id))?.reference
      : (await getReportBrief(db, id)).reference
  return { id, file, reference: reference ?? '' }
}

/** In a file small counts are left out for everybody who does not ask for them. */
async function file(scene: Working) {
  const { house, query, now } = scene
  hides(scene)
  const view = await told(scene, query.small !== 'show')
  return {
    view,
    rows: funnelRows(view, house.words),
    name: `panah-funnel-${dayInPakistan(now)}`,
  }
}

export const funnelRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/funnel',
    name: 'statistics.count-funnel',
    who: counters,
    summary: 'From report to conviction: how many, how long, who was lost where and why.',
    query: FunnelQuery,
    answer: FunnelAnswer,
    act: (scene) => told(scene, hides(scene)),
  }),
  route({
    method: 'GET',
    url: '/api/funnel/files',
    name: 'statistics.open-funnel',
    who: counters,
    summary:
      'The cases and reports behind a count of the funnel, as far as the viewer may open them.',
    query: OpenQuery,
    answer: OpenedAnswer,
    act: (scene) => opened(scene as never),
  }),
  route({
    method: 'GET',
    url: '/api/funnel/funnel.csv',
    name: 'statistics.export-funnel-csv',
    who: counters,
    summary: 'The funnel as CSV, one line for each count.',
    query: FunnelQuery,
    answer: 'file',
    async act(scene) {
      const { rows, name } = await file(scene)
      return csvFile(csvOf(rows), name)
    },
  }),
  route({
    method: 'GET',
    url: '/api/funnel/funnel.xlsx',
    name: 'statistics.export-funnel-xlsx',
    who: counters,
    summary: 'The same as a workbook with its definitions.',
    query: FunnelQuery,
    answer: 'file',
    async act(scene) {
      const { view, rows, name } = await file(scene)
      const sheets = [
        sheetOfRows('funnel', rows),
        sheetOfRows('definitions', definitionRows(view, scene.house.words)),
      ]
      return workbookFile(sheets, name)
    },
  }),
]
