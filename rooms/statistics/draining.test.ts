import { expect, test } from 'vitest'
import type { House } from '../../core/house.ts'
import { draining } from './draining.ts'

const houseOf = () => ({ database: {} }) as House

test('what comes while the last look is under way is done before the answer', async () => {
  const waiting = ['first']
  const done: string[] = []
  let looking = () => {}
  const looked = new Promise<void>((resolve) => {
    looking = resolve
  })
  const doAll = draining(async () => {
    const one = waiting.shift()
    if (one) done.push(one)
    else looking()
    await Promise.resolve()
    return one !== undefined
  })
  const house = houseOf()
  const before = doAll(house)
  await looked
  waiting.push('second')
  await doAll(house)
  await before
  expect(done).toEqual(['first', 'second'])
})

test('is never at work twice in one house, and no house waits for another', async () => {
  const begun: House[] = []
  const ends: (() => void)[] = []
  const doAll = draining(async (house) => {
    begun.push(house)
    await new Promise<void>((end) => ends.push(end))
    return false
  })
  const [here, there] = [houseOf(), houseOf()]
  const passes = [doAll(here), doAll(here), doAll(here), doAll(there)]
  expect(begun).toEqual([here, there])
  ends[0]!()
  await passes[0]
  await expect.poll(() => begun).toEqual([here, there, here])
  for (const end of ends) end()
  await Promise.all(passes)
  expect(begun).toHaveLength(3)
})

test('a piece that fails tells whoever asked, and the next is asked for all the same', async () => {
  let asked = 0
  const doAll = draining(async () => {
    if (++asked === 1) throw new Error('made up')
    return false
  })
  const house = houseOf()
  const [first, second] = await Promise.allSettled([doAll(house), doAll(house)])
  expect([first.status, second.status, asked]).toEqual(['rejected', 'fulfilled', 2])
})
