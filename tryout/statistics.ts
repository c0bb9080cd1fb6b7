import type { House } from '../core/house.ts'
import { doReleases, rebuild } from '../rooms/statistics/door.ts'
import type { StaffDesk } from './staff-desk.ts'

const reason = 'Made up: so that a visitor sees how a release comes about.'

/** Made-up figures in the register, one of which does not add up, and one release that two people signed. */
export async function loadStatistics(house: House, desk: StaffDesk): Promise<void> {
  await enterFigures(desk)
  await releaseTable(house, desk)
}

const figure = {
  nameUr: '',
  unit: 'persons',
  place: 'PK-PB',
  period: '2025',
  url: '',
  grade: 'N',
  state: 'verified',
  rough: false,
  note: 'Made up for the try-out.',
}

async function enterFigures(desk: StaffDesk): Promise<void> {
  const { versions } = await desk.ask<{ versions: unknown[] }>(
    'statistician',
    'GET',
    '/api/figures',
  )
  if (versions.length > 0) return
  const enter = (body: object, key: string) =>
    desk.ask<{ key: string }>('statistician', 'POST', '/api/figures', { ...figure, ...body }, key)
  const first = await enter(
    {
      measure: 'made-up-victims-sheltered',
      nameEn: 'Victims sheltered (made up)',
      nameUr: 'پناہ پانے والے متاثرین (فرضی)',
      value: '412',
      source: 'Made-up yearly bulletin, page 7',
      parts: [
        { name: 'women', value: '260' },
        { name: 'men', value: '81' },
        { name: 'children', value: '64' },
      ],
    },
    'tryout-figure-1',
  )
  await desk.ask(
    'oversight',
    'POST',
    `/api/figures/${first.key}/confirm`,
    { version: 1 },
    'tryout-figure-2',
  )
  await enter(
    {
      measure: 'made-up-victims-sheltered',
      nameEn: 'Victims sheltered, as a newspaper has it (made up)',
      nameUr: 'پناہ پانے والے متاثرین، اخبار کے مطابق (فرضی)',
      value: '420',
      source: 'Made-up newspaper, 3 January 2026',
      parts: [],
    },
    'tryout-figure-3',
  )
}

async function releaseTable(house: House, desk: StaffDesk): Promise<void> {
  const { budgets } = await desk.ask<{ budgets: unknown[] }>('statistician', 'GET', '/api/releases')
  if (budgets.length > 0) return
  await rebuild(house)
  const year = house.now().getUTCFullYear()
  const budget = { epsilon: '4' }
  const url = `/api/releases/budgets/${year}`
  await desk.ask('statistician', 'PUT', url, { ...budget, reason }, 'tryout-budget-1')
  await desk.ask('oversight', 'POST', `${url}/confirm`, budget, 'tryout-budget-2')
  const { id } = await desk.ask<{ id: string }>(
    'statistician',
    'POST',
    '/api/releases',
    { year, kind: 'table', columns: ['sex', 'age'], longest: 1, k: 5 },
    'tryout-release-1',
  )
  await doReleases(house)
  await desk.ask(
    'statistician',
    'POST',
    `/api/releases/${id}/ask`,
    { k: 5, purpose: reason },
    'tryout-release-2',
  )
  await desk.ask('oversight', 'POST', `/api/releases/${id}/sign`, undefined, 'tryout-release-3')
  await doReleases(house)
}
