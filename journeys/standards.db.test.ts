import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/** A statistician takes the tables of SDG 16.2.2 and GLOTIP along, and enters a figure that does not add up. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage.close())

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  const context = () => (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))

  test('the tables of two standards are read and downloaded', async () => {
    const here = await context()
    const { t, look } = tellerOf(stage, language)
    const page = await staffPage(here, 'statistician', language)
    const troubles = listen(page)
    const take = async (label: string) => {
      const downloading = page.waitForEvent('download')
      await page.getByRole('link', { name: label, exact: true }).click()
      const file = await downloading
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
    }
    await page.goto('/staff/numbers/standards?year=2025')
    await page.getByRole('table', { name: t('standard.table.detected-victims-rate') }).waitFor()
    await look(page, 'standard-sdg')
    const sdmx = await take(t('standard.download.data.sdg-16-2-2'))
    expect(sdmx.name).toBe('panah-sdg-16-2-2-2025-PK.sdmx.csv')
    expect(sdmx.text).toContain('DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE')
    await page.getByLabel(t('standard.which')).selectOption('glotip')
    await page.getByRole('table', { name: t('standard.table.suspects') }).waitFor()
    await page.getByText(t('standard.asks.citizenship-convicted')).first().waitFor()
    await look(page, 'standard-glotip')
    expect((await take(t('standard.download.csv'))).text).toContain('not-answered,GLOTIP Q5')
    expect(troubles).toEqual([])
    await here.close()
  }, 120_000)

  test('a figure whose parts do not add up is told so before it is kept', async () => {
    const here = await context()
    const { t, look } = tellerOf(stage, language)
    const page = await staffPage(here, 'statistician', language)
    const troubles = listen(page)
    await page.goto('/staff/figures')
    await page.getByRole('link', { name: t('figure.new') }).click()
    const fill = (name: string, text: string) => page.locator(`input[name="${name}"]`).fill(text)
    await fill('nameEn', 'Made-up victims')
    await fill('measure', `made-up-${language}`)
    await fill('value', '100')
    await fill('period', 'last year')
    await fill('source', 'Made-up bulletin')
    for (const [at, name, value] of [
      [1, 'women', '60'],
      [2, 'men', '30'],
    ] as const) {
      await page.getByRole('button', { name: t('figure.part.add') }).click()
      await page.getByLabel(t('figure.part.name', { n: at }), { exact: true }).fill(name)
      await page.getByLabel(t('figure.part.value', { n: at }), { exact: true }).fill(value)
    }
    await page.getByRole('button', { name: t('figure.check') }).click()
    await page.getByText(t('problem.statistics/figure-period')).first().waitFor()
    await fill('period', '2024')
    await page.getByRole('button', { name: t('figure.check') }).click()
    await page.getByText('60 + 30 = 90 ≠ 100').waitFor()
    await look(page, 'figure-entry')
    await page.getByRole('button', { name: t('figure.save') }).click()
    await page.getByRole('heading', { name: t('figure.waiting') }).waitFor()
    await look(page, 'figures-waiting')
    // A refused check is an answer with status 400, which a browser tells its console.
    expect(troubles.filter((one) => !one.includes('400'))).toEqual([])
    await here.close()
  }, 120_000)
})
