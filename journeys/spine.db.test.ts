import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTryoutDesks } from '../rooms/reports/door.ts'
import { tryoutPassphrase } from '../rooms/reports/tryout-passphrase.ts'
import { checkAccessible, checkFits, listen, picture, raiseStage, type Stage } from './stage.ts'

/**
 * From a sealed report on a phone, in Urdu, to the desk that opens it, and back. All people are
 * made up. Later steps stand on earlier ones.
 */
let stage: Stage
let phone: Page
let desk: Page
let receipt = ''
const troubles: string[][] = []

const story = 'میرا کزن کام کے لیے بھیجا گیا، اب فراڈ کے مرکز میں بند ہے۔ (فرضی)'
const answer = 'ہم نے پڑھ لیا ہے۔ اپنا نمبر لکھ دیں۔ (فرضی)'
const followUp = 'اس سے آخری بات پیر کو ہوئی۔ (فرضی)'

/** A picture with a place written into it, as a phone would: one pixel, and an EXIF segment that names it. */
const pixel = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)
const hidden = Buffer.from('Exif\0\0PLANTED-PLACE-GUJRAT')
const length = Buffer.from([0, hidden.length + 2])
const photo = Buffer.concat([
  pixel.subarray(0, 2),
  Buffer.from([0xff, 0xe1]),
  length,
  hidden,
  pixel.subarray(2),
])

beforeAll(async () => {
  stage = await raiseStage()
  await makeTryoutDesks(stage.house)
  phone = await (await stage.phone()).newPage()
  troubles.push(listen(phone))
})
afterAll(() => stage.close())

const words = (key: string, more: Record<string, unknown> = {}, language = 'ur') =>
  String(stage.house.words.t(language)(key, more))
const next = (page: Page) => page.locator('button.next:not(.second)').first().click()

async function look(page: Page, name: string): Promise<void> {
  await checkFits(page, name)
  await checkAccessible(page, name)
  await picture(page, name)
}

async function answerAll(): Promise<void> {
  const title = (key: string) =>
    phone.getByRole('heading', { name: words(key), level: 1 }).waitFor()
  await phone.locator('input[name=about][value=family]').check()
  await next(phone)
  for (let screen = 2; screen <= 8; screen++) {
    await phone.getByText(words('public.step', { n: screen, of: 8 }), { exact: true }).waitFor()
    for (const [field, value] of choices) {
      const box = phone.locator(`input[name=${field}][value=${value}]`)
      if (await box.count()) await box.check()
    }
    const country = phone.locator('select[name=country]')
    if (await country.count()) await country.selectOption('MMR')
    const province = phone.locator('select[name=province]')
    if (await province.count()) await province.selectOption('PK-PB')
    const district = phone.locator('select[name=district]')
    if (await district.count()) await district.selectOption('PK-PB-gujrat')
    const what = phone.locator('textarea[name=what]')
    if (await what.count()) await what.fill(story)
    const files = phone.locator('input[type=file]')
    if (await files.count()) {
      await files.setInputFiles({ name: 'tasveer.jpg', mimeType: 'image/jpeg', buffer: photo })
      await phone.getByText(words('public.files.clean')).waitFor()
    }
    await look(phone, `report-${screen}`)
    await next(phone)
  }
  await title('public.receipt.title')
}

const choices = [
  ['kind', 'forced-scam-work'],
  ['signs', 'cannot-leave'],
  ['place', 'abroad'],
  ['danger', 'no'],
] as const

test('a young man in Gujrat seals his answers and a photo, and gets a receipt of 24 digits', async () => {
  await phone.goto('/ur/report')
  await look(phone, 'report-1')
  await answerAll()
  const shown = await phone.locator('ol.receipt li').allInnerTexts()
  receipt = shown.map((group) => group.trim().slice(-4)).join('')
  expect(receipt).toMatch(/^\d{24}$/)
  await look(phone, 'receipt')
}, 120_000)

test('a wrong group is refused with nothing lost; the right one seals and sends', async () => {
  await next(phone)
  const field = phone.locator('#group')
  await field.fill('0')
  await phone.locator('form button.next').click()
  await phone.getByRole('alert').waitFor()
  const label = await phone.locator('label[for=group]').innerText()
  const group = Number(label.match(/\d/)![0])
  await field.fill(receipt.slice((group - 1) * 4, group * 4))
  await phone.locator('form button.next').click()
  await phone
    .getByRole('heading', { name: words('public.done.title') })
    .waitFor({ timeout: 60_000 })
  await look(phone, 'received')
}, 120_000)

test('the officer finds it in the queue, unseals it in her browser, and replies', async () => {
  const context = await stage.desktop('en')
  await context.request.post('/api/tryout/sign-in', { data: { handle: 'desk-gujrat' } })
  await context.request.put('/api/me/language', { data: { language: 'en' } })
  desk = await context.newPage()
  troubles.push(listen(desk))
  await desk.goto('/staff/desk')
  await desk.locator('table a, li a').first().waitFor()
  await look(desk, 'queue')
  await desk.locator('table a').first().click()
  await desk.locator('input[type=password]').fill(tryoutPassphrase)
  await desk.getByRole('button', { name: words('desk.unlock', {}, 'en') }).click()
  await desk.getByText(story).first().waitFor({ timeout: 60_000 })
  await look(desk, 'unsealed')
  await desk.getByLabel(words('desk.reply.words', {}, 'en')).fill(answer)
  await desk.getByRole('button', { name: words('desk.reply.send', {}, 'en') }).click()
  await desk.getByText(answer).first().waitFor()
}, 120_000)

test('he comes back with the receipt in Urdu digits, reads the proved reply and writes again', async () => {
  await phone.goto('/ur/return')
  await phone
    .locator('#receipt')
    .fill(receipt.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d))))
  await next(phone)
  await phone.getByText(answer).waitFor({ timeout: 60_000 })
  await look(phone, 'mailbox')
  await phone.locator('#words').fill(followUp)
  await phone.locator('#phone').fill('0300 0000000')
  await phone.locator('button.next:not(.second)').last().click()
  await phone.getByText(followUp).first().waitFor({ timeout: 60_000 })
}, 120_000)

test('a wrong receipt opens nothing and says so', async () => {
  await phone.goto('/ur/return')
  await phone.locator('#receipt').fill('1'.repeat(24))
  await next(phone)
  await phone.getByText(words('public.return.unknown')).waitFor({ timeout: 60_000 })
}, 90_000)

test('neither browser complained, apart from the wrong receipt that was refused', () => {
  const told = troubles.flat().filter((text) => !/status of 40[134]/.test(text))
  expect(told).toEqual([])
})
