import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTryoutDesks } from '../rooms/reports/door.ts'
import { tryoutPassphrase } from '../rooms/reports/tryout-passphrase.ts'
import { comeBack } from './reporter.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/** What goes wrong is said in the reader's language, with what to do; nothing entered is lost. */
let stage: Stage
let phone: Page
let ur: Teller
let en: Teller
let receipt = ''
const dialogs: string[] = []

const hostile = `<script>alert(1)</script>'; drop table reports.report; --"><img src=x onerror=alert(2)> {{t}}`
const story = `فرضی: کام کا جھانسہ ${hostile}`

beforeAll(async () => {
  stage = await raiseStage()
  await makeTryoutDesks(stage.house)
  ur = tellerOf(stage, 'ur')
  en = tellerOf(stage, 'en')
  phone = await (await stage.phone()).newPage()
  watch(phone)
})
afterAll(() => stage.close())

function watch(page: Page): void {
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') dialogs.push(dialog.message())
    void dialog.accept()
  })
}

const next = (page: Page) => page.locator('button.next:not(.second)').first().click()

/** On through the questions until something is there. */
async function goOnTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 10 && !(await page.locator(selector).count()); n++) {
    // The kind decides which desk it goes to.
    const kind = page.locator('input[name=kind][value=forced-scam-work]')
    if (await kind.count()) await kind.check()
    await next(page)
    await page.waitForTimeout(200)
  }
  await page.locator(selector).first().waitFor()
}

async function receiptOn(page: Page): Promise<string> {
  const groups = await page.locator('ol.receipt li').allInnerTexts()
  return groups.map((group) => group.trim().slice(-4)).join('')
}

async function typeGroup(page: Page, digits: string): Promise<void> {
  const label = await page.locator('label[for=group]').innerText()
  const group = Number(label.match(/\d/)![0])
  await page.locator('#group').fill(digits.slice((group - 1) * 4, group * 4))
  await page.locator('form button.next').click()
}

async function filed(): Promise<number> {
  const { rows } = await stage.house.asSystem((db) =>
    sql<{ n: number }>`select count(*)::int as n from reports.report`.execute(db),
  )
  return rows[0]!.n
}

/** The same letters in another order: a key that looks like one. */
const swapped = (key: string) => `age1${[...key.slice(4)].toReversed().join('')}`

describe('the report form', () => {
  test('says that 100,000 characters are too many, cuts nothing, and goes on once it is shorter', async () => {
    await phone.goto('/ur/report')
    await phone.locator('input[name=about][value=family]').check()
    await goOnTo(phone, 'textarea[name=what]')
    const what = phone.locator('textarea[name=what]')
    // In Roman Urdu: Chromium shapes so much Naskh in one field for half a minute.
    await what.fill('kaam '.repeat(20_000))
    const told = ur.t('public.trouble.too-long', { count: 100_000, most: 20_000 })
    await phone.getByRole('alert').getByText(told).waitFor()
    expect((await what.inputValue()).length).toBe(100_000)
    await ur.look(phone, 'too-long')
    await what.fill(story)
    await phone.getByRole('alert').waitFor({ state: 'hidden' })
  }, 60_000)

  test('left half-way and loaded again, it stands where it was with what was written', async () => {
    await phone.reload()
    await phone.locator('textarea[name=what]').waitFor()
    expect(await phone.locator('textarea[name=what]').inputValue()).toBe(story)
  })

  test('takes no file that only says it is a picture, none that is empty or too large; the good one stays', async () => {
    await goOnTo(phone, 'input[type=file]')
    const pick = (name: string, buffer: Buffer) =>
      phone.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer })
    const refused = async (name: string, why: string) => {
      const told = ur.t(`public.trouble.file.${why}`, { name, size: 25, most: 10 })
      await phone.getByRole('alert').getByText(told).waitFor()
    }
    await pick('paper.pdf', Buffer.from('%PDF-1.7 made up'))
    await phone.locator('ul.files li').first().waitFor()
    await pick('virus.jpg', Buffer.from('MZ this is a program'))
    await refused('virus.jpg', 'unknown-type')
    await ur.look(phone, 'false-type')
    await pick('nothing.jpg', Buffer.alloc(0))
    await refused('nothing.jpg', 'empty')
    await pick('film.jpg', Buffer.alloc(25 * 1024 * 1024 + 1, 0xff))
    await refused('film.jpg', 'too-large')
    expect(await phone.locator('ul.files li').count()).toBe(1)
  }, 60_000)

  test('sends nothing under a desk key that was swapped on the way, and keeps the answers', async () => {
    const other = await (await stage.phone()).newPage()
    watch(other)
    await other.route('**/api/reports/desks', async (route) => {
      const answer = await route.fetch()
      const body = await answer.json()
      // Another recipient in the signed text, under the old signature.
      for (const { certificate } of body.desks) {
        certificate.statement = certificate.statement.replace(/age1[a-z0-9]+/, swapped)
      }
      await route.fulfill({ response: answer, json: body })
    })
    await other.goto('/ur/report')
    await other.locator('input[name=about][value=family]').check()
    await goOnTo(other, 'textarea[name=what]')
    await other.locator('textarea[name=what]').fill(story)
    const told = other.getByText(ur.t('public.trouble.swapped-key'))
    for (let n = 0; n < 9 && !(await told.count()); n++) {
      await next(other)
      if (await other.locator('#group').count()) break
      if (await other.locator('ol.receipt li').count()) receipt = await receiptOn(other)
    }
    if (!(await told.count())) await typeGroup(other, receipt)
    await told.waitFor({ timeout: 60_000 })
    await ur.look(other, 'swapped-key')
    expect(await filed()).toBe(0)
    await other.reload()
    expect(await other.evaluate('Object.values(sessionStorage).join()')).toContain('کام کا جھانسہ')
    await other.context().close()
  }, 120_000)

  test('a page older than the server is told to load anew; nothing is sent and the answers stay', async () => {
    await goOnTo(phone, 'ol.receipt li')
    receipt = await receiptOn(phone)
    await next(phone)
    // As an older script would send it: without what the server asks for today.
    await phone.route('**/api/reports/*', (route) =>
      route.request().method() === 'PUT'
        ? route.continue({ postData: JSON.stringify({ kind: 'forced-scam-work' }) })
        : route.fallback(),
    )
    await typeGroup(phone, receipt)
    await phone.getByRole('alert').getByText(ur.t('public.trouble.stale')).waitFor()
    await phone.unroute('**/api/reports/*')
    expect(await filed()).toBe(0)
  }, 60_000)

  test('sent again after the connection was lost in the middle, the report is there once', async () => {
    let cut = 0
    // The server has it, but the answer never comes back.
    await phone.route('**/api/reports/*', async (route) => {
      if (route.request().method() !== 'PUT' || cut++ > 0) return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await typeGroup(phone, receipt)
    const done = phone.getByRole('heading', { name: ur.t('public.done.title') })
    await done.waitFor({ timeout: 90_000 })
    await phone.unroute('**/api/reports/*')
    expect(cut).toBeGreaterThan(0)
    expect(await filed()).toBe(1)
  }, 120_000)

  test('a receipt that is none is told by what is wrong with it, and what was typed stays', async () => {
    for (const [typed, told] of [
      ['123', ur.t('public.return.not-24', { n: 3 })],
      [`${receipt.slice(0, 23)}x`, ur.t('public.return.other-signs')],
    ] as const) {
      await comeBack(phone, typed)
      await phone.getByRole('alert').getByText(told).waitFor()
      expect((await phone.locator('#receipt').inputValue()).length).toBeGreaterThan(2)
    }
    await ur.look(phone, 'no-receipt')
  }, 60_000)
})

describe('the desk', () => {
  test('shows scripts and SQL from a report as the text they are', async () => {
    const desk = await staffPage(await stage.desktop('en'), 'desk-gujrat', 'en')
    watch(desk)
    await desk.goto('/staff/desk')
    await desk.locator('table a').first().click()
    await desk.locator('input[type=password]').fill(tryoutPassphrase)
    await desk.getByRole('button', { name: en.t('desk.unlock'), exact: true }).click()
    await desk.getByText(story).first().waitFor({ timeout: 60_000 })
  }, 90_000)
})

describe('a case', () => {
  let page: Page
  let id = ''

  beforeAll(async () => {
    const client = await stage.house.as('investigator-gujrat')
    id = (
      await client.post('/api/cases', {
        title: hostile,
        summary: hostile,
        persons: [{ roles: ['victim'], name: hostile, otherName: '𞤀𞤣𞤢𞤥 ᠮᠣᠩᠭᠣᠯ ཨ་ Ωμέγα 李' }],
      })
    ).body.id
    page = await staffPage(await stage.desktop('en'), 'investigator-gujrat', 'en')
    watch(page)
    listen(page)
  })

  test('shows scripts, SQL and names in any script as they were written', async () => {
    await page.goto(`/staff/cases/${id}/people`)
    await page.getByRole('heading', { name: hostile, level: 1 }).waitFor()
    await page.getByRole('heading', { name: hostile, level: 3 }).waitFor()
    await page.getByText('𞤀𞤣𞤢𞤥 ᠮᠣᠩᠭᠣᠯ ཨ་ Ωμέγα 李').waitFor()
    await en.look(page, 'hostile')
  }, 60_000)

  test('says how long a text may be before it is sent, and keeps every letter', async () => {
    await page
      .getByRole('button', { name: en.t('work.edit'), exact: true })
      .first()
      .click()
    const name = page.getByRole('dialog').getByLabel(en.t('cases.person.name')).first()
    await name.fill('x'.repeat(100_000))
    const told = en.t('work.too-long', { count: '100,000', most: '300' })
    await page.getByRole('dialog').getByText(told).waitFor()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: en.t('work.save') })
      .click()
    await page.getByRole('alert').first().waitFor()
    expect((await name.inputValue()).length).toBe(100_000)
  }, 60_000)

  test('changed by somebody else meanwhile is not overwritten; what was typed stays on the page', async () => {
    const form = page.getByRole('dialog')
    const name = form.getByLabel(en.t('cases.person.name')).first()
    await name.fill('Made up, typed on a stale page')
    const client = await stage.house.as('investigator-gujrat')
    const { body } = await client.get(`/api/cases/${id}`)
    const [person] = body.persons
    await client.put(`/api/cases/${id}/persons/${person.id}`, {
      roles: ['victim'],
      name: 'Written meanwhile',
      version: person.version,
    })
    await form.getByRole('button', { name: en.t('work.save') }).click()
    await page.getByText(en.t('problem.core/changed-since')).waitFor()
    await en.look(page, 'stale')
    expect(await name.inputValue()).toBe('Made up, typed on a stale page')
  }, 60_000)
})

test('nothing that was sent ever ran', () => {
  expect(dialogs).toEqual([])
})
