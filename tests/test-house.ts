import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Config } from '../core/config.ts'
import { asSystem, type Db, inTransaction } from '../core/database.ts'
import type { House } from '../core/house.ts'
import type { AgencyKind, Duty, Person, Sees } from '../core/people.ts'
import { loadReference } from '../core/reference.ts'
import { beginSession, cookieName } from '../core/sessions.ts'
import { startHouse } from '../main.ts'
import { testDatabase } from '../tools/test-database.ts'
import { loadStaff, staffIdOf } from '../tryout/staff.ts'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  body: any
  headers: Record<string, string | string[] | number | undefined>
  bytes: Buffer
}

export interface Client {
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(url: string, headers?: Record<string, string>): Promise<Answer>
}

export interface TestHouse extends House {
  app: Awaited<ReturnType<typeof startHouse>>['app']
  /** A client signed in as one of the made-up staff of the try-out. */
  as(handle: string): Promise<Client>
  anyone(): Client
  person(handle: string): Promise<Person>
  /** Runs work as that person, row-level security and all. */
  acting<T>(handle: string, work: (db: Db) => Promise<T>): Promise<T>
  asSystem<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Waits until every event has been acted on. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** A house of its own for one test file: fresh migrated database, made-up agencies and staff. */
export async function testHouse(more: Partial<Config> = {}): Promise<TestHouse> {
  const scratch = await testDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'panah-test-'))
  const config: Config = {
    mode: 'tryout',
    host: '127.0.0.1',
    port: 0,
    origin: 'http://127.0.0.1',
    databaseUrl: undefined,
    dataFolder,
    fieldKey: new Uint8Array(32).fill(7),
    organisationRoot: undefined,
    trustProxy: false,
    idleMinutes: 20,
    ...more,
  }
  const running = await startHouse(config, scratch.connection)
  const { house, app, jobs } = running
  await asSystem(house, async (db) => {
    await loadReference(db)
    await loadStaff(db, house)
  })
  const client = (cookie?: string) => clientOf(app, cookie)
  return {
    ...house,
    app,
    as: async (handle) => client(await cookieOf(house, handle)),
    anyone: () => client(),
    person: (handle) => asSystem(house, (db) => personOf(db, handle)),
    acting: async (handle, work) => {
      const person = await asSystem(house, (db) => personOf(db, handle))
      return inTransaction(house.database, async (db) => {
        await become(db, person)
        return work(db)
      })
    },
    asSystem: (work) => asSystem(house, work),
    settle: () => jobs.settle(),
    async close() {
      await running.close()
      await scratch.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function cookieOf(house: House, handle: string): Promise<string> {
  const token = await inTransaction(house.database, (db) =>
    beginSession(db, staffIdOf(handle), 'test'),
  )
  return `${cookieName(house.config)}=${token}`
}

async function personOf(db: Db, handle: string): Promise<Person> {
  const { rows } = await sql<Record<string, never>>`select a.*, g.kind as agency_kind
    from core.account a join core.agency g on g.id = a.agency_id where a.handle = ${handle}`.execute(
    db,
  )
  const row = rows[0] as unknown as Record<string, unknown> | undefined
  if (!row) throw new Error(`No made-up person has the handle ${handle}.`)
  return {
    id: row.id as string,
    handle,
    agencyId: row.agency_id as string,
    agencyKind: row.agency_kind as AgencyKind,
    teamId: row.team_id as string | null,
    name: { en: row.name_en as string, ur: row.name_ur as string },
    duties: row.duties as Duty[],
    sees: row.sees as Sees,
    jurisdiction: row.jurisdiction as string,
    language: row.language as string,
    sessionId: randomUUID(),
    glass: [],
  }
}

async function become(db: Db, person: Person): Promise<void> {
  const settings = {
    person: person.id,
    agency: person.agencyId,
    team: person.teamId ?? '',
    jurisdiction: person.jurisdiction,
    sees: person.sees,
    duties: person.duties.join(','),
  }
  for (const [name, value] of Object.entries(settings)) {
    await sql`select set_config(${`panah.${name}`}, ${value}, true)`.execute(db)
  }
}

function clientOf(app: TestHouse['app'], cookie?: string): Client {
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const bytes = body instanceof Uint8Array
    const answer = await app.inject({
      method,
      url,
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && {
          'content-type': bytes ? 'application/octet-stream' : 'application/json',
        }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: bytes ? Buffer.from(body) : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    })
    const json = String(answer.headers['content-type'] ?? '').includes('json')
    return {
      status: answer.statusCode,
      body: json && answer.payload ? JSON.parse(answer.payload) : answer.payload,
      headers: answer.headers,
      bytes: answer.rawPayload,
    } as Answer
  }
  return {
    get: (url, headers) => ask('GET', url, undefined, headers),
    post: (url, body, headers) => ask('POST', url, body, headers),
    put: (url, body, headers) => ask('PUT', url, body, headers),
    delete: (url, headers) => ask('DELETE', url, undefined, headers),
  }
}
