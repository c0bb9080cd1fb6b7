import { Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import {
  checkpointFrom,
  keyText,
  LogFault,
  noteFrom,
  proofText,
  proveInclusion,
  type Source,
  tileFrom,
} from '../../libraries/transparency-log/index.ts'
import { enterMailbox, findRosterText, LoggedSteps } from '../reports/door.ts'
import { fairnessRoutes } from './fairness-routes.ts'
import { lateRoutes } from './late-routes.ts'
import { logsOf, publicLog } from './logs.ts'
import { findCheckpoint } from './lot-records.ts'
import { listSteps, queryOf } from './records.ts'
import { RegisterAnswer, readRegister } from './register.ts'
import { siteManifest } from './site.ts'

const forEver = 'public, max-age=31536000, immutable'
const fewSeconds = 'public, max-age=2'

const plain = (text: string) =>
  new FileAnswer({
    type: 'text/plain; charset=utf-8',
    bytes: text,
    headers: { 'cache-control': fewSeconds, 'access-control-allow-origin': '*' },
  })

/** What is not there is the caller's mistake, or a log that is younger than he thinks. */
async function orAbsent<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (trouble) {
    if (trouble instanceof LogFault && trouble.code === 'missing')
      throw new Problem('absent', 'oversight/not-in-the-log')
    throw trouble
  }
}

const checkpoint = route({
  method: 'GET',
  url: '/log/checkpoint',
  name: 'oversight.checkpoint',
  who: 'anyone',
  summary: 'The newest published checkpoint of the public log (C2SP tlog-tiles).',
  answer: 'file',
  act: async ({ db }) => plain(await orAbsent(publicLog.source(queryOf(db)).checkpoint())),
})

const earlier = route({
  method: 'GET',
  url: '/log/checkpoint/:size',
  name: 'oversight.earlier-checkpoint',
  who: 'anyone',
  summary:
    'A checkpoint of the past as it was published, with its cosignatures: draws follow from these.',
  params: Type.Object({ size: Type.Integer({ minimum: 1, maximum: 2 ** 48 }) }),
  answer: 'file',
  act: async ({ db, params }) => {
    const note = await findCheckpoint(db, params.size)
    if (!note) throw new Problem('absent', 'oversight/not-in-the-log')
    return plain(note)
  },
})

const roster = route({
  method: 'GET',
  url: '/log/roster/:hash',
  name: 'oversight.roster',
  who: 'anyone',
  summary: 'A roster whose hash stands in the log: who was on duty, as hashes that name nobody.',
  params: Type.Object({ hash: Type.String({ pattern: '^[\\w-]{43}$', maxLength: 43 }) }),
  answer: 'file',
  act: async ({ db, params }) => {
    const text = await findRosterText(db, params.hash)
    if (!text) throw new Problem('absent', 'oversight/not-in-the-log')
    return plain(text)
  },
})

const key = route({
  method: 'GET',
  url: '/log/key',
  name: 'oversight.log-key',
  who: 'anyone',
  summary:
    'The public key of the log (C2SP signed-note). Keep it: whoever keeps it cannot be given another log.',
  answer: 'file',
  act: async ({ house }) => plain(`${keyText(logsOf(house).key)}\n`),
})

const policy = route({
  method: 'GET',
  url: '/log/policy',
  name: 'oversight.log-policy',
  who: 'anyone',
  summary: 'The log, its witnesses, and how many of them must have cosigned (C2SP tlog-policy).',
  answer: 'file',
  act: async ({ house }) => plain(logsOf(house).policyText),
})

const tile = route({
  method: 'GET',
  url: '/log/tile/:level/*',
  name: 'oversight.tile',
  who: 'anyone',
  summary: 'A tile of hashes or a bundle of entries (C2SP tlog-tiles). Never changes.',
  rateLimit: { max: 6000, per: 'minute' },
  params: Type.Object({
    level: Type.String({ pattern: '^(entries|0|[1-9]\\d?)$', maxLength: 7 }),
    '*': Type.String({ maxLength: 40 }),
  }),
  answer: 'file',
  act: async ({ db, params }) => {
    const id = tileFrom(params['*'])
    if (!id || Number(params.level) > 63) throw new Problem('absent', 'oversight/not-in-the-log')
    const bytes = await orAbsent(read(publicLog.source(queryOf(db)), params.level, id))
    return new FileAnswer({
      type: 'application/octet-stream',
      bytes,
      headers: { 'cache-control': forEver, 'access-control-allow-origin': '*' },
    })
  },
})

const span = route({
  method: 'GET',
  url: '/log/span/:n',
  name: 'oversight.span',
  who: 'anyone',
  summary:
    'Sixteen full bundles of entries, one behind another: the same bytes in one answer, for whoever reads the whole log. Not of the standard; never changes.',
  rateLimit: { max: 6000, per: 'minute' },
  params: Type.Object({ n: Type.Integer({ minimum: 0, maximum: 2 ** 36 }) }),
  answer: 'file',
  act: async ({ db, params }) =>
    new FileAnswer({
      type: 'application/octet-stream',
      bytes: await orAbsent(publicLog.source(queryOf(db)).span!(params.n)),
      headers: { 'cache-control': forEver, 'access-control-allow-origin': '*' },
    }),
})

function read(source: Source, level: string, { n, width }: { n: number; width: number }) {
  return level === 'entries'
    ? source.bundle(n, width)
    : source.tile({ level: Number(level), n, width })
}

const register = route({
  method: 'GET',
  url: '/api/register',
  name: 'oversight.register',
  who: 'anyone',
  summary:
    'The official figures, counted from the reports themselves when the log had `size` lines; the log must give the same.',
  answer: RegisterAnswer,
  act: ({ db, house }) => readRegister(db, house),
})

const site = route({
  method: 'GET',
  url: '/log/site',
  name: 'oversight.site',
  who: 'anyone',
  summary:
    'The files of the public site with their SHA-256; the log has a line with the hash of this list.',
  answer: 'file',
  act: async () => plain(siteManifest().text),
})

const mine = route({
  method: 'GET',
  url: '/api/mailbox/log',
  name: 'oversight.my-steps',
  who: 'anyone',
  summary:
    'The steps of the report behind a receipt as the public log has them, each with its proof. The header Panah-Mailbox carries locator and token.',
  rateLimit: { max: 120, per: 'minute' },
  answer: LoggedSteps,
  act: async ({ db, request }) => {
    const { id } = await enterMailbox(db, request.headers['panah-mailbox'])
    const source = publicLog.source(queryOf(db))
    const { note } = await publicLog.getHead(queryOf(db))
    const size = note ? checkpointFrom(noteFrom(note).text).size : 0
    const steps = []
    for (const { event, line, index } of await listSteps(db, id)) {
      const published = note !== null && index !== null && index < size
      const proof = published
        ? proofText({ index, path: await proveInclusion(source, index, size), checkpoint: note })
        : null
      steps.push({ event, line, proof })
    }
    return { steps }
  },
})

export const routes: Route[] = [
  checkpoint,
  earlier,
  roster,
  key,
  policy,
  tile,
  span,
  site,
  register,
  mine,
  ...fairnessRoutes,
  ...lateRoutes,
]
