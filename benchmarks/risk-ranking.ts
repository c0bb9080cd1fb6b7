// node --import tsx benchmarks/risk-ranking.ts [seeds]
// Made-up registers whose hidden badness is known: how much of next year's harm lies with the tenth
// that is visited first, by which ranking, and how often good small firms are among them.

import { drawBinomial, seededRandom } from '../libraries/early-warning/random.ts'
import { type ComplaintKind, complaintKinds } from '../rooms/recruiters/complaint.ts'
import { rank, type TrackRecord, weights } from '../rooms/recruiters/risk.ts'

const FIRMS = 2_000
const YEARS = 3
const HARM_PER_WORKER = 0.05
/** One firm in twenty harms eight times as many. */
const ROGUES = 0.05
const ROGUE_FACTOR = 8
/** Of all that are harmed few complain; how few differs from firm to firm. */
const complaining = {
  'one in nine complains': [0.02, 0.2],
  'one in a hundred complains': [0.002, 0.018],
} as const

type Random = ReturnType<typeof seededRandom>

interface Firm {
  record: TrackRecord
  complaints: number
  /** Harm to come in the year after: known here, hidden from every ranking. */
  toCome: number
  expected: number
  rate: number
  perYear: number
}

function normal(random: Random): number {
  const u = Math.max(random.unit(), 1e-12)
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.unit())
}

const draw = (random: Random, n: number, p: number) => drawBinomial(random, n, Math.min(1, p))
const between = (random: Random, [low, high]: readonly [number, number]) =>
  low + (high - low) * random.unit()

/** Kinds of harm in equal parts; the worst are the rarer ones. */
function kindOf(random: Random): ComplaintKind {
  const heavy = random.unit() < 0.15
  const kinds = complaintKinds.filter((kind) => weights[kind] >= 3 === heavy)
  return kinds[random.below(kinds.length)]!
}

function firmOf(random: Random, at: number, share: readonly [number, number]): Firm {
  const perYear = Math.max(1, Math.round(40 * Math.exp(1.4 * normal(random))))
  const rogue = random.unit() < ROGUES
  const rate = Math.min(
    0.9,
    HARM_PER_WORKER * Math.exp(0.8 * normal(random) - 0.32) * (rogue ? ROGUE_FACTOR : 1),
  )
  const complain = between(random, share)
  const told = draw(random, draw(random, perYear * YEARS, rate), complain)
  const complaints: { [kind in ComplaintKind]?: number } = {}
  let substituted = 0
  for (let i = 0; i < told; i++) {
    const kind = kindOf(random)
    complaints[kind] = (complaints[kind] ?? 0) + 1
    if (random.unit() < (rogue ? 0.3 : 0.1)) substituted++
  }
  let toCome = 0
  const harmed = draw(random, perYear, rate)
  for (let i = 0; i < harmed; i++) toCome += weights[kindOf(random)]
  return {
    record: {
      id: `firm-${at}`,
      sent: perYear * YEARS,
      complaints,
      substituted,
      repeatDirectors: random.unit() < (rogue ? 0.2 : 0.02) ? 1 : 0,
      overdueOrders: random.unit() < (rogue ? 0.2 : 0.05) ? 1 : 0,
      alarmedPlacements: 0,
    },
    complaints: told,
    toCome,
    expected: perYear * rate,
    rate,
    perYear,
  }
}

const rankings: { [name: string]: (firms: readonly Firm[]) => readonly Firm[] } = {
  'this ranking': (firms) => {
    const byId = new Map(firms.map((one) => [one.record.id, one]))
    return rank(firms.map((one) => one.record)).map((one) => byId.get(one.id)!)
  },
  'raw complaint counts': (firms) => firms.toSorted((a, b) => b.complaints - a.complaints),
  'raw complaints per worker': (firms) =>
    firms.toSorted((a, b) => b.complaints / b.record.sent - a.complaints / a.record.sent),
  'workers sent alone': (firms) => firms.toSorted((a, b) => b.perYear - a.perYear),
  chance: (firms) => firms,
  'the truth (cannot be had)': (firms) => firms.toSorted((a, b) => b.expected - a.expected),
}

function measure(firms: readonly Firm[], order: readonly Firm[]) {
  const first = order.slice(0, firms.length / 10)
  const harm = (some: readonly Firm[]) => some.reduce((sum, one) => sum + one.toCome, 0)
  const middle = (of: (firm: Firm) => number) => firms.map(of).sort((a, b) => a - b)[FIRMS / 2]!
  const [size, rate] = [middle((one) => one.perYear), middle((one) => one.rate)]
  const isGoodAndSmall = (one: Firm) => one.perYear < size && one.rate < rate
  return {
    found: harm(first) / harm(firms),
    branded: first.filter(isGoodAndSmall).length / firms.filter(isGoodAndSmall).length,
  }
}

const seeds = Number(process.argv[2] ?? 20)
const percent = (n: number) => `${(100 * n).toFixed(1)} %`
const row = (values: readonly number[]) => {
  const mean = values.reduce((sum, n) => sum + n, 0) / values.length
  return `${percent(mean)} (${percent(Math.min(...values))} – ${percent(Math.max(...values))})`
}
console.log(`${seeds} seeds, ${FIRMS} firms, ${YEARS} years seen, the year after held back`)
for (const [name, share] of Object.entries(complaining)) {
  console.log(`\n${name}\nranking | harm found in the first tenth | good small firms among them`)
  const registers = Array.from({ length: seeds }, (_, seed) => {
    const random = seededRandom(seed + 1)
    return Array.from({ length: FIRMS }, (_firm, at) => firmOf(random, at, share))
  })
  for (const [ranking, by] of Object.entries(rankings)) {
    const all = registers.map((firms) => measure(firms, by(firms)))
    console.log(
      `${ranking} | ${row(all.map((one) => one.found))} | ${row(all.map((one) => one.branded))}`,
    )
  }
}
