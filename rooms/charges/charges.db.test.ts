import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident, addPerson, type Fact, openCase } from '../cases/door.ts'
import { chargeSummary } from './door.ts'
import { ChargesOfCase } from './shapes.ts'

let house: TestHouse
let investigator: Client
let caseId: string
let recruiter: string
let cousin: string

beforeAll(async () => {
  house = await testHouse()
  investigator = await house.as('investigator-gujrat')
})
afterAll(() => house.close())

async function say(fact: Fact, accusedId: string | null = recruiter) {
  await house.acting('investigator-gujrat', (db) =>
    addAllegation(db, house, caseId, {
      fact,
      accusedId,
      victimId: cousin,
      saidByWords: 'his brother',
      restsOn: 'statement',
      certainty: 'said',
      saidOn: '2026-11-12',
    }),
  )
}

beforeEach(async () => {
  const holder = await house.person('investigator-gujrat')
  await house.acting('investigator-gujrat', async (db) => {
    const file = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Held in a compound',
    })
    caseId = file.id
    recruiter = await addPerson(db, house, caseId, {
      roles: ['accused'],
      name: 'Made-up Recruiter',
    })
    cousin = await addPerson(db, house, caseId, {
      roles: ['victim'],
      name: 'Made-up Cousin',
      sex: 'Masculine',
      ageStated: 24,
      ageStatedOn: '2026-11-09',
    })
    await addIncident(db, house, caseId, { kind: 'Recruitment', fromOn: '2024-10-02' })
    await addIncident(db, house, caseId, {
      kind: 'Exploitation',
      fromOn: '2024-10-20',
      untilOn: '2024-12-30',
      country: 'KHM',
    })
  })
  for (const fact of [
    'recruited',
    'false-promise',
    'forced-labour',
    'taken-out-of-pakistan',
    'fee-taken-for-work-abroad',
  ] as const) {
    await say(fact)
  }
})

const url = (rest = '') => `/api/cases/${caseId}/charges${rest}`
const charge = (more: object = {}) => ({
  accusedId: recruiter,
  cited: 'PTPA 3(1)',
  lawVersion: '2018',
  decision: 'charge',
  reasons: 'All elements rest on the brother’s statement and the chats.',
  victimhoodWeighed: false,
  supersedes: null,
  ...more,
})
const fir = (more: object = {}) => ({
  number: '188/2026',
  station: 'Made-up station',
  registeredOn: '2026-11-10',
  sections: ['EO 22(b)'],
  otherSections: '',
  ...more,
})

describe('who is refused', () => {
  test.each(['administrator', 'statistician', 'oversight'])(
    '%s reads no charges',
    async (handle) => {
      expect((await (await house.as(handle)).get(url())).status).toBe(403)
    },
  )
  test('nobody reads without signing in', async () => {
    expect((await house.anyone().get(url())).status).toBe(401)
  })
  test.each(['investigator-karachi', 'desk-police-lahore', 'shelter-lahore', 'prosecutor-gujrat'])(
    '%s does not find a case that was not shared',
    async (handle) => {
      expect([403, 404]).toContain((await (await house.as(handle)).get(url())).status)
    },
  )
  test('a screener reads and does not decide', async () => {
    const screener = await house.as('screener-gujrat')
    expect((await screener.get(url())).body).toMatchObject({ mayDecide: false })
    expect((await screener.post(url('/decisions'), charge())).status).toBe(403)
    expect((await screener.post(url('/firs'), fir())).status).toBe(403)
  })
  test('an investigator of another circle writes nothing here', async () => {
    const other = await house.as('investigator-karachi')
    expect([403, 404]).toContain((await other.post(url('/decisions'), charge())).status)
    expect([403, 404]).toContain((await other.post(url('/firs'), fir())).status)
  })
})

describe('what the page is given', () => {
  test('the section, its elements, and the statements behind them', async () => {
    const { status, body } = await investigator.get(url())
    expect(status).toBe(200)
    expect(Value.Check(ChargesOfCase, body)).toBe(true)
    const trafficking = body.proposals.find((one: { cited: string }) => one.cited === 'PTPA 3(1)')
    expect(trafficking).toMatchObject({ finding: 'met', accusedId: recruiter, grade: 'gazette' })
    const act = trafficking.elements.find((one: { id: string }) => one.id === 'act')
    expect(body.statements.find((one: { id: string }) => one.id === act.facts[0])).toMatchObject({
      fact: 'recruited',
      saidBy: 'his brother',
    })
    expect(body.investigation).toMatchObject({ agency: 'fia' })
  })

  test('without an FIR that is said; with one that leaves the Act out, that is said', async () => {
    expect((await investigator.get(url())).body.gap.kind).toBe('no-fir')
    expect((await investigator.post(url('/firs'), fir())).status).toBeLessThan(300)
    expect((await investigator.get(url())).body.gap.kind).toBe('act-missing')
  })

  test('adding the sections to the FIR closes the gap', async () => {
    const made = await investigator.post(url('/firs'), fir())
    const changed = await investigator.put(url(`/firs/${made.body.id}`), {
      ...fir({ sections: ['EO 22(b)', 'EO 18(b)', 'PTPA 3(1)'] }),
      version: 1,
    })
    expect(changed.status).toBe(200)
    expect((await investigator.get(url())).body.gap.kind).toBe('none')
    const stale = await investigator.put(url(`/firs/${made.body.id}`), { ...fir(), version: 1 })
    expect(stale.status).toBe(412)
  })

  test('the door tells later rooms what is proposed and what the FIR lacks', async () => {
    const summary = await house.acting('investigator-gujrat', (db) =>
      chargeSummary(db, house, caseId),
    )
    expect(summary.proposed).toContainEqual({
      cited: 'PTPA 3(1)',
      accusedId: recruiter,
      finding: 'met',
    })
    expect(summary.gap.kind).toBe('no-fir')
  })
})

describe('deciding', () => {
  test('without reasons nothing is recorded', async () => {
    const refused = await investigator.post(url('/decisions'), charge({ reasons: '  ' }))
    expect(refused).toMatchObject({ status: 400, body: { code: 'charges/reasons-missing' } })
  })
  test('a section that did not stand then is refused', async () => {
    const refused = await investigator.post(
      url('/decisions'),
      charge({ cited: 'PPC 369A', lawVersion: '2016-2018' }),
    )
    expect(refused).toMatchObject({ status: 409, body: { code: 'charges/not-in-force-then' } })
  })
  test('a section or a person that is not there is refused', async () => {
    expect((await investigator.post(url('/decisions'), charge({ cited: 'PPC 9999' }))).status).toBe(
      400,
    )
    expect((await investigator.post(url('/decisions'), charge({ accusedId: caseId }))).status).toBe(
      400,
    )
  })
  test('an accused who may be a victim is not charged before that is weighed', async () => {
    const both = await house.acting('investigator-gujrat', (db) =>
      addPerson(db, house, caseId, { roles: ['accused', 'victim'], name: 'Made-up Both' }),
    )
    const refused = await investigator.post(url('/decisions'), charge({ accusedId: both }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'charges/screen-first' } })
    const weighed = await investigator.post(
      url('/decisions'),
      charge({ accusedId: both, victimhoodWeighed: true }),
    )
    expect(weighed.status).toBeLessThan(300)
  })
  test('a later decision stands, the earlier one stays, and a stale page is told', async () => {
    const first = await investigator.post(url('/decisions'), charge({ decision: 'ask-more' }))
    expect(first.status).toBeLessThan(300)
    expect((await investigator.post(url('/decisions'), charge())).status).toBe(412)
    expect(
      (await investigator.post(url('/decisions'), charge({ supersedes: first.body.id }))).status,
    ).toBeLessThan(300)
    const { decisions } = (await investigator.get(url())).body
    expect(
      decisions.map((one: { decision: string; stands: boolean }) => [one.decision, one.stands]),
    ).toEqual([
      ['charge', true],
      ['ask-more', false],
    ])
  })
  test('the reasons lie sealed in the table', async () => {
    await investigator.post(url('/decisions'), charge({ reasons: 'a planted sentence' }))
    const rows = await house.asSystem((db) =>
      db
        .withTables<{ 'charges.decision': { reasons_sealed: string } }>()
        .selectFrom('charges.decision')
        .select('reasons_sealed')
        .execute(),
    )
    expect(JSON.stringify(rows)).not.toContain('planted')
  })
})

describe('ruling out', () => {
  const ruledOut = (more: object = {}) => ({
    fact: 'border-crossed-illegally',
    says: 'no',
    accusedId: null,
    victimId: null,
    restsOn: 'document',
    words: 'Valid visa and entry stamp seen in the passport copy.',
    ...more,
  })
  test('what somebody says did happen belongs to the case, with its speaker', async () => {
    const refused = await investigator.post(url('/answers'), ruledOut({ says: 'yes' }))
    expect(refused).toMatchObject({ status: 400, body: { code: 'charges/say-it-as-allegation' } })
  })
  test('a lawful crossing shows why it is not smuggling, until the answer is withdrawn', async () => {
    const made = await investigator.post(url('/answers'), ruledOut())
    expect(made.status).toBeLessThan(300)
    const smuggling = (body: { proposals: { cited: string; finding: string }[] }) =>
      body.proposals.find((one) => one.cited === 'PSMA 3')
    expect(smuggling((await investigator.get(url())).body)?.finding).toBe('not-met')
    expect((await investigator.delete(url(`/answers/${made.body.id}`))).status).toBe(200)
    expect(smuggling((await investigator.get(url())).body)?.finding).toBe('partly')
  })
})

describe('an FIR', () => {
  test('in the future, citing nothing, or citing what is not held is refused', async () => {
    expect(
      (await investigator.post(url('/firs'), fir({ registeredOn: '2999-01-01' }))).body.code,
    ).toBe('charges/fir-in-future')
    expect((await investigator.post(url('/firs'), fir({ sections: [] }))).body.code).toBe(
      'charges/fir-cites-nothing',
    )
    expect((await investigator.post(url('/firs'), fir({ sections: ['XYZ 1'] }))).body.code).toBe(
      'charges/no-such-section',
    )
  })
  test('is not recorded twice', async () => {
    await investigator.post(url('/firs'), fir())
    expect((await investigator.post(url('/firs'), fir())).body.code).toBe(
      'charges/fir-already-recorded',
    )
  })
})

describe('the law', () => {
  test('is read by everyone who works here, as it stood on a day', async () => {
    const before = (await investigator.get('/api/law?on=2018-06-01')).body
    expect(before.acts.some((one: { act: string }) => one.act === 'PTPA')).toBe(false)
    const one = (await investigator.get('/api/law?act=PPC&section=374')).body
    expect(one.acts[0].provisions).toHaveLength(1)
    expect((await house.anyone().get('/api/law')).status).toBe(401)
  })
})
