import { seededRandom } from '../libraries/early-warning/index.ts'
import type { PastEvent } from '../rooms/statistics/door.ts'

/** Districts with how often each turns up. */
const districts: readonly (readonly [code: string, weight: number])[] = [
  ['PK-PB-gujrat', 2],
  ['PK-PB-gujranwala', 4],
  ['PK-PB-mandi-bahauddin', 3],
  ['PK-PB-sialkot', 3],
  ['PK-PB-lahore', 5],
  ['PK-PB-rawalpindi', 3],
  ['PK-PB-multan', 2],
  ['PK-PB-faisalabad', 3],
  ['PK-SD-karachi-south', 4],
  ['PK-SD-hyderabad', 3],
  ['PK-SD-thatta', 2],
  ['PK-SD-tharparkar', 2],
  ['PK-KP-peshawar', 3],
  ['PK-KP-swat', 2],
  ['PK-BA-quetta', 2],
  ['PK-BA-kech', 2],
]
const forms = [
  'forced-labour',
  'debt-bondage',
  'forced-begging',
  'commercial-sex',
  'forced-marriage',
]
const destinations = [null, null, 'ARE', 'KHM', 'LBY', 'ITA']
const DAY = 86_400_000
const YEARS = 3

/**
 * Made up: three years of an older register, spread by chance alone, and one real cluster: bonded
 * labour in Tharparkar over the last five weeks. The same seed gives the same series.
 */
export function madeUpPast(now: Date): PastEvent[] {
  const random = seededRandom(20_261)
  const pick = <T>(some: readonly T[]): T => some[random.below(some.length)]!
  const byWeight = districts.flatMap(([code, weight]) => new Array<string>(weight).fill(code))
  const event = (district: string, daysAgo: number, form: string, destination: string | null) => ({
    jurisdiction: district.slice(0, 5),
    knownOn: dayBefore(now, daysAgo),
    happenedOn: dayBefore(now, daysAgo + 10 + random.below(120)),
    district,
    destination,
    forms: [form],
    madeUp: true,
  })
  const spread = Array.from({ length: 420 }, () =>
    event(pick(byWeight), 1 + random.below(YEARS * 365), pick(forms), pick(destinations)),
  )
  const cluster = Array.from({ length: 11 }, (_, i) =>
    event('PK-SD-tharparkar', 2 + i * 3, 'debt-bondage', null),
  )
  return [...spread, ...cluster]
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)
}
