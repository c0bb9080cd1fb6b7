import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

let house: TestHouse
const letters = [...'bfjklmnrst']
/** A word of three syllables, another for each number below 1,000. */
const word = (n: number) =>
  [n % 10, Math.floor(n / 10) % 10, Math.floor(n / 100)].map((i) => `${letters[i]}a`).join('')
const FIRMS = 1_000

beforeAll(async () => {
  house = await testHouse({ smsKey: 'made-up-gateway-key' })
  const protector = await house.as('protector-lahore')
  const list = Array.from({ length: FIRMS }, (_, n) => ({
    ...madeUpLicensee(n, 'Valid'),
    nameEn: `Falak Umeed ${word(n)} Overseas Employment Promoters`,
    nameUr: '',
  }))
  const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
  const { body } = await protector.post(
    `/api/recruiters/imports?${query}`,
    Buffer.from(asCsv(list)),
  )
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
})
afterAll(() => house.close())

async function found(text: string) {
  const protector = await house.as('protector-lahore')
  return (await protector.post('/api/recruiters/search', { text })).body.items
}

test('a firm is found by its name however many firms share the common words of it', async () => {
  for (const n of [0, 700, FIRMS - 1]) {
    const [first] = await found(`falak umeed ${word(n)}`)
    expect(first.licensee.licenceNumber).toBe(madeUpLicensee(n, '').licence)
  }
})

test('the rare word tells more than the common ones', async () => {
  const items = await found(`${word(42)} falak`)
  expect(
    items.map((one: { licensee: { licenceNumber: string } }) => one.licensee.licenceNumber),
  ).toEqual([madeUpLicensee(42, '').licence])
})

const advert = (...within: string[]) =>
  `Made-up advert: urgent demand for drivers and helpers in Qatar, free food and room, visa in
  twenty days. ${within.join(' ')} Bring passport and two pictures to our office near the station.`
const numbersAndWhy = (items: { licensee: { licenceNumber: string }; why: string }[]) =>
  items.map(({ licensee, why }) => [licensee.licenceNumber, why])

test('a pasted advert that names nobody of the register finds nobody', async () => {
  expect(await found(advert('Call Haji sahib.'))).toEqual([])
})

test('in a pasted advert a whole name, a phone and a licence number are found, each with why', async () => {
  const of = (n: number) => madeUpLicensee(n, '')
  const items = await found(
    advert(`Falak Umeed ${word(321)} promoters.`, of(5).phone, `Licence no. ${of(77).licence}`),
  )
  expect(numbersAndWhy(items).toSorted()).toEqual(
    [
      [of(5).licence, 'same-phone'],
      [of(77).licence, 'same-number'],
      [of(321).licence, 'name-in-text'],
    ].toSorted(),
  )
})

test('a part of a name in an advert names nobody', async () => {
  expect(await found(advert('Falak Umeed promoters.'))).toEqual([])
})

test('more questions at once than there are connections to the database are all answered', async () => {
  const protector = await house.as('protector-lahore')
  const sms = (n: number) =>
    house.app.inject({
      method: 'POST',
      url: '/api/recruiters/sms?key=made-up-gateway-key',
      headers: {
        'content-type': 'text/plain',
        'x-kannel-from': `+9230000000${n + 10}`,
        'x-kannel-id': `at-once-${n}`,
      },
      payload: madeUpLicensee(n, '').licence,
    })
  const asked = Array.from({ length: 40 }, async (_, n) => {
    const [first, ...rest] = await Promise.all([
      sms(n).then((one) => one.statusCode),
      protector.post('/api/recruiters/search', { text: `falak ${n}` }).then((one) => one.status),
      house
        .anyone()
        .get('/api/guide/offices')
        .then((one) => one.status),
    ])
    return [first, ...rest]
  })
  expect(new Set((await Promise.all(asked)).flat())).toEqual(new Set([200]))
})
