import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTryoutDesks, sealTryoutReports } from '../rooms/reports/door.ts'
import { tryoutPassphrase } from '../rooms/reports/tryout-passphrase.ts'
import { readCases } from '../tryout/cases.ts'
import { openMadeUpCase } from '../tryout/open-case.ts'
import { staffDesk } from '../tryout/staff-desk.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** Queue and case without a mouse: nothing in this file clicks. */
let stage: Stage
let page: Page
const troubles: string[][] = []
const t = (key: string) => tellerOf(stage, 'en').t(key)
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const focused = (read: string) => page.evaluate(`document.activeElement.${read}`)

/** Goes on with Tab until the name of what has the focus fits. */
async function tabTo(name: RegExp, most = 60): Promise<void> {
  for (let gone = 0; gone < most; gone++) {
    await press('Tab')
    if (name.test(String(await focused('textContent')))) return
  }
  throw new Error(`Tab never reached ${name}`)
}

/** What has the focus can be seen to have it: an outline, a shadow or a border of its own. */
async function focusIsVisible(): Promise<boolean> {
  return (await page.evaluate(`(() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
  })()`)) as boolean
}

beforeAll(async () => {
  stage = await raiseStage()
  const { house } = stage
  await makeTryoutDesks(house)
  await sealTryoutReports(house)
  const compound = readCases().find((one) => one.key === 'compound')!
  await openMadeUpCase(house, staffDesk({ house, app: house.app }), compound, house.now())
  page = await staffPage(await stage.desktop('en'), 'desk-gujrat', 'en')
  troubles.push(listen(page))
  await page.goto('/staff/desk')
  await page.locator('table a').first().waitFor()
}, 120_000)
afterAll(() => stage.close())

test('the first Tab offers to skip to the work', async () => {
  await press('Tab')
  expect(await focused('textContent')).toBe(t('work.skip'))
  expect(await focusIsVisible()).toBe(true)
  await press('Enter')
  expect(await focused('id')).toBe('main')
})

test('j and k walk through the queue, and Enter opens the report', async () => {
  await press('j', 'j', 'k')
  expect(await focused("closest('tr, li') !== null")).toBe(true)
  expect(await focusIsVisible()).toBe(true)
  await press('Enter')
  await page.waitForURL(/desk\/reports\//)
})

test('the desk is unlocked by typing the passphrase and Enter', async () => {
  await page.locator('input[type=password]').waitFor()
  for (let gone = 0; gone < 40 && (await focused('type')) !== 'password'; gone++) await press('Tab')
  await page.keyboard.type(tryoutPassphrase)
  await press('Enter')
  await page.getByRole('heading', { name: t('desk.answers') }).waitFor({ timeout: 60_000 })
  expect(await focused('tagName')).toBe('H1')
}, 90_000)

test('? lists the shortcuts, Escape closes them, and the focus comes back', async () => {
  await press('?')
  await page.getByRole('dialog').waitFor()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('g and c go to the cases, Tab and Enter open one and its tabs', async () => {
  page = await staffPage(await stage.desktop('en'), 'investigator-gujrat', 'en')
  troubles.push(listen(page))
  await page.goto('/staff/law')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await press('g', 'c')
  await page.waitForURL(/\/staff\/cases$/)
  await page.locator('table a').first().waitFor()
  await tabTo(/guarded building|پہرے/)
  await press('Enter')
  await page.waitForURL(/cases\/[0-9a-f-]{36}/)
  await page
    .getByRole('heading', { name: t('cases.people') })
    .first()
    .waitFor()
  await tabTo(new RegExp(`^${t('charges.tab')}$`))
  expect(await focusIsVisible()).toBe(true)
  await press('Enter')
  await page.waitForURL(/\/charges$/)
}, 60_000)

test('a form opens at its first field, closes with Escape, and gives the focus back', async () => {
  await tabTo(new RegExp(`^${t('cases.people')}$`))
  await press('Enter')
  await page.waitForURL(/\/people$/)
  await tabTo(new RegExp(`^${t('cases.person.add')}$`))
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  expect(await focused("closest('[role=dialog]') !== null")).toBe(true)
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.waitForFunction(
    `document.activeElement.textContent === ${JSON.stringify(t('cases.person.add'))}`,
  )
}, 60_000)

test('the shortcuts work again after a form was closed', async () => {
  await press('g', 's')
  await page.waitForURL(/\/cases\/search$/)
  // The address changes before the page that is fetched for it stands.
  await page.locator('input[type=search]').waitFor()
  await press('/')
  expect(await focused('type')).toBe('search')
}, 30_000)

test('the browser complained of nothing', () => {
  expect(troubles.flat()).toEqual([])
})
