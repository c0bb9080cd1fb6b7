import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** A shelter lets its district be known and takes it back; a number is called; a family reads both without a script. */
describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  let stage: Stage
  const troubles: string[][] = []
  beforeAll(async () => {
    stage = await raiseStage()
  }, 120_000)
  afterAll(() => stage?.close())

  const t = (key: string, more = {}) => tellerOf(stage, language).t(key, more)
  const look = (page: Page, name: string) => tellerOf(stage, language).look(page, name)
  const officeOf = async (handle: string) => {
    const context = await (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    const page = await staffPage(context, handle, language)
    troubles.push(listen(page))
    return page
  }
  const button = (page: Page, key: string) =>
    page.getByRole('button', { name: t(key), exact: true })
  /** What a family reads of it, on a phone without a script. */
  async function family(): Promise<Page> {
    const page = await (await stage.phone({ language, javaScript: false })).newPage()
    await page.goto(`/${language}/help`)
    return page
  }
  /** The same page looked at with a script, which the check for accessibility needs. */
  async function lookAtHelp(name: string, opened = false): Promise<void> {
    const page = await (await stage.phone({ language })).newPage()
    await page.goto(`/${language}/help`)
    if (opened) await places(page).locator('summary').click()
    await look(page, name)
    await page.context().close()
  }
  const places = (page: Page) =>
    page.locator('details.card').filter({ hasText: t('guide.listing.place-not-told') })

  test('as long as a shelter says nothing, a family reads of none', async () => {
    const page = await family()
    await page.getByText(t('guide.help.places-none')).waitFor()
    expect(await places(page).count()).toBe(0)
    await page.context().close()
    await lookAtHelp('find-help')
  })

  test('who works in the house cannot let it be known; its head can, by district alone', async () => {
    const worker = await officeOf('shelter-lahore')
    await worker.goto('/staff/listings')
    await worker.getByText(t('guide.listings.only-head')).waitFor()
    expect(await button(worker, 'guide.listings.put').count()).toBe(0)
    const head = await officeOf('head-shelter-lahore')
    await head.goto('/staff/listings')
    await head.getByLabel(t('guide.listings.kind')).selectOption('shelter')
    await head.getByLabel(t('guide.listings.district')).selectOption('PK-PB-lahore')
    await head.getByLabel(t('guide.listing.for.women'), { exact: true }).check()
    await look(head, 'listing-form')
    await button(head, 'guide.listings.put').click()
    await button(head, 'guide.listings.take-back').waitFor()
    await look(head, 'listing-out')
    const page = await family()
    expect(await places(page).count()).toBe(1)
    // The name and the address of the house are nowhere on it.
    for (const word of ['Saiban', 'سائبان'])
      expect(await page.locator('body').textContent()).not.toContain(word)
    await page.context().close()
    await lookAtHelp('find-help-listed', true)
  }, 90_000)

  test('anybody of the house takes it back with one tap, and a family reads of none again', async () => {
    const worker = await officeOf('shelter-lahore')
    await worker.goto('/staff/listings')
    await button(worker, 'guide.listings.take-back').click()
    await worker.getByText(t('guide.listings.past'), { exact: true }).waitFor()
    await look(worker, 'listing-taken-back')
    const page = await family()
    await page.getByText(t('guide.help.places-none')).waitFor()
    expect(await places(page).count()).toBe(0)
    await page.context().close()
  }, 90_000)

  test('a number that was called says on which day and by which office', async () => {
    const before = await family()
    expect(await before.getByText(t('guide.help.call.none')).count()).toBe(2)
    await before.context().close()
    const page = await officeOf('content-officer')
    await page.goto('/staff/helplines')
    await page.getByLabel(t('guide.helplines.line')).selectOption('women-punjab')
    await page
      .getByLabel(t('guide.helplines.day'))
      .fill(stage.house.now().toISOString().slice(0, 10))
    await page.getByLabel(t('guide.helplines.outcome')).selectOption('yes')
    await look(page, 'helplines')
    await button(page, 'guide.helplines.record').click()
    await page.getByRole('table').getByText(t('guide.helplines.answered')).first().waitFor()
    await look(page, 'helplines-called')
    const after = await family()
    const said = t('guide.help.call.answered', { date: '|', office: '|' }).split('|').at(-1)!
    await after.getByText(said.trim()).first().waitFor()
    await after.context().close()
    await lookAtHelp('find-help-called')
  }, 90_000)

  test('no page said anything on its console', () => {
    expect(troubles.flat()).toEqual([])
  })
})
