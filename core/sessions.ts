import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Config } from './config.ts'
import type { Db } from './database.ts'
import { newId } from './ids.ts'
import type { AgencyKind, Duty, Person, Sees } from './people.ts'

const LIFETIME_HOURS = 12

export function cookieName(config: Pick<Config, 'origin'>): string {
  // The __Host- prefix binds the cookie to this host, but browsers take it only over TLS.
  return config.origin.startsWith('https://') ? '__Host-panah' : 'panah'
}

interface Entered {
  id: string
  handle: string | null
  agencyId: string
  agencyKind: string
  teamId: string | null
  nameEn: string
  nameUr: string
  duties: string[]
  sees: string
  jurisdiction: string
  language: string
  sessionId: string
  glass: string[]
}

/** Makes the person behind the request's cookie the viewer of this transaction, if there is one. */
export async function enter(
  db: Db,
  request: FastifyRequest,
  config: Config,
): Promise<Person | undefined> {
  const token = request.cookies[cookieName(config)]
  if (!token) return undefined
  const { rows } = await sql<{ entered: Entered | null }>`select core.enter(${hash(token)},
    make_interval(mins => ${config.idleMinutes})) as entered`.execute(db)
  const entered = rows[0]?.entered
  if (!entered) return undefined
  return {
    id: entered.id,
    handle: entered.handle,
    agencyId: entered.agencyId,
    agencyKind: entered.agencyKind as AgencyKind,
    teamId: entered.teamId,
    name: { en: entered.nameEn, ur: entered.nameUr },
    duties: entered.duties as Duty[],
    sees: entered.sees as Sees,
    jurisdiction: entered.jurisdiction,
    language: entered.language,
    sessionId: entered.sessionId,
    glass: entered.glass,
  }
}

/** Begins a session for an account and gives the browser its cookie. Runs as the system. */
export async function beginSession(db: Db, accountId: string, client: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`select set_config('panah.system', 'yes', true)`.execute(db)
  await sql`insert into core.session (id, token_hash, account_id, client, until)
    values (${newId()}, ${hash(token)}, ${accountId}, ${client.slice(0, 200)},
      now() + make_interval(hours => ${LIFETIME_HOURS}))`.execute(db)
  await sql`select set_config('panah.system', '', true)`.execute(db)
  return token
}

export function giveCookie(reply: FastifyReply, config: Config, token: string): void {
  void reply.setCookie(cookieName(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: config.origin.startsWith('https://'),
  })
}

export function takeCookie(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(cookieName(config), {
    path: '/',
    secure: config.origin.startsWith('https://'),
  })
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
