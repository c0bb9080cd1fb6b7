/**
 * Wall, CPU and peak memory of linking made-up records, from Parquet to clusters, by size:
 * `npx tsx benchmarks/linkage/speed.ts [rows…]` (10,000 to 1,000,000 unless said). Each size runs in
 * a process of its own, twice: learning its weights (cold), then with them given (warm).
 */
import { execFileSync } from 'node:child_process'
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  link,
  openTables,
  type Settings,
  usualThreads,
} from '../../libraries/record-linkage/index.ts'
import { makeRecords } from './people.ts'

const columns = ['id', 'name', 'father', 'cnic', 'phone', 'dob', 'village', 'district'] as const

/** Rules that keep about 40 candidate pairs a row at a million rows. */
const settings: Settings = {
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
  rules: [
    'cnic',
    'phone',
    ['cnic.tail', 'district'],
    ['name', 'dob'],
    ['father', 'dob'],
    ['dob', 'district'],
    ['name', 'father', 'district'],
    ['name', 'village'],
  ],
}

async function writeRecords(rows: number, path: string): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${columns.join(',')}\n`)
  for (const record of makeRecords(rows, 3)) {
    const line = `${columns.map((column) => record[column]).join(',')}\n`
    if (!file.write(line)) await new Promise<void>((resolve) => file.once('drain', () => resolve()))
  }
  await new Promise<void>((resolve) => file.end(() => resolve()))
}

async function one(path: string, learntPath: string): Promise<void> {
  const threads = usualThreads()
  const learnt = existsSync(learntPath) ? JSON.parse(readFileSync(learntPath, 'utf8')) : undefined
  const laps: { what: string; wall: number; cpu: number }[] = []
  let [at, used] = [performance.now(), process.cpuUsage()]
  const lap = (what: string) => {
    const more = process.cpuUsage(used)
    laps.push({ what, wall: (performance.now() - at) / 1000, cpu: (more.user + more.system) / 1e6 })
    ;[at, used] = [performance.now(), process.cpuUsage()]
  }
  const tables = await openTables([path], threads)
  let doing = 'reading'
  const linkage = await link(tables, learnt ? { ...settings, learnt } : settings, {
    threads,
    clusters: true,
    progress: (what) => {
      const now = what.split(' ')[0]!
      if (now !== doing) lap(doing)
      doing = now
    },
  })
  lap(doing)
  if (!learnt) writeFileSync(learntPath, JSON.stringify(linkage.learnt))
  const sum = (key: 'wall' | 'cpu') => laps.reduce((all, one) => all + one[key], 0).toFixed(1)
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${linkage.rows} rows, ${linkage.compared} pairs (${linkage.pruned} settled without a text), ${learnt ? 'warm' : 'cold'}: wall ${sum('wall')} s, CPU ${sum('cpu')} s, peak ${memory} MB`,
  )
  for (const { what, wall, cpu } of laps)
    if (wall >= 0.05)
      console.log(`    ${what.padEnd(12)} wall ${wall.toFixed(2)}  CPU ${cpu.toFixed(2)}`)
}

const [first, second] = process.argv.slice(2)
if (first === '--one') {
  await one(second!, process.argv[4]!)
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'linkage-speed-'))
try {
  const sizes =
    process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000, 1_000_000]
  for (const rows of sizes) {
    const csv = join(folder, `${rows}.csv`)
    await writeRecords(rows, csv)
    const parquet = csv.replace('.csv', '.parquet')
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `copy (select * from read_csv('${csv}', all_varchar = true)) to '${parquet}' (format parquet)`,
    )
    for (let round = 0; round < 2; round++)
      execFileSync(
        process.execPath,
        ['--import', 'tsx', import.meta.filename, '--one', parquet, join(folder, `${rows}.json`)],
        { stdio: 'inherit' },
      )
  }
} finally {
  rmSync(folder, { recursive: true })
}
