// npm test: installs what tests need, builds, checks types and style, runs every test, and closes
// with the counts. Words after "npm test --" go to vitest, such as the path of one room.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, main, root, run, say, step } from './steps.mjs'

const isRoot = process.getuid?.() === 0
const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

async function prepareBrowser() {
  const found = () =>
    [process.env.PANAH_CHROMIUM, ...browsers].find((path) => path && existsSync(path))
  if (!found() && isRoot && existsSync('/usr/bin/apt-get')) await installFromDebian('chromium')
  process.env.PANAH_CHROMIUM = found() ?? (await unpackBrowser())
  say(`  browser: ${process.env.PANAH_CHROMIUM}`)
}

/** The browser that npm brought along: for machines with neither Chromium nor root. */
async function unpackBrowser() {
  // Read at import: without it the package leaves out the libraries that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

let listsAreFresh = false

async function installFromDebian(name) {
  say(`Installing ${name} from Debian (tests need it) …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if (!listsAreFresh) await run('apt-get', ['update', '-q'], { env, mayFail: true })
  listsAreFresh = true
  const { code } = await run('apt-get', ['install', '-yq', '--no-install-recommends', name], {
    env,
    mayFail: true,
  })
  if (code !== 0) say(`  ${name} could not be installed; going on without it`)
}

const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin']

/** A program that some tests talk to; where it cannot be had they are passed over. */
async function prepareProgram(program, name = program) {
  const missing = folders.every((folder) => !existsSync(join(folder, program)))
  if (missing && isRoot && existsSync('/usr/bin/apt-get')) await installFromDebian(name)
}

/** Runs a check to its end, shows what it says only if it fails. */
async function check(title, script, args) {
  const began = Date.now()
  const { code, said } = await run(
    process.execPath,
    [join(root, 'node_modules', script), ...args],
    { mayFail: true },
  )
  say(`${code === 0 ? '✓' : '✗'} ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  if (code !== 0) say(said.trim().split('\n').slice(-200).join('\n'))
  return code === 0
}

const report = join(root, 'var/test-report.json')

async function runTests() {
  mkdirSync(join(root, 'var'), { recursive: true })
  rmSync(report, { force: true })
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]
  const { code } = await run(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), ...args],
    {
      show: true,
      mayFail: true,
    },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, code }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  // A file that cannot even be loaded has no test that failed.
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length, code }
}

await main(async () => {
  await install()
  await step('a browser for the journeys', prepareBrowser)
  await prepareProgram('age')
  await prepareProgram('bearerbox', 'kannel')
  await build()
  const checks = await Promise.all([
    check('types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']),
    check('format and lint', '@biomejs/biome/bin/biome', ['ci', '--colors=off', '.']),
  ])
  checks.push(await check('floating promises and the like', 'eslint/bin/eslint.js', ['.']))
  const { passed, failed, code } = await runTests()
  const badChecks = checks.filter((good) => !good).length
  if (badChecks) say(`${badChecks} of the checks on types and style failed: see above.`)
  // A run that ends badly without a failed test, such as on an unhandled error, must not look good.
  const unseen = code !== 0 && failed === 0 ? 1 : 0
  say(`${passed} passed, ${failed + badChecks + unseen} failed`)
  process.exit(code !== 0 || badChecks ? 1 : 0)
})
