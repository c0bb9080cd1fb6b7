import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayInPakistan } from '../core/days.ts'
import { madeUpLicensee } from '../rooms/recruiters/door.ts'
import { loadRecruiters } from '../tryout/recruiters.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** An application to renew a licence: entered at the counter, refused with a reason, entered again and granted. */
let stage: Stage
let counter: Page
let director: Page
let troubles: string[]
const { licence } = madeUpLicensee(2, '')
const year = Number(dayInPakistan(new Date()).slice(0, 4))

beforeAll(async () => {
  stage = await raiseStage()
  await loadRecruiters({ house: stage.house, app: stage.house.app })
  const protector = await stage.house.as('protector-lahore')
  const found = await protector.post('/api/recruiters/search', { text: licence })
  const { id } = found.body.items[0].licensee
  await stage.house.asSystem((db) =>
    sql`update recruiters.licensee set expires_on = ${`${year}-12-31`} where id = ${id}`.execute(
      db,
    ),
  )
  counter = await staffPage(await stage.phone(), 'protector-lahore', 'ur')
  director = await staffPage(await stage.desktop(), 'director-emigration', 'en')
  troubles = listen(counter)
  for (const page of [counter, director]) await page.goto(`/staff/recruiters/licensees/${id}`)
})
afterAll(() => stage.close())

async function enter(): Promise<void> {
  const { t, look } = tellerOf(stage, 'ur')
  await counter.getByRole('button', { name: t('recruiters.renewal.enter') }).click()
  const dialog = counter.getByRole('dialog')
  await dialog.getByLabel(t('recruiters.paper.workers-sent')).check()
  await dialog.getByLabel(t('recruiters.paper.security-kept')).check()
  await look(counter, 'renewal-entering')
  await dialog.getByRole('button', { name: t('work.save') }).click()
  await dialog.waitFor({ state: 'detached' })
  await counter.getByText(t('recruiters.renewal.checks'), { exact: true }).waitFor()
}

test('an officer enters it on a phone, in Urdu, with what was handed in and what stands beside it', async () => {
  await enter()
  await tellerOf(stage, 'ur').look(counter, 'renewal-waiting')
})

test('the director refuses it after a hearing: what is missing is said, then the old term', async () => {
  const { t, look } = tellerOf(stage, 'en')
  await director.reload()
  await director.getByRole('button', { name: t('recruiters.renewal.decide') }).click()
  const dialog = director.getByRole('dialog')
  await dialog.getByLabel(t('recruiters.order.decision')).selectOption('refused')
  await dialog.getByLabel(t('recruiters.renewal.reason')).selectOption('papers-missing')
  await dialog.getByLabel(t('recruiters.step.order')).fill('DG/R/7')
  await dialog.getByLabel(t('recruiters.renewal.heard-on')).fill(dayInPakistan(new Date()))
  await dialog.getByRole('button', { name: t('work.save') }).click()
  await dialog.getByText(t('problem.recruiters/say-why')).first().waitFor()
  await look(director, 'renewal-say-why')
  await dialog.getByLabel(t('recruiters.complaint.move.words')).fill('Made up: two lists missing.')
  await dialog.getByRole('button', { name: t('work.save') }).click()
  await dialog.waitFor({ state: 'detached' })
  await director.getByText(/keeps its term until/).waitFor()
  await look(director, 'renewal-refused')
})

test('entered again it is granted, and the public page tells the new last day', async () => {
  await counter.reload()
  await enter()
  const { t, look } = tellerOf(stage, 'en')
  await director.reload()
  await director.getByRole('button', { name: t('recruiters.renewal.decide') }).click()
  const dialog = director.getByRole('dialog')
  await dialog.getByLabel(t('recruiters.order.decision')).selectOption('granted')
  await dialog.getByLabel(t('recruiters.renewal.reason')).selectOption('nothing-open')
  await dialog.getByLabel(t('recruiters.step.order')).fill('DG/R/8')
  await dialog.getByRole('button', { name: t('work.save') }).click()
  await dialog.waitFor({ state: 'detached' })
  await director.getByText(/New term/).waitFor()
  await look(director, 'renewal-granted')
  const citizen = await (await stage.phone({ javaScript: false })).newPage()
  await citizen.goto('/ur/agent')
  await citizen.locator('#question').fill(licence)
  await citizen.locator('main form button[type=submit]').first().click()
  const facts = await citizen.locator('.facts').first().innerText()
  expect(facts).toMatch(new RegExp(`31.*(${year + 1}|${year + 2}|${year + 3})`, 's'))
  expect(troubles).toEqual([])
})
