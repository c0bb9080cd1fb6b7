import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { loadCourtCases } from '../../tryout/courts.ts'
import type { AccusedCourse } from './funnel-course.ts'
import { rebuildFunnel } from './funnel-recount.ts'
import { countJusticeInReach } from './standard-records.ts'
import type { JusticeStep } from './standards/justice.ts'

/** The funnel and the tables by standard count the same steps by two ways; neither may say more. */
let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await loadCourtCases({ house, app: house.app })
  await rebuildFunnel(house)
}, 180_000)
afterAll(() => house?.close())

test('as many FIRs, prosecutions, verdicts and sentences by the funnel as by the standards', async () => {
  const steps = await house.acting('statistician', (db) =>
    countJusticeInReach(db, { from: '1900-01-01', until: '2100-01-01' }),
  )
  const by = (...measures: JusticeStep[]) =>
    steps.filter(({ measure }) => measures.includes(measure)).reduce((sum, { n }) => sum + n, 0)
  const { rows } = await house.asSystem((db) =>
    sql<{
      fir: boolean
      tried: boolean
      accused: AccusedCourse[]
    }>`select fir_on is not null as fir,
        challan_on is not null or charged_on is not null as tried, accused
      from statistics.course where file = 'case'`.execute(db),
  )
  const accused = rows.flatMap((one) => one.accused)
  const ended = (...endings: (string | null)[]) =>
    accused.filter(({ ending }) => endings.includes(ending)).length
  const imprisoned = accused.filter(({ sentences }) =>
    sentences.some(({ months, life, death }) => life || death || (months ?? 0) > 0),
  )
  expect(by('offence')).toBe(rows.filter(({ fir }) => fir).length)
  expect(by('prosecuted')).toBe(
    rows.filter(({ tried }) => tried).flatMap((one) => one.accused).length,
  )
  expect(by('convicted')).toBe(ended('convicted'))
  expect(by('convicted-other')).toBe(ended('other-offence'))
  expect(by('acquitted')).toBe(ended('acquitted', 'discharged'))
  expect(by('sentenced-prison')).toBe(imprisoned.length)
  expect(by('sentenced-prison', 'sentenced-fine-only')).toBe(
    accused.filter(({ sentences }) => sentences.length > 0).length,
  )
  // Something was compared.
  for (const measure of ['offence', 'prosecuted', 'convicted', 'acquitted'] as const)
    expect(by(measure), measure).toBeGreaterThan(2)
})
