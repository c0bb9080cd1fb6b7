import { commonOdds, exactTest } from '../../libraries/group-comparisons/index.ts'
import type { CampaignPlan } from '../guide/door.ts'

/** Reports from a district on a day. */
export interface DayCount {
  place: string
  day: string
  n: number
}

/** Districts that begin on one day, beside those where nothing is done as long as they are watched. */
export interface Step {
  startsOn: string
  /** Days watched before the start, and as many from it on. */
  days: number
  reached: Watched
  compared: Watched
}
export interface Watched {
  districts: number
  before: number
  after: number
}

export type Unsaid = 'nothing-to-compare' | 'too-early' | 'too-few'

export interface Effect {
  steps: readonly Step[]
  /** How many times more (or fewer) reports came, beside the change where nothing was done. */
  ratio: number
  low: number
  high: number
  /** Exact, that the campaign changes nothing. */
  p: number
}

const DAY = 86_400_000
/** Longer, and other things have happened meanwhile; shorter, and a week more or less decides. */
const [LONGEST, SHORTEST] = [84, 14]
/** Fewer reports on either side say nothing. */
const FEWEST = 10

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY)

/** From the first day to the last one that the comparison needs to know of. */
export function watchedDays(plan: CampaignPlan): { from: string; until: string } {
  return { from: dayAfter(plan.startsOn, -LONGEST), until: plan.endsOn }
}

/**
 * Compares the reports before and after the start in districts that the campaign reached with those
 * of the same days where nothing was done, or not yet. Given all reports of a step, the share that
 * came after the start is the same in both groups if the campaign changes nothing: the exact
 * conditional test and the Mantel–Haenszel ratio over the steps (libraries/group-comparisons). Whole
 * weeks are watched, as many before as after, at most twelve. `until` is the last full day known.
 */
export function effectOf(
  plan: CampaignPlan,
  counts: readonly DayCount[],
  until: string,
): Effect | Unsaid {
  const starts = [...new Set(plan.places.flatMap(({ startsOn }) => startsOn ?? []))].sort()
  const isMatched = plan.places.some(({ startsOn }) => startsOn === null)
  const windows = starts.map((startsOn, at) => {
    const last = until < plan.endsOn ? until : plan.endsOn
    // Where nobody is left out for good, those who wait can be compared with as long as they wait.
    const wait =
      isMatched || at + 1 === starts.length ? LONGEST : daysFrom(startsOn, starts[at + 1]!)
    const days = Math.min(LONGEST, wait, daysFrom(startsOn, last) + 1)
    return { startsOn, days: Math.max(0, Math.floor(days / 7) * 7) }
  })
  const steps = windows.flatMap((window) => stepOf(plan, counts, window))
  const told = steps.filter(({ days }) => days >= SHORTEST)
  if (!steps.length) return 'nothing-to-compare'
  if (!told.length) return 'too-early'
  const total = (side: 'reached' | 'compared') =>
    told.reduce((sum, step) => sum + step[side].before + step[side].after, 0)
  if (total('reached') < FEWEST || total('compared') < FEWEST) return 'too-few'
  const odds = commonOdds(
    told.map(({ reached, compared }) => ({
      with1: reached.after,
      without1: reached.before,
      with2: compared.after,
      without2: compared.before,
    })),
  )
  const p = exactTest(
    told.map(({ reached, compared }) => ({
      sizes: [reached.before + reached.after, compared.before + compared.after],
      hits: [reached.after, compared.after],
    })),
  )
  return odds && p !== undefined ? { steps: told, ...odds, p } : 'too-few'
}

function stepOf(
  { places }: CampaignPlan,
  counts: readonly DayCount[],
  { startsOn, days }: { startsOn: string; days: number },
): Step[] {
  const end = dayAfter(startsOn, days)
  const reached = places.filter((place) => place.startsOn === startsOn)
  const compared = places.filter(
    (place) => place.startsOn === null || (place.startsOn !== startsOn && place.startsOn >= end),
  )
  if (!compared.length) return []
  const sum = (of: typeof places, from: string, before: string) => {
    const codes = new Set(of.map(({ code }) => code))
    return counts.reduce(
      (all, { place, day, n }) => (codes.has(place) && day >= from && day < before ? all + n : all),
      0,
    )
  }
  const watched = (of: typeof places): Watched => ({
    districts: of.length,
    before: sum(of, dayAfter(startsOn, -days), startsOn),
    after: sum(of, startsOn, end),
  })
  return [{ startsOn, days, reached: watched(reached), compared: watched(compared) }]
}
