import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTryoutDesks, sealTryoutReports } from '../rooms/reports/door.ts'
import { tryoutPassphrase } from '../rooms/reports/tryout-passphrase.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/** What keeps a report and a case from those who must not read it, as they meet it on the screen. */
let stage: Stage
let teller: Teller
let t: Teller['t']
const troubles: string[][] = []

beforeAll(async () => {
  stage = await raiseStage()
  teller = tellerOf(stage, 'en')
  t = teller.t
  await makeTryoutDesks(stage.house)
  await sealTryoutReports(stage.house)
}, 120_000)
afterAll(() => stage.close())

async function signIn(handle: string): Promise<Page> {
  const page = await staffPage(await stage.desktop('en'), handle, 'en')
  troubles.push(listen(page))
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function unlock(page: Page): Promise<void> {
  await page.locator('input[type=password]').fill(tryoutPassphrase)
  await button(page, t('desk.unlock')).click()
}

async function agree(page: Page, name: string): Promise<void> {
  const asked = page.getByRole('dialog')
  await asked.getByRole('button', { name, exact: true }).click()
  await asked.waitFor({ state: 'hidden', timeout: 60_000 })
}

describe('desk membership', () => {
  let desk: Page
  let supervisor: Page
  let report = ''
  const row = () =>
    desk
      .getByRole('row')
      .filter({ hasText: 'Tariq Gondal' })
      .filter({ has: desk.locator('button') })

  test('a member opens the reports of the desk', async () => {
    supervisor = await signIn('supervisor-gujrat')
    await supervisor.goto('/staff/desk')
    await supervisor.locator('table a').first().click()
    await unlock(supervisor)
    await supervisor.getByRole('heading', { name: t('desk.answers') }).waitFor()
    report = new URL(supervisor.url()).pathname
  }, 60_000)

  test('who is removed can open nothing more, and the desk has new keys', async () => {
    desk = await signIn('desk-gujrat')
    await desk.goto('/staff/desk')
    await desk.getByRole('link', { name: t('desk.members'), exact: true }).click()
    await unlock(desk)
    await row().waitFor()
    await teller.look(desk, 'members')
    await row()
      .getByRole('button', { name: t('work.remove') })
      .click()
    await agree(desk, t('work.remove'))
    await desk.getByText(t('desk.epoch.text', { epoch: 2 })).waitFor({ timeout: 60_000 })
    await supervisor.reload()
    await supervisor.getByRole('alert').getByText(t('problem.reports/no-such-report')).waitFor()
    expect(await supervisor.getByRole('heading', { name: t('desk.answers') }).count()).toBe(0)
    await teller.look(supervisor, 'removed')
  }, 120_000)

  test('whoever is let in again after the digits were compared reads on', async () => {
    await row()
      .getByRole('button', { name: t('desk.member.add'), exact: true })
      .click()
    await agree(desk, t('desk.member.add.confirm'))
    await desk.getByText(t('desk.newcomers.none'), { exact: true }).waitFor({ timeout: 60_000 })
    await supervisor.goto(report)
    await unlock(supervisor)
    await supervisor.getByRole('heading', { name: t('desk.answers') }).waitFor()
  }, 120_000)

  test('new keys are made on demand, and every open report still opens', async () => {
    await button(desk, t('desk.epoch.new')).click()
    await agree(desk, t('desk.epoch.new'))
    await desk.getByText(t('desk.epoch.done')).waitFor({ timeout: 60_000 })
    await desk.goto(report)
    await unlock(desk)
    await desk.getByRole('heading', { name: t('desk.answers') }).waitFor()
  }, 120_000)
})

describe('break-the-glass', () => {
  let caseId = ''
  let stranger: Page

  test('a case of another agency shows nothing but the way to open it in an emergency', async () => {
    const holder = await stage.house.as('investigator-gujrat')
    caseId = (await holder.post('/api/cases', { title: 'Behind glass (made up)' })).body.id
    stranger = await signIn('investigator-karachi')
    await stranger.goto(`/staff/cases/${caseId}`)
    await button(stranger, t('work.glass')).waitFor()
    expect(await stranger.getByText('Behind glass (made up)').count()).toBe(0)
    await teller.look(stranger, 'not-yours')
  }, 60_000)

  test('without a reason in words it stays shut, and what was chosen is kept', async () => {
    await button(stranger, t('work.glass')).click()
    const form = stranger.getByRole('dialog')
    await form.getByLabel(t('work.glass.reason')).selectOption('danger-to-life')
    await form.getByLabel(t('work.glass.words')).fill('          ')
    await form.getByRole('button', { name: t('work.glass.confirm') }).click()
    await form.getByRole('alert').first().waitFor()
    await teller.look(stranger, 'glass-refused')
    expect(await form.getByLabel(t('work.glass.reason')).inputValue()).toBe('danger-to-life')
    await form.getByLabel(t('work.glass.words')).fill('Made up: a threat came in at night.')
    await form.getByRole('button', { name: t('work.glass.confirm') }).click()
    await stranger.getByText('Behind glass (made up)').first().waitFor()
  }, 60_000)

  test.each(['supervisor-gujrat', 'supervisor-karachi'])(
    'the %s is told, with the reason, and marks it as seen',
    async (handle) => {
      const page = await signIn(handle)
      await page.goto('/staff/openings')
      const line = page.getByRole('row').filter({ hasText: 'Made up: a threat came in at night.' })
      await line.waitFor()
      await teller.look(page, `openings-${handle}`)
      await line.getByRole('button', { name: t('staff.openings.mark') }).click()
      await line
        .getByRole('button', { name: t('staff.openings.mark') })
        .waitFor({ state: 'hidden' })
    },
    60_000,
  )
})

describe('a page left alone', () => {
  let page: Page
  const typed = 'Made up, and not yet saved.'

  test('warns before it is locked', async () => {
    const context = await stage.desktop('en')
    page = await staffPage(context, 'investigator-gujrat', 'en')
    await page.clock.install()
    troubles.push(listen(page))
    await page.goto('/staff/cases/new')
    await page.getByLabel(t('cases.summary')).fill(typed)
    await page.clock.runFor(18.5 * 60_000)
    await page.getByRole('dialog').getByText(t('work.idle.title')).waitFor()
    await teller.look(page, 'idle-warning')
  }, 90_000)

  test('then shows nothing of it, and after signing in again everything is as it was', async () => {
    await page.clock.runFor(2 * 60_000)
    await page.getByRole('heading', { name: t('staff.sign-in.again') }).waitFor()
    expect(await page.getByLabel(t('cases.summary')).isVisible()).toBe(false)
    await teller.look(page, 'idle-locked')
    await page.getByRole('button', { name: /Imran Cheema/ }).click()
    await page.getByLabel(t('cases.summary')).waitFor()
    expect(await page.getByLabel(t('cases.summary')).inputValue()).toBe(typed)
  }, 90_000)
})

test('no browser complained, apart from what was refused', () => {
  expect(troubles.flat().filter((text) => !/status of 40[034]/.test(text))).toEqual([])
})
