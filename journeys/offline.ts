import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Teller } from './stage.ts'

/** A phone at a place without a network: the form was opened once with one, and opens again without. */
export async function loseNetwork(
  context: BrowserContext,
  page: Page,
  { t }: Teller,
): Promise<void> {
  await page.getByText(t('work.field.kept')).waitFor({ timeout: 30_000 })
  await context.setOffline(true)
  await page.reload()
  await page.getByText(t('work.field.offline')).waitFor({ timeout: 30_000 })
}

/** The network is back: what waits goes out by itself, and a reload has nothing left to send. */
export async function regainNetwork(
  context: BrowserContext,
  page: Page,
  { t, look }: Teller,
  picture: string,
): Promise<void> {
  await context.setOffline(false)
  await page.getByText(t('work.field.sent', { count: 1 })).waitFor({ timeout: 30_000 })
  await look(page, picture)
  await page.reload()
  await page.getByText(t('work.field.online')).waitFor()
}

/** Adds a picture to a part of the form, as the phone's camera would. */
export async function addPhoto(page: Page, around: Locator, { t }: Teller): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    around.getByRole('button', { name: t('work.field.photo') }).click(),
  ])
  await chooser.setFiles({
    name: 'paper.png',
    mimeType: 'image/png',
    buffer: await page.screenshot({ type: 'png' }),
  })
  await around.locator('img').waitFor()
}
