import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export interface Config {
  mode: 'tryout' | 'live'
  host: string
  port: number
  /** Where the browser finds us, without a closing slash. */
  origin: string
  databaseUrl: string | undefined
  /** Everything this installation keeps outside the database. */
  dataFolder: string
  /** 32 bytes; seals direct identifiers in the database. */
  fieldKey: Uint8Array
  /** Public half of the organisation root that certifies the desks' keys, base64; in the try-out it is made on the spot. */
  organisationRoot: string | undefined
  trustProxy: boolean
  idleMinutes: number
  /** What an SMS gateway shows to be let in; without it no SMS is answered. */
  smsKey?: string | undefined
}

/** What is wrong with the settings, and how to put it right, one sentence each. */
export class BadConfig extends Error {
  readonly complaints: readonly string[]
  constructor(complaints: readonly string[]) {
    super(complaints.join('\n'))
    this.complaints = complaints
  }
}

/** The folder that holds package.json: the code is run from the tree and from dist/ alike. */
export function projectRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/**
 * Reads the settings from the environment. Without any it is a try-out on loopback;
 * `PANAH_MODE=live` needs its secrets and throws {@link BadConfig} naming each that is missing.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const mode = env.PANAH_MODE ?? 'tryout'
  const port = Number(env.PORT ?? env.PANAH_PORT ?? 4600)
  const complaints: string[] = []
  if (mode !== 'tryout' && mode !== 'live') {
    complaints.push(`PANAH_MODE is "${mode}"; it must be "tryout" or "live".`)
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    complaints.push('PORT must be a number from 0 to 65535.')
  }
  const live = mode === 'live'
  const dataFolder = resolve(env.PANAH_DATA ?? join(projectRoot(), 'var'))
  if (live) complaints.push(...missingInLive(env))
  const fieldKey = live ? keyFrom(env.PANAH_FIELD_KEY, complaints) : undefined
  if (complaints.length) throw new BadConfig(complaints)
  return {
    mode: live ? 'live' : 'tryout',
    host: env.PANAH_HOST ?? 'localhost',
    port,
    origin: env.PANAH_ORIGIN?.replace(/\/$/, '') ?? `http://localhost:${port}`,
    databaseUrl: env.DATABASE_URL,
    dataFolder,
    fieldKey: fieldKey ?? tryoutKey(dataFolder),
    organisationRoot: env.PANAH_ORGANISATION_ROOT,
    trustProxy: env.PANAH_TRUST_PROXY === 'yes',
    idleMinutes: Number(env.PANAH_IDLE_MINUTES ?? 20),
    smsKey: env.PANAH_SMS_KEY,
  }
}

function missingInLive(env: Record<string, string | undefined>): string[] {
  const needs = {
    DATABASE_URL: 'the PostgreSQL server (15 or later) that holds the data, as postgres://…',
    PANAH_ORIGIN: 'the https:// address under which people reach this installation',
    PANAH_FIELD_KEY:
      '32 random bytes in base64 (make them with: openssl rand -base64 32); keep a copy offline',
    PANAH_ORGANISATION_ROOT:
      'the public key of the organisation root (make it with: ./panah desk root)',
  }
  const complaints = Object.entries(needs)
    .filter(([name]) => !env[name])
    .map(([name, what]) => `${name} is missing: ${what}.`)
  if (env.PANAH_ORIGIN && !env.PANAH_ORIGIN.startsWith('https://')) {
    complaints.push(
      'PANAH_ORIGIN must begin with https://: reports are sealed in the browser only over TLS.',
    )
  }
  return complaints
}

function keyFrom(text: string | undefined, complaints: string[]): Uint8Array | undefined {
  if (!text) return undefined
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 32) return bytes
  complaints.push('PANAH_FIELD_KEY must be exactly 32 bytes in base64 (openssl rand -base64 32).')
  return undefined
}

function tryoutKey(dataFolder: string): Uint8Array {
  const file = join(dataFolder, 'tryout-field-key')
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}
