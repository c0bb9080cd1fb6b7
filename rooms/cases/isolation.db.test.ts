import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import type { Person } from '../../core/people.ts'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { agencyIdOf, readStaff } from '../../tryout/staff.ts'
import { addAllegation, addIncident, addPerson, openCase } from './door.ts'
import { readers } from './permissions.ts'
import { insertTask } from './task-records.ts'

/** What a case's row-level policies look at, kept beside the database as the slow reference. */
interface Planted {
  id: string
  jurisdiction: string
  agencyId: string
  teamId: string | null
  holderId: string
  sharedWith: Set<string>
  glass: Set<string>
}

let house: TestHouse
const people: Person[] = []
const planted: Planted[] = []

const receiving = new Set([
  'federal-investigation',
  'provincial-police',
  'protector-of-emigrants',
  'labour-department',
  'child-protection',
  'prosecution',
])

function mayRead(person: Person, file: Planted): boolean {
  const works = person.duties.some((duty) => (readers as readonly string[]).includes(duty))
  if (!works || person.sees === 'nothing') return false
  const home = person.agencyId === file.agencyId
  if (home && file.holderId === person.id) return true
  if (home && person.sees === 'team' && person.teamId !== null && person.teamId === file.teamId)
    return true
  if (home && (person.sees === 'agency' || person.sees === 'jurisdiction')) return true
  if (person.sees === 'jurisdiction' && person.jurisdiction === file.jurisdiction) return true
  return (
    receiving.has(person.agencyKind) &&
    (file.sharedWith.has(person.agencyId) || file.glass.has(person.id))
  )
}

beforeAll(async () => {
  house = await testHouse()
  for (const { handle } of readStaff().staff) people.push(await house.person(handle))
  const openers = people.filter(
    (one) => one.sees !== 'nothing' && one.duties.some((duty) => duty !== 'prosecutor'),
  )
  const agencies = [...new Set(people.map((one) => one.agencyId))]
  const today = new Date().toISOString().slice(0, 10)
  await house.asSystem(async (db) => {
    for (const [i, opener] of [...openers, ...openers].entries()) {
      const file = await openCase(db, house, { ...opener, holderId: opener.id, title: `case ${i}` })
      const one: Planted = { ...file, sharedWith: new Set(), glass: new Set() }
      planted.push(one)
      const victimId = await addPerson(db, house, file.id, {
        roles: ['victim'],
        name: `person ${i}`,
      })
      await addIncident(db, house, file.id, { kind: 'Exploitation' })
      await addAllegation(db, house, file.id, {
        fact: 'recruited',
        victimId,
        saidByPersonId: victimId,
        restsOn: 'report',
        certainty: 'said',
      })
      await insertTask(db, house, file, {
        words: 'x',
        dueAt: new Date().toISOString(),
        setBy: opener.id,
      })
      const share = async (agencyId: string, until: string, withdrawn: boolean) => {
        await sql`insert into cases.share (jurisdiction, id, case_id, agency_id, reason, words_sealed, until, shared_by, withdrawn_at)
          values (${file.jurisdiction}, ${newId()}, ${file.id}, ${agencyId}, 'other', 'v1.', ${until}, ${opener.id},
            ${withdrawn ? new Date().toISOString() : null})`.execute(db)
        if (!withdrawn && until >= today) one.sharedWith.add(agencyId)
      }
      if (i % 3 === 0) await share(agencies[i % agencies.length]!, '2099-01-01', false)
      if (i % 4 === 0) await share(agencies[(i + 3) % agencies.length]!, '2099-01-01', true)
      if (i % 5 === 0) await share(agencies[(i + 5) % agencies.length]!, '2020-01-01', false)
      if (i % 6 === 0) {
        const who = people[i % people.length]!
        const hours = i % 12 === 0 ? 1 : -1
        await sql`select set_config('panah.person', ${who.id}, true)`.execute(db)
        await sql`insert into core.break_glass (id, person_id, agency_id, jurisdiction, case_id, reason, words_sealed, opened_at, until)
          values (${newId()}, ${who.id}, ${who.agencyId}, ${who.jurisdiction}, ${file.id}, 'court-order', 'v1.',
            now() - interval '2 hours', now() + make_interval(hours => ${hours}))`.execute(db)
        await sql`select set_config('panah.person', '', true)`.execute(db)
        if (hours > 0) one.glass.add(who.id)
      }
    }
  })
})
afterAll(() => house.close())

const queries = [
  'select id as case_id from cases.case_file',
  'select case_id from cases.person',
  "select case_id from cases.person where name_index is not null and 'victim' = any (roles)",
  'select case_id from cases.incident',
  'select a.case_id from cases.allegation a left join cases.person p on p.id = a.victim_id',
  'select case_id from cases.task where done_at is null',
  'select case_id from cases.holding',
  'select case_id from cases.share',
  'select case_id from cases.status_change',
  'select file_id as case_id from core.event where file_id is not null',
  "select id as case_id from cases.case_file where jurisdiction = 'PK-SD' or true",
  'select c.id as case_id from cases.case_file c where exists (select 1 from cases.person p where p.case_id = c.id)',
  'select case_id from cases.person union all select id from cases.case_file union all select case_id from cases.task',
]

test('no query run as any person returns a row of a case that is not theirs to see', async () => {
  expect(planted.length).toBeGreaterThan(30)
  const choice = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...queries))
  await fc.assert(
    fc.asyncProperty(choice, async ([person, query]) => {
      const rows = await house.acting(
        person.handle!,
        async (db) => (await sql<{ case_id: string }>`${sql.raw(query)}`.execute(db)).rows,
      )
      const allowed = new Set(
        planted.filter((file) => mayRead(person, file)).map((file) => file.id),
      )
      expect(rows.filter((row) => !allowed.has(row.case_id))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test.each([
  'cases.case_file',
  'cases.person',
  'cases.incident',
  'cases.allegation',
  'cases.task',
  'cases.holding',
])('everyone sees in %s exactly what is theirs to see', async (table) => {
  const column = table === 'cases.case_file' ? 'id' : 'case_id'
  for (const person of people) {
    const rows = await house.acting(person.handle!, async (db) => {
      const found = await sql<{
        id: string
      }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}`.execute(db)
      return found.rows.map((row) => row.id).sort()
    })
    const allowed = planted.filter((file) => mayRead(person, file)).map((file) => file.id)
    expect([person.handle, rows]).toEqual([person.handle, allowed.sort()])
  }
})

test('nobody writes into a case of another agency, by whichever table', async () => {
  const karachi = await house.person('supervisor-karachi')
  const foreign = planted.find((file) => file.agencyId === agencyIdOf('tryout-circle-gujrat'))!
  const writes = [
    sql`insert into cases.person (jurisdiction, id, case_id, roles) values (${foreign.jurisdiction}, ${newId()}, ${foreign.id}, '{victim}')`,
    sql`insert into cases.task (jurisdiction, id, case_id, words_sealed, due_at) values (${foreign.jurisdiction}, ${newId()}, ${foreign.id}, 'x', now())`,
    sql`insert into cases.share (jurisdiction, id, case_id, agency_id, reason, words_sealed, until, shared_by)
      values (${foreign.jurisdiction}, ${newId()}, ${foreign.id}, ${karachi.agencyId}, 'other', 'x', '2099-01-01', ${karachi.id})`,
  ]
  for (const write of writes) {
    await expect(house.acting('supervisor-karachi', (db) => write.execute(db))).rejects.toThrow(
      'row-level security',
    )
  }
  const { numAffectedRows } = await house.acting('supervisor-karachi', (db) =>
    sql`update cases.case_file set holder_id = ${karachi.id} where id = ${foreign.id}`.execute(db),
  )
  expect(numAffectedRows).toBe(0n)
})
