import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAccessible, checkFits, listen, picture, raiseStage, type Stage } from './stage.ts'

/** A statistician goes from lists to an estimate and its report, and looks up what others published. */
let stage: Stage

beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage.close())

// Killings in Kosovo, March to June 1999, on four lists (Ball, Betts, Scheuren, Dudukovich, Asher 2002).
const lists = [
  'EXH,ABA,OSCE,HRW,count',
  '1,0,0,0,1131',
  '0,1,0,0,845',
  '0,0,1,0,936',
  '0,0,0,1,306',
  '1,1,0,0,177',
  '1,0,1,0,228',
  '1,0,0,1,106',
  '0,1,1,0,217',
  '0,1,0,1,31',
  '0,0,1,1,123',
  '1,1,1,0,181',
  '1,1,0,1,18',
  '1,0,1,1,42',
  '0,1,1,1,32',
  '1,1,1,1,27',
].join('\n')

async function statistician(context: BrowserContext, language: 'ur' | 'en'): Promise<Page> {
  await context.request.post('/api/tryout/sign-in', { data: { handle: 'statistician' } })
  await context.request.put('/api/me/language', { data: { language } })
  return context.newPage()
}

async function looked(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await checkFits(page, name)
  await checkAccessible(page, name)
  await picture(page, name)
}

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  test('from a file of lists to the methods side by side and a report', async () => {
    const context = await (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    const page = await statistician(context, language)
    const troubles = listen(page)
    const { t } = { t: stage.house.words.t(language) }
    await page.goto('/staff/numbers/estimates')
    await page.locator('h1').first().waitFor()
    await looked(page, `estimates-${language}`)

    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('estimate.file.choose') }).click()
    await (await choosing).setFiles({
      name: 'lists.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lists),
    })
    await page.getByRole('button', { name: t('estimate.stop') }).waitFor()
    await page.getByRole('img', { name: t('estimate.chart') }).waitFor({ timeout: 90_000 })
    // Every method in the table beside the picture, and the doubts above it.
    for (const method of ['stepwise', 'bic', 'latent'])
      await page
        .getByRole('rowheader', { name: t(`estimate.method.${method}`) })
        .first()
        .waitFor()
    await page.getByText('[12,13,14,23,34]').first().waitFor()
    expect(await page.getByText(t('estimate.grade.red'), { exact: true }).count()).toBeGreaterThan(
      0,
    )
    await looked(page, `estimate-${language}`)

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: t(`estimate.pdf.${language}`) }).click()
    expect((await downloading).suggestedFilename()).toMatch(/^panah-estimate-.*\.pdf$/)
    expect(troubles).toEqual([])
    await context.close()
  }, 180_000)

  test('the brief’s own sum does not close, and the page says so', async () => {
    const context = await (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    const page = await statistician(context, language)
    const troubles = listen(page)
    await page.goto('/staff/figures')
    await page.getByText('16,950 + 2,918 + 1,310 + 50 = 21,228 ≠ 21,253').first().waitFor()
    await looked(page, `figures-${language}`)
    expect(troubles).toEqual([])
    await context.close()
  }, 60_000)
})
