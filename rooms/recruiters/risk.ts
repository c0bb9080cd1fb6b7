import type { ComplaintKind } from './complaint.ts'

/** What is known of one licensee over the years that are looked at. */
export interface TrackRecord {
  id: string
  /** Workers sent. */
  sent: number
  complaints: Partial<{ [kind in ComplaintKind]: number }>
  /** Directors who stand, or stood, behind another licence that was cancelled or banned. */
  repeatDirectors: number
  /**
   * Complaints of another kind whose worker found worse terms than the job order promised: what
   * the complaint is about already weighs, this weighs beside it.
   */
  substituted: number
  /** Corrective orders of inspections that are overdue. */
  overdueOrders: number
  /** Workers who left for countries that an early warning points to. */
  alarmedPlacements: number
}

/** How much harm one complaint of a kind stands for, a refused refund being one. Our own judgement. */
export const weights: { [kind in ComplaintKind]: number } = {
  'violence-or-threats': 4,
  'forged-papers': 3,
  'passport-kept': 3,
  'visit-or-umrah-visa': 3,
  'contract-substitution': 2,
  'no-job-after-payment': 2,
  'wages-not-as-promised': 1.5,
  overcharge: 1,
  'sub-agent': 1,
  'advert-without-permission': 0.5,
  other: 0.5,
}

/** Kinds of complaint that are themselves about terms not kept. */
export const isAboutTerms = (kind: ComplaintKind): boolean =>
  kind === 'contract-substitution' || kind === 'wages-not-as-promised'

export interface Prior {
  /** Harm per worker sent, over the whole register. */
  mean: number
  /** Workers' worth of evidence that the register as a whole counts for. */
  workers: number
}

const SMALLEST_PRIOR = 20
const LARGEST_PRIOR = 2_000

export function harmOf(record: Pick<TrackRecord, 'complaints' | 'substituted'>): number {
  let sum = weights['contract-substitution'] * record.substituted
  for (const [kind, count] of Object.entries(record.complaints)) {
    sum += weights[kind as ComplaintKind] * (count ?? 0)
  }
  return sum
}

/**
 * The register's own spread of harm per worker, by the method of moments for a Gamma–Poisson model
 * (Clayton and Kaldor, Biometrics 43:671, 1987, section 3): what a firm of which little is known
 * is taken to be like.
 */
export function priorOf(records: readonly TrackRecord[]): Prior {
  const sent = records.reduce((sum, one) => sum + one.sent, 0)
  const harm = records.reduce((sum, one) => sum + harmOf(one), 0)
  if (!sent || !harm) return { mean: 0.01, workers: 100 }
  const mean = harm / sent
  const counted = records.filter((one) => one.sent > 0)
  const spread = counted.reduce((sum, one) => {
    const rate = harmOf(one) / one.sent
    return sum + one.sent * (rate - mean) ** 2
  }, 0)
  const noise = mean * counted.length
  const between = Math.max(0, (spread - noise) / sent)
  const workers = between > 0 ? mean / between : LARGEST_PRIOR
  return { mean, workers: Math.min(LARGEST_PRIOR, Math.max(SMALLEST_PRIOR, workers)) }
}

export interface Reason {
  code:
    | 'complaints'
    | 'contract-substitution'
    | 'overcharge'
    | 'repeat-directors'
    | 'overdue-orders'
    | 'alarmed-placements'
  count: number
}

export interface Ranked {
  id: string
  rank: number
  /** Harm to be expected from the next hundred workers sent. */
  perHundred: number
  /** Harm to be expected in the coming year, if as many are sent as before. */
  expected: number
  reasons: readonly Reason[]
}

const PER_REPEAT_DIRECTOR = 0.5
const PER_OVERDUE_ORDER = 0.1
/** Where all workers go to a destination with an alarm; a share of them counts as that share. */
const ALL_ALARMED = 0.5

/**
 * Licensees by the harm to be expected: the rate of weighted complaints, drawn towards the
 * register's mean where few were sent, raised by directors known from a cancelled licence, orders overdue, and the share of workers sent
 * where an early warning points. It says where to inspect first; it proves nothing.
 */
export function rank(records: readonly TrackRecord[], prior = priorOf(records)): Ranked[] {
  const scored = records.map((record) => {
    const rate = (prior.mean * prior.workers + harmOf(record)) / (prior.workers + record.sent)
    const factor =
      1 +
      PER_REPEAT_DIRECTOR * record.repeatDirectors +
      PER_OVERDUE_ORDER * record.overdueOrders +
      ALL_ALARMED * Math.min(1, record.alarmedPlacements / Math.max(1, record.sent))
    return {
      id: record.id,
      perHundred: 100 * rate * factor,
      expected: rate * factor * Math.max(1, record.sent),
      reasons: reasonsOf(record),
    }
  })
  scored.sort((a, b) => b.expected - a.expected || (a.id < b.id ? -1 : 1))
  return scored.map((one, i) => ({ ...one, rank: i + 1 }))
}

export function reasonsOf(record: Omit<TrackRecord, 'id' | 'sent'>): Reason[] {
  const count = (...of: ComplaintKind[]) =>
    of.reduce((sum, kind) => sum + (record.complaints[kind] ?? 0), 0)
  const all = Object.values(record.complaints).reduce((sum, n) => sum + (n ?? 0), 0)
  const found: Reason[] = [
    { code: 'complaints', count: all },
    {
      code: 'contract-substitution',
      count: count('contract-substitution', 'wages-not-as-promised') + record.substituted,
    },
    { code: 'overcharge', count: count('overcharge', 'no-job-after-payment') },
    { code: 'repeat-directors', count: record.repeatDirectors },
    { code: 'overdue-orders', count: record.overdueOrders },
    { code: 'alarmed-placements', count: record.alarmedPlacements },
  ]
  return found.filter((one) => one.count > 0)
}
