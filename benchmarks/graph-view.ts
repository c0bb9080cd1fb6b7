/**
 * The picture of the network in a browser: `npx tsx benchmarks/graph-view.ts [most]`. Chromium shows
 * the page's own component with made-up networks, is dragged and zoomed with a real mouse, and the
 * time between its frames is kept. Without a graphics card a browser puts its page together on the
 * processor and has SwiftShader draw the picture alone: so it is measured here, and beside it how
 * long the page's own thread works for a frame, which is what remains to be done with a card.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { projectRoot } from '../core/config.ts'
import { measure } from '../rooms/network/measure.ts'
import { percentile } from './ground.ts'

const MOST = Number(process.argv[2] ?? 50_000)
const SIZES = [1, 1_000, 10_000, 50_000].filter((size) => size <= MOST)
const SECONDS = 5
const READY = 'done'

const script = `
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { startWords, WordsProvider } from './web/workspace/words.tsx'
import { GraphCanvas } from './rooms/network/web/graph-canvas.tsx'

const kinds = ['person', 'case', 'phone', 'account', 'vehicle', 'place']

// Groups of some 50 around a middle each; one tie and a half for each node, one in ten to another group.
function madeUp(size) {
  let state = 7
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const groups = Math.ceil(size / 50)
  const middles = Array.from({ length: groups }, () => [random() * 1000, random() * 1000])
  const places = new Map()
  const nodes = Array.from({ length: size }, (_, i) => {
    const [x, y] = middles[i % groups]
    const id = 'node:' + i
    places.set(id, { x: x + random() * 24, y: y + random() * 24, community: 1 + (i % groups), between: null })
    return { id, kind: kinds[i % kinds.length], label: 'Made up ' + i, otherLabel: null, name: null,
      roles: [], caseIds: [], personIds: [], tieIds: [] }
  })
  const edges = new Map()
  for (let n = 0; n < size * 1.5; n++) {
    const one = Math.floor(random() * size)
    const two = random() < 0.1 ? Math.floor(random() * size) : (one + groups * (1 + Math.floor(random() * 9))) % size
    if (one === two) continue
    const ends = ['node:' + one, 'node:' + two].sort()
    const id = ends.join(' ')
    edges.set(id, { id, one: ends[0], two: ends[1], evidence: [{ kind: 'noted', id, caseId: null, code: null,
      roles: [], certainty: 'said', restsOn: null, saidBy: null, saidByRoles: [], on: null }] })
  }
  return { graph: { nodes, edges: [...edges.values()] }, places }
}

const i18next = await startWords('en')
const queries = new QueryClient()
let root
globalThis.show = (size) => {
  root?.unmount()
  root = createRoot(document.getElementById('root'))
  const { graph, places } = madeUp(size)
  globalThis.ids = graph.nodes.map(({ id }) => id)
  const draw = (selected) => root.render(
    <QueryClientProvider client={queries}>
      <WordsProvider i18next={i18next}>
        <GraphCanvas graph={graph} places={places} selected={selected} way={[]}
          onSelect={draw} onExpand={() => undefined} />
      </WordsProvider>
    </QueryClientProvider>)
  draw(undefined)
  return graph.edges.length
}
let frames
const tick = (at) => {
  frames?.push(at)
  requestAnimationFrame(tick)
}
requestAnimationFrame(tick)
globalThis.begin = () => { frames = [] }
globalThis.end = () => frames.slice(1).map((at, i) => at - frames[i])
globalThis.card = () => {
  const gl = document.createElement('canvas').getContext('webgl')
  return gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL)
}
globalThis.ready = '${READY}'
`
const { outputFiles } = await build({
  stdin: { contents: script, resolveDir: projectRoot(), loader: 'tsx' },
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  outdir: 'out',
  write: false,
})
const part = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
const answers: Record<string, [type: string, text: string]> = {
  '/run.js': ['text/javascript', part('.js')],
  '/run.css': ['text/css', part('.css')],
  '/words/staff.en.json': [
    'application/json',
    readFileSync(join(projectRoot(), 'rooms/network/words/en.json'), 'utf8'),
  ],
  '/': [
    'text/html',
    '<!doctype html><link rel="stylesheet" href="/run.css"><div id="root" style="width:800px"></div><script type="module" src="/run.js"></script>',
  ],
}
const server = createServer(({ url = '/' }, answer) => {
  const [type, text] = answers[url] ?? ['application/json', '[]']
  answer.setHeader('content-type', type)
  answer.end(text)
})
await new Promise<void>((done) => server.listen(0, 'localhost', done))
const address = server.address()
const port = typeof address === 'object' && address ? address.port : 0
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
const devtools = await page.context().newCDPSession(page)
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
page.on('pageerror', (trouble) => console.error(trouble.message))
await page.goto(`http://localhost:${port}/`)
await page.waitForFunction(`globalThis.ready === '${READY}'`)
console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}; ${await page.evaluate('card()')}`)
console.log(
  '  nodes    ties  shown, chosen after ms  drag: ms between frames p50, p95, thread’s own  zoom: the same',
)
const show = (ms: number) => ms.toFixed(0).padStart(6)
for (const size of SIZES) {
  const begun = performance.now()
  const ties = await page.evaluate(`show(${size})`)
  const canvas = page.locator('canvas.sigma-mouse')
  await canvas.waitFor()
  await frame()
  const shown = performance.now() - begun
  const box = (await canvas.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const dragged = await framesWhile(async () => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let n = 0, end = Date.now() + SECONDS * 1000; Date.now() < end; n++)
      await page.mouse.move(x + 120 * Math.sin(n / 15), y + 90 * Math.cos(n / 15))
    await page.mouse.up()
  })
  const zoomed = await framesWhile(async () => {
    for (let n = 0, end = Date.now() + SECONDS * 1000; Date.now() < end; n++) {
      await page.mouse.wheel(0, n % 12 < 6 ? -120 : 120)
      await page.waitForTimeout(60)
    }
  })
  const chosenAt = performance.now()
  await page.getByRole('application').focus()
  await page.keyboard.press('ArrowDown')
  await frame()
  const chosen = performance.now() - chosenAt
  console.log(
    `${size.toLocaleString('en').padStart(7)} ${Number(ties).toLocaleString('en').padStart(7)} ${show(shown)} ${show(chosen)}   ${[dragged, zoomed].map(({ times, own }) => [0.5, 0.95].map((p) => show(percentile(times, p))).join('') + own.toFixed(1).padStart(6)).join('  ')}`,
  )
}
await browser.close()
server.close()

const size = Math.min(MOST, 50_000)
const begun = process.cpuUsage()
measure({
  nodes: Array.from({ length: size }, (_, i) => `n${i}`),
  ties: Array.from({ length: size * 1.5 }, (_, n) => [n % size, (n * 7 + 1 + (n % 50)) % size]),
  before: {},
})
const spent = process.cpuUsage(begun)
console.log(
  `layout and groups of ${size.toLocaleString('en')} nodes, in a worker beside the page: ${((spent.user + spent.system) / 1e6).toFixed(1)} s CPU`,
)

/** Two frames on: what was asked for is drawn. */
function frame() {
  return page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
}

interface Frames {
  times: number[]
  /** Milliseconds of CPU that the page's thread spends for a frame: script, style, layout and paint. */
  own: number
}

async function framesWhile(act: () => Promise<void>): Promise<Frames> {
  await page.evaluate('begin()')
  const before = await worked()
  await act()
  const after = await worked()
  const times = (await page.evaluate('end()')) as number[]
  return { times, own: (after - before) / times.length }
}

async function worked(): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value
}
