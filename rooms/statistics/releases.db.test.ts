import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { doReleases } from './releasing.ts'

let house: TestHouse
let statistician: Client
let oversight: Client

const columns = ['sex', 'age', 'form']
const reason = 'Made up: for the yearly report.'

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
  oversight = await house.as('oversight')
  await count(2024, 300)
  await count(2025, 300)
  await count(2026, 7)
  for (const year of [2024, 2025, 2026]) await budget(year, '4')
}, 120_000)
afterAll(() => house?.close())

/** Made-up victims in codes, detected in a year, each of their own. */
async function count(year: number, people: number): Promise<void> {
  await house.asSystem((db) =>
    sql`insert into statistics.detected_victim (jurisdiction, case_id, person_id, agency_id, sex,
        age_group, age_broad, forms, laws, province, country, status, detected_on)
      select 'PK-PB', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
        case when i % 3 = 0 then 'Masculine' else 'Feminine' end,
        case when i % 5 = 0 then '<18' else '18+' end, case when i % 5 = 0 then '9--17' else '18--20' end,
        case when i % 4 = 0 then array['forced-labour', 'debt-bondage'] when i % 97 = 0 then array['organ-removal']
          else array['commercial-sex'] end,
        array['PTPA'], 'PK-PB', 'PAK', 'presumed', make_date(${year}::int, 3, 1 + i % 28)
      from generate_series(1, ${people}::int) i`.execute(db),
  )
}

async function budget(year: number, epsilon: string): Promise<void> {
  const proposed = await statistician.put(`/api/releases/budgets/${year}`, { epsilon, reason })
  expect(proposed.status, JSON.stringify(proposed.body)).toBe(200)
  const { status, body } = await oversight.post(`/api/releases/budgets/${year}/confirm`, {
    epsilon,
  })
  expect(status, JSON.stringify(body)).toBe(200)
}

async function begin(body: object): Promise<string> {
  const { status, body: answer } = await statistician.post('/api/releases', body)
  expect(status, JSON.stringify(answer)).toBe(200)
  await doReleases(house)
  return answer.id
}

async function asked(of: object, chosen: object): Promise<string> {
  const id = await begin(of)
  const { status, body } = await statistician.post(`/api/releases/${id}/ask`, {
    ...chosen,
    purpose: reason,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return id
}

const look = async (id: string, client = statistician) => {
  const { status, body } = await client.get(`/api/releases/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const table = { year: 2024, kind: 'table', columns, longest: 2, k: 10 }
const records = { year: 2025, kind: 'records', columns, longest: 2 }

async function ledgerOf(year: number) {
  const { body } = await house.anyone().get('/released.json')
  return body.budgets.find((one: { year: number }) => one.year === year)
}

describe('who is refused', () => {
  test('nobody without a sign-in, no case worker and no administrator comes to the desk', async () => {
    for (const url of ['/api/releases', `/api/releases/${newId()}`]) {
      expect((await house.anyone().get(url)).status).toBe(401)
      for (const handle of ['case-worker-gujrat', 'administrator'])
        expect((await (await house.as(handle)).get(url)).status).toBe(403)
    }
  })

  test('oversight prepares nothing, and a supervisor of another body does not see it', async () => {
    expect((await oversight.post('/api/releases', table)).status).toBe(403)
    const id = await begin(table)
    const supervisor = await house.as('supervisor-gujrat')
    const { status, body } = await supervisor.get(`/api/releases/${id}`)
    expect([status, body.code]).toEqual([404, 'statistics/no-such-release'])
  })

  test('a supervisor of the same body may sign, but does not see what was measured on the real people', async () => {
    const id = await begin(table)
    const rows = await house.acting('statistician', async (db) => {
      await sql`select set_config('panah.duties', 'supervisor', true)`.execute(db)
      const seen = await sql`select 1 from statistics.release where id = ${id}`.execute(db)
      const preview = await sql`select 1 from statistics.release_preview`.execute(db)
      const snapshot = await sql`select 1 from statistics.release_snapshot`.execute(db)
      return [seen, preview, snapshot].map((one) => one.rows.length)
    })
    expect(rows).toEqual([1, 0, 0])
  })

  test('nobody signs their own release, nor confirms their own budget', async () => {
    const id = await asked(table, { k: 10 })
    const own = await statistician.post(`/api/releases/${id}/sign`)
    expect([own.status, own.body.code]).toEqual([403, 'statistics/release-own'])
    expect((await look(id)).state).toBe('asked')
    await statistician.put('/api/releases/budgets/2030', { epsilon: '1', reason })
    const budget = await statistician.post('/api/releases/budgets/2030/confirm', { epsilon: '1' })
    expect([budget.status, budget.body.code]).toEqual([403, 'statistics/own-budget'])
    await expect(
      house.acting('statistician', (db) =>
        sql`update statistics.release set decided_by = asked_by, state = 'signed' where id = ${id}`.execute(
          db,
        ),
      ),
    ).rejects.toThrow()
  })

  test('a confirmed budget cannot be changed, by nobody', async () => {
    const again = await oversight.put('/api/releases/budgets/2024', { epsilon: '9', reason })
    expect([again.status, again.body.code]).toEqual([409, 'statistics/budget-confirmed'])
    await expect(
      house.asSystem((db) => sql`update statistics.release_budget set rho = rho * 2`.execute(db)),
    ).rejects.toThrow('does not change')
  })

  test('a budget of a province, where the country has one for the same people', async () => {
    await expect(
      house.asSystem((db) =>
        sql`insert into statistics.release_budget (jurisdiction, year, epsilon, delta, rho,
            threshold_delta, reason, proposed_by, proposed_at, confirmed_by, confirmed_at)
          values ('PK-PB', 2024, '1', '1e-6', 1, 1, 'x', ${newId()}, now(), ${newId()}, now())`.execute(
          db,
        ),
      ),
    ).rejects.toThrow('have a budget already')
  })

  test.each([
    [{ ...table, year: 2019 }, 'statistics/release-no-budget'],
    [{ ...table, k: 301 }, 'statistics/release-k-above-data'],
    [{ ...table, columns: [...columns, 'place', 'law'] }, 'statistics/release-too-many-columns'],
    [{ ...table, year: 2026 }, 'statistics/release-k-above-data'],
  ])('%j is sent back with %s, and leaves nothing behind', async (body, code) => {
    const before = await snapshots()
    expect((await statistician.post('/api/releases', body)).body.code).toBe(code)
    expect(await snapshots()).toBe(before)
  })

  test('a promise that nobody has looked at cannot be asked for', async () => {
    const id = await begin(records)
    const { status, body } = await statistician.post(`/api/releases/${id}/ask`, {
      epsilon: '3',
      purpose: reason,
    })
    expect([status, body.code]).toEqual([400, 'statistics/release-not-weighed'])
  })
})

const snapshots = () =>
  house.asSystem(async (db) => {
    const { rows } = await sql`select 1 from statistics.release_snapshot`.execute(db)
    return rows.length
  })

describe('a table', () => {
  test('is weighed under several k, signed by a second person, and published with nothing below k', async () => {
    const id = await begin(table)
    const weighed = await look(id)
    expect(weighed.state).toBe('weighed')
    expect(weighed.preview.map((one: { trial: { k: number } }) => one.trial.k)).toEqual([5, 10, 20])
    await statistician.post(`/api/releases/${id}/ask`, { k: 10, purpose: reason })
    expect((await look(id, oversight)).maySign).toBe(true)
    const signed = await oversight.post(`/api/releases/${id}/sign`)
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
    const twice = await oversight.post(`/api/releases/${id}/sign`)
    expect([twice.status, twice.body.code]).toEqual([409, 'statistics/release-moved-on'])
    await doReleases(house)
    expect((await look(id)).state).toBe('published')

    const line = (await ledgerOf(2024)).releases.find((one: { id: string }) => one.id === id)
    expect(line).toMatchObject({ kind: 'table', k: 10, outcome: 'published', share: 0 })
    const names = line.files.map((one: { name: string }) => one.name)
    expect(names.sort()).toEqual(['counts.csv', 'guarantee.json', 'release.json', 'release.xlsx'])
    for (const { name, sha256 } of line.files) {
      const { status, bytes } = await house.anyone().get(`/released/${id}/${name}`)
      expect(status).toBe(200)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
    const csv = (await house.anyone().get(`/released/${id}/counts.csv`)).bytes.toString()
    expect(csv.split('\r\n')[0]).toBe('\uFEFFsex,age,form,people')
    const counts = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => Number(row.split(',').at(-1)))
    expect(counts.length).toBeGreaterThan(5)
    for (const n of counts) expect([n >= 10, n % 10]).toEqual([true, 0])
    // Of 300, every fourth is 75; those of a rare form are not there at all.
    expect(csv).toContain('\r\n,,forced-labour,70\r\n')
    expect(csv).not.toContain('organ-removal')
    const { body } = await house.anyone().get(`/released/${id}/release.json`)
    expect(body.sha256['counts.csv']).toBe(createHash('sha256').update(csv).digest('hex'))
    expect(body.guarantee[0].en).toContain('fewer than 10 people')
    expect(JSON.stringify(body)).not.toContain('release.')
    const kept = await house.asSystem((db) =>
      sql`select 1 from statistics.release_snapshot where release_id = ${id}`.execute(db),
    )
    expect(kept.rows).toEqual([])
  }, 60_000)

  test('beside another table, or noisy records, of the same people is refused by the ledger', async () => {
    const other = await begin({ ...table, columns: ['sex', 'place'] })
    const again = await statistician.post(`/api/releases/${other}/ask`, { k: 10, purpose: reason })
    expect([again.status, again.body.code]).toEqual([409, 'statistics/release-exact-twice'])
    const noisy = await begin({ ...records, year: 2024 })
    const beside = await statistician.post(`/api/releases/${noisy}/ask`, {
      epsilon: '1',
      purpose: reason,
    })
    expect([beside.status, beside.body.code]).toEqual([
      409,
      'statistics/release-exact-beside-noise',
    ])
  }, 60_000)
})

describe('synthetic records', () => {
  test('spend their ε once, whatever stops the making of them, and the rest stays', async () => {
    const id = await asked(records, { epsilon: '2' })
    expect((await oversight.post(`/api/releases/${id}/sign`)).status).toBe(200)
    const left = (await ledgerOf(2025)).left
    expect(left).toBeLessThan(100)
    expect((await oversight.post(`/api/releases/${id}/stop`)).status).toBe(200)
    await doReleases(house)
    expect((await ledgerOf(2025)).releases[0]).toMatchObject({ outcome: 'stopped', files: [] })
    expect((await statistician.post(`/api/releases/${id}/resume`)).status).toBe(200)
    await doReleases(house)
    const { releases, left: after, spentEpsilon } = await ledgerOf(2025)
    expect(releases).toHaveLength(1)
    expect(releases[0]).toMatchObject({ outcome: 'published', kind: 'records', epsilon: '2' })
    expect(after).toBe(left)
    expect(spentEpsilon).toBeCloseTo(2, 3)
    const csv = (await house.anyone().get(`/released/${id}/counts.csv`)).bytes.toString()
    for (const row of csv.trim().split('\r\n').slice(1))
      expect(Number(row.split(',').at(-1))).toBeGreaterThanOrEqual(5)
  }, 60_000)

  test('whose server died while they were made are made again, from the same line of the ledger', async () => {
    const id = await asked(records, { epsilon: '0.5' })
    await oversight.post(`/api/releases/${id}/sign`)
    const before = await ledgerOf(2025)
    await house.asSystem((db) =>
      sql`update statistics.release set beat_at = now() - interval '2 minutes' where id = ${id}`.execute(
        db,
      ),
    )
    await doReleases(house)
    const after = await ledgerOf(2025)
    expect(after.releases.map((one: { id: string }) => one.id)).toEqual(
      before.releases.map((one: { id: string }) => one.id),
    )
    expect(after.left).toBe(before.left)
    expect((await look(id)).state).toBe('published')
  }, 60_000)

  test('that would overspend are refused, and what is spent stays', async () => {
    const left = (await ledgerOf(2025)).left
    const id = await begin(records)
    const { status, body } = await statistician.post(`/api/releases/${id}/ask`, {
      epsilon: '4',
      purpose: reason,
    })
    expect([status, body.code]).toEqual([409, 'statistics/release-overspent'])
    expect((await ledgerOf(2025)).left).toBe(left)
  }, 60_000)

  test('that are withdrawn stay in the ledger with the reason, and their files are gone', async () => {
    const { releases } = await ledgerOf(2025)
    const { id } = releases[0]
    const url = `/released/${id}/records.csv`
    expect((await house.anyone().get(url)).status).toBe(200)
    const withdrawn = await statistician.post(`/api/releases/${id}/withdraw`, {
      reason: 'Made up: a province was counted twice.',
    })
    expect(withdrawn.status).toBe(200)
    expect((await house.anyone().get(url)).status).toBe(404)
    expect((await ledgerOf(2025)).releases[0]).toMatchObject({
      withdrawnReason: 'Made up: a province was counted twice.',
      files: [],
    })
  })
})

test('however many sign at once, and whoever is cut off in the middle, no budget is overspent and no line is lost', async () => {
  await house.asSystem((db) =>
    sql`insert into statistics.release_budget (jurisdiction, year, epsilon, delta, rho,
        threshold_delta, reason, proposed_by, proposed_at, confirmed_by, confirmed_at)
      select 'PK', y, '1', '1e-6', 1000, 1000, 'x', gen_random_uuid(), now(), gen_random_uuid(), now()
      from generate_series(2040, 2059) y`.execute(db),
  )
  let year = 2039
  const claims = fc.array(fc.record({ rho: fc.integer({ min: 1, max: 600 }), cut: fc.boolean() }), {
    minLength: 2,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(claims, async (all) => {
      year += 1
      const granted = await Promise.all(
        all.map(({ rho, cut }) =>
          house
            .asSystem(async (db) => {
              await sql`insert into statistics.release_entry (release_id, jurisdiction, year, kind, what,
                  rho, threshold_delta, columns, longest, counted_on, signed_at)
                values (gen_random_uuid(), 'PK', ${year}, 'dp', 'x', ${rho}, 1, '{}', 1, now(), now())`.execute(
                db,
              )
              // The server loses its connection before the transaction ends.
              if (cut) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
              return rho
            })
            .catch(() => 0),
        ),
      )
      const { rows } = await house.asSystem((db) =>
        sql<{ rho: number }>`select coalesce(sum(rho), 0)::int as rho from statistics.release_entry
          where year = ${year}`.execute(db),
      )
      const spent = granted.reduce((sum, rho) => sum + rho, 0)
      expect(rows[0]!.rho).toBe(spent)
      expect(spent).toBeLessThanOrEqual(1000)
      const refused = all.filter(
        ({ cut, rho }, at) => !cut && granted[at] === 0 && rho + spent <= 1000,
      )
      expect(refused).toEqual([])
    }),
    { numRuns: 15 },
  )
}, 60_000)

test('a line of the ledger is never changed or taken away', async () => {
  for (const change of [
    sql`update statistics.release_entry set rho = 0 where rho > 0`,
    sql`delete from statistics.release_entry`,
  ])
    await expect(house.asSystem((db) => change.execute(db))).rejects.toThrow()
})
