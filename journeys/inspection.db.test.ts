import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayInPakistan } from '../core/days.ts'
import type { Client } from '../tests/test-house.ts'
import { loadRecruiters } from '../tryout/recruiters.ts'
import { addPhoto, loseNetwork, regainNetwork } from './offline.ts'
import { raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/** From a job order whose terms were not kept to a visit written without a network, sent once, and an order. */
let stage: Stage
let teller: Teller
let context: BrowserContext
let page: Page
let client: Client
const troubles: string[] = []

const visits = '/api/recruiters/inspections'
const today = dayInPakistan(new Date())
/** Visits made today: the try-out's own is older. */
const made = async () =>
  (await client.get(visits)).body.items.filter((one: { on: string | null }) => one.on === today)
const words = 'فرضی: رسید بک خالی ملی'

beforeAll(async () => {
  stage = await raiseStage()
  await loadRecruiters({ house: stage.house, app: stage.house.app })
  teller = tellerOf(stage, 'ur')
  client = await stage.house.as('protector-lahore')
  context = await stage.phone()
  page = await staffPage(context, 'protector-lahore', 'ur')
  page.on('pageerror', (error) => troubles.push(error.message))
})
afterAll(() => stage.close())

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('a worker told of half the pay: the job order shows it by itself, with the figures', async () => {
  const { t, look } = teller
  await page.goto('/staff/recruiters/job-orders')
  await page.getByText(t('recruiters.found.worse-short', { count: 1, told: 1 })).waitFor()
  await look(page, 'job-orders')
  await page.locator('table a').last().click()
  await page.getByText(t('recruiters.found.worse-of.text')).waitFor()
  await look(page, 'job-order')
  const row = page.getByRole('row').filter({ hasText: t('recruiters.term-name.wage') })
  expect(await row.innerText()).toContain('50')
})

test('it stands first where to inspect, with its reasons, and a visit is planned from there', async () => {
  const { t, look } = teller
  await page.goto('/staff/recruiters/first')
  await button(t('recruiters.inspection.plan')).first().click()
  await look(page, 'plan-visit')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('work.save') })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.goto('/staff/recruiters/inspections')
  await look(page, 'visits')
})

test('the checklist is opened once with a network, and from then on without one', async () => {
  const { t, look } = teller
  await page.getByRole('link', { name: t('recruiters.field.open') }).click()
  await look(page, 'field-plan')
  await loseNetwork(context, page, teller)
  await button(t('recruiters.field.begin')).first().click()
})

test('a visit with a picture and an order is written without a network; nothing of it is lost by a reload', async () => {
  const { t, look } = teller
  const item = page.getByRole('group').filter({ hasText: t('recruiters.item.receipts-given') })
  await item.getByRole('radio', { name: t('recruiters.answer.not-in-order') }).check()
  await item.getByLabel(t('recruiters.inspection.note')).fill(words)
  await addPhoto(page, item, teller)
  await button(t('recruiters.corrective.add')).click()
  await page
    .getByLabel(t('recruiters.corrective.what'), { exact: true })
    .selectOption('return-money')
  await look(page, 'field-form')
  await page.reload()
  await button(t('work.field.go-on')).click()
  expect(await item.getByLabel(t('recruiters.inspection.note')).inputValue()).toBe(words)
  await item.locator('img').waitFor()
  await button(t('recruiters.field.finish')).click()
  await page.getByText(t('work.field.waits')).waitFor()
  await look(page, 'field-waits')
  expect(await made()).toEqual([])
})

test('what lies on the phone can be read by nobody who looks into its storage', async () => {
  const stored = await page.evaluate(`new Promise((resolve) => {
    const request = indexedDB.open('panah-offline')
    request.onsuccess = () => {
      const all = request.result.transaction('kept').objectStore('kept').getAll()
      all.onsuccess = () => resolve(all.result.map((row) =>
        JSON.stringify(row) + new TextDecoder().decode(row.sealed)).join())
    }
  })`)
  expect(String(stored).length).toBeGreaterThan(100)
  expect(String(stored)).not.toContain('فرضی')
  expect(String(stored)).not.toContain('receipts-given')
})

test('when the network is back it goes out by itself, once', async () => {
  await regainNetwork(context, page, teller, 'field-sent')
  expect(await made()).toMatchObject([{ writtenOffline: true, faults: 1, openOrders: 1 }])
})

test('a visit that somebody made meanwhile is told as such, and can be sent apart', async () => {
  const { t, look } = teller
  const [{ licensee }] = await made()
  const plan = { licenseeId: licensee.id, reasons: ['follow-up'] }
  const plannedFor = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const { id } = (await client.post(visits, { ...plan, plannedFor })).body
  await page.reload()
  await page
    .getByRole('listitem')
    .filter({ hasText: t('recruiters.visit-reason.follow-up') })
    .getByRole('button', { name: t('recruiters.field.begin') })
    .click()
  await context.setOffline(true)
  const item = page.getByRole('group').filter({ hasText: t('recruiters.item.licence-shown') })
  await item.getByRole('radio', { name: t('recruiters.answer.in-order'), exact: true }).check()
  await button(t('recruiters.field.finish')).click()
  await page.getByText(t('work.field.waits')).waitFor()
  const colleague = await stage.house.as('director-emigration')
  const theirs = {
    licenseeId: licensee.id,
    inspectionId: id,
    on: today,
    writtenOffline: false,
    findings: [],
    photos: [],
    orders: [],
  }
  expect((await colleague.post(`${visits}/visits`, theirs)).status).toBe(200)
  await context.setOffline(false)
  await page.getByText(t('problem.recruiters/visited-meanwhile')).waitFor({ timeout: 30_000 })
  await look(page, 'field-meanwhile')
  await button(t('recruiters.field.send-apart')).click()
  await page.getByText(t('work.field.sent', { count: 1 })).waitFor()
  expect(await made()).toHaveLength(3)
})

test('what was ordered is followed up until it is done', async () => {
  const { t, look } = teller
  await page.goto('/staff/recruiters/inspections')
  await page.getByText(t('recruiters.corrective.return-money')).waitFor()
  await look(page, 'visits-made')
  const order = page.locator('li').filter({ hasText: t('recruiters.corrective.return-money') })
  await order.getByRole('button', { name: t('recruiters.corrective.check') }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('work.save') })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText(t('recruiters.corrective.return-money')).waitFor({ state: 'detached' })
  const first = (await made()).find((one: { faults: number }) => one.faults)
  await page.goto(`/staff/recruiters/inspections/${first.id}`)
  await page.locator('main img').first().waitFor()
  await look(page, 'visit')
})

test('after signing out nothing on the phone can be opened', async () => {
  const { t, look } = teller
  await page.goto('/staff/recruiters/inspections')
  await page.goto('/staff/recruiters/field')
  await page.getByRole('heading', { name: t('recruiters.field.planned') }).waitFor()
  await page.goto('/staff/recruiters/inspections')
  await button(t('work.menu')).click()
  const { body } = await client.get('/api/session')
  await page.getByRole('button', { name: body.person.name.ur }).click()
  await button(t('work.sign-out')).click()
  // Not before the session has ended: the next page would still be that of somebody signed in.
  await button(t('work.menu')).waitFor({ state: 'detached' })
  await page.goto('/staff/recruiters/field')
  await page.getByText(t('work.field.locked.text')).waitFor()
  await look(page, 'field-locked')
  expect(troubles).toEqual([])
})
