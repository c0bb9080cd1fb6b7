import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import type pg from 'pg'
import { BadConfig, type Config, projectRoot, readConfig } from '../core/config.ts'
import type { Connection } from '../core/database.ts'
import { fieldsUnder } from '../core/fields.ts'
import { listMigrations } from '../core/migrate.ts'
import { LogFault } from '../libraries/transparency-log/index.ts'
import { verifyAudit } from '../rooms/oversight/door.ts'
import { connect } from './database-copy.ts'
import { keyMark } from './field-key.ts'
import { openGround, quietHouse } from './ground.ts'

export interface Finding {
  about: string
  state: 'good' | 'warning' | 'wrong'
  what: string
  /** What to do about it. */
  mend?: string
}

const good = (about: string, what: string): Finding => ({ about, state: 'good', what })
const warning = (about: string, what: string, mend: string): Finding => ({
  about,
  state: 'warning',
  what,
  mend,
})
const wrong = (about: string, what: string, mend: string): Finding => ({
  about,
  state: 'wrong',
  what,
  mend,
})

/** Looks at everything; what cannot be reached is itself a finding. */
export async function examine(): Promise<Finding[]> {
  const findings = [nodeVersion()]
  const config = readSettings(findings)
  if (!config) return findings
  findings.push(...dataFolder(config), disk(config), ...pages())
  findings.push(...(await database(config)))
  if (config.mode === 'live') findings.push(await address(config))
  return findings
}

function nodeVersion(): Finding {
  const { node } = process.versions
  const [major = 0, minor = 0] = node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    return wrong('Node', `${node} is too old`, 'install Node 24 (20.19 is the least)')
  if (major < 22)
    return warning(
      'Node',
      `${node} gets no security fixes any more`,
      'run Node 24 where real data is kept',
    )
  return good('Node', node)
}

function readSettings(findings: Finding[]): Config | undefined {
  try {
    const config = readConfig(process.env)
    findings.push(good('settings', `${config.mode}, ${config.origin}`))
    return config
  } catch (trouble) {
    if (!(trouble instanceof BadConfig)) throw trouble
    findings.push(
      ...trouble.complaints.map((complaint) =>
        wrong('settings', complaint, 'set it in the environment of the service'),
      ),
    )
    return undefined
  }
}

function dataFolder({ dataFolder: folder }: Config): Finding[] {
  const about = 'data folder'
  if (!existsSync(folder))
    return [warning(about, `${folder} is not there yet`, 'it is made at the first start')]
  try {
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch {
    return [
      wrong(
        about,
        `${folder} cannot be written by this user`,
        `chown it to the user who runs Panah`,
      ),
    ]
  }
  const open = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /key|secret/.test(entry.name))
    .filter((entry) => statSync(join(folder, entry.name)).mode & 0o077)
  if (open.length) {
    const names = open.map((entry) => join(folder, entry.name)).join(' ')
    return [wrong(about, `other users can read ${names}`, `chmod 600 ${names}`)]
  }
  return [good(about, folder)]
}

const gigabyte = 1024 ** 3

function disk({ dataFolder: folder }: Config): Finding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : projectRoot())
  const free = (bavail * bsize) / gigabyte
  const what = `${free.toFixed(1)} GB free`
  if (free < 0.5) return wrong('disk', what, 'free some space: a full disk refuses reports')
  return free < 5
    ? warning('disk', what, 'free some space before attachments fill it')
    : good('disk', what)
}

function pages(): Finding[] {
  const missing = ['dist/public', 'dist/staff'].filter(
    (folder) => !existsSync(join(projectRoot(), folder)),
  )
  return missing.length
    ? [wrong('pages', `${missing.join(' and ')} not built`, 'remove dist/ and run npm start')]
    : [good('pages', 'built')]
}

async function database(config: Config): Promise<Finding[]> {
  try {
    const ground = await openGround(config)
    try {
      const client = await connect(ground.connection)
      try {
        return await examineDatabase(client, config, ground.connection)
      } finally {
        await client.end()
      }
    } finally {
      await ground.close()
    }
  } catch (trouble) {
    const mend = config.databaseUrl
      ? 'check DATABASE_URL, and that the server runs and lets this user in'
      : 'see the end of postgres.log in the data folder'
    return [wrong('database', `does not answer: ${(trouble as Error).message}`, mend)]
  }
}

async function examineDatabase(
  client: pg.Client,
  config: Config,
  connection: Connection,
): Promise<Finding[]> {
  const findings = [
    await version(client),
    await role(client),
    await clock(client),
    await migrations(client),
  ]
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('core.setting') is not null as there`,
  )
  if (!rows[0]?.there) return findings
  await client.query(`select set_config('panah.system', 'yes', false)`)
  findings.push(await rowSecurity(client), await fieldKey(client, config), await stuckWork(client))
  findings.push(await auditTrail(connection, config))
  if (config.mode === 'live') findings.push(await administrators(client))
  return findings
}

async function version(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  )
  const { number, text } = rows[0]!
  return number < 150_000
    ? wrong('PostgreSQL', `${text} is too old`, 'use PostgreSQL 15 or later')
    : good('PostgreSQL', text)
}

async function role(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string; whole: boolean; app: boolean }>(
    `select rolname as name, rolsuper or rolbypassrls as whole,
       exists (select from pg_roles where rolname = 'panah_app') and pg_has_role('panah_app', 'member') as app
     from pg_roles where rolname = current_user`,
  )
  const { name, whole, app } = rows[0]!
  if (!app)
    return wrong(
      'database role',
      `${name} is no member of panah_app`,
      `as its superuser: create role panah_app nologin; grant panah_app to ${name};`,
    )
  if (whole)
    return warning(
      'database role',
      `${name} passes row-level security`,
      'give Panah a role that is neither superuser nor bypassrls',
    )
  return good('database role', `${name}, bound by row-level security`)
}

async function clock(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ ms: number }>(
    `select extract(epoch from clock_timestamp()) * 1000 as ms`,
  )
  const apart = Math.abs(Number(rows[0]?.ms) - Date.now()) / 1000
  const mend = 'set both machines by NTP: deadlines and one-time codes rest on the time'
  if (apart > 30) return wrong('clock', `database and server are ${apart.toFixed(0)} s apart`, mend)
  return apart > 3
    ? warning('clock', `database and server are ${apart.toFixed(0)} s apart`, mend)
    : good('clock', 'database and server agree')
}

async function migrations(client: pg.Client): Promise<Finding> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('public.migration') is not null as there`,
  )
  const ran = new Map<string, string>()
  if (there.rows[0]?.there) {
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.migration',
    )
    for (const row of rows) ran.set(row.name, row.hash)
  }
  const all = listMigrations()
  const changed = all.filter((one) => ran.has(one.name) && ran.get(one.name) !== one.hash)
  if (changed.length)
    return wrong(
      'migrations',
      `${changed.map((one) => one.name).join(', ')} changed since they ran`,
      'restore these files from the release',
    )
  const unknown = [...ran.keys()].filter((name) => !all.some((one) => one.name === name))
  if (unknown.length)
    return wrong(
      'migrations',
      `the database is of a newer Panah (${unknown.join(', ')})`,
      'install that version',
    )
  const pending = all.length - ran.size
  return pending
    ? warning('migrations', `${pending} have not run`, './panah migrate')
    : good('migrations', `all ${all.length} have run`)
}

async function rowSecurity(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ title: string }>(`
    select n.nspname || '.' || c.relname as title from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
      and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`)
  if (!rows.length) return good('row-level security', 'on and forced for every table')
  const titles = rows.map((row) => row.title)
  return wrong(
    'row-level security',
    `off or not forced for ${titles.join(', ')}`,
    titles
      .map((title) => `alter table ${title} enable row level security, force row level security;`)
      .join(' '),
  )
}

async function fieldKey(client: pg.Client, config: Config): Promise<Finding> {
  const { rows } = await client.query<{ value: string }>(
    `select value from core.setting where key = 'field-key-mark'`,
  )
  if (!rows[0])
    return warning(
      'field key',
      'nothing has been sealed with it yet',
      'it is noted at the first start',
    )
  if (rows[0].value === keyMark(fieldsUnder(config.fieldKey)))
    return good('field key', 'fits the data')
  const where = config.mode === 'live' ? 'PANAH_FIELD_KEY' : `${config.dataFolder}/tryout-field-key`
  return wrong(
    'field key',
    'is not the one this data was sealed with',
    `put the right key into ${where}; a backup holds it (./panah restore FILE --show-key)`,
  )
}

/** Row by row against the private log: what the owner of the table could change, this shows. */
async function auditTrail(connection: Connection, config: Config): Promise<Finding> {
  const about = 'audit trail'
  const house = quietHouse(config, connection)
  try {
    const { size, findings } = await verifyAudit(house)
    if (!findings.length) return good(about, `${size} lines, none changed`)
    const mend = './panah log verify --audit shows which, and what they were'
    return wrong(about, `${findings.length} lines were changed, taken out or put in`, mend)
  } catch (trouble) {
    if (!(trouble instanceof LogFault)) throw trouble
    return trouble.code === 'missing'
      ? warning(about, 'is not in its log yet', 'it is taken up when Panah runs')
      : wrong(about, trouble.message, 'find out who has changed the database, and keep it as it is')
  } finally {
    await house.database.close()
  }
}

async function stuckWork(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ subscriber: string; n: number }>(
    'select subscriber, count(*)::int as n from core.event_work where tries > 3 group by 1',
  )
  if (!rows.length) return good('background work', 'nothing is stuck')
  return warning(
    'background work',
    rows.map((row) => `${row.n} × ${row.subscriber}`).join(', '),
    'it is tried again every hour; the log says why it fails',
  )
}

async function administrators(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from core.account where 'administrator' = any (duties) and state = 'active'`,
  )
  const n = rows[0]?.n ?? 0
  if (!n)
    return wrong(
      'administrators',
      'nobody administers this installation',
      './panah serve prints the enrolment link',
    )
  return n < 2
    ? warning(
        'administrators',
        'there is only one',
        'invite a second: ./panah user invite --duty administrator …',
      )
    : good('administrators', String(n))
}

const days = (ms: number) => Math.floor(ms / 86_400_000)

/** Whether the address that people use answers, with a certificate that lasts. */
function address(config: Config): Promise<Finding> {
  const { hostname, port } = new URL(config.origin)
  return new Promise((done) => {
    const socket = connectTls(
      { host: hostname, port: Number(port) || 443, servername: hostname, timeout: 5000 },
      () => {
        const left = days(new Date(socket.getPeerCertificate().valid_to).getTime() - Date.now())
        socket.destroy()
        if (left < 14)
          done(
            warning('address', `the certificate of ${hostname} ends in ${left} days`, 'renew it'),
          )
        else done(good('address', `${config.origin}, certificate good for ${left} days`))
      },
    )
    const fail = (what: string) => {
      socket.destroy()
      done(
        warning(
          'address',
          `${config.origin} does not answer over TLS from here: ${what}`,
          'check the reverse proxy, its certificate and the name',
        ),
      )
    }
    socket.on('error', (trouble) => fail(trouble.message))
    socket.on('timeout', () => fail('no answer within 5 s'))
  })
}
