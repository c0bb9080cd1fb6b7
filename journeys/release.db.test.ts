import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAccessible, checkFits, listen, picture, raiseStage, type Stage } from './stage.ts'

/** From counted victims to a published table: one prepares, a second signs, everybody reads. */
let stage: Stage

beforeAll(async () => {
  stage = await raiseStage()
  // Made-up victims in codes; the counting of cases is told in another journey.
  await stage.house.asSystem((db) =>
    sql`insert into statistics.detected_victim (jurisdiction, case_id, person_id, agency_id, sex,
        age_group, age_broad, forms, laws, province, country, status, detected_on)
      select 'PK-PB', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
        case when i % 3 = 0 then 'Masculine' else 'Feminine' end,
        case when i % 5 = 0 then '<18' else '18+' end, '18--20',
        case when i % 4 = 0 then array['forced-labour'] else array['commercial-sex'] end,
        '{}', 'PK-PB', 'PAK', 'presumed', make_date(2025, 3, 1 + i % 28)
      from generate_series(1, 300) i`.execute(db),
  )
})
afterAll(() => stage.close())

async function signedIn(context: BrowserContext, handle: string): Promise<Page> {
  await context.request.post('/api/tryout/sign-in', { data: { handle } })
  await context.request.put('/api/me/language', { data: { language: 'en' } })
  return context.newPage()
}

async function looked(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await checkFits(page, name)
  await checkAccessible(page, name)
  await picture(page, name)
}

test('a statistician weighs a table, oversight signs it, and the public page in Urdu shows it', async () => {
  const t = stage.house.words.t('en')
  const preparing = await stage.desktop('en')
  const page = await signedIn(preparing, 'statistician')
  const troubles = listen(page)
  await page.goto('/staff/releases')
  await page.getByLabel(t('release.budget.year')).last().fill('2025')
  await page.getByLabel(t('release.budget.reason')).fill('Made up: the usual budget.')
  await page.getByRole('button', { name: t('release.budget.propose') }).click()
  await page.getByText(t('release.budget.proposed')).waitFor()

  const signing = await stage.desktop('en')
  const second = await signedIn(signing, 'oversight')
  troubles.push(...listen(second))
  await second.goto('/staff/releases')
  await second.getByRole('button', { name: t('release.budget.confirm'), exact: true }).click()
  const dialog = second.getByRole('dialog')
  await dialog.getByRole('button', { name: t('release.budget.confirm'), exact: true }).click()
  await second.getByText(t('release.budget.confirmed')).waitFor()

  await page.reload()
  await page.getByRole('button', { name: t('release.begin') }).waitFor()
  await looked(page, 'release-desk-en')
  await page.getByRole('button', { name: t('release.begin') }).click()
  await page.getByText(t('release.preview.internal')).waitFor({ timeout: 90_000 })
  await page.getByRole('radio', { name: t('release.promise.k', { k: 10 }) }).check()
  await page.getByLabel(t('release.ask.purpose')).fill('Made up: for the yearly report.')
  await looked(page, 'release-weighed-en')
  await page.getByRole('button', { name: t('release.ask.send') }).click()
  await page.getByText(t('release.decide.own')).waitFor()
  expect(await page.getByRole('button', { name: t('release.sign') }).count()).toBe(0)

  await second.goto(page.url())
  await second.getByRole('button', { name: t('release.sign'), exact: true }).click()
  await dialog.getByText(t('release.sign.what')).waitFor()
  await dialog.getByRole('button', { name: t('release.sign'), exact: true }).click()
  await second.getByText(t('release.state.published'), { exact: true }).waitFor({ timeout: 90_000 })

  const passing = await stage.phone({ language: 'ur' })
  const reader = await passing.newPage()
  await reader.goto('/ur/released')
  const ur = stage.house.words.t('ur')
  await reader.getByRole('heading', { name: ur('public.released.title') }).waitFor()
  const downloading = reader.waitForEvent('download')
  await looked(reader, 'released-ur')
  await reader.getByRole('link', { name: 'counts.csv' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/counts\.csv$/)
  expect(troubles).toEqual([])
  for (const context of [preparing, signing, passing]) await context.close()
}, 240_000)
