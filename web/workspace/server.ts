import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { projectRoot } from '../../core/config.ts'
import type { House } from '../../core/house.ts'

/** Serves the workspace: one page for every address below /staff/, its scripts, and the texts. */
export async function registerWorkspace(app: FastifyInstance, house: House): Promise<void> {
  const built = join(projectRoot(), 'dist/staff')
  // Tests that need no pages run without a build.
  if (!existsSync(built)) return
  const page = readFileSync(join(built, 'workspace.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: join(built, 'assets'),
    prefix: '/staff/assets/',
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  const worker = readFileSync(join(built, 'worker.js'), 'utf8')
  app.get('/staff/worker.js', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(worker),
  )
  for (const url of ['/staff', '/staff/', '/staff/*']) {
    app.get(url, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page),
    )
  }
  for (const language of house.words.languages) {
    const texts = Buffer.from(JSON.stringify(house.words.all(language)))
    const packed = gzipSync(texts, { level: 9 })
    const etag = `"${createHash('sha256').update(texts).digest('base64url')}"`
    app.get(`/words/staff.${language}.json`, { schema: { hide: true } }, (request, reply) => {
      reply.headers({ 'cache-control': 'no-cache', etag, vary: 'accept-encoding' })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      reply.type('application/json; charset=utf-8')
      return /\bgzip\b/.test(String(request.headers['accept-encoding']))
        ? reply.header('content-encoding', 'gzip').send(packed)
        : reply.send(texts)
    })
  }
}
