import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Teller } from './stage.ts'

/** What the reporter does with a phone, in Urdu. All people are made up. */
export const story = 'میرا کزن کام کے لیے بھیجا گیا، اب فراڈ کے مرکز میں بند ہے۔ (فرضی)'
export const followUp = 'اس سے آخری بات پیر کو ہوئی۔ (فرضی)'
export const phoneNumber = '0300 0000000'

/** A picture with a place written into it, as a phone would: an EXIF segment that names it. */
const pixel = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)
const hidden = Buffer.from('Exif\0\0PLANTED-PLACE-GUJRAT')
const photo = Buffer.concat([
  pixel.subarray(0, 2),
  Buffer.from([0xff, 0xe1, 0, hidden.length + 2]),
  hidden,
  pixel.subarray(2),
])

const next = (page: Page) => page.locator('button.next:not(.second)').first().click()

const choices = [
  ['kind', 'forced-scam-work'],
  ['signs', 'cannot-leave'],
  ['place', 'abroad'],
  ['danger', 'no'],
] as const

async function answerScreen(phone: Page, { t }: Teller): Promise<void> {
  for (const [field, value] of choices) {
    const box = phone.locator(`input[name=${field}][value=${value}]`)
    if (await box.count()) await box.check()
  }
  for (const [field, value] of [
    ['country', 'MMR'],
    ['province', 'PK-PB'],
    ['district', 'PK-PB-gujrat'],
  ] as const) {
    const list = phone.locator(`select[name=${field}]`)
    if (await list.count()) await list.selectOption(value)
  }
  const what = phone.locator('textarea[name=what]')
  if (await what.count()) await what.fill(story)
  const files = phone.locator('input[type=file]')
  if (await files.count()) {
    await files.setInputFiles({ name: 'tasveer.jpg', mimeType: 'image/jpeg', buffer: photo })
    await phone.getByText(t('public.files.clean')).waitFor()
  }
}

/** From the first question to the receipt; gives back its 24 digits. */
export async function answerAll(phone: Page, teller: Teller): Promise<string> {
  const { t, look } = teller
  await phone.goto('/ur/report')
  await look(phone, 'report-1')
  await phone.locator('input[name=about][value=family]').check()
  await next(phone)
  for (let screen = 2; screen <= 8; screen++) {
    await phone.getByText(t('public.step', { n: screen, of: 8 }), { exact: true }).waitFor()
    await answerScreen(phone, teller)
    await look(phone, `report-${screen}`)
    await next(phone)
  }
  await phone.getByRole('heading', { name: t('public.receipt.title'), level: 1 }).waitFor()
  const groups = await phone.locator('ol.receipt li').allInnerTexts()
  const receipt = groups.map((group) => group.trim().slice(-4)).join('')
  expect(receipt).toMatch(/^\d{24}$/)
  await look(phone, 'receipt')
  return receipt
}

/** Types a wrong group, which loses nothing, then the right one; the report is sealed and sent. */
export async function sealAndSend(phone: Page, receipt: string, { t, look }: Teller) {
  await next(phone)
  const field = phone.locator('#group')
  await field.fill('0')
  await phone.locator('form button.next').click()
  await phone.getByRole('alert').waitFor()
  const label = await phone.locator('label[for=group]').innerText()
  const group = Number(label.match(/\d/)![0])
  await field.fill(receipt.slice((group - 1) * 4, group * 4))
  await phone.locator('form button.next').click()
  await phone.getByRole('heading', { name: t('public.done.title') }).waitFor({ timeout: 60_000 })
  await look(phone, 'received')
}

const urduDigits = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))

export async function comeBack(phone: Page, receipt: string): Promise<void> {
  await phone.goto('/ur/return')
  await phone.locator('#receipt').fill(urduDigits(receipt))
  await next(phone)
}

/** A number to call, words, and a voice note from the phone's microphone. */
export async function writeBack(phone: Page, { t, look }: Teller): Promise<void> {
  await phone.locator('#words').fill(followUp)
  await phone.locator('#phone').fill(phoneNumber)
  await phone.getByRole('button', { name: t('public.voice.record') }).click()
  await phone.getByRole('timer').getByText('0:02').waitFor({ timeout: 20_000 })
  await phone.getByRole('button', { name: t('public.voice.stop') }).click()
  await phone.locator('audio').first().waitFor()
  await look(phone, 'mailbox-writing')
  await phone.getByRole('button', { name: t('public.mailbox.send') }).click()
  await phone.getByText(followUp).first().waitFor({ timeout: 60_000 })
  await phone.getByText(t('public.mailbox.sent')).waitFor()
}
