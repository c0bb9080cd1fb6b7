import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetPeople, madeUpFile, madeUpPerson } from '../tests/made-up-files.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/**
 * An officer in Karachi writes a man down, in Urdu and by the keyboard alone, and learns that
 * Gujrat has the phone; asks; Gujrat lets her read; two people judge that it is one man.
 */
let stage: Stage
let karachiFile: string

const phone = '0300 0000044'

beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage?.close())

const button = (around: Page | Locator, name: string) =>
  around.getByRole('button', { name, exact: true })
const field = (around: Page | Locator, label: string) => around.getByLabel(label).first()

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  test('the phone is known in Gujrat, asked for, granted, and the man judged by two', async () => {
    const { house } = stage
    const teller = tellerOf(stage, language)
    const { t, look } = teller
    const pick = (name: { en: string; ur: string }) => name[language]
    const context = () => (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    await forgetPeople(house)
    const gujratFile = await madeUpFile(house, 'investigator-gujrat')
    await madeUpPerson(house, 'investigator-gujrat', gujratFile, {
      roles: ['accused'],
      name: 'Naeem Sahi (made up)',
      sex: 'Masculine',
      birthOn: '1988-05-06',
      phone,
    })
    karachiFile = await madeUpFile(house, 'investigator-karachi')
    const gujrat = pick({ en: 'Federal Circle Gujrat (try-out)', ur: 'وفاقی سرکل گجرات (مشق)' })

    const officer = await staffPage(await context(), 'investigator-karachi', language)
    const troubles = listen(officer)
    await officer.goto(`/staff/cases/${karachiFile}/people`)
    await button(officer, t('cases.person.add')).press('Enter')
    const form = officer.getByRole('dialog')
    await form.getByRole('checkbox', { name: t('case-role.accused') }).press('Space')
    await field(form, t('cases.person.name')).fill('نعیم ساہی (فرضی)')
    await field(form, t('cases.identifier.phone')).fill('+92 300 0000044')
    // Said to whoever does not see it, and seen by whoever does.
    const said = officer.getByRole('status').filter({ hasText: gujrat })
    await said.waitFor({ state: 'attached' })
    expect(await said.textContent()).toContain(t('network.by.phone'))
    await look(officer, 'hint')
    await button(form, t('network.hints.show')).press('Enter')
    await look(officer, 'hint-open')
    expect(await form.textContent()).not.toContain('Naeem')
    await form
      .getByRole('button', { name: t('network.ask.button', { agency: '' }).trim() })
      .filter({ hasText: gujrat })
      .press('Enter')
    const asking = officer.getByRole('dialog').last()
    await field(asking, t('network.ask.purpose')).selectOption('joint-investigation')
    await field(asking, t('network.ask.words')).fill('Made up: the same agent called here.')
    await look(officer, 'ask')
    await button(asking, t('network.ask.send')).press('Enter')
    await form.getByText(t('network.request.asked')).waitFor()
    await button(form, t('work.save')).press('Enter')
    await form.waitFor({ state: 'hidden' })
    await officer.goto('/staff/network/requests')
    await officer.getByText(t('network.request.asked')).first().waitFor()
    await look(officer, 'requests-asked')

    const holder = await staffPage(await context(), 'investigator-gujrat', language)
    const theirs = listen(holder)
    await holder.goto('/staff/network/requests')
    await button(holder, t('network.grant')).first().press('Enter')
    const answer = holder.getByRole('dialog')
    await answer.getByRole('radio', { name: t('network.given.file'), exact: true }).press('Space')
    await look(holder, 'grant')
    await button(answer, t('network.grant')).press('Enter')
    await answer.waitFor({ state: 'hidden' })
    await holder.getByText(t('network.request.granted')).first().waitFor()
    await look(holder, 'requests-granted')

    await house.settle()
    await officer.reload()
    await button(officer, t('network.note')).press('Enter')
    await button(officer, t('network.note')).waitFor({ state: 'detached' })
    await officer.goto('/staff/network/pairs')
    await button(officer, t('network.say.proposed')).first().press('Enter')
    await officer.getByText(t('network.waits-for-second')).first().waitFor()
    const second = await staffPage(await context(), 'supervisor-karachi', language)
    await second.goto('/staff/network/pairs')
    await look(second, 'pair')
    await button(second, t('network.say.confirmed')).first().press('Enter')
    await button(second.getByRole('dialog'), t('network.say.confirmed')).press('Enter')
    await second
      .getByRole('rowheader', { name: t('network.status.same'), exact: true })
      .first()
      .waitFor()
    expect([...troubles, ...theirs]).toEqual([])
    for (const page of [officer, holder, second]) await page.context().close()
  }, 120_000)
})
