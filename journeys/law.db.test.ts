import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAllegation, addIncident, addPerson, openCase } from '../rooms/cases/door.ts'
import * as officer from './officer.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/**
 * An officer who has never seen the Act goes from the interview to the letter that says what the
 * FIR leaves out; a legal officer publishes a new version, which counts once a second has signed.
 * All people and the amendment are made up.
 */
const yes = ['AC02', 'DR01', 'DR02', 'EX01', 'EX02', 'CD01', 'CD03', 'CD05', 'CD06', 'FM06']

async function openMadeUpCase(stage: Stage, language: 'en' | 'ur'): Promise<string> {
  const { house } = stage
  const holder = await house.person('investigator-gujrat')
  return house.acting('investigator-gujrat', async (db) => {
    const { id } = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up: a building with guards',
    })
    const accusedId = await addPerson(db, house, id, {
      roles: ['accused'],
      name: 'Naeem Sahi (made up)',
    })
    const victimId = await addPerson(db, house, id, {
      roles: ['victim'],
      name: officer.victims[language],
      sex: 'Masculine',
      ageStated: 24,
      ageStatedOn: '2026-11-01',
    })
    await addIncident(db, house, id, { kind: 'Recruitment', fromOn: '2026-08-20', country: 'PAK' })
    for (const fact of ['recruited', 'false-promise', 'forced-labour'] as const)
      await addAllegation(db, house, id, {
        fact,
        accusedId,
        victimId,
        saidByWords: 'his cousin',
        restsOn: 'statement',
        certainty: 'said',
        saidOn: '2026-11-12',
      })
    return id
  })
}

describe.each(['en', 'ur'] as const)('in %s', (language) => {
  let stage: Stage
  let teller: Teller
  let caseId = ''
  let desk: Page
  const troubles: string[][] = []

  beforeAll(async () => {
    stage = await raiseStage()
    teller = tellerOf(stage, language)
    caseId = await openMadeUpCase(stage, language)
    desk = await signIn('investigator-gujrat')
  })
  afterAll(() => stage.close())

  async function signIn(handle: string): Promise<Page> {
    const page = await staffPage(await stage.desktop(language), handle, language)
    troubles.push(listen(page))
    return page
  }
  const button = (page: Page, key: string) =>
    page.getByRole('button', { name: teller.t(key), exact: true })

  test('the interview is held, and the screener decides', async () => {
    const screener = await signIn('screener-gujrat')
    await screener.goto(`/staff/cases/${caseId}/people`)
    await officer.interview(screener, teller, yes)
    await officer.decideScreening(screener, teller)
    await screener.context().close()
  }, 180_000)

  test('what is told is typed into the fact sheet: a few letters and Enter', async () => {
    const { t, look } = teller
    await desk.goto(`/staff/cases/${caseId}/charges`)
    await desk.getByLabel(t('charges.sheet.said-by')).fill('Made up: his cousin')
    const line = desk.getByRole('combobox', { name: t('charges.sheet.what') })
    await line.fill(t('charges.fact.confined-or-guarded'))
    await desk.keyboard.press('Enter')
    await desk
      .locator('dd')
      .getByText(t('charges.fact.confined-or-guarded'), { exact: true })
      .waitFor()
    await look(desk, 'fact-sheet')
  }, 120_000)

  test('the FIR cites the Emigration Ordinance alone: the alert names the Trafficking Act', async () => {
    const { t, look } = teller
    await desk.goto(`/staff/cases/${caseId}/charges`)
    await button(desk, 'charges.record-fir').last().click()
    const form = desk.getByRole('dialog')
    await form.getByLabel(t('charges.fir.number')).first().fill('188/2026')
    await form.getByLabel(t('charges.fir.station')).first().fill('FIA AHTC Gujrat (made up)')
    await form.getByLabel(t('charges.fir.on')).first().fill('2026-11-20')
    await form.getByLabel(t('charges.fir.sections')).first().fill('22(b)')
    await desk.getByRole('option').filter({ visible: true }).first().click()
    await desk.keyboard.press('Escape')
    await form.getByRole('button', { name: t('charges.fir.save') }).click()
    await desk.getByText(t('charges.gap.act-missing')).first().waitFor()
    await look(desk, 'gap')
  }, 120_000)

  test('the supervisor sees it in the list, with its count', async () => {
    await stage.house.settle()
    const supervisor = await signIn('supervisor-gujrat')
    await supervisor.goto('/staff/gaps')
    await supervisor.getByText(teller.t('charges.gaps.act-missing')).first().waitFor()
    await teller.look(supervisor, 'gaps')
    await supervisor.getByRole('button', { name: teller.t('charges.gaps.mark-seen') }).click()
    await supervisor
      .getByRole('button', { name: teller.t('charges.gaps.mark-seen') })
      .waitFor({ state: 'hidden' })
    await supervisor.context().close()
  }, 120_000)

  test('the letter to the station can be read and taken as PDF in both languages', async () => {
    await desk.getByRole('link', { name: teller.t('charges.write-to-station') }).click()
    await desk.getByText('188/2026').first().waitFor()
    await teller.look(desk, 'letter')
    for (const lang of ['ur', 'en'] as const) {
      const [download] = await Promise.all([
        desk.waitForEvent('download'),
        desk.getByRole('link', { name: teller.t(`charges.letter.pdf-${lang}`) }).click(),
      ])
      const bytes = readFileSync(await download.path())
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    }
  }, 120_000)

  test('what is missing becomes a task with a day', async () => {
    await desk.goto(`/staff/charges/${caseId}/evidence-plan`)
    await desk
      .getByRole('button', { name: teller.t('charges.plan.task') })
      .first()
      .click()
    await teller.look(desk, 'evidence-plan')
    await button(desk, 'charges.plan.task.set').click()
    await button(desk, 'charges.plan.task.set').waitFor({ state: 'hidden' })
    await desk.locator('table time').first().waitFor()
  }, 120_000)

  test('a step in court is recorded and stands in the way of the case', async () => {
    const { t, look } = teller
    await desk.goto(`/staff/cases/${caseId}/court`)
    await button(desk, 'charges.court.record').click()
    const form = desk.getByRole('dialog')
    await form.getByLabel(t('charges.court.kind')).first().selectOption('challan')
    await form.getByLabel(t('charges.court.on')).first().fill('2026-11-25')
    await look(desk, 'court-form')
    await form.getByRole('button', { name: t('charges.court.save') }).click()
    await desk.getByText(t('charges.outcome.complete')).first().waitFor()
    await look(desk, 'court')
  }, 120_000)

  test('a published case is practised on and compared, with the reason', async () => {
    await desk.goto('/staff/practice/V03')
    await button(desk, 'charges.practice.compare').click()
    await desk.getByText(teller.t('charges.practice.why')).first().waitFor()
    await teller.look(desk, 'practice')
  }, 120_000)

  test('a legal officer drafts a new version of section 3(1)', async () => {
    const { t, look } = teller
    const page = await signIn('legal-officer')
    await page.goto('/staff/law?act=PTPA&section=3(1)')
    await page
      .getByRole('link', { name: t('charges.law.new-version') })
      .first()
      .click()
    await page.getByLabel(t('charges.law.from')).first().fill('2026-01-01')
    await page.getByLabel(t('charges.law.years.least')).fill('4')
    await page.getByLabel(t('charges.law.source.title')).fill('Made-up gazette of 1 January 2026')
    await page.getByLabel(t('charges.law.reason')).fill('Made up: an amendment.')
    await look(page, 'law-draft')
    await button(page, 'charges.law.send-to-sign').click()
    await page.getByText(t('charges.law.state.drafted')).first().waitFor()
    await look(page, 'law-own-draft')
    // The one who wrote it cannot sign it.
    expect(await button(page, 'charges.law.sign').getAttribute('aria-disabled')).toBe('true')
    await page.context().close()
  }, 120_000)

  test('a second legal officer signs, and the charge page of the case shows it', async () => {
    const { t, look } = teller
    const page = await signIn('legal-officer-second')
    await page.goto('/staff/law/changes')
    await look(page, 'law-changes')
    await page.getByRole('link', { name: /3\(1\)/ }).click()
    await page.getByLabel(t('charges.law.as-lawyer')).check()
    await button(page, 'charges.law.sign').click()
    await page.getByText(t('charges.law.state.signed')).first().waitFor()
    await page.context().close()
    await desk.goto(`/staff/cases/${caseId}/charges`)
    await desk.locator('a[href*="/law/changes/"]').first().waitFor()
    expect(troubles.flat()).toEqual([])
  }, 120_000)
})
