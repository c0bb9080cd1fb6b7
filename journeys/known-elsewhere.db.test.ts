import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rhythms } from '../rooms/network/jobs.ts'
import { forgetPeople, madeUpFile, madeUpPerson } from '../tests/made-up-files.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/**
 * An officer in Karachi writes a man down, in Urdu and by the keyboard alone, and learns that
 * Gujrat has the phone; asks; Gujrat lets her read; two people judge that it is one man. By the
 * next morning both units are told of the ring; what ties the man is printed for the court.
 */
let stage: Stage
let karachiFile: string
let gujratFile: string

beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage?.close())

const circles = {
  gujrat: { en: 'Federal Circle Gujrat (try-out)', ur: 'وفاقی سرکل گجرات (مشق)' },
  karachi: { en: 'Federal Circle Karachi (try-out)', ur: 'وفاقی سرکل کراچی (مشق)' },
}

const button = (around: Page | Locator, name: string) =>
  around.getByRole('button', { name, exact: true })
const referenceOf = async (page: Page, caseId: string): Promise<string> =>
  (await (await page.request.get(`/api/cases/${caseId}`)).json()).reference
/** Chooses an entry of the network in the table that says the same as the picture. */
const choose = (page: Page, name: string) =>
  page.locator('button[aria-pressed]').filter({ hasText: name }).press('Enter')
const field = (around: Page | Locator, label: string) => around.getByLabel(label).first()

describe.each([
  ['ur', 'phone', '4'],
  ['en', 'desktop', '5'],
] as const)('in %s on a %s', (language, kind, last) => {
  const pick = (name: { en: string; ur: string }) => name[language]
  const context = () => (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
  // Each story has a number of its own: what one shares, the other does not.
  const phone = `0300 000004${last}`

  test('the phone is known in Gujrat, asked for, granted, and the man judged by two', async () => {
    const { house } = stage
    const teller = tellerOf(stage, language)
    const { t, look } = teller
    await forgetPeople(house)
    gujratFile = await madeUpFile(house, 'investigator-gujrat')
    await madeUpPerson(house, 'investigator-gujrat', gujratFile, {
      roles: ['accused'],
      name: 'Naeem Sahi (made up)',
      sex: 'Masculine',
      birthOn: '1988-05-06',
      phone,
    })
    karachiFile = await madeUpFile(house, 'investigator-karachi')
    const gujrat = pick(circles.gujrat)

    const officer = await staffPage(await context(), 'investigator-karachi', language)
    const troubles = listen(officer)
    await officer.goto(`/staff/cases/${karachiFile}/people`)
    await button(officer, t('cases.person.add')).press('Enter')
    const form = officer.getByRole('dialog')
    await form.getByRole('checkbox', { name: t('case-role.accused') }).press('Space')
    await field(form, t('cases.person.name')).fill('نعیم ساہی (فرضی)')
    await field(form, t('cases.identifier.phone')).fill(`+92 300 000004${last}`)
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

  test('by the next morning both units are told of the ring, and each then knows whom to call', async () => {
    const { t, look } = tellerOf(stage, language)
    await rhythms.find(({ name }) => name === 'network.rings')!.run(stage.house)
    const troubles: string[] = []
    async function takeUp(handle: string, other: { en: string; ur: string }) {
      const page = await staffPage(await context(), handle, language)
      troubles.push(...listen(page))
      await page.goto('/staff/network/rings')
      const ring = page.getByRole('article', {
        name: t('network.rings.with', { units: pick(other) }),
      })
      const fresh = ring.filter({ hasText: t('network.ring-state.new') })
      await fresh.getByText(t('network.ring-sign.phone')).first().waitFor()
      await look(page, `ring-${handle}`)
      await button(fresh, t('network.rings.acknowledge')).press('Enter')
      await fresh.waitFor({ state: 'detached' })
      return { page, ring }
    }
    const { page: officer, ring } = await takeUp('investigator-karachi', circles.gujrat)
    const { page: holder } = await takeUp('investigator-gujrat', circles.karachi)
    const { name } = await stage.house.person('investigator-gujrat')
    await officer.reload()
    await ring
      .getByText(t('network.rings.speak-to', { who: pick(name) }))
      .first()
      .waitFor()
    await look(officer, 'ring-taken-up')
    expect(troubles).toEqual([])
    for (const page of [officer, holder]) await page.context().close()
  }, 120_000)

  test('the network is read by the keyboard alone, a note is withdrawn and put back, and a part is printed for the court', async () => {
    const { t, look } = tellerOf(stage, language)
    const officer = await staffPage(await context(), 'investigator-karachi', language)
    const troubles = listen(officer)
    await officer.goto(`/staff/network/graph?case=${karachiFile}`)
    await officer.getByRole('heading', { name: t('network.nodes') }).waitFor()
    await look(officer, 'network')

    // The picture is walked through with the arrow keys.
    const picture = officer.getByRole('application')
    await picture.focus()
    await officer.keyboard.press('ArrowDown')
    await officer.locator('#chosen-node').waitFor()
    await officer.keyboard.press('ArrowRight')
    await officer.keyboard.press('Escape')
    await officer.getByText(t('network.choose')).waitFor()

    // From her file by way of the man to the file in Gujrat: each step with what it rests on.
    // Two files write him in two scripts: the reader's own is shown where one has it.
    const man = pick({ en: 'Naeem Sahi (made up)', ur: 'نعیم ساہی (فرضی)' })
    const [mine, theirs] = [
      await referenceOf(officer, karachiFile),
      await referenceOf(officer, gujratFile),
    ]
    await choose(officer, 'نعیم ساہی (فرضی)')
    await button(officer, t('network.expand')).press('Enter')
    await officer.getByText(t('network.opened')).first().waitFor()
    await choose(officer, mine)
    await button(officer, t('network.way.start')).press('Enter')
    await choose(officer, theirs)
    await button(officer, t('network.way.end')).press('Enter')
    const steps = officer
      .getByRole('region', { name: t('network.way'), exact: true })
      .locator('ol > li')
    await steps.nth(1).waitFor()
    expect(await steps.count()).toBe(2)
    for (const step of await steps.all()) expect(await step.textContent()).toContain(man)
    await look(officer, 'network-way')

    const folder = process.env.PANAH_PICTURES
    for (const lang of ['ur', 'en']) {
      const coming = officer.waitForEvent('download')
      await button(officer, t(`network.print.${lang}`)).press('Enter')
      const pdf = await coming
      expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-')
      if (folder) await pdf.saveAs(`${folder}/court-${language}-${lang}.pdf`)
    }

    // Gujrat has noted the same car: told while it is typed, and asked about where the file is closed.
    const car = {
      kind: 'vehicle',
      value: `KHI441${last}`,
      restsOn: 'observation',
      certainty: 'said',
    }
    const holder = await stage.house.as('investigator-gujrat')
    await holder.post('/api/network/ties', { ...car, caseId: gujratFile })
    await choose(officer, mine)
    await button(officer, t('network.note')).press('Enter')
    const note = officer.getByRole('dialog')
    await field(note, t('network.note.value.vehicle')).fill(`KHI 441${last}`)
    await note
      .getByText(t('network.hints.noted', { count: 1, n: 1 }))
      .last()
      .waitFor()
    await look(officer, 'note')
    await button(note, t('network.note.save')).press('Enter')
    await note.waitFor({ state: 'hidden' })
    const plate = officer.getByRole('button', { name: `••• 41${last}`, exact: true })
    await plate.first().waitFor()
    await button(officer, t('network.withdraw-tie')).press('Enter')
    const why = officer.getByRole('dialog')
    await field(why, t('network.withdraw-tie.why')).selectOption('another-person')
    await look(officer, 'withdraw')
    await button(why, t('work.save')).press('Enter')
    await why.waitFor({ state: 'hidden' })
    await plate.first().waitFor({ state: 'detached' })
    await look(officer, 'withdrawn')
    await button(officer, t('network.put-back')).first().press('Enter')
    await plate.first().waitFor()
    expect(troubles).toEqual([])
    await officer.context().close()
  }, 120_000)
})
