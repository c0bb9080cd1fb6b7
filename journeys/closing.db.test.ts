import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  makeTryoutDesks,
  sealTryoutReports,
  tryoutPassphrase,
  tryoutReceipt,
} from '../rooms/reports/door.ts'
import * as reporter from './reporter.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/**
 * An officer wants to close a report about a death. She cannot do it alone; her supervisor agrees, and the
 * reporter sees both. Later steps stand on earlier ones; all people are made up.
 */
describe('a report that one person may not close', () => {
  let stage: Stage
  let desk: Page
  let en: Teller
  let ur: Teller
  let troubles: string[] = []

  beforeAll(async () => {
    stage = await raiseStage()
    await makeTryoutDesks(stage.house)
    await sealTryoutReports(stage.house, [
      {
        desk: 'tryout-desk-gujrat',
        language: 'ur',
        hoursAgo: 2,
        receipt: tryoutReceipt,
        answers: { danger: 'no', kind: 'work-abroad', place: 'PK-PB-gujrat', what: 'ایک فرضی بات' },
      },
    ])
    en = tellerOf(stage, 'en')
    ur = tellerOf(stage, 'ur')
    desk = await staffPage(await stage.desktop(), 'desk-gujrat', 'en')
    troubles = listen(desk)
  }, 120_000)
  afterAll(() => stage.close())

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  test('is proposed to be closed: the page says that a second person is asked', async () => {
    const { t } = en
    await desk.goto('/staff/desk')
    await desk.locator('table a').first().click()
    await desk.locator('input[type=password]').fill(tryoutPassphrase)
    await button(desk, t('desk.unlock')).click()
    await desk.getByRole('radio', { name: t('decision.nothing-to-act-on-so-far') }).check()
    await desk.getByLabel(t('desk.triage.reason')).first().selectOption('cannot-be-checked-yet')
    await desk.getByText(t('desk.closing.second.not-said')).waitFor()
    await desk.getByRole('checkbox', { name: t('concern.death'), exact: true }).check()
    await desk.getByText(t('desk.closing.second.text')).waitFor()
    await desk.getByLabel(t('desk.triage.note')).first().fill('Made up: nothing can be checked.')
    await en.look(desk, 'closing-proposal')
    await button(desk, t('desk.closing.propose')).click()
    await desk.getByText(t('desk.closing.waits'), { exact: true }).waitFor({ timeout: 30_000 })
    await desk.goto('/staff/desk/closings')
    await desk.getByText(t('closings.none'), { exact: true }).waitFor()
  }, 180_000)

  test('is closed when the supervisor agrees, and only then', async () => {
    const { t } = ur
    const page = await staffPage(await stage.desktop('ur'), 'supervisor-gujrat', 'ur')
    const heard = listen(page)
    await page.goto('/staff/desk/closings')
    await button(page, t('closings.agree')).first().waitFor()
    await ur.look(page, 'closings')
    await button(page, t('closings.agree')).first().click()
    const asked = page.getByRole('dialog')
    await asked.getByRole('button', { name: t('closings.agree'), exact: true }).click()
    await page.getByText(t('closings.none'), { exact: true }).waitFor({ timeout: 30_000 })
    expect([...troubles, ...heard]).toEqual([])
  }, 120_000)

  test('about an official is not closed by him alone, neither by the page nor past it: the oversight body must agree', async () => {
    const { t } = en
    await sealTryoutReports(stage.house, [
      {
        desk: 'tryout-desk-gujrat',
        language: 'ur',
        hoursAgo: 1,
        answers: {
          danger: 'no',
          kind: 'smuggling',
          place: 'PK-PB-gujrat',
          what: 'ایک اور فرضی بات',
        },
      },
    ])
    await desk.goto('/staff/desk')
    await desk
      .getByRole('link', { name: t('kind.smuggling') })
      .first()
      .click()
    await desk.waitForURL(/\/desk\/reports\//)
    const id = desk.url().split('/').at(-1)!
    await desk.locator('input[type=password]').fill(tryoutPassphrase)
    await button(desk, t('desk.unlock')).click()
    await desk.getByRole('radio', { name: t('decision.nothing-to-act-on-so-far') }).check()
    await desk.getByLabel(t('desk.triage.reason')).first().selectOption('cannot-be-checked-yet')
    await desk.getByRole('checkbox', { name: t('concern.official'), exact: true }).check()
    await desk.getByText(t('desk.closing.second.oversight')).waitFor()
    await desk.getByLabel(t('desk.triage.note')).first().fill('Made up: there is nothing in it.')
    expect(await button(desk, t('desk.triage.record')).count()).toBe(0)
    const { version } = await (await desk.request.get(`/api/desk/reports/${id}`)).json()
    const past = await desk.request.post(`/api/desk/reports/${id}/triage`, {
      data: {
        version,
        decision: 'nothing-to-act-on-so-far',
        reason: 'cannot-be-checked-yet',
        concerns: ['official'],
        note: { sequence: 1, epoch: 1, sealed: 'AAAA' },
      },
    })
    expect([past.status(), (await past.json()).code]).toEqual([409, 'reports/second-person-needed'])
    await button(desk, t('desk.closing.propose')).click()
    await desk.getByText(t('desk.closing.waits.oversight')).waitFor({ timeout: 30_000 })
    const supervisor = await staffPage(await stage.desktop(), 'supervisor-gujrat', 'en')
    await supervisor.goto('/staff/desk/closings')
    await supervisor.getByText(t('closings.none'), { exact: true }).waitFor()
    const oversight = await staffPage(await stage.phone(), 'oversight', 'ur')
    await oversight.goto('/staff/desk/closings')
    await button(oversight, ur.t('closings.agree')).first().waitFor()
    await ur.look(oversight, 'closings-oversight')
  }, 180_000)

  test('is seen by its reporter as proposed and then closed', async () => {
    const phone = await (await stage.phone()).newPage()
    await reporter.comeBack(phone, tryoutReceipt)
    await phone.getByText(ur.t('public.happened.close-proposed')).waitFor({ timeout: 60_000 })
    await phone.getByText(ur.t('public.decision.nothing-to-act-on-so-far')).first().waitFor()
    await ur.look(phone, 'mailbox-closed')
  }, 120_000)
})
