import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourtCases } from '../tryout/courts.ts'
import { checkAccessible, checkFits, listen, picture, raiseStage, type Stage } from './stage.ts'

/** A statistician asks what became of the cases, and an officer opens the ones behind a number. */
let stage: Stage

beforeAll(async () => {
  stage = await raiseStage()
  const { house } = stage
  await loadCourtCases({ house, app: house.app })
  await house.settle()
}, 180_000)
afterAll(() => stage.close())

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  const signedIn = async (handle: string) => {
    const context = await (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    await context.request.post('/api/tryout/sign-in', { data: { handle } })
    await context.request.put('/api/me/language', { data: { language } })
    const page = await context.newPage()
    const troubles = listen(page)
    await page.goto('/staff/numbers/funnel')
    await page.getByRole('img', { name: t('funnel.picture') }).waitFor()
    return { page, troubles }
  }
  const t = (key: string, more = {}) => stage.house.words.t(language)(key, more)
  /** How a count is named that rounding to the nearest five would change. */
  const exactCount = async () => {
    const statistician = await stage.house.as('statistician')
    const { stages } = (await statistician.get('/api/funnel?small=show')).body
    const one = stages.find(({ reached }: { reached: number }) => reached % 5 !== 0)
    const what = `${t(`funnel.stage.${one.stage}`)}, ${t('funnel.state.reached')}`
    return t('numbers.open-count', { n: String(one.reached), what })
  }

  test('a statistician sees the picture and the same in tables, rounded, then exact', async () => {
    const { page, troubles } = await signedIn('statistician')
    await page.getByText(t('funnel.hidden')).waitFor()
    for (const stageName of ['report', 'case', 'fir', 'challan', 'verdict', 'conviction'])
      expect(
        await page.getByRole('rowheader', { name: t(`funnel.stage.${stageName}`) }).count(),
      ).toBeGreaterThan(0)
    await checkFits(page, `funnel-${language}`)
    await checkAccessible(page, `funnel-${language}`)
    await picture(page, `funnel-${language}`)
    // On paper what is chosen by and pressed is gone; the picture and its tables stay, none cut off.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByLabel(t('funnel.compare')).isVisible()).toBe(false)
    expect(await page.getByRole('img', { name: t('funnel.picture') }).isVisible()).toBe(true)
    expect(await page.getByRole('table', { name: t('funnel.table') }).isVisible()).toBe(true)
    await checkFits(page, `funnel-print-${language}`)
    await picture(page, `funnel-print-${language}`)
    await page.emulateMedia({ media: null })
    // The choice goes into the address first: the box follows a moment after the click.
    const exact = page.getByLabel(t('funnel.show-small'))
    await exact.click()
    await expect.poll(() => exact.isChecked()).toBe(true)
    // The notice of rounding also goes while counts load: what says "exact" is an exact count.
    await page.getByRole('button', { name: await exactCount() }).waitFor()
    expect(await page.getByText(t('funnel.hidden')).count()).toBe(0)
    await page.getByLabel(t('funnel.compare')).selectOption('agency')
    await page.getByRole('heading', { name: t('funnel.by.agency') }).waitFor()
    await checkAccessible(page, `funnel-exact-${language}`)
    expect(troubles).toEqual([])
    await page.context().close()
  }, 90_000)

  test('an investigator opens a number down to the case', async () => {
    const { page, troubles } = await signedIn('investigator-karachi')
    const row = page.getByRole('row').filter({ hasText: t('funnel.stage.fir') })
    await row.first().getByRole('button').first().click()
    const link = page.getByRole('dialog').getByRole('link').first()
    await link.waitFor()
    await checkAccessible(page, `funnel-opened-${language}`)
    await link.click()
    await page.waitForURL(/\/staff\/cases\/[0-9a-f-]+\/charges/)
    expect(troubles).toEqual([])
    await page.context().close()
  }, 90_000)
})
