import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../tests/test-house.ts'
import { findVictims, openFile } from './found-people.ts'
import { listen, raiseStage, type Stage, staffPage, tellerOf } from './stage.ts'

/**
 * From cases to a published release: three agencies find people, a statistician counts them, asks
 * how many nobody listed, weighs a table; a second person signs, and everybody reads it.
 */
const agencies = [
  ['investigator-gujrat', 'screener-gujrat', 'PK-PB-gujrat', 'forced-labour'],
  ['investigator-police-lahore', 'investigator-police-lahore', 'PK-PB-lahore', 'commercial-sex'],
  ['labour-lahore', 'labour-lahore', 'PK-PB-lahore', 'debt-bondage'],
] as const
/** How many people were found by which of them: 62 people, met 86 times. */
const met: readonly (readonly [by: readonly number[], people: number])[] = [
  [[0], 17],
  [[1], 14],
  [[2], 12],
  [[0, 1], 6],
  [[0, 2], 5],
  [[1, 2], 3],
  [[0, 1, 2], 5],
]
const PEOPLE = 62
const MET = 86

async function findEverybody(house: TestHouse): Promise<void> {
  // The labour office decides by itself who is a victim, as the other two do.
  await house.asSystem((db) =>
    sql`update core.account set duties = duties || '{screener}' where handle = 'labour-lahore'`.execute(
      db,
    ),
  )
  const everybody = met.flatMap(([by, people]) => Array.from({ length: people }, () => by))
  for (const [at, [holder, screener, district, form]] of agencies.entries()) {
    const people = everybody.flatMap((by, nth) => {
      if (!by.includes(at)) return []
      const sex = nth % 3 === 0 ? ('Masculine' as const) : ('Feminine' as const)
      return [{ sex, age: nth % 5 === 0 ? 15 : 24, cnic: String(3_410_100_000_000 + nth) }]
    })
    for (let from = 0; from < people.length; from += 8) {
      const file = await openFile(house, {
        holder,
        district,
        daysAgo: 40,
        people: people.slice(from, from + 8),
      })
      await findVictims(house, screener, file, form)
    }
  }
  await house.settle()
}

describe.each([
  ['ur', 'phone'],
  ['en', 'desktop'],
] as const)('in %s on a %s', (language, kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
    await findEverybody(stage.house)
  }, 300_000)
  afterAll(() => stage?.close())

  test('people found by three agencies are counted, estimated, weighed, signed and published', async () => {
    const { t, look } = tellerOf(stage, language)
    const open = () => (kind === 'phone' ? stage.phone({ language }) : stage.desktop(language))
    const [desk, signing] = [await open(), await open()]
    const page = await staffPage(desk, 'statistician', language)
    const second = await staffPage(signing, 'oversight', language)
    const troubles = [listen(page), listen(second)]
    const button = (of: Page, name: string) => of.getByRole('button', { name, exact: true })

    await page.goto('/staff/numbers')
    const all = t('numbers.open-count', { n: String(MET), what: t('numbers.total') })
    await button(page, all).last().click()
    // Whoever counts a country opens no case of it.
    expect(await page.getByRole('dialog').getByRole('link').count()).toBe(0)
    await page.keyboard.press('Escape')
    await look(page, 'release-numbers')

    await page.goto('/staff/numbers/estimates')
    await page
      .getByText(t('estimate.lists.people', { people: PEOPLE, lists: 3, joined: MET - PEOPLE }))
      .waitFor()
    await look(page, 'release-lists')
    await button(page, t('estimate.start')).click()
    await page.getByRole('img', { name: t('estimate.chart') }).waitFor({ timeout: 90_000 })
    await page
      .getByRole('rowheader', { name: t('estimate.method.stepwise') })
      .first()
      .waitFor()
    await look(page, 'release-estimate')

    const year = String(stage.house.now().getUTCFullYear())
    const reason = 'Made up: the usual budget.'
    await page.goto('/staff/releases')
    await page.getByLabel(t('release.budget.year')).last().fill(year)
    await page.getByLabel(t('release.budget.reason')).fill(reason)
    await button(page, t('release.budget.propose')).click()
    await page.getByText(t('release.budget.proposed')).waitFor()
    await second.goto('/staff/releases')
    await button(second, t('release.budget.confirm')).click()
    const dialog = second.getByRole('dialog')
    await dialog.getByRole('button', { name: t('release.budget.confirm'), exact: true }).click()
    await second.getByText(t('release.budget.confirmed')).waitFor()

    await page.reload()
    await button(page, t('release.begin')).waitFor()
    await look(page, 'release-desk')
    await button(page, t('release.begin')).click()
    await page.getByText(t('release.preview.internal')).waitFor({ timeout: 90_000 })
    await page.getByRole('radio', { name: t('release.promise.k', { k: 10 }) }).check()
    await page.getByLabel(t('release.ask.purpose')).fill('Made up: for the yearly report.')
    await look(page, 'release-weighed')
    await button(page, t('release.ask.send')).click()
    await page.getByText(t('release.decide.own')).waitFor()
    expect(await button(page, t('release.sign')).count()).toBe(0)

    await second.goto(page.url())
    await button(second, t('release.sign')).click()
    await dialog.getByText(t('release.sign.what')).waitFor()
    await look(second, 'release-signing')
    await dialog.getByRole('button', { name: t('release.sign'), exact: true }).click()
    await second
      .getByText(t('release.state.published'), { exact: true })
      .waitFor({ timeout: 90_000 })

    const passing = await open()
    const reader = await passing.newPage()
    troubles.push(listen(reader))
    await reader.goto(`/${language}/released`)
    await reader.getByRole('heading', { name: t('public.released.title') }).waitFor()
    await look(reader, 'released')
    const downloading = reader.waitForEvent('download')
    await reader.getByRole('link', { name: 'counts.csv' }).click()
    const csv = readFileSync(await (await downloading).path(), 'utf8')
    const counts = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)))
    expect(counts.length).toBeGreaterThan(2)
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(10)
    expect(troubles.flat()).toEqual([])
    for (const context of [desk, signing, passing]) await context.close()
  }, 240_000)
})
