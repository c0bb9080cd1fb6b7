/**
 * Bytes and time to first use of the public pages: `npx tsx benchmarks/form-load.ts http://127.0.0.1:4600`
 * against a running house. Phone profile: 400 kbit/s, 400 ms round trip, processor 6 times slower.
 * Usable means that an answer can be chosen and "Next" shows the next question.
 */
import { type Browser, type CDPSession, chromium } from 'playwright-core'

const KBIT = 1000 / 8
const profile = { download: 400 * KBIT, upload: 400 * KBIT, latency: 400, cpu: 6 }
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const origin = process.argv[2] ?? 'http://127.0.0.1:4600'
const paths = ['/', '/help', '/about-sealing', '/report', '/return']

interface Load {
  /** As they travel: after gzip, with the headers of the answers. */
  bytes: number
  fonts: number
}

async function bytesOf(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const load = { bytes: 0, fonts: 0 }
  const kinds = new Map<string, string>()
  await session.send('Network.enable')
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    load.bytes += encodedDataLength
    if (kinds.get(requestId) === 'Font') load.fonts += encodedDataLength
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await context.close()
  return load
}

async function slow(session: CDPSession): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: profile.latency,
    downloadThroughput: profile.download,
    uploadThroughput: profile.upload,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu })
}

/** Milliseconds from asking for the form until its first question is read, and until it is answered. */
async function timeToUse(
  browser: Browser,
  lang: string,
): Promise<{ seen: number; usable: number }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await slow(await context.newCDPSession(page))
  const begun = performance.now()
  await page.goto(`${origin}/${lang}/report`, { waitUntil: 'commit' })
  await page.waitForSelector('input[name=about]', { state: 'visible' })
  const seen = performance.now() - begun
  await page.click('input[name=about][value=family]')
  // Answers at once and clicks until the script has taken over: what an impatient person does.
  while ((await page.locator('#island input[name=kind]').count()) === 0) {
    await page.click('.wizard button.next')
    await page.waitForTimeout(50)
  }
  const usable = performance.now() - begun
  await context.close()
  return { seen, usable }
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
for (const lang of ['ur', 'en']) {
  for (const path of paths) {
    const { bytes, fonts } = await bytesOf(browser, `${origin}/${lang}${path}`)
    const kb = (n: number) => `${(n / 1000).toFixed(1)} kB`
    console.log(`/${lang}${path}`.padEnd(20), kb(bytes).padStart(9), `of which fonts ${kb(fonts)}`)
  }
  const runs = [
    await timeToUse(browser, lang),
    await timeToUse(browser, lang),
    await timeToUse(browser, lang),
  ]
  const middle = (of: 'seen' | 'usable') => runs.map((run) => run[of]).sort((a, b) => a - b)[1]!
  console.log(
    `form in ${lang}: seen after ${Math.round(middle('seen'))} ms, usable after ${Math.round(middle('usable'))} ms`,
  )
}
await browser.close()
