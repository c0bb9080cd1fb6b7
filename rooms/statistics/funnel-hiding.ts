import type { Convictions, Groups, Rate, SectionSentences, StageCount } from './funnel.ts'

/** A count as it is told: null stands for 1 to 4. */
export type Told = number | null

const SMALL = 5

/**
 * A count for who may not see the cases: 1 to 4 is not told, everything else goes to the nearest
 * multiple of five. Lines that are subtracted from one another then say nothing of a few people.
 */
export function toldCount(n: number): Told {
  if (n === 0) return 0
  return n < SMALL ? null : Math.round(n / SMALL) * SMALL
}

export interface ToldRate {
  hits: Told
  of: Told
  /** Null where too few stand on one side of it. */
  share: number | null
  low: number | null
  high: number | null
}

/** A rate with its interval; in whole per cent, and only where no side of it is small, if it is hidden. */
export function toldRate({ hits, of, low, high }: Rate, hide: boolean): ToldRate {
  if (of === 0) return { hits: 0, of: 0, share: null, low: null, high: null }
  if (!hide) return { hits, of, share: hits / of, low, high }
  const told = { hits: toldCount(hits), of: toldCount(of) }
  if (isSmall(hits) || isSmall(of - hits) || of < SMALL)
    return { ...told, hits: null, share: null, low: null, high: null }
  return { ...told, share: whole(hits / of), low: whole(low), high: whole(high) }
}

const isSmall = (n: number) => n > 0 && n < SMALL
const whole = (share: number) => Math.round(share * 100) / 100

/** A stage; a median that rests on fewer than five is not told. */
export function toldStage(stage: StageCount, hide: boolean) {
  const n = counts(hide)
  const { time } = stage
  const known = time && (!hide || time.moved >= SMALL)
  return {
    reached: n(stage.reached),
    began: n(stage.began),
    skipped: n(stage.skipped),
    lost: n(stage.lost),
    waiting: n(stage.waiting),
    reasons: stage.reasons.map((one) => ({ ...one, n: n(one.n) })),
    time: time && {
      median: known ? time.median : null,
      low: known ? time.low : null,
      high: known ? time.high : null,
      /** Not because less than half moved on, but because too few did to say. */
      hidden: !known,
      moved: n(time.moved),
      waiting: n(time.waiting),
      lost: n(time.lost),
      untimed: n(time.untimed),
    },
  }
}

export function toldConvictions(of: Convictions, hide: boolean) {
  const n = counts(hide)
  return {
    endings: of.endings.map((one) => ({ ...one, n: n(one.n) })),
    reasons: of.reasons.map((one) => ({ ...one, n: n(one.n) })),
    ofJudged: toldRate(of.ofJudged, hide),
    ofEnded: toldRate(of.ofEnded, hide),
  }
}

export function toldSentences(of: readonly SectionSentences[], hide: boolean) {
  const n = counts(hide)
  return of.map((one) => ({
    ...one,
    n: n(one.n),
    findings: one.findings.map((found) => ({ ...found, n: n(found.n) })),
    ...(hide && one.n < SMALL && { lowest: null, middle: null, highest: null }),
    // The ends are single people: among many, only the middle is told.
    ...(hide && { lowest: null, highest: null }),
    life: n(one.life),
    death: n(one.death),
  }))
}

export function toldGroups({ lines, p }: Groups, hide: boolean) {
  const n = counts(hide)
  return {
    p: hide && p !== null ? whole(p) : p,
    lines: lines.map(({ code, reached, ofJudged }) => ({
      code,
      reached: reached.map(n),
      ofJudged: toldRate(ofJudged, hide),
    })),
  }
}

const counts = (hide: boolean) => (n: number) => (hide ? toldCount(n) : n)
