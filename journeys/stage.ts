import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { type TestHouse, testHouse } from '../tests/test-house.ts'

export interface Stage {
  house: TestHouse
  origin: string
  browser: Browser
  /** A cheap phone, 360 px wide, held in Urdu. */
  phone(more?: { javaScript?: boolean; language?: 'ur' | 'en' }): Promise<BrowserContext>
  /** A desk computer, 1280 px wide. */
  desktop(language?: 'ur' | 'en'): Promise<BrowserContext>
  close(): Promise<void>
}

/** The words of one language, and a look at a page that must bear it: fits, accessible, pictured. */
export interface Teller {
  language: 'ur' | 'en'
  t(key: string, more?: Record<string, unknown>): string
  look(page: Page, name: string): Promise<void>
}

export function tellerOf(
  stage: Pick<Stage, 'house'>,
  language: 'ur' | 'en',
  { looks = true } = {},
): Teller {
  return {
    language,
    t: (key, more = {}) => {
      const said = String(stage.house.words.t(language)(key, more))
      if (said === key) throw new Error(`no words for ${key}`)
      return said
    },
    async look(page, name) {
      if (!looks) return
      await page.waitForLoadState('networkidle')
      await checkFits(page, name)
      await checkAccessible(page, name)
      await picture(page, `${name}-${language}`)
    },
  }
}

/** A page of one of the made-up staff, signed in as with the try-out's one click. */
export async function staffPage(
  context: BrowserContext,
  handle: string,
  language: 'ur' | 'en',
): Promise<Page> {
  await context.request.post('/api/tryout/sign-in', { data: { handle } })
  await context.request.put('/api/me/language', { data: { language } })
  return context.newPage()
}

/** A house that listens, with a real browser in front of it. */
export async function raiseStage(): Promise<Stage> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const house = await testHouse({ port, host: 'localhost', origin })
  await house.app.listen({ host: 'localhost', port })
  const browser = await chromium.launch({
    executablePath: process.env.PANAH_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })
  const context = (of: Parameters<Browser['newContext']>[0]) =>
    browser.newContext({ baseURL: origin, ...of })
  return {
    house,
    origin,
    browser,
    phone: ({ javaScript = true, language = 'ur' } = {}) =>
      context({
        viewport: { width: 360, height: 740 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
        locale: language === 'ur' ? 'ur-PK' : 'en-GB',
        timezoneId: 'Asia/Karachi',
        javaScriptEnabled: javaScript,
        permissions: javaScript ? ['microphone'] : [],
      }),
    desktop: (language = 'en') =>
      context({
        viewport: { width: 1280, height: 860 },
        locale: language === 'ur' ? 'ur-PK' : 'en-GB',
        timezoneId: 'Asia/Karachi',
      }),
    async close() {
      await browser.close()
      await house.close()
    },
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** What a page said on its console and what the policy refused; a journey ends with none. */
export function listen(page: Page): string[] {
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  return troubles
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  help: string
  nodes: { html: string; failureSummary?: string }[]
}

/** Fails where axe finds anything against WCAG 2.2 AA. */
export async function checkAccessible(page: Page, where: string): Promise<void> {
  // Evaluated through the protocol, so the page's own policy on scripts stands.
  const violations = await page.evaluate(
    `(async () => { if (!window.axe) { ${axe} }
      const found = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => ({ html: html.slice(0, 200), failureSummary })) })) })()`,
  )
  expect(violations as Violation[], where).toEqual([])
}

/** A picture for a human eye, where PANAH_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PANAH_PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** No page may be wider than the screen it is on. */
export async function checkFits(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(over, `${where}: pixels wider than the screen`).toBeLessThanOrEqual(0)
}
