import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { filed, gujrat, Officer, reportsHouse } from './stage.ts'

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
  await filed(house)
})
afterAll(() => house.close())

/** Plain fields only: the queue reads nothing else. */
const fill = (count: number) =>
  house.asSystem((db) =>
    sql`insert into reports.report (jurisdiction, id, desk_id, kind, place_code, danger_now, language, received_at, due_at, status, owes)
      select 'PK-PB', gen_random_uuid(), ${gujrat}, 'not-sure', 'PK-PB-gujrat', n % 50 = 0, 'ur', now(),
        date_trunc('milliseconds', now() + n * interval '1 second'),
        case when n % 2 = 0 then 'new' else 'closed' end, case when n % 2 = 0 then 'triage' else 'nothing' end
      from generate_series(1, ${count}) n`.execute(db),
  )

async function p95(officer: Officer, query: string): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 40; count++) {
    const began = performance.now()
    expect((await officer.client.get(`/api/desk/${gujrat}/reports?${query}`)).status).toBe(200)
    times.push(performance.now() - began)
  }
  return times.sort((one, other) => one - other)[37]!
}

it('a page of the queue is about as quick among 100,000 reports as among 1,000', async () => {
  const officer = await Officer.named(house, 'desk-gujrat')
  const queries = ['', 'danger=true', 'status=closed', 'place=PK-PB-gujrat', 'status=all']
  await fill(1000)
  const few: number[] = []
  for (const query of queries) few.push(await p95(officer, query))
  await fill(99_000)
  await sql`analyze reports.report`.execute(house.database.kysely)
  const many: number[] = []
  for (const query of queries) many.push(await p95(officer, query))
  if (process.env.PANAH_SHOW) console.log(queries.map((query, at) => [query, few[at], many[at]]))
  // Twice is the aim; what is added is the noise of a busy machine.
  for (const [at, query] of queries.entries())
    expect(many[at], query).toBeLessThan(few[at]! * 2 + 40)
}, 120_000)
