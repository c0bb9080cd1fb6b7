import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policyFrom } from '../libraries/transparency-log/index.ts'
import { logsOf, readDisclosure, visit } from '../rooms/oversight/door.ts'
import { watchDeadlines } from '../rooms/oversight/jobs.ts'
import { makeTryoutDesks } from '../rooms/reports/door.ts'
import * as reporter from './reporter.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/**
 * A reporter proves to a journalist that the office is late with his report, without showing what it
 * says. Later steps stand on earlier ones; all people are made up.
 */
describe('a report that the office lets lie', () => {
  let stage: Stage
  let phone: Page
  let ur: Teller
  let receipt = ''
  let proof = ''
  let troubles: string[] = []

  beforeAll(async () => {
    stage = await raiseStage()
    await makeTryoutDesks(stage.house)
    ur = tellerOf(stage, 'ur', { looks: false })
    phone = await (await stage.phone()).newPage()
    troubles = listen(phone)
  })
  afterAll(() => stage.close())

  test('is called received only after the phone has found it in the public register', async () => {
    receipt = await reporter.answerAll(phone, ur)
    await reporter.sealAndSend(phone, receipt, ur)
    await phone.getByText(ur.t('public.done.log.proved')).waitFor({ timeout: 60_000 })
  }, 180_000)

  test('is overdue, and its reporter sees that the register says so and keeps the proof', async () => {
    await stage.house.asSystem((db) =>
      sql`update reports.report set due_at = now() - interval '1 hour'`.execute(db),
    )
    await watchDeadlines(stage.house)
    await logsOf(stage.house).settle()
    await reporter.comeBack(phone, receipt)
    await phone.locator('#log-check summary').click()
    const late = phone.locator('#log-check li', { hasText: ur.t('public.log.step.overdue') })
    await late.getByText(ur.t('public.log.state.proved')).waitFor({ timeout: 60_000 })
    const coming = phone.waitForEvent('download')
    await late.getByRole('button', { name: ur.t('public.log.save') }).click()
    proof = readFileSync(await (await coming).path(), 'utf8')
    await phone.locator('#search-log').click()
    await phone.getByText(/2/).first().waitFor()
  }, 120_000)

  test('is shown to a journalist: late, at this office, and nothing else', async () => {
    const policy = policyFrom(await (await fetch(`${stage.origin}/log/policy`)).text())
    const { event } = readDisclosure(proof, policy)
    expect(event).toMatchObject({ n: 2, kind: 'overdue', unit: 'tryout-desk-gujrat' })
    const told = Buffer.from(/^extra (\S+)$/m.exec(proof)![1]!, 'base64').toString('utf8')
    for (const word of [...reporter.story.split(' ').filter((one) => one.length > 4), receipt])
      expect(told).not.toContain(word)
    const { findings } = await visit({ base: stage.origin, now: new Date() })
    expect(findings).toEqual([])
  }, 60_000)

  test('is seen as late by the oversight officer the same minute, with nothing of what it says', async () => {
    const page = await staffPage(await stage.phone(), 'oversight', 'ur')
    const heard = listen(page)
    const teller = tellerOf(stage, 'ur')
    await page.goto('/staff/late')
    await page.getByText(teller.t('late.level.1')).last().waitFor()
    const { rows } = await stage.house.asSystem((db) =>
      sql<{ id: string }>`select id from reports.report`.execute(db),
    )
    const reference = `${rows[0]!.id.slice(0, 4)}-${rows[0]!.id.slice(4, 8)}`.toUpperCase()
    await page.getByText(reference).first().waitFor()
    expect(await page.getByText(reporter.story).count()).toBe(0)
    await page.getByText(teller.t('late.say')).first().click()
    await page.getByLabel(teller.t('late.say.asked')).selectOption('why-late')
    await teller.look(page, 'late')
    await page.getByRole('button', { name: teller.t('late.do.asked'), exact: true }).click()
    await page.getByRole('button', { name: teller.t('late.say.yes'), exact: true }).click()
    await page.getByText(teller.t('late.asked.why-late')).first().waitFor()
    await logsOf(stage.house).settle()
    expect(heard).toEqual([])
  }, 120_000)

  test.each(['ur', 'en'] as const)(
    'is counted as late on the public page, which the journalist’s own browser has recounted (%s)',
    async (language) => {
      const teller = tellerOf(stage, language)
      const page = await (await stage.phone({ language })).newPage()
      const heard = listen(page)
      await page.goto(`/${language}/register`)
      const verdict = page.locator('#verdict')
      await verdict.getByText(teller.t('public.register.same')).waitFor({ timeout: 60_000 })
      expect(await page.locator('dd[data-figure=overdue]').innerText()).toBe('1')
      expect(await page.locator('#witnesses li').count()).toBeGreaterThanOrEqual(2)
      await teller.look(page, 'register')
      expect(heard).toEqual([])
    },
    120_000,
  )

  test('is one of many that oversight compares, and two people publish what came of it', async () => {
    await madeUpDecisions(stage)
    const en = tellerOf(stage, 'en')
    const first = await staffPage(await stage.desktop(), 'oversight', 'en')
    const second = await staffPage(await stage.phone(), 'oversight-second', 'ur')
    const heard = [...listen(first), ...listen(second)]
    await first.goto('/staff/fairness')
    await first.getByText(en.t('fairness.mark.case-opened.below')).first().waitFor()
    await en.look(first, 'fairness')
    const year = new Date().getFullYear()
    await first.getByRole('button', { name: en.t('fairness.draw-up', { year }) }).click()
    await first.getByRole('button', { name: en.t('fairness.draw-up.yes'), exact: true }).click()
    await first.getByText(en.t('fairness.own')).waitFor()
    const teller = tellerOf(stage, 'ur')
    await second.goto('/staff/fairness')
    await second.getByText(teller.t('fairness.mark.case-opened.below')).first().waitFor()
    await teller.look(second, 'fairness')
    await second.getByRole('link', { name: teller.t('fairness.form.name', { year }) }).click()
    const sign = second.getByRole('button', { name: teller.t('fairness.sign') })
    await sign.waitFor()
    await teller.look(second, 'fairness-form')
    await sign.click()
    await second.getByRole('button', { name: teller.t('fairness.sign.yes'), exact: true }).click()
    await second.getByText(teller.t('fairness.state.signed')).first().waitFor()
    expect(heard).toEqual([])
  }, 120_000)

  test.each(['ur', 'en'] as const)(
    'is in the year that anybody reads, without a script (%s)',
    async (language) => {
      const teller = tellerOf(stage, language)
      const page = await (await stage.phone({ language, javaScript: false })).newPage()
      await page.goto(`/${language}/register/fairness`)
      await page.getByText(teller.t('fairness.mark.case-opened.below')).first().waitFor()
      const scripted = await (await stage.phone({ language })).newPage()
      await scripted.goto(`/${language}/register/fairness`)
      await teller.look(scripted, 'fairness-public')
    },
    60_000,
  )

  test('leaves no trouble in the phone’s console', () => {
    expect(troubles).toEqual([])
  })
})

/** Plain fields and decisions of made-up reports, for the audit: at each desk those on officials end otherwise. */
async function madeUpDecisions({ house }: Stage): Promise<void> {
  const outcomes = [
    ['agent', 'female', 'open-case', 'signs-of-trafficking', 14, 6],
    ['agent', 'male', 'duplicate', 'same-report-again', 12, 5],
    ['official', 'male', 'nothing-to-act-on-so-far', 'cannot-be-checked-yet', 13, 40],
    ['employer', 'several', 'open-case', 'signs-of-bonded-labour', 4, 12],
  ] as const
  for (const key of ['tryout-desk-gujrat', 'tryout-desk-karachi'])
    for (const [accused, sex, decision, reason, count, hours] of outcomes)
      await house.asSystem((db) =>
        sql`with r as (
            insert into reports.report (jurisdiction, id, desk_id, kind, place_code, danger_now, language, status, owes,
              received_at, due_at)
            select d.jurisdiction, gen_random_uuid(), d.id, 'work-abroad', d.places[1], false,
              case when n % 5 = 0 then 'en' else 'ur' end, 'closed', 'nothing', now() - interval '3 days', now()
            from reports.desk d, generate_series(1, ${count}::int) n where d.key = ${key} returning *)
          insert into reports.triage (jurisdiction, id, report_id, decision, reason, accused, victim_sex, by_id, at)
          select r.jurisdiction, gen_random_uuid(), r.id, ${decision}, ${reason}, ${accused}, ${sex},
            (select account_id from reports.desk_member m where m.desk_id = r.desk_id limit 1),
            r.received_at + make_interval(hours => ${hours}::int) from r`.execute(db),
      )
}
