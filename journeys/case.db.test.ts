import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCases } from '../tryout/cases.ts'
import { openMadeUpCase } from '../tryout/open-case.ts'
import { staffDesk } from '../tryout/staff-desk.ts'
import { checkAccessible, checkFits, listen, picture, raiseStage, type Stage } from './stage.ts'

/** A case on a desk computer and on a phone, in both languages: every tab can be read by everyone. */
let stage: Stage
let caseId: string

beforeAll(async () => {
  stage = await raiseStage()
  const { house } = stage
  const desk = staffDesk({ house, app: house.app })
  const compound = readCases().find((one) => one.key === 'compound')!
  caseId = (await openMadeUpCase(house, desk, compound, house.now())).id
})
afterAll(() => stage.close())

async function staff(
  context: BrowserContext,
  handle: string,
  language: 'ur' | 'en',
): Promise<Page> {
  await context.request.post('/api/tryout/sign-in', { data: { handle } })
  await context.request.put('/api/me/language', { data: { language } })
  return context.newPage()
}

async function read(page: Page, path: string, name: string): Promise<string[]> {
  const troubles = listen(page)
  await page.goto(path)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await checkFits(page, name)
  await checkAccessible(page, name)
  await picture(page, name)
  return troubles
}

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  const context = () => (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))

  test.each(['people', 'incident', 'screening', 'charges', 'protection', 'file'])(
    'the tab %s',
    async (tab) => {
      const page = await staff(await context(), 'investigator-gujrat', language)
      expect(await read(page, `/staff/cases/${caseId}/${tab}`, `${tab}-${language}`)).toEqual([])
      await page.context().close()
    },
    60_000,
  )

  test.each([
    ['cases', 'investigator-gujrat'],
    ['law', 'investigator-gujrat'],
    ['referrals', 'shelter-lahore'],
    ['numbers', 'statistician'],
    ['audit', 'administrator'],
  ])(
    'the page %s',
    async (path, handle) => {
      const page = await staff(await context(), handle, language)
      expect(await read(page, `/staff/${path}`, `${path}-${language}`)).toEqual([])
      await page.context().close()
    },
    60_000,
  )
})

test('the charges page names the section of the Trafficking Act that the facts carry', async () => {
  const page = await staff(await stage.desktop('en'), 'prosecutor-gujrat', 'en')
  const own = await staff(await stage.desktop('en'), 'investigator-gujrat', 'en')
  await own.goto(`/staff/cases/${caseId}/charges`)
  await own.getByText('3(1)').first().waitFor()
  // The prosecution is another agency: nothing of the case is shown to it before it is shared.
  await page.goto(`/staff/cases/${caseId}/charges`)
  await page.waitForLoadState('networkidle')
  expect(await page.getByText('3(1)').count()).toBe(0)
}, 60_000)
