import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { writeAuditLine } from './audit.ts'
import { type Db, inTransaction } from './database.ts'
import type { House } from './house.ts'
import { type Claim, findEarlierAnswer, keepAnswer } from './idempotency.ts'
import { hasDuty, type Person } from './people.ts'
import { Problem } from './problem.ts'
import { FileAnswer, type Route } from './routes.ts'
import { enter } from './sessions.ts'

/**
 * One request, one transaction: sign-in, permission, rule, record, event and audit line commit
 * or roll back as one. A refusal leaves its own audit line, in a transaction of its own.
 */
export function act(house: House, route: Route) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const about: string[] = []
    let person: Person | undefined
    try {
      const answer = await inTransaction(house.database, async (db) => {
        person = await admit(house, db, route, request)
        return perform(house, db, route, person, about, request, reply)
      })
      // A stranger who reads leaves neither an event nor an audit line behind.
      if (person || route.method !== 'GET') house.stir()
      return send(reply, answer)
    } catch (trouble) {
      if (person && trouble instanceof Problem && trouble.kind === 'forbidden') {
        await noteRefusal(house, route, person, about, trouble)
      }
      throw trouble
    }
  }
}

async function admit(
  house: House,
  db: Db,
  route: Route,
  request: FastifyRequest,
): Promise<Person | undefined> {
  if (route.who === 'anyone') return undefined
  refuseForeignOrigin(house, request)
  const person = await enter(db, request, house.config)
  if (!person) throw new Problem('unauthenticated', 'core/sign-in-first')
  return person
}

/** Cookies are SameSite=Strict; this stands behind them for browsers that forget. */
function refuseForeignOrigin(house: House, request: FastifyRequest): void {
  const origin = request.headers.origin
  if (request.method === 'GET' || !origin) return
  if (origin !== house.config.origin && new URL(origin).host !== request.headers.host) {
    throw new Problem('forbidden', 'core/foreign-origin')
  }
}

async function perform(
  house: House,
  db: Db,
  route: Route,
  person: Person | undefined,
  about: string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (person) refuseWithoutDuty(route, person)
  if (request.validationError) throw request.validationError
  if (!wellFormed(request.body)) throw new Problem('input', 'core/unreadable')
  const claim = claimOf(route, person, request)
  const earlier = claim && (await findEarlierAnswer(db, house.fields, claim))
  if (earlier) return earlier.answer
  const answer = await route.act({
    db,
    person: person as never,
    params: request.params as never,
    query: request.query as never,
    body: request.body as never,
    now: house.now(),
    house,
    about: (...ids) => void about.push(...ids),
    request,
    reply,
  })
  if (person) {
    const why = about.some((id) => person.glass.includes(id)) ? 'break-glass' : null
    await writeAuditLine(db, { person, what: route.name, about, outcome: 'done', why })
  }
  if (claim) await keepAnswer(db, house.fields, claim, answer)
  return answer
}

function refuseWithoutDuty(route: Route, person: Person): void {
  if (route.who === 'staff' || route.who === 'anyone') return
  if (!hasDuty(person, ...route.who)) throw new Problem('forbidden', 'core/not-your-duty')
}

/** Half a surrogate pair is valid in JSON and in JavaScript, but is no text that can be stored. */
function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
  return Object.entries(value).every(([name, part]) => name.isWellFormed() && wellFormed(part))
}

function claimOf(
  route: Route,
  person: Person | undefined,
  request: FastifyRequest,
): Claim | undefined {
  const key = request.headers['idempotency-key']
  if (route.method !== 'POST' || route.raw || typeof key !== 'string' || !key) return undefined
  if (key.length > 100) throw new Problem('input', 'core/key-too-long')
  return {
    holder: person?.id ?? 'anyone',
    key,
    route: `${route.name} ${request.url}`,
    body: request.body,
  }
}

async function noteRefusal(
  house: House,
  route: Route,
  person: Person,
  about: string[],
  problem: Problem,
): Promise<void> {
  await inTransaction(house.database, async (db) => {
    await sql`select set_config('panah.system', 'yes', true)`.execute(db)
    await writeAuditLine(db, {
      person,
      what: route.name,
      about,
      outcome: 'refused',
      why: problem.code,
    })
  })
}

function send(reply: FastifyReply, answer: unknown): unknown {
  if (!(answer instanceof FileAnswer)) return answer
  for (const [name, value] of Object.entries(answer.headers)) void reply.header(name, value)
  if (answer.name) void reply.header('content-disposition', `attachment; filename="${answer.name}"`)
  void reply.status(answer.status).type(answer.type)
  return typeof answer.bytes === 'string' ? answer.bytes : Buffer.from(answer.bytes)
}
