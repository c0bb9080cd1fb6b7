import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRecruiters } from '../tryout/recruiters.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** A renewal from the list to the decision, in Urdu on a narrow phone, without a mouse: nothing here clicks. */
let stage: Stage
let page: Page
const troubles: string[][] = []
const t = (key: string, values = {}) => tellerOf(stage, 'ur').t(key, values)
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const focused = (read: string) => page.evaluate(`document.activeElement.${read}`)

/** Goes on with Tab until what has the focus answers so. */
async function tabUntil(read: string, is: (value: string) => boolean, most = 80): Promise<void> {
  for (let gone = 0; gone < most; gone++) {
    await press('Tab')
    if (is(String(await focused(read)))) return
  }
  throw new Error(`Tab never came to it: ${read}`)
}
/** A link or a button: the page itself, between its last and its first, holds every text there is. */
const tabTo = (text: string) =>
  tabUntil("matches('a, button') && document.activeElement.textContent", (found) =>
    found.trim().includes(text),
  )
const tabToField = (name: string) =>
  tabUntil('labels?.[0]?.textContent', (found) => found.includes(name))

const open = async (handle: string) => {
  page = await staffPage(await stage.phone(), handle, 'ur')
  troubles.push(listen(page))
  await page.goto('/staff/recruiters')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await tabTo(t('recruiters.renewals.list'))
  await press('Enter')
  await page.waitForURL(/\/recruiters\/renewals/)
  await page.locator('table a').first().waitFor()
}

beforeAll(async () => {
  stage = await raiseStage()
  await loadRecruiters({ house: stage.house, app: stage.house.app })
}, 120_000)
afterAll(() => stage.close())

test('an officer finds whose term ends, and enters the application', async () => {
  await open('protector-lahore')
  await tellerOf(stage, 'ur').look(page, 'renewals-waiting')
  await tabToField(t('recruiters.renewals.show'))
  await press('ArrowDown')
  await page.waitForURL(/list=ending/)
  await page.getByText('MPD/1015/').waitFor()
  await tellerOf(stage, 'ur').look(page, 'renewals-ending')
  await tabUntil('tagName', (tag) => tag === 'A')
  await press('Enter')
  await page.waitForURL(/licensees\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: t('recruiters.renewal.enter') }).waitFor()
  await tabTo(t('recruiters.renewal.enter'))
  await press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await tabToField(t('recruiters.paper.workers-sent'))
  await press('Space')
  await tabToField(t('recruiters.paper.security-kept'))
  await press('Space')
  expect(await dialog.getByLabel(t('recruiters.paper.security-kept')).isChecked()).toBe(true)
  await tellerOf(stage, 'ur').look(page, 'renewal-keyboard-entering')
  await tabTo(t('work.save'))
  await press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(t('recruiters.renewal.checks'), { exact: true }).waitFor()
}, 90_000)

test('the director finds it in the list and grants it', async () => {
  await open('director-emigration')
  await tabTo('سفیر بہار')
  await press('Enter')
  await page.waitForURL(/licensees\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: t('recruiters.renewal.decide') }).waitFor()
  await tabTo(t('recruiters.renewal.decide'))
  await press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await tabToField(t('recruiters.order.decision'))
  await press('ArrowDown')
  await tabToField(t('recruiters.renewal.reason'))
  await press('ArrowDown')
  await tabToField(t('recruiters.step.order'))
  await page.keyboard.type('DG/R/21 made up')
  await tellerOf(stage, 'ur').look(page, 'renewal-keyboard-deciding')
  await press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('DG/R/21 made up').first().waitFor()
  await tellerOf(stage, 'ur').look(page, 'renewal-keyboard-granted')
}, 90_000)

test('the browser complained of nothing', () => {
  expect(troubles.flat()).toEqual([])
})
