/**
 * Wall, CPU and peak memory of linking made-up records, from Parquet to clusters:
 * `npx tsx benchmarks/linkage/speed.ts [rows | rows×rows …]` (10,000 to 1,000,000 rows unless said;
 * `100000x10000000` links a short list with a long one). Every run is a process of its own, from
 * bundled code, as it is installed: learning its weights (cold), then with weights and prepared
 * columns from before (warm).
 */
import { execFileSync } from 'node:child_process'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  keptIn,
  link,
  openTables,
  type Settings,
  usualThreads,
} from '../../libraries/record-linkage/index.ts'
import { makeRecords } from './people.ts'

const columns = ['id', 'name', 'father', 'cnic', 'phone', 'dob', 'village', 'district'] as const

/** About 30 candidate pairs a row at a million rows, most of them by birth date and district. */
const many = [
  'cnic',
  'phone',
  ['cnic.tail', 'district'],
  ['name', 'dob'],
  ['father', 'dob'],
  ['dob', 'district'],
  ['name', 'father', 'district'],
  ['name', 'village'],
]
/** About 4 a row at a million rows. */
const few = [
  'cnic',
  'phone',
  ['cnic.tail', 'district'],
  ['name', 'dob'],
  ['name', 'father', 'district'],
  ['name', 'village'],
]
/** For lists of ten million, where pairs of the others would grow with the square. */
const strict = [
  'cnic',
  'phone',
  ['cnic.tail', 'dob'],
  ['name', 'dob', 'district'],
  ['father', 'dob', 'district'],
  ['name', 'father', 'dob'],
  ['name', 'father', 'village'],
]

const settingsOf = (rules: Settings['rules']): Settings => ({
  id: 'id',
  fields: {
    name: 'name',
    father: 'name',
    cnic: 'cnic',
    phone: 'phone',
    dob: 'date',
    village: 'place',
    district: 'place',
  },
  rules: rules!,
})
const ruleSets = { many, few, strict }

/** Writes records as CSV; of two files, every so-manieth goes to the first. */
async function writeRecords(rows: number, first: string, second = '', every = 0): Promise<void> {
  const files = [first, second].filter(Boolean).map((path) => createWriteStream(path))
  const waiting = files.map(() => `${columns.join(',')}\n`)
  const flush = async (at: number) => {
    if (!files[at]!.write(waiting[at]!))
      await new Promise<void>((resolve) => files[at]!.once('drain', () => resolve()))
    waiting[at] = ''
  }
  let made = 0
  for (const record of makeRecords(rows, 3)) {
    const at = every > 0 && made++ % every !== 0 ? 1 : 0
    waiting[at] += `${columns.map((column) => record[column]).join(',')}\n`
    if (waiting[at]!.length > 1 << 20) await flush(at)
  }
  for (const [at, file] of files.entries()) {
    await flush(at)
    await new Promise<void>((resolve) => file.end(() => resolve()))
  }
}

/** One run, in this process: prints what each stage took. */
async function one(
  paths: readonly string[],
  folder: string,
  rules: keyof typeof ruleSets,
): Promise<void> {
  const threads = usualThreads()
  const learntPath = join(folder, `${rules}.json`)
  const learnt = existsSync(learntPath) ? JSON.parse(readFileSync(learntPath, 'utf8')) : undefined
  const laps = new Map<string, { wall: number; cpu: number }>()
  let [at, used] = [performance.now(), process.cpuUsage()]
  const lap = (what: string) => {
    const more = process.cpuUsage(used)
    const sum = laps.get(what) ?? { wall: 0, cpu: 0 }
    sum.wall += (performance.now() - at) / 1000
    sum.cpu += (more.user + more.system) / 1e6
    laps.set(what, sum)
    ;[at, used] = [performance.now(), process.cpuUsage()]
  }
  const tables = await openTables(paths, threads)
  const settings = settingsOf(ruleSets[rules])
  let doing = 'reading'
  const linkage = await link(tables, learnt ? { ...settings, learnt } : settings, {
    threads,
    clusters: paths.length === 1,
    kept: keptIn(join(folder, 'kept')),
    progress: (what) => {
      const now = what.split(' ')[0]!
      if (now !== doing) lap(doing)
      doing = now
    },
  })
  lap(doing)
  if (!learnt) writeFileSync(learntPath, JSON.stringify(linkage.learnt))
  const sum = (key: 'wall' | 'cpu') =>
    [...laps.values()].reduce((all, own) => all + own[key], 0).toFixed(1)
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${linkage.rows} rows, rules "${rules}", ${linkage.compared} pairs (${linkage.pruned} settled without a text), ${linkage.pairs.a.length} kept, ${learnt ? 'warm' : 'cold'}: wall ${sum('wall')} s, CPU ${sum('cpu')} s, peak ${memory} MB`,
  )
  for (const [what, { wall, cpu }] of laps)
    if (wall >= 0.05)
      console.log(`    ${what.padEnd(12)} wall ${wall.toFixed(2)}  CPU ${cpu.toFixed(2)}`)
}

/** This benchmark and its worker threads in bundles, as the command line is installed. */
async function bundled(): Promise<string> {
  const { build } = await import('esbuild')
  const root = join(import.meta.dirname, '../..')
  const outdir = join(root, 'var/linkage-speed')
  await build({
    entryPoints: [
      join(root, 'benchmarks/linkage/speed.ts'),
      join(root, 'libraries/record-linkage/score.worker.ts'),
    ],
    outdir,
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    logLevel: 'error',
  })
  return join(outdir, 'speed.js')
}

async function toParquet(csv: string): Promise<string> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const parquet = csv.replace('.csv', '.parquet')
  await connection.run(
    `copy (select * from read_csv('${csv}', all_varchar = true)) to '${parquet}' (format parquet)`,
  )
  rmSync(csv)
  return parquet
}

/** Writes the files of a size, unless an earlier run has. */
async function filesOf(size: string, folder: string): Promise<string[]> {
  const [rows, other] = size.split('x').map(Number) as [number, number | undefined]
  const paths = (other ? ['a', 'b'] : ['a']).map((name) => join(folder, `${name}.csv`))
  const parquet = paths.map((path) => path.replace('.csv', '.parquet'))
  if (parquet.every(existsSync)) return parquet
  mkdirSync(folder, { recursive: true })
  if (other)
    await writeRecords(rows + other, paths[0]!, paths[1]!, Math.round((rows + other) / rows))
  else await writeRecords(rows, paths[0]!)
  return Promise.all(paths.map(toParquet))
}

const [word, ...rest] = process.argv.slice(2)
if (word === '--one') {
  const [folder, rules, ...paths] = rest
  await one(paths, folder!, rules as keyof typeof ruleSets)
  process.exit(0)
}
// With a folder of one's own the made-up files stay for the next time.
const own = process.env.LINKAGE_DATA
const base = own ?? mkdtempSync(join(tmpdir(), 'linkage-speed-'))
try {
  const script = await bundled()
  const sizes = process.argv.slice(2)
  for (const size of sizes.length ? sizes : ['10000', '100000', '1000000']) {
    const folder = join(base, size)
    const paths = await filesOf(size, folder)
    const rows = size.split('x').map(Number)
    const sets = rows.some((count) => count > 2e6)
      ? (['strict'] as const)
      : (['many', 'few'] as const)
    for (const rules of sets) {
      rmSync(join(folder, 'kept'), { recursive: true, force: true })
      rmSync(join(folder, `${rules}.json`), { force: true })
      for (let round = 0; round < 2; round++)
        execFileSync(process.execPath, [script, '--one', folder, rules, ...paths], {
          stdio: 'inherit',
        })
    }
  }
} finally {
  if (!own) rmSync(base, { recursive: true })
}
