/**
 * A year's register in a visitor's browser: `npx tsx benchmarks/log-browser.ts [ENTRIES]`. Headless
 * Chromium fetches every line from this process, and the script of /register verifies and counts it.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { projectRoot } from '../core/config.ts'
import {
  Edge,
  keyText,
  logSigner,
  signCheckpoint,
  tileFrom,
  utf8,
} from '../libraries/transparency-log/index.ts'

/** `bundles` as the second word: a log that offers the standard's files alone. */
const SPANS = process.argv[3] !== 'bundles'
const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const signer = logSigner('bench.example/log', new Uint8Array(32).fill(1))
const bundles: Uint8Array[] = []
const edge = new Edge()
for (let at = 0; at < ENTRIES; at += 1024) {
  const lines = Array.from({ length: Math.min(1024, ENTRIES - at) }, (_, i) => {
    const hash = createHash('sha256')
      .update(String(at + i))
      .digest('base64url')
    const step = at + i
    const kind = step % 4 === 3 ? 'closed' : ['received', 'read', 'decided'][step % 4]
    const more = kind === 'closed' ? ' reason=no-offence' : ''
    return utf8(`panah/1 ${kind} tryout-desk-gujrat 2026-W48 ${hash.slice(0, 22)} ${hash}${more}`)
  })
  for (const { n, bytes } of edge.append(lines).bundles) bundles[n] = bytes
}
const head = { origin: 'bench.example/log', size: ENTRIES, root: edge.root() }
const checkpoint = signCheckpoint(head, signer)

// What the page of the register does, without drawing it.
const script = `
import { recount } from './rooms/oversight/web/public/recount.ts'
globalThis.run = async () => {
  const { lines, remainder } = await recount(() => undefined)
  if (remainder !== 0) throw new Error('the count does not close')
  return lines
}`
const { outputFiles } = await build({
  stdin: { contents: script, resolveDir: projectRoot(), loader: 'ts' },
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  write: false,
})
const answers: Record<string, string> = {
  '/log/checkpoint': checkpoint,
  '/api/register': JSON.stringify({ figures: null, units: {} }),
  '/log/policy': `log ${keyText(signer.key)}\nquorum none\n`,
  '/run.js': outputFiles[0]!.text,
  '/': '<!doctype html><script type="module" src="/run.js"></script>',
}
const server = createServer(({ url = '/' }, answer) => {
  const tile = url.startsWith('/log/tile/entries/') ? tileFrom(url.slice(18)) : undefined
  const type = url === '/run.js' ? 'text/javascript' : 'text/html'
  answer.setHeader('content-type', tile ? 'application/octet-stream' : type)
  const span = url.startsWith('/log/span/') && SPANS ? Number(url.slice(10)) : undefined
  if (span !== undefined)
    return answer.end(Buffer.concat(bundles.slice(16 * span, 16 * (span + 1))))
  answer.statusCode = tile || answers[url] ? 200 : 404
  answer.end(tile ? bundles[tile.n] : answers[url])
})
await new Promise<void>((done) => server.listen(0, 'localhost', done))
const address = server.address()
const port = typeof address === 'object' && address ? address.port : 0
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()
await page.goto(`http://localhost:${port}/`)
await page.waitForFunction('globalThis.run')
const cdp = await page.context().newCDPSession(page)
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
const metrics = async () =>
  Object.fromEntries(
    (await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]),
  )
const before = await metrics()
let peak = 0
const watch = setInterval(() => {
  void metrics().then(({ JSHeapUsedSize = 0 }) => {
    peak = Math.max(peak, JSHeapUsedSize)
  })
}, 200)
const began = performance.now()
const counted = await page.evaluate('run()')
clearInterval(watch)
const after = await metrics()
const seconds = ((performance.now() - began) / 1000).toFixed(1)
const cpu = (after.TaskDuration! - before.TaskDuration!).toFixed(1)
console.log(
  `${Number(counted).toLocaleString('en')} entries in Chromium: ${seconds} s, CPU of the page ${cpu} s, heap at most ${(peak / 1e6).toFixed(0)} MB, script ${(outputFiles[0]!.contents.length / 1000).toFixed(0)} kB`,
)
await browser.close()
server.close()
