import { sql } from 'kysely'
import { asSystem, type Db } from './database.ts'
import type { House } from './house.ts'
import { newId } from './ids.ts'

export interface Announcement {
  kind: string
  about: string
  fileId: string | null
  jurisdiction: string
  /** Codes and ids only: never personal data. */
  data?: Record<string, unknown>
}

export interface Event extends Announcement {
  id: string
  personId: string | null
  at: string
  data: Record<string, unknown>
}

export interface Subscriber {
  name: string
  to: readonly string[]
  /**
   * Runs once for each event, in one transaction with the note that it ran. A subscriber without it
   * takes its work out of core.event_work itself, many at a time.
   */
  run?(scene: { db: Db; event: Event; house: House }): Promise<void>
}

let subscribers: readonly Subscriber[] = []

/** Tells the house who acts on which events; called once, by the wiring. */
export function subscribe(all: readonly Subscriber[]): void {
  subscribers = all
}

/** Writes an event, and the work that follows from it, in the transaction of what happened. */
export async function announce(db: Db, announcement: Announcement): Promise<void> {
  await sql`select core.announce(${noticeOf(announcement)}::jsonb)`.execute(db)
}

/** What core.announce is given, for a statement that stores and announces in one. */
export function noticeOf({ data = {}, ...announcement }: Announcement): string {
  const following = subscribers.filter((one) => one.to.includes(announcement.kind))
  return JSON.stringify({
    ...announcement,
    id: newId(),
    data,
    subscribers: following.map(({ name }) => name),
  })
}

interface Work {
  event_jurisdiction: string
  event_id: string
  subscriber: string
  tries: number
}

const SECONDS_BEFORE_RETRY = [1, 5, 30, 120, 600, 3600]

/** Does one piece of waiting work; false where nothing is due. */
export async function doOneWork(house: House): Promise<boolean> {
  let taken: Work | undefined
  try {
    return await asSystem(house, async (db) => {
      taken = await takeWork(db)
      if (!taken) return false
      await act(house, db, taken)
      await sql`delete from core.event_work where event_jurisdiction = ${taken.event_jurisdiction}
        and event_id = ${taken.event_id} and subscriber = ${taken.subscriber}`.execute(db)
      return true
    })
  } catch (trouble) {
    if (!taken) throw trouble
    await putBack(house, taken, trouble)
    return true
  }
}

function takers(): string[] {
  return subscribers.flatMap(({ name, run }) => (run ? [] : [`"${name}"`]))
}

async function takeWork(db: Db): Promise<Work | undefined> {
  const { rows } =
    await sql<Work>`select event_jurisdiction, event_id, subscriber, tries from core.event_work
    where next_at <= now() and not subscriber = any (${`{${takers().join(',')}}`}::text[]) order by next_at limit 1 for update skip locked`.execute(
      db,
    )
  return rows[0]
}

async function act(house: House, db: Db, work: Work): Promise<void> {
  const subscriber = subscribers.find((one) => one.name === work.subscriber)
  if (!subscriber?.run) return
  const { rows } = await sql<Event>`select id, kind, about, file_id as "fileId", jurisdiction,
    person_id as "personId", at, data from core.event
    where jurisdiction = ${work.event_jurisdiction} and id = ${work.event_id}`.execute(db)
  if (rows[0]) await subscriber.run({ db, event: rows[0], house })
}

async function putBack(house: House, work: Work, trouble: unknown): Promise<void> {
  const wait = SECONDS_BEFORE_RETRY[Math.min(work.tries, SECONDS_BEFORE_RETRY.length - 1)]!
  house.log.error(
    { subscriber: work.subscriber, event: work.event_id, err: trouble },
    'an event could not be acted on',
  )
  await asSystem(house, async (db) => {
    // The name of the error only: its text may quote data.
    await sql`update core.event_work set tries = tries + 1, next_at = now() + make_interval(secs => ${wait}),
      trouble = ${(trouble as Error).name} where event_jurisdiction = ${work.event_jurisdiction}
      and event_id = ${work.event_id} and subscriber = ${work.subscriber}`.execute(db)
  })
}
