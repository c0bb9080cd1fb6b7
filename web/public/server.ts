import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import multipart from '@fastify/multipart'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { projectRoot } from '../../core/config.ts'
import type { House } from '../../core/house.ts'
import { Problem, statusOf } from '../../core/problem.ts'
import { languageOf } from '../../core/server.ts'
import { readManifest } from './assets.ts'
import { readHelplines } from './helplines.ts'
import type { PublicPage, PublicView } from './page.ts'
import { ProblemNote } from './problem-note.tsx'
import { PublicDocument } from './shell.tsx'
import { makeText } from './text.ts'

const squeeze = promisify(gzip)

const rightToLeft: ReadonlySet<string> = new Set(['ur', 'ps', 'sd', 'pa', 'bal', 'skr'])

// Where the exit leads: a page that everybody has open.
const elsewhere = 'https://www.google.com/'

/** What is the same for every page of a language: the texts are thousands, so they are laid together once. */
type Fixed = Pick<PublicView, 'asset' | 'helplines' | 'lang' | 'dir' | 't' | 'words'>

/** Serves the pages for anyone, in each language, and what they fetch. */
export async function registerPublicPages(
  app: FastifyInstance,
  house: House,
  pages: readonly PublicPage[],
): Promise<void> {
  const shared = { asset: readManifest(projectRoot()), helplines: readHelplines() }
  const fixed = Object.fromEntries(
    house.words.languages.map((lang) => [lang, { ...shared, ...spokenIn(house, lang) }]),
  )
  await app.register(serveAssets)
  const withPicture = pages.filter(({ takesPicture }) => takesPicture)
  const without = pages.filter(({ takesPicture }) => !takesPicture)
  app.get('/', { schema: { hide: true } }, (request, reply) => {
    const lang = languageOf(house, request)
    return reply.header('cache-control', 'no-store').redirect(`/${known(house, lang)}/`)
  })
  app.get('/exit', { schema: { hide: true } }, (_request, reply) => leave(reply))
  for (const lang of house.words.languages) {
    app.get(`/${lang}`, { schema: { hide: true } }, (_request, reply) =>
      reply.redirect(`/${lang}/`),
    )
    for (const page of without) addPage(app, house, page, fixed[lang]!)
    addPage(app, house, nowhere, fixed[lang]!)
  }
  // In a place of their own: nothing else takes files in this way.
  await app.register(async (place) => {
    await place.register(multipart)
    for (const lang of house.words.languages)
      for (const page of withPicture) addPage(place, house, page, fixed[lang]!)
  })
  // An address from a poster or from memory, without its language. Programs are told in their own way.
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const reads = String(request.headers.accept ?? '').includes('text/html')
    if (!reads) throw new Problem('absent', 'core/no-such-page')
    const [path] = request.url.split('?')
    const lang = known(house, languageOf(house, request))
    return reply.header('cache-control', 'no-store').redirect(`/${lang}${path}`)
  })
}

/** What the pages fetch. Fonts and style carry no policy of their own: it would weigh more than it guards. */
async function serveAssets(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', async (request, reply) => {
    if (request.url.endsWith('.js')) return
    for (const name of reply.raw.getHeaderNames()) reply.raw.removeHeader(name)
    for (const name of Object.keys(reply.getHeaders()))
      if (!carried.has(name)) reply.removeHeader(name)
  })
  await app.register(fastifyStatic, {
    root: join(projectRoot(), 'dist/public/assets'),
    prefix: '/assets/',
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
}

function spokenIn(house: House, lang: string): Pick<Fixed, 'lang' | 'dir' | 't' | 'words'> {
  const words = { ...house.words.all('en'), ...house.words.all(lang) }
  const dir = rightToLeft.has(lang) ? 'rtl' : 'ltr'
  return { lang, dir, words, t: makeText(words, lang) }
}

const carried = new Set([
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'etag',
  'vary',
  'x-content-type-options',
])

function known(house: House, lang: string): string {
  return house.words.languages.includes(lang) ? lang : 'ur'
}

/** Tells the browser to forget what it kept of us, then leads away; the sign-in of staff is left alone. */
function leave(reply: FastifyReply): FastifyReply {
  return reply
    .header('clear-site-data', '"cache", "storage"')
    .header('cache-control', 'no-store')
    .header('set-cookie', 'lang=; Path=/; Max-Age=0; SameSite=Lax')
    .redirect(elsewhere)
}

function addPage(app: FastifyInstance, house: House, page: PublicPage, fixed: Fixed): void {
  const url = `/${fixed.lang}${page.path || '/'}`
  const see = (request: FastifyRequest) => viewOf(house, page, request, fixed)
  app.get(url, { schema: { hide: true } }, async (request, reply) => {
    const view = see(request)
    try {
      const data = await page.load?.(view)
      return await send(reply, page, view, page.render(view, data), data)
    } catch (trouble) {
      // Whoever followed an old link is told so on a page, with the ways on.
      if (!(trouble instanceof Problem)) throw trouble
      const note = h('div', null, h(ProblemNote, { t: view.t, problem: trouble }))
      return send(reply.status(statusOf[trouble.kind]), page, view, note, undefined, true)
    }
  })
  if (!page.submit) return
  const limit = { rateLimit: { max: page.formsAnHour ?? 20, timeWindow: '1 hour' } }
  app.post(url, { schema: { hide: true }, config: limit }, async (request, reply) => {
    return answerForm(page, see(request), request, reply)
  })
}

type Form = Record<string, string | string[]>

const FIELDS_BESIDE_A_PICTURE = 10

async function formOf(page: PublicPage, request: FastifyRequest): Promise<Form> {
  if (!page.takesPicture || !request.isMultipart()) return (request.body ?? {}) as Form
  const form: Form = {}
  const limits = {
    fileSize: page.takesPicture,
    files: 1,
    fields: FIELDS_BESIDE_A_PICTURE,
    fieldSize: 10_000,
  }
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') form[part.fieldname] = String(part.value)
      else if (part.fieldname === 'picture')
        form.picture = (await part.toBuffer()).toString('base64')
      else part.file.resume()
    }
  } catch (trouble) {
    const { statusCode } = trouble as { statusCode?: number }
    if (statusCode === 413) throw new Problem('too-large', 'core/too-large')
    if (statusCode && statusCode < 500) throw new Problem('input', 'core/unreadable')
    throw trouble
  }
  return form
}

/** Every address of a language at which nothing stands. */
const nowhere: PublicPage = {
  path: '/*',
  headings: 'guide',
  render: () => {
    throw new Problem('absent', 'core/no-such-page')
  },
}

/** A refused form comes back as it was filled in, with the reason above it. */
async function answerForm(
  page: PublicPage,
  view: PublicView,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  let form: Form = {}
  try {
    form = await formOf(page, request)
    return await send(reply, page, view, await page.submit!(view, form), undefined, true)
  } catch (trouble) {
    if (!(trouble instanceof Problem)) throw trouble
    const data = { ...((await page.load?.(view)) as object), filled: form }
    const content = h(
      'div',
      null,
      h(ProblemNote, { t: view.t, problem: trouble }),
      page.render(view, data),
    )
    return send(reply.status(statusOf[trouble.kind]), page, view, content, data, true)
  }
}

function viewOf(house: House, page: PublicPage, request: FastifyRequest, fixed: Fixed): PublicView {
  const query = request.query as Record<string, string>
  const params = request.params as Record<string, string>
  const path = page.path
    .replace('/*', '')
    .replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  return { ...fixed, path, now: house.now(), house, query, params }
}

async function send(
  reply: FastifyReply,
  page: PublicPage,
  view: PublicView,
  content: VNode,
  data: unknown,
  answered = false,
): Promise<FastifyReply> {
  const island = answered ? undefined : page.island?.(view, data)
  const document = h(PublicDocument, { page, view, ...(island && { island }), children: content })
  const html = `<!doctype html>${renderToString(document)}`
  const zip = /\bgzip\b/.test(String(reply.request.headers['accept-encoding'] ?? ''))
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(page),
      'content-language': view.lang,
      'set-cookie': `lang=${view.lang}; Path=/; SameSite=Lax`,
      vary: 'accept-encoding',
      ...(zip && { 'content-encoding': 'gzip' }),
    })
    .send(zip ? await squeeze(html) : html)
}

/** Nothing inline, nothing from elsewhere; WebAssembly and workers only where something is sealed. */
function policy({ seals, fetches, plays }: PublicPage): string {
  return [
    "default-src 'none'",
    `script-src 'self'${seals ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data:${seals ? ' blob:' : ''}`,
    ...(seals ? ['media-src blob:', "worker-src 'self'"] : []),
    ...(plays ? ["media-src 'self'"] : []),
    ...(seals || fetches ? ["connect-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
