import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LotReader, logsOf, lotsOverHttp } from '../rooms/oversight/door.ts'
import { fetcherOf, madeOf, readLog } from '../rooms/oversight/stage.ts'
import { leafFrom, makeTryoutDesks, tryoutPassphrase } from '../rooms/reports/door.ts'
import { sealAndSend } from './reporter.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

const story = 'تھانے کا ایک آدمی لڑکیوں کو کام کا کہہ کر لے جاتا ہے۔ (فرضی)'
const accused = 'سب انسپکٹر فرضی نام، تھانہ فرضی'
const next = (page: Page) => page.locator('button.next:not(.second)').first().click()

/**
 * A report about a policeman does not go to the police; a lot decides who handles it, and that officer
 * learns who is accused after she has decided. All people are made up.
 */
describe('a report about an official', () => {
  let stage: Stage
  let phone: Page
  let desk: Page
  let ur: Teller
  let en: Teller
  let holder = ''

  beforeAll(async () => {
    stage = await raiseStage()
    await makeTryoutDesks(stage.house)
    await logsOf(stage.house).settle()
    ur = tellerOf(stage, 'ur')
    en = tellerOf(stage, 'en')
    phone = await (await stage.phone()).newPage()
  }, 240_000)
  afterAll(() => stage.close())

  test('is not offered to his own colleagues, and nothing about it leaves the phone in plain', async () => {
    const troubles = listen(phone)
    const sent: string[] = []
    phone.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
    await phone.goto('/ur/report')
    await phone.locator('input[name=about][value=someone-i-know]').check()
    await next(phone)
    await answer('kind', () => phone.locator('input[name=kind][value=child]').check())
    await answer('signs', () => phone.locator('input[name=signs][value=lied-to]').check())
    await answer('place', async () => {
      await phone.locator('input[name=place][value=in-pakistan]').check()
      await phone.locator('select[name=province]').selectOption('PK-PB')
      await phone.locator('select[name=district]').selectOption('PK-PB-lahore')
    })
    await answer('story', () => phone.locator('textarea[name=what]').fill(story))
    await answer('people', async () => {
      await phone.locator('textarea[name=recruiter]').fill(accused)
      await phone.locator('input[name=official][value=police]').check()
      await ur.look(phone, 'report-official')
    })
    await answer('danger', () => phone.locator('input[name=danger][value=no]').check())
    await answer('contact', async () => undefined)
    await phone.getByRole('heading', { name: ur.t('public.receipt.title'), level: 1 }).waitFor()
    const groups = await phone.locator('ol.receipt li').allInnerTexts()
    const receipt = groups.map((group) => group.trim().slice(-4)).join('')
    await sealAndSend(phone, receipt, tellerOf(stage, 'ur', { looks: false }))
    expect(sent.join('\n')).not.toMatch(/police|recruiter|official"/)
    expect(troubles).toEqual([])
    const { rows } = await stage.house.asSystem((db) =>
      sql<{
        key: string
      }>`select d.key from reports.report r join reports.desk d on d.id = r.desk_id`.execute(db),
    )
    expect(rows).toEqual([{ key: 'tryout-desk-oversight' }])
  }, 240_000)

  async function answer(step: string, act: () => Promise<unknown>): Promise<void> {
    await phone.getByRole('heading', { name: ur.t(`public.${step}.title`), level: 1 }).waitFor()
    await act()
    await next(phone)
  }

  test('is opened by the officer who was drawn, without who is accused until she has decided', async () => {
    await logsOf(stage.house).settle()
    const { rows } = await stage.house.asSystem((db) =>
      sql<{
        handle: string
        id: string
      }>`select a.handle, r.id from reports.report r join core.account a on a.id = r.holder_id`.execute(
        db,
      ),
    )
    holder = rows[0]!.handle
    expect(holder).toMatch(/^desk-oversight/)
    desk = await staffPage(await stage.desktop(), holder, 'en')
    const troubles = listen(desk)
    await desk.goto(`/staff/desk/reports/${rows[0]!.id}`)
    await desk.locator('input[type=password]').fill(tryoutPassphrase)
    await desk.getByRole('button', { name: en.t('desk.unlock'), exact: true }).click()
    await desk.getByText(story).first().waitFor({ timeout: 60_000 })
    await desk.getByText(en.t('desk.accused.sealed')).waitFor()
    await desk.getByText(en.t('desk.lot.drawn-mine', { seats: '3' })).waitFor()
    expect(await desk.getByText(accused).count()).toBe(0)
    await en.look(desk, 'blind-before')
    await desk.getByRole('radio', { name: en.t('decision.open-case') }).check()
    await desk.getByLabel(en.t('desk.triage.reason')).first().selectOption('child-at-risk')
    await desk.getByRole('button', { name: en.t('desk.triage.record'), exact: true }).click()
    await desk.getByText(accused).first().waitFor()
    await desk.getByText(en.t('answer.official.police')).waitFor()
    await en.look(desk, 'blind-after')
    await desk.getByLabel(en.t('desk.accused.kind')).selectOption('official')
    await desk.getByText(en.t('desk.accused.kind.official')).waitFor()
    const record = { name: en.t('desk.accused.kind.record'), exact: true }
    await desk.getByRole('button', record).click()
    await desk.getByRole('dialog').getByRole('button', record).click()
    await desk.getByText(en.t('desk.accused.kind.said')).waitFor()
    await en.look(desk, 'accused-kind')
    expect(troubles).toEqual([])
  }, 240_000)

  test.each(['en', 'ur'] as const)(
    'whose officer says beforehand what must not come to her (%s)',
    async (language) => {
      const teller = tellerOf(stage, language)
      const context = language === 'en' ? await stage.desktop() : await stage.phone()
      const page = await staffPage(context, holder, language)
      await page.goto('/staff/desk/duty')
      await page.getByRole('heading', { name: teller.t('desk.duty.absences') }).waitFor()
      if (language === 'en') {
        await page.getByLabel(teller.t('desk.duty.place')).first().selectOption('PK-PB-lahore')
        await page
          .getByRole('button', { name: teller.t('desk.duty.conflict.add'), exact: true })
          .click()
        await page
          .getByRole('button', { name: teller.t('desk.duty.withdraw') })
          .first()
          .waitFor()
      }
      await teller.look(page, 'my-duty')
    },
    120_000,
  )

  test('became a case of which somebody is made to pay: one tap, and the oversight body alone sees it', async () => {
    const phoneOfWorker = await stage.phone()
    const page = await staffPage(phoneOfWorker, 'investigator-gujrat', 'ur')
    const heard = listen(page)
    const opened = await phoneOfWorker.request.post('/api/cases', { data: { title: 'فرضی کیس' } })
    const { id, reference } = await opened.json()
    await page.goto(`/staff/cases/${id}`)
    await page.getByRole('button', { name: ur.t('cases.revenge.raise'), exact: true }).click()
    await page.getByText(ur.t('cases.revenge.what')).waitFor()
    await page.getByRole('button', { name: ur.t('cases.revenge.yes'), exact: true }).click()
    await page.getByText(ur.t('cases.revenge.raised')).waitFor()
    await ur.look(page, 'case-revenge')
    const supervisor = await staffPage(await stage.desktop(), 'supervisor-gujrat', 'en')
    await supervisor.goto(`/staff/cases/${id}`)
    await supervisor
      .getByRole('button', { name: en.t('cases.revenge.raise'), exact: true })
      .waitFor()
    expect(await supervisor.getByText(en.t('cases.revenge.raised')).count()).toBe(0)
    const oversight = await staffPage(await stage.desktop(), 'oversight', 'en')
    await oversight.goto('/staff/retaliation')
    await oversight.getByText(reference).first().waitFor()
    await oversight.getByText(en.t('retaliation.by.case-worker')).waitFor()
    await en.look(oversight, 'retaliation')
    expect(heard).toEqual([])
  }, 120_000)

  test('was drawn rightly: a stranger draws again, and so does a visitor’s browser', async () => {
    await logsOf(stage.house).settle()
    const { lines, policy } = await readLog(stage.house)
    const reader = new LotReader()
    for (const [index, line] of lines.entries()) reader.enter(line, leafFrom(line)!, index)
    const source = lotsOverHttp('http://x', fetcherOf(stage.house))
    expect(await reader.verdicts(madeOf(lines, policy), source)).toMatchObject([
      { unit: 'tryout-desk-oversight', seats: 3, fault: null },
    ])
    await phone.goto('/ur/register')
    await phone.locator('#lots li').first().waitFor({ timeout: 60_000 })
    expect(await phone.locator('#lots [data-fault]').count()).toBe(0)
    await ur.look(phone, 'register-lots')
  }, 120_000)
})
