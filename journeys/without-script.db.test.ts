import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTryoutDesks } from '../rooms/reports/door.ts'
import { checkAccessible, checkFits, picture, raiseStage, type Stage } from './stage.ts'

/** A phone whose browser runs no scripts can still report; the page says what that means. */
let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  await makeTryoutDesks(stage.house)
  page = await (await stage.phone({ javaScript: false })).newPage()
})
afterAll(() => stage.close())

const words = (key: string) => String(stage.house.words.t('ur')(key))

test('an empty form is not taken, and says why', async () => {
  await page.goto('/ur/report')
  await checkFits(page, 'plain form')
  await page.locator('form button[type=submit]').last().click()
  await page.locator('.problem').first().waitFor()
})

test('a filled form gives a receipt of 24 digits, and the address tells nothing of it', async () => {
  await page.goto('/ur/report')
  await page
    .locator('textarea[name=what]')
    .fill("فرضی: کام کا جھانسہ <script>'; drop table x</script>")
  await page.locator('form button[type=submit]').last().click()
  const groups = await page.locator('ol.receipt li').allInnerTexts()
  const receipt = groups.map((group) => group.trim().slice(-4)).join('')
  expect(receipt).toMatch(/^\d{24}$/)
  expect(page.url()).not.toMatch(/\d{4}$|what=/)
  await checkFits(page, 'receipt without script')
  await picture(page, 'receipt-without-script')
  await page
    .getByRole('heading', { name: words('public.receipt.title') })
    .first()
    .waitFor()
})

test('the pages that need no script are accessible', async () => {
  const scripted = await (await stage.phone()).newPage()
  for (const path of ['/ur/', '/ur/help', '/en/', '/en/help', '/ur/about-sealing']) {
    await scripted.goto(path)
    await checkFits(scripted, path)
    await checkAccessible(scripted, path)
  }
})
