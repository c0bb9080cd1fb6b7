import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPastEvents } from '../rooms/statistics/warning-records.ts'
import { madeUpPast } from '../tryout/past.ts'
import { openFile } from './found-people.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** An alarm is opened down to its cases, judged with a reason, and what became of it counts. */
describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
    const { house } = stage
    await house.asSystem((db) => addPastEvents(db, madeUpPast(house.now())))
    const inGujrat = { district: 'PK-PB-gujrat', people: [] }
    for (let i = 0; i < 8; i++)
      await openFile(house, { ...inGujrat, holder: 'investigator-gujrat', daysAgo: 2 + 2 * i })
    // The police have cases there too, which the supervisor of Gujrat may not open.
    for (let i = 0; i < 3; i++)
      await openFile(house, { ...inGujrat, holder: 'investigator-police-lahore', daysAgo: 3 + i })
    await house.settle()
  }, 120_000)
  afterAll(() => stage?.close())

  const { t, look } = {
    t: (...[key, more]: Parameters<ReturnType<typeof tellerOf>['t']>) =>
      tellerOf(stage, language).t(key, more),
    look: (page: Page, name: string) => tellerOf(stage, language).look(page, name),
  }
  const open = async (handle: string) => {
    const context = await (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    const page = await staffPage(context, handle, language)
    return { page, troubles: listen(page), leave: () => context.close() }
  }
  const button = (page: Page, key: string) =>
    page.getByRole('button', { name: t(key), exact: true })
  const itsCases = 'main li a[href^="/staff/cases/"]'
  const district = { ur: 'گجرات', en: 'Gujrat' }[language]
  /** The table of precision, its line of one method. */
  const precision = (page: Page) =>
    page
      .getByRole('table', { name: t('warning.precision.method') })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: t('warning.short.scan') }) })
      .getByRole('cell')
      .last()

  async function openAlarm(page: Page): Promise<void> {
    await page.goto('/staff/numbers/warnings')
    await button(page, 'warning.look-now').click()
    const told = page.getByRole('listitem').filter({ hasText: t('warning.method.scan') })
    const alarm = told.getByRole('link', { name: district }).first()
    await alarm.waitFor({ timeout: 60_000 })
    await look(page, 'warnings')
    await alarm.click()
    await page.getByRole('heading', { name: t('warning.judge') }).waitFor()
  }

  async function record(page: Page, what: 'dismissed' | 'fate', code: string, words: string) {
    await page.getByLabel(t('warning.judge.what'), { exact: true }).selectOption(what)
    await page
      .getByLabel(t(`warning.judge.${what}.code`))
      .last()
      .selectOption(code)
    await page.getByLabel(t('warning.judge.words')).fill(words)
    await button(page, 'warning.judge.record').click()
    // In the history: the box for the words holds the same text before anything was sent.
    await page.getByRole('listitem').filter({ hasText: words }).waitFor()
  }

  test('a supervisor opens it to the cases, acknowledges it, and says what became of it', async () => {
    const { page, troubles, leave } = await open('supervisor-gujrat')
    await openAlarm(page)
    await button(page, 'warning.cases.open').click()
    const cases = page.locator(itsCases)
    await cases.first().waitFor()
    expect(await cases.count()).toBe(8)
    await look(page, 'warning-opened')
    await button(page, 'warning.acknowledge').click()
    await page.getByText(t('warning.step.acknowledged')).first().waitFor()
    await cases.first().click()
    await page.waitForURL(/\/staff\/cases\/[0-9a-f-]{36}/)
    await page.goBack()
    const words = 'فرضی: دو کیس ایک ہو گئے۔'
    await record(page, 'fate', 'joint-case', words)
    await look(page, 'warning-judged')
    await page.goto('/staff/numbers/warnings')
    await precision(page).waitFor()
    expect(await precision(page).textContent()).toContain('100')
    expect(troubles).toEqual([])
    await leave()
  }, 120_000)

  test('a statistician opens no case, and dismisses it only with a reason', async () => {
    const { page, troubles, leave } = await open('statistician')
    await openAlarm(page)
    await button(page, 'warning.cases.open').click()
    await page
      .getByText(t('warning.cases.closed', { n: '{{n}}' }).split('{{n}}')[1]!.trim())
      .waitFor()
    expect(await page.locator(itsCases).count()).toBe(0)
    await page.getByLabel(t('warning.judge.words')).fill('Made up: a new desk began to report.')
    await button(page, 'warning.judge.record').click()
    // The browser stops at the empty choice, and nothing is written down.
    expect(await page.locator('main select:invalid').count()).toBe(1)
    expect(await page.getByRole('heading', { name: t('warning.history') }).count()).toBe(0)
    await record(page, 'dismissed', 'reporting-wave', 'Made up: a new desk began to report.')
    await page.goto('/staff/numbers/warnings')
    await precision(page).waitFor()
    await look(page, 'warnings-judged')
    expect(await precision(page).textContent()).toMatch(/^\D*0\D/)
    expect(troubles).toEqual([])
    await leave()
  }, 120_000)
})
