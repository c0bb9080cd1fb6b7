import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  attributesOfKey,
  budgetOf,
  countsOf,
  type ExactRelease,
  encode,
  type Ledger,
  LedgerRefusal,
  type Loss,
  lossOf,
  type Microdata,
  type NoisyRelease,
  nameOf,
  openLedger,
  promiseOf,
  type Released,
  readLedger,
  releaseExact,
  releaseNoisy,
  systemRandomness,
} from '../libraries/private-release/index.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { type ScanWords, wholeNumber } from './scan-input.ts'
import { type Column, getColumn, readTable, type Table } from './table-file.ts'

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const

export const release: Command = {
  name: 'release',
  help: `./panah release data.csv --epsilon 1 --out DIR [options]     with noise (differential privacy)
./panah release data.csv --k 10 --out DIR [options]          without noise (k-anonymity)

Makes of records of people what may be published: tables of all combinations of a few attributes,
synthetic records that reproduce them, and what is promised. Needs no installation and starts no
database. CSV (UTF-8, the first line names the columns) or Parquet; a row is a person, an empty
cell is "not recorded".

  year,sex,age,form,district
  2026,female,18–24,forced labour,Lahore

  --epsilon E      how much may be learnt about any one person, in all, from this release
  --delta D        how likely the promise may fail (1e-6)
  --budget E       what all releases of these people may cost together (as the first --epsilon)
  --ledger FILE    where the budget is kept (data.csv.ledger). Use one ledger for the same people,
                   whatever file they are in. What is spent stays spent.
  --k K            without --epsilon: nothing that fewer than K people share is shown, and nothing
                   from which that could be worked out. With it: noisy counts below K are left out
  --length L       attributes in a combination, 1 to 4 (3)
  --columns A,B    only these columns                --person C   which person a row is about
  --multi C        a column with several values in a cell, parted by ";" (may be given often)
  --cap N          most attributes a record may hold (the number of columns). A rule, not a fact
                   of the data     --records N  most rows of one person (1)
  --public-values  the values are a published code list, so none has to be hidden
  --rare-records   with --k: check combinations to the length given, not whole synthetic records
  --sweeps N       passes of the search for synthetic records (30)
  --dataset NAME   as the ledger shall call these people
  --out DIR        a folder that is not there yet

Into DIR go tables.csv, synthetic.csv and guarantee.json (the promise, the noise, the ledger's
entry, a print of each file). What was lost is told on the screen, for whoever decides: it is
measured on the real records and must not be published with a noisy release.
Exit code 2 if the budget is spent or anything given has to be put right; then nothing is written.`,
  options: {
    epsilon: text,
    delta: text,
    budget: text,
    ledger: text,
    k: text,
    length: text,
    columns: text,
    person: text,
    multi: { type: 'string', multiple: true },
    cap: text,
    records: text,
    'public-values': yes,
    'rare-records': yes,
    sweeps: text,
    dataset: text,
    out: text,
  },
  async run(call) {
    const words = call.options as ScanWords
    const file = call.words[0]
    if (!file || call.words.length > 1)
      throw problem(
        'no-file',
        'Name one file of records: ./panah release data.csv --epsilon 1 --out DIR',
      )
    const folder = checkFolder(words.out)
    const data = await readPeople(file, words)
    const asked = { ...askedOf(words, data.microdata), words, file }
    try {
      const made =
        asked.epsilon === undefined
          ? await exact(data, asked, call)
          : await noisy(data, asked, call)
      const loss = lossesOf(data.microdata, made, asked.longest)
      const guarantee = guaranteeOf(made, asked, data.microdata)
      writeFolder(folder, made, guarantee)
      call.answer({ folder: words.out, ...guarantee, loss }, tell(words.out!, guarantee, loss))
      return 0
    } catch (trouble) {
      if (trouble instanceof LedgerRefusal) throw problem(trouble.code, trouble.message)
      if (trouble instanceof RangeError) throw problem('not-possible', `${trouble.message}.`)
      throw trouble
    }
  },
}

const problem = (code: string, why: string) => new CommandProblem(code, why, 2)

function checkFolder(out: string | undefined): string {
  if (out === undefined)
    throw problem('no-out', 'Say where to write: --out DIR, a folder that is not there yet.')
  const folder = resolve(out)
  if (existsSync(folder))
    throw problem(
      'folder-taken',
      `${out} is there already. Name another folder: nothing is written over.`,
    )
  if (!existsSync(dirname(folder)))
    throw problem('no-folder', `There is no folder ${dirname(folder)} to write into.`)
  return folder
}

interface People {
  microdata: Microdata
  person?: Int32Array
}

async function readPeople(file: string, words: ScanWords): Promise<People> {
  const table = await readTable(file)
  const person = words.person === undefined ? undefined : getColumn(table, words.person)
  const multi = (words.multi as unknown as string[] | undefined) ?? []
  const named = words.columns?.split(',').map((name) => getColumn(table, name.trim()))
  const columns = named ?? table.columns.filter((one) => one !== person)
  for (const column of columns) refuseIdentifier(table, column, named !== undefined)
  const several = multi.map((name) => ({ column: getColumn(table, name).name, separator: ';' }))
  return {
    microdata: encode(table.rows, columns, several),
    ...(person && { person: person.codes }),
  }
}

/** A value of one's own is a name: such a column has no place in a release. */
function refuseIdentifier(table: Table, column: Column, chosen: boolean): void {
  const distinct = column.values.length - 1
  if (chosen || table.rows < 50 || distinct < 0.5 * table.rows) return
  throw problem(
    'identifier',
    `Column "${column.name}" has a value of its own for ${distinct} of ${table.rows} rows, as a name or a number of a person has. ` +
      'Name the columns to release with --columns, or say with --person that it tells whom a row is about.',
  )
}

interface Asked {
  epsilon: string | undefined
  delta: string
  k: number | undefined
  longest: number
  cap: number
  records: number
  sweeps: number
  words: ScanWords
  file: string
}

function askedOf(words: ScanWords, data: Microdata): Omit<Asked, 'words' | 'file'> {
  const { epsilon, delta = '1e-6' } = words
  if (epsilon === undefined && words.k === undefined)
    throw problem('no-promise', 'Say what to promise: --epsilon 1 (noise), or --k 10 (no noise).')
  for (const name of ['epsilon', 'budget'] as const) {
    const value = words[name]
    if (
      value !== undefined &&
      (value.trim() === '' || !(Number(value) > 0 && Number(value) <= 100))
    )
      throw problem(
        'bad-budget',
        `--${name} is a number above 0 and at most 100, not "${value}". Usual are 0.5 to 8.`,
      )
  }
  if (!(Number(delta) > 0 && Number(delta) <= 0.001))
    throw problem('bad-budget', `--delta is a number above 0 and at most 0.001, not "${delta}".`)
  const k = words.k === undefined ? undefined : wholeNumber(words, 'k', 10, { least: 2, most: 1e9 })
  if (k !== undefined && k > data.rows)
    throw problem(
      'k-too-large',
      `--k ${k}: there are only ${data.rows} records, so nothing could be shown. Take a smaller k.`,
    )
  const columns = data.columns.length
  return {
    epsilon,
    delta,
    k,
    longest: wholeNumber(words, 'length', Math.min(3, columns), {
      least: 1,
      most: Math.min(4, columns),
    }),
    cap: wholeNumber(words, 'cap', columns, { least: 1, most: columns }),
    records: wholeNumber(words, 'records', 1, { least: 1, most: 10_000 }),
    sweeps: wholeNumber(words, 'sweeps', 30, { least: 1, most: 10_000 }),
  }
}

/** The ledger that is there, or a new one; a budget that is named has to be the one it has. */
function ledgerFor({ words, file, epsilon, delta }: Asked): Ledger {
  const path = resolve(words.ledger ?? `${file}.ledger`)
  const dataset = words.dataset ?? basename(file)
  if (!existsSync(dirname(path)))
    throw problem('no-folder', `There is no folder for the ledger ${path}.`)
  if (!existsSync(path)) return openLedger(path, newBudget(dataset, words.budget ?? epsilon, delta))
  const ledger = readLedger(path)
  const { budget } = ledger
  if (words.budget !== undefined && Number(words.budget) !== Number(budget.epsilon))
    throw problem(
      'other-budget',
      `${path} was begun with a budget of ε ${budget.epsilon}; it cannot be changed to ${words.budget}.`,
    )
  if (words.delta !== undefined && Number(words.delta) !== Number(budget.delta) && budget.rho > 0)
    throw problem(
      'other-budget',
      `${path} was begun with δ ${budget.delta}; it cannot be changed to ${words.delta}.`,
    )
  return ledger
}

function newBudget(dataset: string, epsilon: string | undefined, delta: string) {
  if (epsilon !== undefined) return budgetOf(dataset, epsilon, delta)
  return { dataset, epsilon: '0', delta, rho: 0, thresholdDelta: 0 }
}

type Made = (NoisyRelease | ExactRelease) & { ledger: Ledger }

const progressOf = (call: Call) => {
  let shown = Date.now()
  return (done: number, of: number) => {
    if (Date.now() - shown < 1000) return
    shown = Date.now()
    call.progress(`synthetic records: pass ${done} of ${of}`)
  }
}

async function noisy({ microdata, person }: People, asked: Asked, call: Call): Promise<Made> {
  const ledger = ledgerFor(asked)
  const request = {
    epsilon: asked.epsilon!,
    longest: asked.longest,
    cap: asked.cap,
    records: asked.records,
    sweeps: asked.sweeps,
    ...(person && { person }),
    ...(asked.k && { least: asked.k }),
    publicValues: asked.words['public-values'] !== undefined,
    onProgress: progressOf(call),
  }
  return { ...(await releaseNoisy(microdata, request, ledger, systemRandomness())), ledger }
}

async function exact({ microdata, person }: People, asked: Asked, call: Call): Promise<Made> {
  if (person)
    throw problem(
      'person-without-noise',
      '--k counts rows: with several rows a person it would count one person often. Give a file with one row a person, or use --epsilon.',
    )
  const ledger = ledgerFor(asked)
  const request = {
    k: asked.k!,
    longest: asked.longest,
    sweeps: asked.sweeps,
    wholeRecords: asked.words['rare-records'] === undefined,
    onProgress: progressOf(call),
  }
  return { ...(await releaseExact(microdata, request, ledger, systemRandomness())), ledger }
}

function lossesOf(data: Microdata, { tables, synthetic }: Made, longest: number) {
  const real = countsOf(data, longest)
  return {
    tables: lossOf(real, tables.counts, tables),
    synthetic: lossOf(real, countsOf(synthetic, longest), tables),
  }
}

function guaranteeOf({ tables, synthetic, entry, ledger }: Made, asked: Asked, data: Microdata) {
  const common = {
    made: entry.at,
    dataset: ledger.budget.dataset,
    columns: [...new Set(data.columns)],
    combinations: { longest: asked.longest, released: tables.counts.size },
    records: {
      synthetic: synthetic.rows,
      real: 'none: every record is made up from the released counts',
    },
    ledger: { entry: entry.id, what: entry.what },
  }
  if ('k' in tables)
    return {
      kind: 'k-anonymous' as const,
      promise:
        `No combination of up to ${asked.longest} attributes that fewer than ${tables.k} people share is shown, nor can its count be worked out from those shown by comparing them. ` +
        (asked.words['rare-records'] === undefined
          ? `At least ${tables.k} real people share each whole synthetic record. `
          : '') +
        'It does not protect against somebody who knows most of the people already, or who has another release of the same people.',
      k: tables.k,
      rounding: `counts are rounded down to a multiple of ${tables.k}`,
      leftOut: { rare: tables.primary, toProtectThem: tables.complementary },
      ...common,
    }
  const all = promiseOf(ledger)
  const { rho, thresholdDelta } = ledger.remaining()
  return {
    kind: 'differentially private' as const,
    promise: `Whether any one person is in the data changes the probability of any outcome by at most a factor of e^ε, apart from an event of probability δ: ε ≤ ${asked.epsilon} by this release alone, ε ≤ ${round(all.epsilon)} and δ ≤ ${all.delta.toPrecision(3)} by all releases of this ledger together. It holds whatever else somebody knows.`,
    epsilon: Number(asked.epsilon),
    delta: Number(ledger.budget.delta),
    together: { epsilon: all.epsilon, delta: all.delta, rho: all.rho },
    bounds: { attributesOfARecord: asked.cap, recordsOfAPerson: asked.records },
    noise: {
      distribution: 'discrete Gaussian, exact integer sampling (Canonne, Kamath, Steinke 2020)',
      deviation: { records: tables.deviations[0], byLength: tables.deviations.slice(1) },
      typicalErrorByLength: tables.deviations.slice(1).map((one) => Math.round(one * 0.8)),
      valuesNamedFrom: tables.threshold,
    },
    budget: { epsilon: ledger.budget.epsilon, left: { rho, thresholdDelta } },
    ...common,
  }
}

const round = (value: number) => Math.ceil(value * 1000) / 1000

type Guarantee = ReturnType<typeof guaranteeOf>

/** All files or none: they are written beside, and the folder then gets its name. */
function writeFolder(folder: string, made: Made, guarantee: Guarantee): void {
  const draft = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`)
  mkdirSync(draft)
  try {
    const files = {
      'tables.csv': tablesCsv(made.tables),
      'synthetic.csv': recordsCsv(made.synthetic),
    }
    const prints: Record<string, string> = {}
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(draft, name), content)
      prints[name] = createHash('sha256').update(content).digest('hex')
    }
    writeFileSync(
      join(draft, 'guarantee.json'),
      `${JSON.stringify({ ...guarantee, sha256: prints }, null, 2)}\n`,
    )
    renameSync(draft, folder)
  } catch (trouble) {
    rmSync(draft, { recursive: true, force: true })
    throw trouble
  }
}

/** A cell that a spreadsheet would run as a formula is kept text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function tablesCsv({ schema, counts }: Released): string {
  const base = schema.values.length + 1
  const lines = [...counts].map(([key, count]) => {
    const attributes = attributesOfKey(key, base)
    const names = attributes.map((a) => nameOf(schema as Microdata, a)).join('; ')
    return { length: attributes.length, names, count }
  })
  lines.sort((a, b) => a.length - b.length || b.count - a.count || (a.names < b.names ? -1 : 1))
  const rows = lines.map((one) => `${one.length},${cell(one.names)},${one.count}`)
  return `\uFEFFlength,combination,count\r\n${rows.join('\r\n')}\r\n`
}

/** Columns that were parted by value come together again in one cell. */
function recordsCsv({ columns, cells, values, rows }: Microdata): string {
  const names = [...new Set(columns)]
  const lines = [names.map(cell).join(',')]
  for (let row = 0; row < rows; row++) {
    const held = new Map<string, string[]>()
    for (let c = 0; c < columns.length; c++) {
      const a = cells[row * columns.length + c]!
      if (a < 0) continue
      held.set(columns[c]!, [...(held.get(columns[c]!) ?? []), values[a]!])
    }
    lines.push(names.map((name) => cell((held.get(name) ?? []).join(';'))).join(','))
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function tell(
  out: string,
  guarantee: Guarantee,
  loss: { tables: Loss[]; synthetic: Loss[] },
): string {
  const table = (name: string, list: Loss[]) => [
    `${name.padEnd(18)} length  real  missing  made up  mean error`,
    ...list.map(
      (one) =>
        `${' '.repeat(18)} ${String(one.length).padStart(6)} ${String(one.real).padStart(5)} ${one.suppressed.toFixed(1).padStart(6)} % ${one.fabricated.toFixed(1).padStart(6)} % ${one.error.toFixed(1).padStart(10)}`,
    ),
  ]
  return [
    `Written to ${out}: tables.csv (${guarantee.combinations.released} combinations), synthetic.csv (${guarantee.records.synthetic} records), guarantee.json.`,
    '',
    guarantee.promise,
    '',
    'What was lost, measured on the real records. For whoever decides on the release; not to be published:',
    ...table('tables', loss.tables),
    ...table('synthetic records', loss.synthetic),
  ].join('\n')
}
