import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import { madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { doEstimates, doOneEstimate } from './estimating.ts'

let house: TestHouse
let statistician: Client

// Made-up counts of three lists that go together in no way.
const file = {
  lists: ['police', 'ngo', 'shelter'],
  rows: [
    { on: [1, 0, 0], count: 120 },
    { on: [0, 1, 0], count: 90 },
    { on: [0, 0, 1], count: 80 },
    { on: [1, 1, 0], count: 18 },
    { on: [1, 0, 1], count: 14 },
    { on: [0, 1, 1], count: 12 },
    { on: [1, 1, 1], count: 3 },
  ],
}

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
}, 120_000)
afterAll(() => house?.close())

async function ask(body: object): Promise<string> {
  const { status, body: answer } = await statistician.post('/api/numbers/estimates', body)
  expect(status, JSON.stringify(answer)).toBe(200)
  return answer.id
}

async function look(id: string) {
  const { status, body } = await statistician.get(`/api/numbers/estimates/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

describe('who is refused', () => {
  test.each(['/api/numbers/lists', '/api/numbers/estimates', `/api/numbers/estimates/${newId()}`])(
    'nobody without a sign-in, no case worker and no administrator opens %s',
    async (url) => {
      expect((await house.anyone().get(url)).status).toBe(401)
      for (const name of ['case-worker-gujrat', 'administrator'])
        expect((await (await house.as(name)).get(url)).status).toBe(403)
    },
  )

  test('an estimate of another province is not there', async () => {
    const other = newId()
    await house.asSystem((db) =>
      sql`insert into statistics.estimate (jurisdiction, id, asked_by, source)
        values ('PK-XX', ${other}, ${newId()}, 'file')`.execute(db),
    )
    const { status, body } = await statistician.get(`/api/numbers/estimates/${other}`)
    expect([status, body.code]).toEqual([404, 'statistics/no-such-estimate'])
    await house.asSystem((db) =>
      sql`update statistics.estimate set state = 'stopped' where id = ${other}`.execute(db),
    )
  })

  test('a file whose rows do not fit its lists is sent back', async () => {
    const rows = [{ on: [1, 0], count: 3 }]
    const { status, body } = await statistician.post('/api/numbers/estimates', {
      file: { ...file, rows },
    })
    expect([status, body.code]).toEqual([400, 'statistics/uneven-rows'])
  })

  test('nobody writes a finished estimate but the system', async () => {
    const forging = house.acting('statistician', (db) =>
      sql`insert into statistics.estimate (jurisdiction, id, asked_by, source, state)
        values ('PK', ${newId()}, core.viewer(), 'file', 'done')`.execute(db),
    )
    await expect(forging).rejects.toThrow()
  })
})

describe('an estimate', () => {
  test('waits, is worked out in the background, and holds every method with its doubts', async () => {
    const id = await ask({ file })
    expect((await look(id)).state).toMatch(/waiting|running/)
    await doEstimates(house)
    const done = await look(id)
    expect([done.state, done.problem]).toEqual(['done', null])
    expect(done.report.listed).toBe(337)
    expect(Object.keys(done.report.methods)).toHaveLength(9)
    expect(done.report.warnings.map(({ code }: { code: string }) => code)).toContain('three-lists')
    const { body } = await statistician.get('/api/numbers/estimates')
    expect(body.items[0]).toMatchObject({ id, state: 'done', progress: 1, listed: 337 })
    for (const language of ['ur', 'en']) {
      const pdf = await statistician.get(
        `/api/numbers/estimates/${id}/report.pdf?language=${language}`,
      )
      expect(pdf.status).toBe(200)
    }
  }, 90_000)

  test('that no assumption can defend is refused with its reason, and has no report', async () => {
    const rows = file.rows.filter(({ on }) => on[2] === 0 || (on[0] === 0 && on[1] === 0))
    const id = await ask({ file: { ...file, rows } })
    await doEstimates(house)
    expect(await look(id)).toMatchObject({ state: 'refused', problem: 'no-overlap', report: null })
    const { status, body } = await statistician.get(`/api/numbers/estimates/${id}/report.pdf`)
    expect([status, body.code]).toEqual([409, 'statistics/estimate-not-done'])
  })

  test('can be stopped before and while it is worked out, and once only', async () => {
    const waiting = await ask({ file })
    expect((await statistician.post(`/api/numbers/estimates/${waiting}/stop`)).status).toBe(200)
    expect(await doOneEstimate(house)).toBe(false)
    const running = await ask({ file })
    const work = doOneEstimate(house)
    while ((await look(running)).state === 'waiting')
      await new Promise((wait) => setTimeout(wait, 20))
    expect((await statistician.post(`/api/numbers/estimates/${running}/stop`)).status).toBe(200)
    await work
    expect(await look(running)).toMatchObject({ state: 'stopped', report: null })
    const again = await statistician.post(`/api/numbers/estimates/${running}/stop`)
    expect([again.status, again.body.code]).toEqual([409, 'statistics/estimate-ended'])
  }, 60_000)

  test('whose server died is taken up again', async () => {
    const id = await ask({ file: { ...file, rows: file.rows.slice(0, 3) } })
    await house.asSystem((db) =>
      sql`update statistics.estimate set state = 'running', beat_at = now() - interval '2 minutes'
        where id = ${id}`.execute(db),
    )
    await doEstimates(house)
    expect((await look(id)).state).toBe('refused')
  })
})

describe('the lists', () => {
  test('hold each person once, by the kind of agency that found them', async () => {
    const police = await found('investigator-gujrat', { cnic: '3410112345671' })
    const fia = await found('investigator-police-lahore', { cnic: '3410112345671' })
    await found('investigator-gujrat', {})
    expect(police).not.toBe(fia)
    const { status, body } = await statistician.get('/api/numbers/lists')
    expect(status, JSON.stringify(body)).toBe(200)
    expect([body.people, body.joined]).toEqual([2, 1])
    expect(body.lists).toEqual(['federal-investigation', 'provincial-police'])
    expect(body.rows).toContainEqual({ on: [1, 1], count: 1 })
  })

  test('hold whom two people judged to be one once, and twice again when that is undone', async () => {
    const phone = '0300 0999001'
    const fia = await found('investigator-gujrat', { name: 'ساجدہ پروین (فرضی)', phone })
    const police = await found('investigator-police-lahore', {
      name: 'Sajida Parveen (made up)',
      phone,
    })
    const { agencyId } = await house.person('investigator-gujrat')
    await house.asSystem((db) =>
      sql`insert into cases.share (jurisdiction, id, case_id, agency_id, reason, words_sealed, until, shared_by)
        select p.jurisdiction, ${newId()}, p.case_id, ${agencyId}, 'joint-investigation',
          ${house.fields.seal('made up')}, current_date + 5, c.holder_id
        from cases.person p join cases.case_file c on c.id = p.case_id where p.id = ${police}`.execute(
        db,
      ),
    )
    const [one, two] = [fia, police].sort()
    let version = 1
    const say = async (handle: string, said: string) => {
      const url = `/api/network/pairs/${one}/${two}/say`
      const { status, body } = await (await house.as(handle)).post(url, {
        said,
        version: version++,
      })
      expect(status, JSON.stringify(body)).toBe(200)
    }
    const lists = async () => (await statistician.get('/api/numbers/lists')).body
    const before = await lists()
    await say('investigator-gujrat', 'proposed')
    expect(await lists()).toEqual(before)
    await say('supervisor-gujrat', 'confirmed')
    expect(await lists()).toMatchObject({ people: before.people - 1, joined: before.joined + 1 })
    await say('investigator-gujrat', 'undone')
    expect(await lists()).toEqual(before)
  })
})

/** A person found to be a victim by the agency of `who`, as the counting leaves it. */
async function found(
  who: string,
  known: { cnic?: string; name?: string; phone?: string },
): Promise<string> {
  const { agencyId } = await house.person(who)
  const caseId = await madeUpFile(house, who)
  // The counting has been by before what it would have found is written.
  const personId = await madeUpPerson(house, who, caseId, {
    roles: ['victim'],
    name: `Made-up ${caseId.slice(-4)}`,
    ...known,
  })
  await house.asSystem((db) =>
    sql`insert into statistics.detected_victim (jurisdiction, case_id, person_id, agency_id, sex,
        age_group, age_broad, forms, laws, status, detected_on)
      select jurisdiction, case_id, id, ${agencyId}, 'Feminine', '18+', '18+', '{}', '{}', 'presumed',
        '2026-05-01' from cases.person where id = ${personId}`.execute(db),
  )
  return personId
}
