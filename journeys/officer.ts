import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { tryoutPassphrase } from '../rooms/reports/tryout-passphrase.ts'
import { followUp, phoneNumber, story } from './reporter.ts'
import type { Teller } from './stage.ts'

/** What the staff does with a report and the case from it. All people are made up. */
export const reply = 'ہم نے پڑھ لیا ہے۔ اپنا نمبر لکھ دیں۔ (فرضی)'
export const victims = { en: 'Adeel Ranjha (made up)', ur: 'عدیل رانجھا (فرضی)' }
const recruiters = { en: 'Naeem Sahi (made up)', ur: 'نعیم ساہی (فرضی)' }

const button = (around: Page | Locator, name: string) =>
  around.getByRole('button', { name, exact: true })
/** The field of a label, whatever sign of "needed" follows the label. */
const field = (around: Page | Locator, label: string) => around.getByLabel(label).first()

export async function unseal(desk: Page, { t, look }: Teller): Promise<void> {
  await desk.goto('/staff/desk')
  await desk.locator('table a').first().waitFor()
  await look(desk, 'queue')
  await desk.locator('table a').first().click()
  await look(desk, 'sealed')
  await desk.locator('input[type=password]').fill(tryoutPassphrase)
  await button(desk, t('desk.unlock')).click()
  await desk.getByText(story).first().waitFor({ timeout: 60_000 })
  await look(desk, 'unsealed')
}

export async function openPicture(desk: Page, { t, look }: Teller): Promise<void> {
  await button(desk, t('desk.file.open')).first().click()
  const image = desk.locator('img').first()
  await image.waitFor()
  await desk.waitForFunction('document.querySelector("main img").naturalWidth > 0')
  await look(desk, 'picture')
}

export async function answerReporter(desk: Page, { t }: Teller): Promise<void> {
  await field(desk, t('desk.reply.words')).fill(reply)
  await button(desk, t('desk.reply.send')).click()
  await desk.getByText(reply).first().waitFor()
}

export async function triage(desk: Page, { t, look }: Teller): Promise<void> {
  const said = t('desk.triage.note')
  await desk.getByRole('radio', { name: t('decision.open-case') }).check()
  await field(desk, t('desk.triage.reason')).selectOption('signs-of-trafficking')
  await field(desk, said).fill('فرضی: کزن کی بات واضح ہے۔')
  await look(desk, 'triage')
  await button(desk, t('desk.triage.record')).click()
  await desk.getByText(t('desk.triage.again')).waitFor()
}

export async function hearVoiceNote(desk: Page, { t, look }: Teller): Promise<void> {
  await desk.reload()
  await desk.locator('input[type=password]').fill(tryoutPassphrase)
  await button(desk, t('desk.unlock')).click()
  await desk.getByText(followUp).first().waitFor({ timeout: 60_000 })
  await desk.getByText(phoneNumber).first().waitFor()
  await button(desk, t('desk.file.open')).last().click()
  await desk.locator('audio').first().waitFor()
  // The recording can be played in the officer's browser, not merely stored.
  await desk.waitForFunction('document.querySelector("main audio").readyState > 0')
  await look(desk, 'voice-note')
}

/** The report's words go along; the recruiter is added by hand, still without a name. */
export async function openCase(desk: Page, { t, look }: Teller): Promise<string> {
  await button(desk, t('desk.open-case')).click()
  await desk.getByRole('heading', { name: t('cases.new'), level: 1 }).waitFor()
  await button(desk, t('cases.person.add')).click()
  await field(desk.getByRole('group').nth(1), t('cases.person.role')).selectOption('accused')
  await look(desk, 'new-case')
  await button(desk, t('cases.new.open')).click()
  await desk.waitForURL(/\/cases\/[0-9a-f-]{36}\/people/)
  return /cases\/([0-9a-f-]{36})/.exec(desk.url())![1]!
}

/** Whatever drawer or dialog is open. */
const dialog = (page: Page) => page.getByRole('dialog')

async function saved(page: Page, name: string): Promise<void> {
  await button(dialog(page), name).click()
  await dialog(page).waitFor({ state: 'hidden' })
}

/** The officer opened the case with two unnamed people in it: each gets a name and an age. */
export async function namePeople(page: Page, { t, look, language }: Teller): Promise<void> {
  const edit = button(page, t('work.edit'))
  await edit.first().click()
  const form = dialog(page)
  await field(form, t('cases.person.name')).fill(victims[language])
  await field(form, t('cases.person.sex')).selectOption('Masculine')
  await form.getByRole('radio', { name: t('cases.age.kind.said') }).check()
  await field(form, t('cases.person.ageStated')).fill('24')
  await field(form, t('cases.person.citizenship')).selectOption('PAK')
  await look(page, 'person-form')
  await saved(page, t('work.save'))
  await edit.nth(1).click()
  await field(form, t('cases.person.name')).fill(recruiters[language])
  await field(form, t('cases.person.sex')).selectOption('Masculine')
  await saved(page, t('work.save'))
  await look(page, 'people')
}

const tab = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

export async function addEvent(page: Page, { t, look }: Teller): Promise<void> {
  await tab(page, t('cases.incident')).click()
  await button(page, t('cases.incident.add')).first().click()
  const form = dialog(page)
  await field(form, t('cases.incident.kind')).selectOption('Recruitment')
  await field(form, t('cases.incident.fromOn')).fill('2026-08-20')
  await field(form, t('cases.incident.country')).selectOption('PAK')
  await field(form, t('cases.incident.description')).fill('Made up: a video interview in Gujrat.')
  await look(page, 'event-form')
  await saved(page, t('work.save'))
}

export interface Said {
  fact: string
  words: string
  by?: 'else'
  restsOn: string
  certainty: string
}

/** One allegation: what, by whom to whom, who said it, what it rests on and how sure it is. */
export async function alleged(page: Page, { t, look }: Teller, said: Said): Promise<void> {
  await button(page, t('cases.allegation.add')).first().click()
  const form = dialog(page)
  await form.getByPlaceholder(t('work.filter')).fill(t(`fact.${said.fact}`))
  await form.getByRole('radio').first().check()
  await field(form, t('cases.allegation.who-did')).selectOption({ index: 1 })
  await field(form, t('cases.allegation.to-whom')).selectOption({ index: 1 })
  await field(form, t('cases.allegation.words')).fill(said.words)
  await field(form, t('cases.allegation.who-said')).selectOption('else')
  await field(form, t('cases.allegation.who-said.words')).fill('His cousin, by telephone')
  await field(form, t('cases.allegation.what-rests')).selectOption(said.restsOn)
  await field(form, t('cases.allegation.how-sure')).selectOption(said.certainty)
  if (said.fact === 'recruited') await look(page, 'allegation-form')
  await saved(page, t('work.save'))
}

const goTo = (page: Page, name: string) => tab(page, name).click()

/** An interview with the facts of the case at hand; every answer is saved by itself. */
export async function interview(page: Page, teller: Teller, yes: readonly string[]): Promise<void> {
  const { t, look } = teller
  const who = victims[teller.language]
  await goTo(page, t('screening.tab'))
  await look(page, 'screening-tab')
  await page.getByRole('button', { name: t('screening.start.for', { name: who }) }).click()
  await look(page, 'screening-start')
  await button(page, t('screening.start.button')).click()
  await page.waitForURL(/\/screening\/[0-9a-f-]{36}/)
  await page
    .getByRole('button', { name: t('screening.already-said.confirm') })
    .first()
    .click()
  // The parts follow one another by the one button that names the next.
  const nextPart = t('screening.next', { section: '' }).trim()
  for (;;) {
    for (const code of yes) {
      const question = page.locator(`[data-question="${code}"]`)
      if (await question.count()) await question.locator('input[value=yes]').check()
    }
    if (new URL(page.url()).searchParams.get('part') === 'acts') await look(page, 'interview')
    const on = page.getByRole('button', { name: nextPart })
    if (!(await on.count())) break
    const name = (await on.textContent()) ?? ''
    await on.click()
    // The address changes before the page does: the part before is not to be answered again.
    await button(page, name.trim()).waitFor({ state: 'detached' })
    const poverty = page.getByRole('checkbox', { name: t('screening.vulnerability.poverty') })
    if (await poverty.count()) await poverty.check()
  }
  await page.getByText(t('screening.saved')).first().waitFor()
}

export async function decideScreening(page: Page, { t, look }: Teller): Promise<void> {
  const reason = (code: string) =>
    page.getByRole('checkbox', { name: t(`screening.reason.${code}`), exact: true }).check()
  const status = (code: string) =>
    page.getByRole('radio', { name: t(`screening.status.${code}`), exact: true }).check()
  await status('presumed')
  await reason('signs-point-to-it')
  await look(page, 'screening-decide')
  await button(page, t('screening.decide.button')).click()
  await page.getByRole('heading', { name: t('screening.decide.again') }).waitFor()
  // New facts: the decision is made again, and both are kept.
  await status('confirmed')
  await reason('elements-supported')
  await field(page, t('screening.decide.words')).fill(
    'Made up: the chat and the boarding pass say the same as his cousin did.',
  )
  await button(page, t('screening.decide.button')).click()
  await page.getByText(t('screening.history.earlier')).waitFor()
  await look(page, 'screening-decided')
}

export async function readCharges(page: Page, { t, look }: Teller): Promise<void> {
  await goTo(page, t('charges.tab'))
  await page.getByText('3(1)').first().waitFor()
  await look(page, 'charges')
}

export async function decideCharge(page: Page, { t, look }: Teller): Promise<void> {
  await page
    .getByRole('button', { name: t('charges.decide') })
    .first()
    .click()
  const form = dialog(page)
  await form.getByRole('radio', { name: t('charges.decision.charge'), exact: true }).check()
  await field(form, t('charges.form.reasons')).fill(
    'Made up: every element is met on what was said.',
  )
  await look(page, 'charge-form')
  await saved(page, t('charges.form.sign'))
}

export async function recordFir(page: Page, { t, look }: Teller): Promise<void> {
  await button(page, t('charges.record-fir')).click()
  const form = dialog(page)
  await field(form, t('charges.fir.number')).fill('188/2026')
  await field(form, t('charges.fir.station')).fill('FIA AHTC Gujrat (made up)')
  await field(form, t('charges.fir.on')).fill('2026-11-20')
  await field(form, t('charges.fir.sections')).fill('3(1)')
  await page.getByRole('option').filter({ visible: true }).first().click()
  await look(page, 'fir-form')
  // Escape closes the list of sections, never the form with what was typed.
  await page.keyboard.press('Escape')
  await saved(page, t('charges.fir.save'))
  await page.getByText('188/2026').first().waitFor()
  await look(page, 'charges-after')
}

/** One yes for one purpose and one recipient, read aloud in the language the person speaks. */
export async function askConsent(page: Page, { t, look }: Teller, shelter: string): Promise<void> {
  await goTo(page, t('protection.tab'))
  await button(page, t('protection.ask')).first().click()
  const form = dialog(page)
  await field(form, t('protection.purpose')).selectOption('shelter')
  await field(form, t('protection.to')).selectOption({ label: shelter })
  await form.getByRole('checkbox', { name: t('protection.field.name'), exact: true }).check()
  await form.getByRole('checkbox', { name: t('protection.ask.understood') }).check()
  await look(page, 'consent-form')
  await saved(page, t('protection.ask.save'))
}

export async function refer(page: Page, { t, look }: Teller, shelter: string): Promise<void> {
  await button(page, t('protection.draft')).first().click()
  const form = dialog(page)
  await field(form, t('protection.purpose')).selectOption('shelter')
  await field(form, t('protection.to')).selectOption({ label: shelter })
  for (const what of ['name', 'age-group', 'needs'])
    await form.getByRole('checkbox', { name: t(`protection.field.${what}`), exact: true }).check()
  await form.getByRole('checkbox', { name: t('protection.need.safe-place') }).check()
  await look(page, 'referral-form')
  await saved(page, t('protection.draft.save'))
  await button(page, t('protection.send')).click()
  await saved(page, t('protection.send'))
  await page.getByText(t('protection.status.sent')).first().waitFor()
  await look(page, 'protection')
}

export async function serve(shelter: Page, { t, look, language }: Teller): Promise<void> {
  await shelter.goto('/staff/referrals')
  await look(shelter, 'referrals')
  await shelter.locator('table a').first().click()
  await shelter.getByText(victims[language]).first().waitFor()
  await look(shelter, 'referral-sent')
  await button(shelter, t('protection.accept')).click()
  await saved(shelter, t('protection.accept'))
  await button(shelter, t('protection.service.add')).click()
  await look(shelter, 'service-form')
  await saved(shelter, t('protection.service.add'))
  await button(shelter, t('protection.close')).click()
  await dialog(shelter)
    .getByRole('radio', { name: t('protection.outcome.safe-and-settled') })
    .check()
  await saved(shelter, t('protection.close'))
  await shelter.getByText(t('protection.status.closed')).first().waitFor()
  await look(shelter, 'referral-closed')
}

/** The supervisor's table: the one victim, opened down to the case, and both files of it. */
export async function count(
  page: Page,
  { t, look }: Teller,
): Promise<{ csv: Buffer; xlsx: Buffer }> {
  await page.goto('/staff/numbers')
  const one = page.getByRole('button', {
    name: t('numbers.open-count', { n: '1', what: t('numbers.total') }),
  })
  await one.last().waitFor()
  await look(page, 'numbers')
  await one.last().click()
  await dialog(page).getByRole('link').first().waitFor()
  await look(page, 'numbers-opened')
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: t('numbers.export.small') }).check()
  const file = async (kind: 'csv' | 'xlsx') => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t(`numbers.export.${kind}`), exact: true }).click(),
    ])
    return readFile(await download.path())
  }
  return { csv: await file('csv'), xlsx: await file('xlsx') }
}

/** The administrator, who sees no case, sees who read this one: each of them, and what they did. */
export async function readAudit(
  page: Page,
  { t, look }: Teller,
  caseId: string,
  names: readonly string[],
): Promise<void> {
  await page.goto('/staff/audit')
  await field(page, t('staff.audit.id')).fill(caseId)
  await button(page, t('work.search')).click()
  for (const name of names) {
    await field(page, t('staff.audit.person')).selectOption({ label: name })
    const line = page.getByRole('row').filter({ hasText: name })
    await line
      .filter({ hasText: t('act.cases.read') })
      .first()
      .waitFor()
  }
  await look(page, 'audit')
}
