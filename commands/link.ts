import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  explain,
  type FileJournal,
  fieldPlansOf,
  findRow,
  guessSettings,
  isDatabase,
  keptIn,
  type Learnt,
  type Linkage,
  LinkageProblem,
  link as linkRows,
  lookAt,
  openJournal,
  openTables,
  planRun,
  type RuleCount,
  requireColumns,
  type Settings,
  type Source,
  type Tables,
  usualThreads,
  waterfall,
  weightChart,
  writeClusters,
  writePairs,
} from '../libraries/record-linkage/index.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { evaluatePairs } from './link-evaluate.ts'

export const link: Command = {
  name: 'link',
  help: `./panah link A.csv [B.csv] --out matches.csv [--clusters] [--model model.json]
./panah link A.csv [B.csv] --plan
./panah link explain A.csv ID ID [--model model.json]
./panah link evaluate matches.csv labels.csv [--at 0.5,0.9,0.99]
./panah link evaluate matches.csv truth.csv [--entity COLUMN] [--id COLUMN]

Finds the rows that are the same person or thing, within one file or across two (CSV, Parquet,
JSON lines or a table of a DuckDB database). Without --model the kinds of the columns are guessed and said aloud, blocking rules
chosen and the weights learnt from the files themselves; no labels are needed, no database started.

  --out FILE        pairs: id_a, id_b, weight (log2 odds), probability; .csv or .parquet
  --clusters        also FILE with .clusters before its ending: id, cluster (an id of the cluster)
  --model FILE      settings: { "id": "…", "fields": { "name": "name", "father": "name",
                    "cnic": "cnic", "dob": "date" }, "rules": [["name", "dob.year"]] }
  --save-model FILE writes the settings with rules and what was learnt, to be used again or edited
  --table NAME      which table of a .duckdb file (opened for reading only); for two such files give it
                    twice, in their order
  --id COLUMN       the column that names a row
  --keep P          give out pairs of at least this probability (0.5)
  --join P          pairs of at least this probability make clusters (0.9)
  --partners HOW    two files: any (usual), one-to-one, one-to-many
  --threads N       as many as there are processors; the result is the same with any number
  --kept FOLDER     keeps the columns of large files ready for the next run (CSV is read once, and kept
                    as Parquet); they hold what the files hold, so put the folder where only you can read
  --plan            compares nothing: pairs of each rule, its largest blocks (values masked) and how long
                    comparing would take
  --most-in-block N leaves out blocks of more than N rows, and says what was left out
  --chart           the weight of every level that was learnt

A run that is cut off (Ctrl-C, power) goes on where it stopped when the same command is given again.
"explain" shows, field by field, why two rows do or do not belong together.
"evaluate" sets the pairs of a run against judged ones (id_a, id_b, same: 1 or 0, yes or no; nothing
where undecided), or against a table that says whom each row is about (id, and entity or cluster or
the column that --entity names; with --two-files also source, a or b): precision and recall at
thresholds, each with its exact 95 % interval. A pair may stand either way round unless --two-files
says that id_a is of the first file.
Exit code 2: the files or settings have to be put right; the text says how.`,
  options: {
    out: { type: 'string' },
    clusters: { type: 'boolean', default: false },
    model: { type: 'string' },
    'save-model': { type: 'string' },
    table: { type: 'string', multiple: true },
    id: { type: 'string' },
    keep: { type: 'string' },
    join: { type: 'string' },
    partners: { type: 'string' },
    threads: { type: 'string' },
    kept: { type: 'string' },
    plan: { type: 'boolean', default: false },
    'most-in-block': { type: 'string' },
    at: { type: 'string' },
    entity: { type: 'string' },
    'two-files': { type: 'boolean', default: false },
    chart: { type: 'boolean', default: false },
  },
  async run(call) {
    try {
      if (call.words[0] === 'evaluate') return await evaluatePairs(call)
      return call.words[0] === 'explain' ? await explainPair(call) : await linkFiles(call)
    } catch (trouble) {
      if (trouble instanceof LinkageProblem)
        throw new CommandProblem(trouble.code, trouble.message, 2)
      throw trouble
    }
  },
}

async function linkFiles(call: Call): Promise<number> {
  const { options, words } = call
  if (!words.length || words.length > 2)
    throw new CommandProblem('bad-arguments', 'Give one file, or two. See ./panah link --help', 2)
  if (!options.plan && !options.out && !options.chart && !options['save-model'])
    throw new CommandProblem('no-output', 'Say where the pairs go: --out matches.csv', 2)
  const started = performance.now()
  const tables = await openTables(sourcesOf(call, words), threadsOf(call), call.options.kept)
  const settings = await settingsFor(call, tables)
  if (options.plan) return await showPlan(call, tables, settings)
  const stop = new AbortController()
  const cancel = () =>
    stop.abort(
      new CommandProblem(
        'cancelled',
        'Stopped. What was compared is kept; the same command goes on from there.',
        1,
      ),
    )
  process.once('SIGINT', cancel)
  process.once('SIGTERM', cancel)
  let journal: FileJournal | undefined
  const work = {
    files: words.map((_, at) => tables.identity(at as 0 | 1)),
    settings,
  }
  const linkage = await linkRows(tables, settings, {
    threads: threadsOf(call),
    clusters: options.clusters,
    ...(options.kept && { kept: keptIn(options.kept) }),
    signal: stop.signal,
    progress: progressOf(call),
    blocked: (rules) => call.progress(blockingLines(rules).join('\n')),
    journal: (learnt, rules) => {
      if (!options.out) return undefined
      journal = openJournal(`${options.out}.partial`, { ...work, learnt, rules })
      if (journal.units) call.progress(`going on: ${journal.units} parts were compared before`)
      return journal
    },
  }).finally(() => journal?.close())
  const written = await writeAll(call, tables, settings, linkage)
  journal?.remove()
  report(call, linkage, written, (performance.now() - started) / 1000)
  return 0
}

async function showPlan(call: Call, tables: Tables, settings: Settings): Promise<number> {
  const { options } = call
  const plan = await planRun(tables, settings, {
    threads: threadsOf(call),
    ...(options.kept && { kept: keptIn(options.kept) }),
    progress: progressOf(call),
  })
  const lines = [
    `${counted(plan.rows)} rows; a run compares up to ${counted(plan.pairs)} pairs (one that several rules find, once)`,
    ...plan.rules.flatMap(({ rule, pairs, blocks, largestBlocks }) => [
      `${named(rule)}: ${counted(pairs)} pairs in ${counted(blocks)} blocks`,
      ...largestBlocks.map(
        (one) =>
          `  ${counted(one.rows)} rows, ${counted(one.pairs)} pairs (${Math.round(one.share * 100)} %)${one.values && `: ${one.values}`}`,
      ),
    ]),
    ...leftOutLines(plan.rules),
    plan.refused
      ? `It would be refused. ${plan.refused}`
      : `Comparing them takes at most ${plan.seconds < 1 ? 'a second' : `about ${counted(Math.ceil(plan.seconds))} s`} on ${plan.threads} threads of this machine; learning the weights and clustering come on top.`,
  ]
  call.answer(plan, lines.join('\n'))
  return 0
}

/** What the rules cost, said before a pair is compared. */
const blockingLines = (rules: readonly RuleCount[]): string[] => [
  'Before comparing (a pair that several rules find is compared once):',
  ...rules.map(
    ({ rule, pairs, blocks, largest, largestShare }) =>
      `  ${named(rule)}: ${counted(pairs)} pairs in ${counted(blocks)} blocks${pairs ? `; the largest has ${counted(largest)} rows, the costliest makes ${Math.round(largestShare * 100)} % of the pairs` : ''}`,
  ),
  ...leftOutLines(rules),
]

const counted = (count: number): string => count.toLocaleString('en')
const named = (rule: readonly string[]): string => rule.join(' + ') || 'every pair'

/** Nothing is left out in silence: what each rule did not compare. */
function leftOutLines(rules: readonly RuleCount[]): string[] {
  const lines = rules.flatMap(({ rule, leftOut }) =>
    leftOut
      ? [
          `  ${named(rule)}: ${counted(leftOut.blocks)} blocks of ${counted(leftOut.rows)} rows, ${counted(leftOut.pairs)} pairs; the largest has ${counted(leftOut.largest.rows)} rows (${leftOut.example})`,
        ]
      : [],
  )
  return lines.length
    ? ['Left out as too large (compared only where another rule finds the pair):', ...lines]
    : []
}

async function writeAll(
  call: Call,
  tables: Tables,
  settings: Settings,
  linkage: Linkage,
): Promise<string[]> {
  const { options } = call
  const written: string[] = []
  if (options.out) {
    await writePairs(tables, linkage.pairs, settings.id, options.out)
    written.push(options.out)
  }
  if (linkage.clusters && options.out) {
    const path = options.out.replace(/(\.\w+)$/, '.clusters$1')
    await writeClusters(tables, linkage.clusters.of, settings.id, path)
    written.push(path)
  }
  if (options['save-model']) {
    const rules = linkage.rules.map(({ rule }) => rule)
    writeFileSync(
      options['save-model'],
      `${JSON.stringify({ ...settings, rules, learnt: linkage.learnt }, null, 2)}\n`,
    )
    written.push(options['save-model'])
  }
  return written
}

const untrainedOf = ({ fields }: Learnt) =>
  fields.flatMap(({ name, levels }) =>
    levels.flatMap(({ level, untrained }) =>
      untrained ? [{ field: name, level, why: untrained }] : [],
    ),
  )

function report(call: Call, linkage: Linkage, written: readonly string[], seconds: number): void {
  const { pairs, clusters, compared, rules, learnt, reports } = linkage
  const untrained = untrainedOf(learnt)
  const sizes = new Map<number, number>()
  for (const head of clusters?.of ?? []) sizes.set(head, (sizes.get(head) ?? 0) + 1)
  const several = [...sizes.values()].filter((size) => size > 1).length
  const answer = {
    rows: linkage.rows,
    compared,
    pairs: pairs.a.length,
    ...(clusters && {
      clusters: sizes.size,
      clustersOfSeveral: several,
      splits: clusters.splits.length,
    }),
    rules,
    untrained,
    prior: learnt.prior,
    fields: reports,
    written,
    seconds,
  }
  const troubles = reports.flatMap(({ name, kind, troubles }) =>
    troubles.map(
      ({ what, rows, example, used }) =>
        `  ${name}: ${rows} rows, ${what} (such as "${example}")${used ? ', compared as written' : `, not used as ${kind}`}`,
    ),
  )
  const lines = [
    `${linkage.rows.toLocaleString('en')} rows, ${compared.toLocaleString('en')} pairs compared, ${pairs.a.length.toLocaleString('en')} kept, in ${seconds.toFixed(1)} s`,
    ...(clusters
      ? [
          `${sizes.size.toLocaleString('en')} clusters, ${several.toLocaleString('en')} of more than one row; ${clusters.splits.length.toLocaleString('en')} joins refused that would have put strangers together`,
        ]
      : []),
    'Rules: ' +
      rules
        .map(
          ({ rule, pairs: made, largest }) =>
            `${named(rule)} (${made.toLocaleString('en')} pairs, largest block ${largest})`,
        )
        .join('; '),
    ...leftOutLines(rules),
    ...(troubles.length ? ['Values with trouble:', ...troubles] : []),
    ...(untrained.length
      ? [
          `Levels that these files could not teach (their weights are floors): ${untrained.map(({ field, level }) => `${field} “${level}”`).join(', ')}`,
        ]
      : []),
    ...(call.options.chart ? ['', weightChart(learnt)] : []),
    ...(written.length ? [`Written: ${written.join(', ')}`] : []),
  ]
  call.answer(answer, lines.join('\n'))
}

async function explainPair(call: Call): Promise<number> {
  const [, ...words] = call.words
  const two = words.length === 4
  if (words.length !== 3 && !two)
    throw new CommandProblem(
      'bad-arguments',
      'Give a file and two ids, or two files and an id of each. See ./panah link --help',
      2,
    )
  const [one, other] = words.slice(-2) as [string, string]
  const tables = await openTables(
    sourcesOf(call, words.slice(0, -2)),
    threadsOf(call),
    call.options.kept,
  )
  const settings = await settingsFor(call, tables)
  const a = await findRow(tables, 'a', settings.id, one)
  const b = await findRow(tables, two ? 'b' : 'a', settings.id, other)
  for (const [id, row] of [
    [one, a],
    [other, b],
  ] as const)
    if (row === undefined)
      throw new CommandProblem('no-row', `No row has the ${settings.id ?? 'number'} "${id}".`, 2)
  const linkage = await linkRows(tables, settings, {
    threads: threadsOf(call),
    progress: progressOf(call),
  })
  const explanation = await explain(linkage, tables, settings, a!, b!)
  call.answer(explanation, waterfall(explanation))
  return 0
}

async function settingsFor(call: Call, tables: Tables): Promise<Settings> {
  const { options } = call
  const share = (name: string, text: string | undefined) => {
    if (text === undefined) return {}
    const value = Number(text)
    if (!(value > 0 && value < 1))
      throw new CommandProblem(
        'bad-arguments',
        `--${name} is a probability between 0 and 1, such as 0.9.`,
        2,
      )
    return { [name]: value }
  }
  const most = options['most-in-block']
  if (most !== undefined && !(Number.isInteger(Number(most)) && Number(most) >= 2))
    throw new CommandProblem(
      'bad-arguments',
      '--most-in-block is a whole number of rows, 2 or more.',
      2,
    )
  if (options.partners && !['any', 'one-to-one', 'one-to-many'].includes(options.partners))
    throw new CommandProblem('bad-arguments', '--partners is any, one-to-one or one-to-many.', 2)
  const given = options.model ? readModel(options.model) : await guessed(call, tables)
  const settings: Settings = {
    ...given,
    ...(options.id && { id: options.id }),
    ...share('keep', options.keep),
    ...share('join', options.join),
    ...(most !== undefined && { mostInBlock: Number(most) }),
    ...(options.partners && { partners: options.partners }),
  }
  if (settings.id) requireColumns([settings.id], tables.columns)
  for (const plan of fieldPlansOf(settings)) requireColumns(plan.columns, tables.columns)
  return settings
}

function readModel(path: string): Settings {
  if (!existsSync(path)) throw new CommandProblem('no-file', `There is no file ${path}.`, 2)
  let model: unknown
  try {
    model = JSON.parse(readFileSync(path, 'utf8'))
  } catch (trouble) {
    throw new CommandProblem('bad-model', `${path} is not JSON: ${(trouble as Error).message}`, 2)
  }
  const { fields } = model as Settings
  if (!fields || typeof fields !== 'object' || !Object.keys(fields).length)
    throw new CommandProblem(
      'bad-model',
      `${path} names no fields. It needs at least { "fields": { "COLUMN": "KIND" } }.`,
      2,
    )
  return model as Settings
}

async function guessed(call: Call, tables: Tables): Promise<Settings> {
  if (!tables.columns.length)
    throw new CommandProblem(
      'no-shared-column',
      'The two files share no column name. Rename columns so that what belongs together has one name.',
      2,
    )
  const { settings, said } = guessSettings(await lookAt(tables), tables.rows)
  call.progress('No model was given; what the columns seem to hold (a --model overrides it):')
  for (const { column, use, because } of said) call.progress(`  ${column}: ${use}, ${because}`)
  if (!Object.keys(settings.fields).length)
    throw new CommandProblem(
      'nothing-to-compare',
      'No column is left that could tell rows apart. Give a --model that names the fields.',
      2,
    )
  return settings
}

/** The files, each database with the table asked for: one name goes for both, two for one each. */
function sourcesOf(call: Call, paths: readonly string[]): Source[] {
  const names: readonly string[] = call.options.table ?? []
  const databases = paths.filter(isDatabase)
  if (names.length > Math.max(1, databases.length))
    throw new CommandProblem(
      'bad-arguments',
      `--table was given ${names.length} times for ${databases.length} DuckDB databases.`,
      2,
    )
  if (names.length && !databases.length)
    throw new CommandProblem(
      'no-database',
      '--table is for a DuckDB database (.duckdb, .ddb, .db); any other file is one table.',
      2,
    )
  let met = 0
  return paths.map((path) =>
    isDatabase(path) ? { path, table: names[met++] ?? names[0] } : { path },
  )
}

function threadsOf(call: Call): number {
  const { threads } = call.options
  if (threads === undefined) return usualThreads()
  const count = Number(threads)
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new CommandProblem('bad-arguments', '--threads is a whole number from 1 to 64.', 2)
  return count
}

function progressOf(call: Call): (what: string, share?: number) => void {
  let told = 0
  return (what, share) => {
    const now = performance.now()
    if (share !== undefined && share < 1 && now - told < 1000) return
    told = now
    call.progress(share === undefined ? `${what} …` : `${what} ${Math.round(share * 100)} %`)
  }
}
