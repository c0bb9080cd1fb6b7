import { sql } from 'kysely'
import { asSystem, type Db } from '../core/database.ts'
import type { House } from '../core/house.ts'
import {
  addAllegation,
  addIncident,
  addPerson,
  dayInPakistan,
  openCase,
} from '../rooms/cases/door.ts'
import type { MadeUpCase, When } from './cases.ts'
import { agencyIdOf, readStaff, staffIdOf, teamIdOf } from './staff.ts'
import type { StaffDesk } from './staff-desk.ts'

const DAY = 86_400_000

/** A made-up case as it stands in the database: the ids behind its keys. */
export interface OpenedCase {
  id: string
  persons: Record<string, string>
  /** The day that its days count from, ISO 8601: a step that is repeated later says the same. */
  today: string
}

export function dayOf(when: When, now: Date): string {
  return typeof when === 'string' ? when : dayInPakistan(new Date(now.getTime() + when * DAY))
}

/** Opens a case with its people, incidents and allegations, or finds the one opened before. */
export async function openMadeUpCase(
  house: House,
  desk: StaffDesk,
  one: MadeUpCase,
  now: Date,
): Promise<OpenedCase> {
  const mark = `tryout-case/${one.key}`
  const before = await asSystem(house, (db) => findMark<OpenedCase>(db, mark))
  if (before) return before
  const opened = await desk.act(one.holder, (db) => write(db, house, one, now))
  // If this note is lost to a kill, the next start opens the case once more; it is the try-out.
  await asSystem(house, (db) => setMark(db, mark, opened))
  return opened
}

async function write(db: Db, house: House, one: MadeUpCase, now: Date): Promise<OpenedCase> {
  const holder = readStaff().staff.find((person) => person.handle === one.holder)
  if (!holder) throw new Error(`No made-up person is called ${one.holder}.`)
  const openedAt = new Date(now.getTime() + one.openedOn * DAY)
  const brief = await openCase(db, house, {
    jurisdiction: holder.jurisdiction,
    agencyId: agencyIdOf(holder.agency),
    teamId: holder.team && teamIdOf(holder.team),
    holderId: staffIdOf(holder.handle),
    // Each language keeps its own direction, whichever the page has.
    title: `\u2068${one.title.en}\u2069 · \u2068${one.title.ur}\u2069`,
    summary: `${one.summary}\n\nMade up for the try-out. فرضی کیس، صرف مشق کے لیے۔`,
    openedAt,
  })
  const persons: Record<string, string> = {}
  const ageStatedOn = dayInPakistan(openedAt)
  for (const { key, name, age, ...person } of one.persons) {
    const stated = age === undefined ? {} : { ageStated: age, ageStatedOn }
    persons[key] = await addPerson(db, house, brief.id, {
      ...person,
      ...stated,
      name: name.ur,
      otherName: name.en,
    })
  }
  for (const { kind, from, until, place, country, words } of one.incidents) {
    await addIncident(db, house, brief.id, {
      kind,
      fromOn: dayOf(from, now),
      untilOn: until === null ? null : dayOf(until, now),
      placeCode: place ?? null,
      country,
      description: words,
    })
  }
  const idOf = (key: string | undefined) => (key ? persons[key]! : null)
  for (const said of one.allegations) {
    await addAllegation(db, house, brief.id, {
      fact: said.fact,
      accusedId: idOf(said.accused),
      victimId: idOf(said.victim),
      saidByPersonId: idOf(said.by),
      saidByWords: said.byWords ?? null,
      restsOn: said.restsOn,
      certainty: said.certainty,
      saidOn: said.on === undefined ? null : dayOf(said.on, now),
      words: said.words,
    })
  }
  return { id: brief.id, persons, today: now.toISOString() }
}

export async function findMark<T>(db: Db, key: string): Promise<T | undefined> {
  const { rows } = await sql<{
    value: T
  }>`select value from core.setting where key = ${key}`.execute(db)
  return rows[0]?.value
}

export async function setMark(db: Db, key: string, value: unknown): Promise<void> {
  await sql`insert into core.setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(db)
}
