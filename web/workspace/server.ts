import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  for (const url of ['/staff', '/staff/', '/staff/*']) {
    app.get(url, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page),
    )
  }
  for (const language of house.words.languages) {
    const texts = JSON.stringify(house.words.all(language))
    app.get(`/words/staff.${language}.json`, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(texts),
    )
  }
}
