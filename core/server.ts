import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import stringifierOf from 'fast-json-stringify'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaValidationError,
} from 'fastify'
import { act } from './act.ts'
import type { House } from './house.ts'
import { Problem, statusOf } from './problem.ts'
import type { Route } from './routes.ts'
import { isBase64, ProblemAnswer } from './schema.ts'
import { cookieName } from './sessions.ts'

export type App = FastifyInstance

/** The policies of the two kinds of page. Nothing is fetched from elsewhere, nothing runs inline. */
const common = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** Builds the server: parsers, limits, errors, the API document and every room's routes. */
export async function buildServer(house: House, routes: readonly Route[]): Promise<App> {
  const app = fastify({
    trustProxy: house.config.trustProxy,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    logger: false,
  })
  app.setValidatorCompiler(validators())
  app.setSerializerCompiler(serializer)
  app.setErrorHandler((error, request, reply) =>
    answerTrouble(house, error as FastifyError, request, reply),
  )
  app.setNotFoundHandler((request, reply) =>
    answerTrouble(house, new Problem('absent', 'core/no-such-page'), request, reply),
  )
  parsers(app)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: common,
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: house.config.origin.startsWith('https://')
      ? { maxAge: 31_536_000 }
      : false,
  })
  await app.register(rateLimit, {
    // Pages and their scripts; one busy office stands behind one address. Routes have limits of their own.
    max: 6000,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { after, ttl }) =>
      new Problem('too-many', 'core/too-many-requests', {
        values: { after, seconds: Math.ceil(ttl / 1000) },
      }),
  })
  await describe(app)
  for (const one of routes) addRoute(app, house, one)
  return app
}

function addRoute(app: App, house: House, one: Route): void {
  app.route({
    method: one.method,
    url: one.url,
    bodyLimit: one.raw ?? one.bodyLimit ?? 1024 * 1024,
    config: { rateLimit: limitOf(house, one) },
    schema: {
      operationId: one.name,
      tags: [one.name.split('.')[0]!],
      ...(one.summary && { summary: one.summary }),
      ...(one.hidden && { hide: true }),
      ...(one.params && { params: one.params }),
      ...(one.query && { querystring: one.query }),
      ...(one.body && { body: one.body }),
      ...(one.answer !== 'file' && {
        response: { 200: one.answer, '4xx': ProblemAnswer, '5xx': ProblemAnswer },
      }),
      ...(one.who !== 'anyone' && { security: [{ session: [] }] }),
    },
    // Who may not ask is told so before what they sent is looked at: act() raises the fault.
    attachValidation: true,
    // Answers to staff hold personal data; answers to the public must leave no trace.
    onRequest: async (_request, reply) => void reply.header('cache-control', 'no-store'),
    handler: act(house, one),
  })
}

/** Anyone is counted by address; staff by session, so that one busy office is not one caller. */
function limitOf(house: House, one: Route) {
  const { max, per } = one.rateLimit ?? { max: 600, per: 'minute' }
  const session = (request: FastifyRequest) => request.cookies[cookieName(house.config)]
  return {
    max,
    timeWindow: `1 ${per}`,
    ...(one.who !== 'anyone' && {
      keyGenerator: (request: FastifyRequest) => session(request) ?? request.ip,
    }),
  }
}

function validators() {
  const strict = formats(new Ajv({ allErrors: true, strict: false }))
  const coercing = formats(
    new Ajv({ allErrors: true, strict: false, coerceTypes: 'array', useDefaults: true }),
  )
  return ({ schema, httpPart }: { schema: object; httpPart?: string }) => {
    const ajv = httpPart === 'body' ? strict : coercing
    const check = whenFirstAsked(() => ajv.compile({ unevaluatedProperties: undefined, ...schema }))
    return (value: unknown) =>
      check()(value) || { error: check().errors as FastifySchemaValidationError[] }
  }
}

function serializer({ schema }: { schema: object }) {
  const write = whenFirstAsked(() => stringifierOf(schema))
  return (answer: unknown) => write()(answer)
}

// Some hundreds of routes, each with half a dozen schemas: compiled ahead, they were half of a start.
function whenFirstAsked<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function formats(ajv: Ajv): Ajv {
  ;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
  ajv.addFormat('byte', isBase64)
  return ajv
}

function parsers(app: App): void {
  app.addContentTypeParser(
    ['application/octet-stream', 'text/plain'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const form: Record<string, string | string[]> = Object.create(null)
      for (const name of new Set(new URLSearchParams(body as string).keys())) {
        const values = new URLSearchParams(body as string).getAll(name)
        form[name] = values.length > 1 ? values : values[0]!
      }
      done(null, { ...form })
    },
  )
}

async function describe(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Panah',
        version: '0.1.0',
        description:
          'Reports, cases, screening, charges, protection and numbers. Errors are application/problem+json with a stable `code`. Every POST takes an `Idempotency-Key` header: a repeat with the same key gets the first answer.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'panah' } } },
    },
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
}

/** Turns whatever was thrown into problem+json: a Problem as it is, a bug without detail. */
export function answerTrouble(
  house: House,
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const problem = asProblem(error)
  const t = house.words.t(languageOf(house, request))
  if (!problem)
    house.log.error(
      { err: error, route: request.routeOptions.url, request: request.id },
      'a request failed',
    )
  const code = problem?.code ?? 'core/our-fault'
  const status = problem ? statusOf[problem.kind] : 500
  return reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `urn:panah:problem:${code}`,
      title: t(`problem.${code}`, { ...problem?.values, defaultValue: code }),
      status,
      code,
      ...(problem?.fields && { fields: problem.fields }),
      ...(problem?.values && { values: problem.values }),
      ...(!problem && { request: request.id }),
    })
}

function asProblem(
  error: Error & { code?: string; validation?: unknown[]; statusCode?: number },
): Problem | undefined {
  if (error instanceof Problem) return error
  if (error.validation) {
    return new Problem('input', 'core/not-as-asked', {
      fields: fieldsOf(error.validation as AjvTrouble[]),
    })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large', 'core/too-large')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('false-type', 'core/unknown-media-type')
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('input', 'core/unreadable')
  }
  // PostgreSQL refuses text with a NUL, and numbers past their range: bad input, not a bug.
  if (error.code === '22021' || error.code === '22003' || error.code === '22P05')
    return new Problem('input', 'core/unreadable')
  return undefined
}

interface AjvTrouble {
  instancePath: string
  keyword: string
  params: Record<string, unknown>
}

/** The place and kind of each fault; never the value, which may be personal. */
function fieldsOf(troubles: AjvTrouble[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { instancePath, keyword, params } of troubles.slice(0, 50)) {
    const missing = typeof params.missingProperty === 'string' ? `/${params.missingProperty}` : ''
    const unknown = typeof params.additionalProperty === 'string' ? '/…' : ''
    const place = `${instancePath}${missing}${unknown}`.slice(1).replaceAll('/', '.') || 'body'
    fields[place] ??= `core/${keyword}`
  }
  return fields
}

export function languageOf(house: House, request: FastifyRequest): string {
  const inPath = request.url.split('/')[1]
  const known = (code: string | undefined) =>
    code !== undefined && house.words.languages.includes(code)
  if (known(inPath)) return inPath!
  if (known(request.cookies?.lang)) return request.cookies.lang!
  const accepted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2))
  return accepted.find(known) ?? 'ur'
}
