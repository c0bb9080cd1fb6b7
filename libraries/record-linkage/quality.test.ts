import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRecords } from '../../benchmarks/linkage/people.ts'
import {
  bCubed,
  clusterQuality,
  fromRows,
  guessSettings,
  link,
  lookAt,
  openTables,
  pairQuality,
} from './index.ts'

const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../../shared')
const data = join(shared, 'data/linkage')

/** A published file linked as a stranger would: no settings, no labels; the truth is only looked at afterwards. */
async function linked(file: string, truthColumn: string) {
  const tables = await openTables([join(data, file)], 2)
  const { settings } = guessSettings(await lookAt(tables), tables.rows)
  expect(JSON.stringify(settings.fields)).not.toContain(truthColumn)
  const linkage = await link(tables, settings, { threads: 2, clusters: true })
  const column = await tables.packets({ name: 'truth', kind: 'code', columns: [truthColumn] }, 0)
  const truth = column.flatMap(({ bytes }) =>
    Buffer.from(bytes)
      .toString()
      .split('\x1f')
      .slice(0, -1)
      .map((value) => value.trim().replace(/^(rec-\d+)-.*/, '$1')),
  )
  return { linkage, truth }
}

describe.runIf(existsSync(data))(
  'published sets without labels or settings (needs shared/data/linkage)',
  () => {
    test('historical figures: clusters F1 ≥ .87, B³ ≥ .90', { timeout: 300_000 }, async () => {
      const { linkage, truth } = await linked(
        'historical_figures_with_errors_50k.parquet',
        'cluster',
      )
      expect(clusterQuality(linkage.clusters!.of, truth).f1).toBeGreaterThanOrEqual(0.87)
      expect(bCubed(linkage.clusters!.of, truth).f1).toBeGreaterThanOrEqual(0.9)
    })
    test.each([1, 2, 3])('FEBRL %i: pairs F1 ≥ .998', { timeout: 200_000 }, async (number) => {
      const { linkage, truth } = await linked(`febrl/dataset${number}.csv`, 'rec_id')
      expect(pairQuality(linkage.pairs, truth, 0).f1).toBeGreaterThanOrEqual(0.998)
      expect(clusterQuality(linkage.clusters!.of, truth).f1).toBeGreaterThanOrEqual(0.998)
    })
    test('fake_1000: clusters F1 ≥ .93', { timeout: 100_000 }, async () => {
      const { linkage, truth } = await linked('fake_1000.csv', 'cluster')
      expect(clusterQuality(linkage.clusters!.of, truth).f1).toBeGreaterThanOrEqual(0.93)
    })
  },
)

test('made-up lists in two scripts: 93 in 100 matches found across scripts, 97 in 100 right', {
  timeout: 200_000,
}, async () => {
  const records = [...makeRecords(6000, 11)]
  const linkage = await link(
    fromRows(records.map((record) => ({ ...record }))),
    {
      fields: {
        name: 'name',
        father: 'name',
        cnic: 'cnic',
        phone: 'phone',
        dob: 'date',
        village: 'place',
        district: 'place',
      },
    },
    { threads: 2 },
  )
  const truth = records.map(({ person }) => person)
  expect(pairQuality(linkage.pairs, truth, 0).precision).toBeGreaterThan(0.97)
  let [real, found] = [0, 0]
  const across = (a: number, b: number) =>
    records[a]!.script !== records[b]!.script && truth[a] === truth[b]
  for (let a = 0; a < records.length; a++)
    for (let b = a + 1; b < Math.min(records.length, a + 6); b++) if (across(a, b)) real++
  linkage.pairs.a.forEach((a, at) => {
    if (across(a, linkage.pairs.b[at]!)) found++
  })
  expect(found / real).toBeGreaterThan(0.93)
})
