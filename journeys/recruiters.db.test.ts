import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRecruiters } from '../tryout/recruiters.ts'
import {
  checkAccessible,
  checkFits,
  listen,
  picture,
  raiseStage,
  type Stage,
  staffPage,
} from './stage.ts'

/** From an advert's phone number to a warning, a complaint, an order, and the public page that says so. */
let stage: Stage
let phone: Page
let desk: Page
let troubles: string[]
const troublesOfDesk: string[] = []

beforeAll(async () => {
  stage = await raiseStage()
  await loadRecruiters({ house: stage.house, app: stage.house.app })
  phone = await (await stage.phone({ javaScript: false })).newPage()
  troubles = listen(phone)
})
afterAll(() => stage.close())

const say = (lang: 'ur' | 'en', key: string, values = {}) =>
  String(stage.house.words.t(lang)(key, values))

async function check(question: string): Promise<string> {
  await phone.goto('/ur/agent')
  await phone.locator('#question').fill(question)
  await phone.locator('main form button[type=submit]').first().click()
  return phone.locator('article.licence .verdict').first().innerText()
}

test('a number from an advert is in no register: a warning, and no more than that', async () => {
  await phone.goto('/ur/')
  await phone.getByRole('link', { name: say('ur', 'guide.way.agent') }).click()
  await picture(phone, 'agent-ask')
  expect(await check('0300 0000777')).toBe(say('ur', 'guide.agent.not-found'))
  await checkFits(phone, 'not found')
  await picture(phone, 'agent-not-found')
})

test('a licensed firm is found by its name in Urdu, with its state and history', async () => {
  expect(await check('فلک امید')).toBe(say('ur', 'guide.agent.licensed'))
  await checkFits(phone, 'licensed')
  await picture(phone, 'agent-licensed')
})

test('an offer is weighed without a script', async () => {
  await phone.goto('/ur/offer')
  await checkFits(phone, 'offer')
  await picture(phone, 'offer-ask')
  await phone.locator('label:has(input[name="visit-visa"][value=yes])').click()
  await phone.locator('label:has(input[name="hurry"][value=no])').click()
  await phone.locator('main form button[type=submit]').click()
  expect(await phone.locator('.verdict').innerText()).toBe(say('ur', 'guide.offer.verdict.stop'))
  await checkFits(phone, 'offer')
  await picture(phone, 'offer-answer')
  expect(troubles).toEqual([])
})

test('the same pages are accessible, looked at in a browser that runs scripts', async () => {
  const scripted = await (await stage.phone()).newPage()
  for (const question of ['0300 0000777', 'فلک امید', 'MPD/1200/LHR']) {
    await scripted.goto('/ur/agent')
    await checkAccessible(scripted, 'the question')
    await scripted.locator('#question').fill(question)
    await scripted.locator('main form button[type=submit]').first().click()
    await scripted.locator('article.licence').first().waitFor()
    await checkAccessible(scripted, question)
  }
  await scripted.goto('/en/offer')
  await checkAccessible(scripted, 'the offer')
})

async function goTo(page: Page, path: string, where: string): Promise<void> {
  await page.goto(`/staff/${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await checkAccessible(page, where)
  await checkFits(page, where)
  await picture(page, where)
}

test('an officer of the authority writes a complaint down and takes it to an order', async () => {
  desk = await staffPage(await stage.desktop(), 'director-emigration', 'en')
  desk.on('pageerror', (error) => troublesOfDesk.push(error.message))
  await goTo(desk, 'recruiters', 'recruiters-register')
  await goTo(desk, 'recruiters/complaints/new', 'recruiters-new-complaint')
  await desk.getByLabel(say('en', 'recruiters.complaint.choose')).fill('Falak Umeed')
  await desk.getByLabel(say('en', 'recruiters.complaint.choose')).press('Enter')
  await desk.getByRole('button', { name: /Falak Umeed/ }).click()
  await desk.getByLabel(say('en', 'recruiters.complaint.words')).fill('Made up: the money is gone.')
  await desk.getByLabel(say('en', 'recruiters.complaint.paid')).fill('500000')
  await desk.getByRole('button', { name: say('en', 'recruiters.complaint.save') }).click()
  await desk.waitForURL(/complaints\/[0-9a-f-]{36}$/)
  for (const [stage_, outcome] of [
    ['before-director-general', ''],
    ['show-cause', ''],
    ['hearing', ''],
    ['ordered', 'licence-suspended'],
  ] as const) {
    await desk.getByRole('button', { name: say('en', 'recruiters.complaint.move') }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(say('en', 'recruiters.complaint.move.to')).selectOption(stage_)
    if (outcome)
      await dialog.getByLabel(say('en', 'recruiters.complaint.outcome')).selectOption(outcome)
    await dialog.getByRole('button', { name: say('en', 'work.save') }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await checkAccessible(desk, 'complaint')
  await picture(desk, 'recruiters-complaint')
  await desk.getByRole('link', { name: say('en', 'recruiters.complaint.to-order') }).click()
  const dialog = desk.getByRole('dialog')
  await dialog
    .getByLabel(say('en', 'recruiters.step.why'))
    .selectOption({ label: say('en', 'recruiters.reason.order-of-suspension') })
  await dialog.getByLabel(say('en', 'recruiters.step.order')).fill('DG/1/made-up')
  await dialog.getByRole('button', { name: say('en', 'work.save') }).click()
  await dialog.waitFor({ state: 'detached' })
  await checkAccessible(desk, 'licensee')
  await picture(desk, 'recruiters-licensee')
})

test('the same minute the public page says that the licence is suspended, and by which order', async () => {
  expect(await check('فلک امید')).toBe(say('ur', 'guide.agent.not-licensed'))
  expect(await phone.locator('article.licence').innerText()).toContain(
    say('ur', 'guide.licence.suspended'),
  )
  expect(await phone.locator('article.licence').textContent()).toContain('DG/1/made-up')
})

test('a list is looked at before it counts', async () => {
  await goTo(desk, 'recruiters/lists', 'recruiters-lists')
  await desk.locator('input[type=file]').setInputFiles({
    name: 'new-list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Licence No,Name,Status,Valid Upto\nMPD/1001/KHI,Sitara Bahar,Suspended,2027-01-01\nMPD/7001/LHR,Made Up New Firm,Valid,2028-01-01\nMPD/7002/LHR,Made Up Odd Firm,Perhaps,\n',
    ),
  })
  await desk.getByRole('button', { name: say('en', 'recruiters.lists.read') }).click()
  await desk.waitForURL(/lists\/[0-9a-f-]{36}$/)
  await desk.getByLabel(say('en', 'recruiters.lists.stated.total')).fill('4')
  await desk.getByRole('button', { name: say('en', 'recruiters.lists.look') }).click()
  await desk.getByText('4 stated, 3 counted').waitFor()
  await checkAccessible(desk, 'preview of a list')
  await checkFits(desk, 'preview of a list')
  await picture(desk, 'recruiters-list')
  const apply = say('en', 'recruiters.lists.apply', { count: 2 })
  await desk.getByRole('button', { name: apply }).click()
  await desk.getByRole('dialog').getByRole('button', { name: apply }).click()
  await desk.getByRole('button', { name: say('en', 'recruiters.lists.undo') }).waitFor()
})

test('every page reads well in Urdu on a narrow phone', async () => {
  const context = await stage.phone()
  const page = await staffPage(context, 'protector-lahore', 'ur')
  for (const path of ['', '/complaints', '/complaints/new', '/lists', '/first'])
    await goTo(page, `recruiters${path}`, `recruiters-ur${path.replaceAll('/', '-')}`)
  await context.close()
  expect(troublesOfDesk).toEqual([])
})
