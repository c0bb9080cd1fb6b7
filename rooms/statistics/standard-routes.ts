import { parse } from 'csv-parse/sync'
import { type Static, Type } from 'typebox'
import type { Name } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route, type Scene } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, WithId } from '../../core/schema.ts'
import { countryName } from '../../web/workspace/countries.ts'
import { dayInPakistan } from '../cases/door.ts'
import { csvFile, workbookFile } from './file-answers.ts'
import { mayExportSmallNumbers, mayLoadCodes } from './permissions.ts'
import { countInReach, namePlaces } from './records.ts'
import { type StandardSheet, standardCsv, standardSheets } from './standard-files.ts'
import {
  addCodeList,
  countJusticeInReach,
  findCodeList,
  takeBackCodeList,
} from './standard-records.ts'
import { type CodeList, codeListOf } from './standards/code-list.ts'
import { ctdcCsv } from './standards/ctdc.ts'
import { hiddenIn } from './standards/hiding.ts'
import { knownPopulations, type Population } from './standards/population.ts'
import { readCell } from './standards/reading.ts'
import { observations } from './standards/sdg.ts'
import { sdmxCsv } from './standards/sdmx.ts'
import { reasons, standardCodes } from './standards/standard.ts'
import { standardOf } from './standards/standards.ts'

const who = ['statistician', 'oversight'] as const
const grades = ['official-copy', 'memory', 'proposal'] as const
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

const WithStandard = Type.Object(
  { standard: codes(standardCodes) },
  { additionalProperties: false },
)
const Choice = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    place: Type.Optional(Type.String({ pattern: '^PK(-[A-Z]{2})?$', maxLength: 5 })),
    small: Type.Optional(codes(['hide', 'show'])),
  },
  { additionalProperties: false },
)

const Grade = codes(grades)
const ListAnswer = Type.Object({
  standards: Type.Array(
    Type.Object({
      code: codes(standardCodes),
      edition: Type.String(),
      source: Type.String(),
      grade: Grade,
    }),
  ),
  places: Type.Array(Type.Object({ code: Type.String(), name: BothNames })),
  thisYear: Type.Integer(),
  codeList: OrNull(
    Type.Object({
      id: Id,
      edition: Type.String(),
      source: Type.String(),
      loadedAt: Type.String(),
      codes: Type.Integer(),
    }),
  ),
  mayLoadCodes: Type.Boolean(),
})

const ViewAnswer = Type.Object({
  standard: codes(standardCodes),
  edition: Type.String(),
  source: Type.String(),
  grade: Grade,
  place: Type.String(),
  from: Type.String(),
  until: Type.String(),
  countedAt: Type.String(),
  laws: Type.Array(Type.String()),
  hidden: Type.Integer(),
  tables: Type.Array(
    Type.Object({
      code: Type.String(),
      section: Type.String(),
      grade: Grade,
      unit: codes(['victims', 'persons', 'cases', 'per-100000']),
      columns: Type.Array(Type.String()),
      rows: Type.Array(
        Type.Object({
          code: Type.String(),
          cells: Type.Array(
            Type.Object({
              value: OrNull(Type.Number()),
              status: codes(['counted', 'hidden', ...reasons]),
            }),
          ),
        }),
      ),
    }),
  ),
  mapping: Type.Array(
    Type.Object({
      from: Type.String(),
      to: OrNull(Type.String()),
      none: OrNull(codes(reasons)),
      grade: Grade,
    }),
  ),
  gaps: Type.Array(
    Type.Object({
      asks: Type.String(),
      section: Type.String(),
      why: codes(reasons),
      grade: Grade,
    }),
  ),
  populations: Type.Array(
    Type.Object({
      group: Type.String(),
      people: Type.Integer(),
      year: Type.String(),
      source: Type.String(),
      url: Type.String(),
      grade: codes(['G', 'S', 'M']),
    }),
  ),
  names: Type.Record(Type.String(), BothNames),
})

type Asking = Pick<Scene<never, never, never>, 'db' | 'house' | 'person' | 'now'> & {
  params: Static<typeof WithStandard>
  query: Static<typeof Choice>
}

/** A standard filled for a year and a place, with what may be shown of it. */
async function filled({ db, person, now, params, query }: Asking) {
  permit(query.small !== 'show' || mayExportSmallNumbers(person), 'statistics/small-numbers')
  const place = query.place ?? person.jurisdiction
  if (place !== person.jurisdiction && person.jurisdiction !== 'PK')
    throw new Problem('forbidden', 'statistics/standard-other-place')
  const populations = knownPopulations()
  const codeList = await findCodeList(db)
  const standard = standardOf(params.standard, { populations, codeList })
  const period = standard.periodOf(query.year)
  const whole = place === 'PK'
  const victims = (await countInReach(db, period)).filter(
    ({ province }) => whole || person.jurisdiction === place || province === place,
  )
  const steps = (await countJusticeInReach(db, period)).filter(
    ({ jurisdiction }) => whole || jurisdiction === place,
  )
  const material = { year: query.year, place, victims, steps }
  const { tables, cube, laws } = standard.fill(material)
  const hidden = query.small === 'show' ? new Set<string>() : hiddenIn(cube)
  const reading = { cells: cube.cells, hidden }
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
  const per = new Map(
    cells.flatMap((cell): [string, Population][] =>
      'per' in cell ? [[`${cell.per.sex} ${cell.per.age}`, cell.per]] : [],
    ),
  )
  return {
    standard,
    period,
    place,
    victims,
    reading,
    populations,
    codeList,
    laws,
    countedAt: now.toISOString(),
    used: [...per].map(([group, one]) => ({ ...one, group })),
    hidden: cells.filter((cell) => 'key' in cell && hidden.has(cell.key)).length,
    tables: tables.map((table) => ({
      ...table,
      columns: [...table.columns],
      rows: table.rows.map((row) => ({
        code: row.code,
        cells: row.cells.map((cell) => readCell(cell, reading)),
      })),
    })),
  }
}
type FilledView = Awaited<ReturnType<typeof filled>>

/** Names of all codes in the tables, in both languages. */
async function namesIn(
  { db, house }: Pick<Asking, 'db' | 'house'>,
  { tables, codeList }: FilledView,
) {
  const found = [
    ...new Set(tables.flatMap((one) => [...one.columns, ...one.rows.map((r) => r.code)])),
  ]
  const places = await namePlaces(
    db,
    found.filter((code) => code.startsWith('PK')),
  )
  return Object.fromEntries(found.map((code) => [code, nameOf(house, code, places, codeList)]))
}

function nameOf(
  house: Asking['house'],
  code: string,
  places: ReadonlyMap<string, Name>,
  codeList: CodeList | undefined,
): Name {
  const entry = codeList?.entries.find((one) => one.code === code)
  if (entry) return entry.name
  const place = places.get(code)
  if (place) return place
  const plain = code.replace(/^HTCDS /, '')
  const one = (language: 'en' | 'ur') => {
    const t = house.words.t(language)
    const parts = plain.split(' + ').map((part) => {
      const said = t(`standard.code.${part}`, { defaultValue: '' })
      return said || t(`numbers.code.${part}`, { defaultValue: countryName(part, language) })
    })
    return parts.join(' + ')
  }
  return { en: one('en'), ur: one('ur') }
}

const definitionKeys = [
  'unit',
  'detected',
  'status',
  'age',
  'place',
  'law',
  'citizenship',
  'means',
] as const

async function sheetFor(scene: Asking): Promise<{ sheet: StandardSheet; view: FilledView }> {
  const view = await filled(scene)
  const both = (key: string, values: Record<string, unknown> = {}): Name => ({
    en: scene.house.words.t('en')(key, values),
    ur: scene.house.words.t('ur')(key, values),
  })
  const { standard, period, tables, used } = view
  const sheet = {
    standard: standard.code,
    edition: standard.edition,
    source: standard.source,
    grade: standard.grade,
    place: view.place,
    ...period,
    countedAt: view.countedAt,
    laws: view.laws,
    definitions: [
      ...definitionKeys.map((key) => both(`numbers.definition.${key}`)),
      both(`standard.about.${standard.code}`),
      both('standard.once'),
      both(scene.query.small === 'show' ? 'numbers.small.shown' : 'standard.hidden'),
    ],
    tables: tables.map((table) => ({ ...table, title: both(`standard.table.${table.code}`) })),
    mapping: standard.mapping,
    gaps: standard.gaps.map((gap) => ({ ...gap, asked: both(`standard.asks.${gap.asks}`) })),
    populations: used,
    names: await namesIn(scene, view),
  }
  return { sheet, view }
}

const fileName = ({ params, query }: Asking) =>
  `panah-${params.standard}-${query.year}${query.place ? `-${query.place}` : ''}`

function fileRoute(
  kind: 'csv' | 'xlsx' | 'json' | 'data',
  summary: string,
  make: (scene: Asking) => Promise<FileAnswer>,
): Route {
  const last = kind === 'data' ? 'data.csv' : `table.${kind}`
  return route({
    method: 'GET',
    url: `/api/standards/:standard/${last}`,
    name: `statistics.standard-${kind}`,
    who,
    summary,
    params: WithStandard,
    query: Choice,
    answer: 'file',
    act: (scene) => make(scene),
  })
}

export const standardRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/standards',
    name: 'statistics.standards',
    who,
    summary: 'The standards that the counts can be told in.',
    answer: ListAnswer,
    async act({ db, person, now }) {
      const codeList = await findCodeList(db)
      const places =
        person.jurisdiction === 'PK'
          ? ['PK', 'PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-IS', 'PK-GB', 'PK-JK']
          : [person.jurisdiction]
      const names = await namePlaces(db, places)
      return {
        standards: standardCodes.map((code) => {
          const { edition, source, grade } = standardOf(code, { populations: [], codeList })
          return { code, edition, source, grade }
        }),
        places: places.map((code) => ({
          code,
          name: names.get(code) ?? { en: countryName('PAK', 'en'), ur: countryName('PAK', 'ur') },
        })),
        thisYear: Number(dayInPakistan(now).slice(0, 4)),
        codeList: codeList
          ? {
              id: codeList.id,
              edition: codeList.edition,
              source: codeList.source,
              loadedAt: codeList.loadedAt,
              codes: codeList.entries.length,
            }
          : null,
        mayLoadCodes: mayLoadCodes(person),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/standards/:standard',
    name: 'statistics.standard',
    who,
    summary: 'The tables of one standard for a year and a place, and what of it cannot be told.',
    params: WithStandard,
    query: Choice,
    answer: ViewAnswer,
    async act(scene) {
      const view = await filled(scene)
      const { code: standard, edition, source, grade, mapping, gaps } = view.standard
      return {
        standard,
        edition,
        source,
        grade,
        place: view.place,
        ...view.period,
        countedAt: view.countedAt,
        laws: [...view.laws],
        hidden: view.hidden,
        tables: view.tables,
        mapping: [...mapping],
        gaps: [...gaps],
        populations: view.used.map(({ group, people, year, source, url, grade }) => ({
          group,
          people,
          year,
          source,
          url,
          grade,
        })),
        names: await namesIn(scene, view),
      }
    },
  }),
  fileRoute('csv', 'The tables of a standard as CSV, one line a cell.', async (scene) => {
    const { sheet } = await sheetFor(scene)
    return csvFile(standardCsv(sheet), fileName(scene))
  }),
  fileRoute('xlsx', 'The tables of a standard as a workbook.', async (scene) => {
    const { sheet } = await sheetFor(scene)
    return workbookFile(standardSheets(sheet), fileName(scene))
  }),
  fileRoute('json', 'The tables of a standard as JSON.', async (scene) => {
    const { sheet } = await sheetFor(scene)
    return new FileAnswer({
      type: 'application/json; charset=utf-8',
      bytes: JSON.stringify(sheet, null, 2),
      name: `${fileName(scene)}.json`,
    })
  }),
  fileRoute(
    'data',
    'The standard’s own file: SDMX-CSV for SDG 16.2.2, the columns of the CTDC dataset.',
    async (scene) => {
      const view = await filled(scene)
      const { standard, place, reading, populations, victims } = view
      if (standard.code === 'ctdc')
        return csvFile(ctdcCsv(victims, reading), `${fileName(scene)}.data`)
      if (standard.code !== 'sdg-16-2-2') throw new Problem('absent', 'statistics/standard-no-file')
      const comment = scene.house.words.t('en')('standard.sdmx-comment', {
        law: view.laws.join(', ') || 'none',
      })
      return new FileAnswer({
        type: 'application/vnd.sdmx.data+csv; charset=utf-8',
        bytes: sdmxCsv({
          place,
          year: scene.query.year,
          countedOn: dayInPakistan(scene.now),
          observations: observations(place, populations),
          ...reading,
          comment,
        }),
        name: `${fileName(scene)}.sdmx.csv`,
      })
    },
  ),
  route({
    method: 'POST',
    url: '/api/standards/ic-tip/codes',
    name: 'statistics.load-codes',
    who: ['statistician'],
    summary: 'Loads the code lists of IC-TIP: variable, code, name_en, name_ur, htcds.',
    body: Type.Object(
      {
        edition: Type.String({ minLength: 1, maxLength: 120 }),
        source: Type.String({ minLength: 1, maxLength: 400 }),
        csv: Type.String({ minLength: 1, maxLength: 200_000 }),
      },
      { additionalProperties: false },
    ),
    answer: WithId,
    async act({ db, person, body, now, about }) {
      permit(mayLoadCodes(person))
      const id = await addCodeList(db, {
        jurisdiction: person.jurisdiction,
        edition: body.edition.trim(),
        source: body.source.trim(),
        entries: codeListOf(rowsOf(body.csv)),
        loadedBy: person.id,
        now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/standards/ic-tip/codes/:id/take-back',
    name: 'statistics.take-back-codes',
    who: ['statistician'],
    summary: 'Takes a loaded code list back; the one before it counts again.',
    params: WithId,
    answer: Done,
    async act({ db, person, params, now, about }) {
      about(params.id)
      if (!(await takeBackCodeList(db, { id: params.id, by: person.id, now })))
        throw new Problem('absent', 'statistics/standard-list-gone')
      return done
    },
  }),
]

function rowsOf(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true })
  } catch {
    throw new Problem('input', 'statistics/file-not-csv')
  }
}
