import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain Node and nothing else: this runs in a fresh clone, before anything is installed.

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

let quiet = false
/** Keeps standard output free for an answer: progress is not shown, or goes to standard error. */
export function beQuiet() {
  quiet = true
}

export function say(text) {
  ;(quiet ? process.stderr : process.stdout).write(`${text}\n`)
}

/** Runs one step and shows how long it took; what it throws ends the command. */
export async function step(title, work) {
  const began = Date.now()
  const result = await work()
  say(`✓ ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  return result
}

/** Runs a program; its output is shown if it fails, or throughout with `show`. */
export function run(command, args, { show = false, env = {}, mayFail = false, cwd = root } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const hear = (some) => {
      said += some
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('error', (trouble) =>
      fail(new Failed(`${command} could not be run: ${trouble.message}`)),
    )
    child.on('close', (code, signal) => {
      const answer = { code: code ?? 1, said }
      if (code === 0 || mayFail) done(answer)
      else
        fail(
          new Failed(
            `${[command, ...args].join(' ')} ended with ${signal ?? code}\n${said.trim()}`,
          ),
        )
    })
  })
}

/** A step that went wrong for a reason that its text tells. */
export class Failed extends Error {}

/** Refuses a Node that is too old before it fails with something unreadable. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Failed(
    `Panah needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`,
  )
}

/** Installs exactly what the lock says, unless that is what is there. */
export async function install() {
  checkNode()
  const stamp = join(root, 'node_modules/.panah-lock')
  const wanted = `${hash([readFileSync(join(root, 'package-lock.json'))])} ${process.platform} ${process.arch}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing what the lock says (once, a minute or less) …')
  await step('installed', async () => {
    await npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'])
    writeFileSync(stamp, wanted)
  })
}

function npm(args) {
  const own = process.env.npm_execpath
  return own?.endsWith('.js') ? run(process.execPath, [own, ...args]) : run('npm', args)
}

/** Builds the server and both kinds of page into dist/, unless the sources are those it was built from. */
export async function build() {
  const stamp = join(root, 'dist/.built-from')
  const wanted = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Building …')
  await step('built', async () => {
    await run(process.execPath, [join(root, 'tools/build.mjs')])
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, wanted)
  })
}

const notSources = new Set([
  'node_modules',
  'dist',
  'var',
  '.git',
  'docs',
  'journeys',
  'benchmarks',
  'tests',
  'migrations',
])

function sourceHash() {
  const files = []
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) {
        if (!notSources.has(entry.name)) walk(path)
      } else if (
        /\.(tsx?|mjs|json|css|html|svg|woff2|png)$/.test(path) &&
        !/\.test\.tsx?$/.test(path)
      ) {
        files.push(path)
      }
    }
  }
  walk('')
  return hash(files.sort().flatMap((path) => [path, readFileSync(join(root, path))]))
}

function hash(parts) {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex')
}

/** Ends the command with a reason a reader can act on, and without a stack. */
export async function main(work) {
  try {
    await work()
  } catch (trouble) {
    if (!(trouble instanceof Failed)) throw trouble
    process.stderr.write(`\n${trouble.message}\n`)
    process.exit(1)
  }
}
