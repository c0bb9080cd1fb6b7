import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayInPakistan } from '../core/days.ts'
import type { Client } from '../tests/test-house.ts'
import { raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/** From a visit to a kiln, written without a network, to a release certificate and whether they stayed free. */
let stage: Stage
let teller: Teller
let context: BrowserContext
let page: Page
let client: Client
const troubles: string[] = []

const today = dayInPakistan(new Date())
const kiln = 'فرضی بھٹہ، رائیونڈ روڈ'
const sites = async () => (await client.get('/api/worksites')).body.items

beforeAll(async () => {
  stage = await raiseStage()
  teller = tellerOf(stage, 'ur')
  client = await stage.house.as('labour-lahore')
  context = await stage.phone()
  page = await staffPage(context, 'labour-lahore', 'ur')
  page.on('pageerror', (error) => troubles.push(error.message))
})
afterAll(() => stage.close())

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('the form for a visit is opened once with a network, and from then on without one', async () => {
  const { t, look } = teller
  await page.goto('/staff/worksites')
  await page.getByText(t('worksites.sites.none'), { exact: true }).waitFor()
  await look(page, 'kiln-sites-none')
  await page.getByRole('link', { name: t('worksites.visit.new') }).click()
  await page.getByText(t('work.field.kept')).waitFor({ timeout: 30_000 })
  await context.setOffline(true)
  await page.reload()
  await page.getByText(t('work.field.offline')).waitFor({ timeout: 30_000 })
  await button(t('work.field.go-on')).click()
})

test('a visit without a place, or in 1925, is named at the kiln already; nothing is lost', async () => {
  const { t, look } = teller
  await page
    .getByLabel(t('worksites.visit.words'))
    .fill('فرضی: چھ خاندان، پیشگی کی کاپی منشی کے پاس')
  await button(t('worksites.visit.save')).click()
  await page.getByText(t('problem.worksites/visit-without-place')).first().waitFor()
  await look(page, 'kiln-visit-without-place')
  await page.getByLabel(t('worksites.site.name')).fill(kiln)
  await page.getByLabel(t('worksites.district')).selectOption('PK-PB-lahore')
  await page.getByLabel(t('worksites.on'), { exact: true }).fill('1925-11-02')
  await button(t('worksites.visit.save')).click()
  await page.getByText(t('problem.worksites/day-too-old')).first().waitFor()
  await page.getByLabel(t('worksites.on'), { exact: true }).fill(today)
})

test('findings with a picture and an order are written without a network; a reload loses nothing', async () => {
  const { t, look } = teller
  await button(t('worksites.finding.add')).click()
  const finding = page.getByRole('group', { name: t('worksites.finding-n', { n: '1' }) })
  await finding.getByLabel(t('worksites.finding'), { exact: true }).selectOption('advance-held')
  await finding.getByLabel(t('worksites.finding.people')).fill('6')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    finding.getByRole('button', { name: t('work.field.photo') }).click(),
  ])
  await chooser.setFiles({
    name: 'register.png',
    mimeType: 'image/png',
    buffer: await page.screenshot({ type: 'png' }),
  })
  await finding.locator('img').waitFor()
  await button(t('worksites.order.add')).click()
  const order = page.getByRole('group', { name: t('worksites.order-n', { n: '1' }) })
  await order.getByLabel(t('worksites.order'), { exact: true }).selectOption('stop-recovery')
  await order.getByLabel(t('worksites.order.due-on')).fill(today)
  await look(page, 'kiln-visit-form')
  await page.reload()
  await button(t('work.field.go-on')).click()
  expect(await page.getByLabel(t('worksites.site.name')).inputValue()).toBe(kiln)
  await finding.locator('img').waitFor()
  await button(t('worksites.visit.save')).click()
  await page.getByText(t('work.field.waits')).waitFor()
  await look(page, 'kiln-visit-waits')
  expect(await sites()).toEqual([])
})

test('when the network is back it goes out by itself, once, with its picture', async () => {
  const { t, look } = teller
  await context.setOffline(false)
  await page.getByText(t('work.field.sent', { count: 1 })).waitFor({ timeout: 30_000 })
  await look(page, 'kiln-visit-sent')
  await page.reload()
  await page.getByText(t('work.field.online')).waitFor()
  const [site, ...more] = await sites()
  expect(more).toEqual([])
  const { visits } = (await client.get(`/api/worksites/${site.id}`)).body
  expect(visits).toMatchObject([{ on: today, writtenOffline: true, findings: [{ people: 6 }] }])
  await page.goto(`/staff/worksites/${site.id}`)
  await page.getByRole('img', { name: t('worksites.finding.advance-held') }).waitFor()
  await look(page, 'kiln-site')
})
