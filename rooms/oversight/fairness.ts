import {
  type Answer,
  benjaminiHochberg,
  type CountedStratum,
  commonOdds,
  compareShares,
  compareTimes,
  type How,
  holm,
  logRank,
  medianTime,
  type Odds,
  shareInterval,
  type Timed,
} from '../../libraries/group-comparisons/index.ts'
import {
  type AuditDimension,
  dimensions,
  isTime,
  type Mark,
  type Measure,
  measures,
  type Verdict,
} from './fairness-codes.ts'

/** One report, as far as an audit may know it: codes and hours. */
export interface AuditedReport {
  desk: string
  district: string | null
  kind: string
  language: string
  accused: string | null
  sex: string | null
  /** The newest decision. */
  decision: string | null
  /** A deadline passed without what was owed. */
  late: boolean
  /** Whole hours from its coming; null while it has not happened. */
  decidedAfter: number | null
  answeredAfter: number | null
  /** How long it has been waited for so far. */
  watched: number
}

/** Smaller groups are not told apart: nothing could be found, and few reports can point at a person. */
export const LEAST = 10
export const others = 'others'

export interface Group {
  code: string
  n: number
  /** With the outcome; or already done, of times. */
  hits: number
  /** Of shares: the interval of the share. */
  low: number | null
  high: number | null
  /** Of times: hours until half were done. */
  median: number | null
  /** Of shares: against all others, within strata. */
  odds: Odds | null
  /** Against all others, within strata; for all groups of the comparison together (Holm). */
  p: number | null
  mark: Mark | null
}

export interface Comparison {
  by: AuditDimension
  measure: Measure
  /** What is held fixed: reports are only compared within the same kind, or the same desk. */
  within: 'kind' | 'desk'
  groups: Group[]
  n: number
  hits: number
  median: number | null
  /** Reports of which the group is not recorded. */
  left: number
  p: number | null
  how: How | null
  /** Among all comparisons of the audit. */
  holm: number | null
  bh: number | null
  verdict: Verdict
}

const FALSE_ALARM = 0.05
const WORTH = 0.1

/** All comparisons of a period. The same reports give the same audit, to the last digit. */
export function auditOf(reports: readonly AuditedReport[]): Comparison[] {
  const sides = dimensions.flatMap((by) => measures.map((measure) => sideOf(reports, by, measure)))
  const answers = sides.map(test)
  const ps = answers.map((answer) => answer?.p)
  const [all, shared] = [holm(ps), benjaminiHochberg(ps)]
  return sides.map((side, i) => {
    const verdict = verdictOf(all[i], shared[i])
    const found = verdict === 'stands-out' || verdict === 'worth-a-look'
    const units = side.strata.flat()
    return {
      by: side.by,
      measure: side.measure,
      within: side.within,
      groups: groupsOf(side, found),
      n: units.length,
      hits: units.filter(({ happened }) => happened).length,
      median: isTime(side.measure) ? medianTime(units) : null,
      left: side.left,
      p: answers[i]?.p ?? null,
      how: answers[i]?.how ?? null,
      holm: all[i] ?? null,
      bh: shared[i] ?? null,
      verdict,
    }
  })
}

function verdictOf(all: number | undefined, shared: number | undefined): Verdict {
  if (all === undefined || shared === undefined) return 'too-few'
  if (all <= FALSE_ALARM) return 'stands-out'
  return shared <= WORTH ? 'worth-a-look' : 'nothing'
}

/** A comparison before it is tested: shares are units whose time does not count. */
interface Side {
  by: AuditDimension
  measure: Measure
  within: 'kind' | 'desk'
  codes: string[]
  strata: Timed[][]
  left: number
}

const ended = new Set(['open-case', 'duplicate', 'outside-this-law', 'nothing-to-act-on-so-far'])

/** What of a report counts for a measure; undefined where it does not take part. */
function outcomeOf(report: AuditedReport, measure: Measure): Omit<Timed, 'group'> | undefined {
  const { decision, late, decidedAfter, answeredAfter, watched } = report
  const happening = (after: number | null) => ({
    time: after ?? watched,
    happened: after !== null,
  })
  switch (measure) {
    case 'late':
      return { time: 0, happened: late }
    case 'case-opened':
    case 'nothing-to-act-on': {
      if (!decision || !ended.has(decision)) return undefined
      const wanted = measure === 'case-opened' ? 'open-case' : 'nothing-to-act-on-so-far'
      return { time: 0, happened: decision === wanted }
    }
    case 'decision':
      return happening(decidedAfter)
    case 'answer':
      return happening(answeredAfter)
  }
}

function sideOf(reports: readonly AuditedReport[], by: AuditDimension, measure: Measure): Side {
  // A desk's reports differ in kind by nature; everything else is compared within the same desk.
  const within = by === 'desk' || by === 'district' ? 'kind' : 'desk'
  const counted = reports.flatMap((report) => {
    const outcome = outcomeOf(report, measure)
    return outcome ? [{ report, outcome }] : []
  })
  const sizes = new Map<string, number>()
  for (const { report } of counted) {
    const code = report[by]
    if (code !== null) sizes.set(code, (sizes.get(code) ?? 0) + 1)
  }
  const large = [...sizes].filter(([, n]) => n >= LEAST).map(([code]) => code)
  const codes = [...large.sort(), ...(large.length < sizes.size ? [others] : [])]
  const at = new Map(codes.map((code, i) => [code, i]))
  const strata = new Map<string, Timed[]>()
  let left = 0
  for (const { report, outcome } of counted) {
    const code = report[by]
    if (code === null) left++
    else {
      const group = at.get(code) ?? at.get(others)!
      const stratum = strata.get(report[within])
      if (stratum) stratum.push({ ...outcome, group })
      else strata.set(report[within], [{ ...outcome, group }])
    }
  }
  return { by, measure, within, codes, strata: [...strata.values()], left }
}

/** Whether the groups differ at all; only where two of them are large enough to be told apart. */
function test({ codes, strata, measure }: Side): Answer | undefined {
  if (codes.filter((code) => code !== others).length < 2) return undefined
  return isTime(measure)
    ? compareTimes(strata, codes.length)
    : compareShares(countedBy(strata, codes.length))
}

function countedBy(strata: readonly (readonly Timed[])[], groups: number): CountedStratum[] {
  return strata.map((units) => {
    const sizes = Array.from({ length: groups }, () => 0)
    const hits = sizes.slice()
    for (const { group, happened } of units) {
      sizes[group]!++
      if (happened) hits[group]!++
    }
    return { sizes, hits }
  })
}

function groupsOf(side: Side, found: boolean): Group[] {
  const { codes, strata, measure } = side
  const apart = codes.map((_, g) =>
    strata.map((units) => units.map((unit) => ({ ...unit, group: unit.group === g ? 0 : 1 }))),
  )
  // Only where the groups differ at all is it asked which one does.
  const ps = holm(apart.map((two) => (found ? againstOthers(two, measure)?.p : undefined)))
  return codes.map((code, g) => {
    const units = strata.flat().filter(({ group }) => group === g)
    const [n, hits] = [units.length, units.filter(({ happened }) => happened).length]
    const p = ps[g] ?? null
    const marked = p !== null && p <= FALSE_ALARM && code !== others
    if (isTime(measure)) {
      const mark = marked ? paceOf(apart[g]!) : null
      return {
        code,
        n,
        hits,
        low: null,
        high: null,
        median: medianTime(units),
        odds: null,
        p,
        mark,
      }
    }
    const odds = oddsOf(apart[g]!)
    const mark = marked ? sideOfShare(apart[g]!) : null
    return { code, n, hits, ...shareInterval(hits, n), median: null, odds: odds ?? null, p, mark }
  })
}

function againstOthers(two: readonly (readonly Timed[])[], measure: Measure): Answer | undefined {
  return isTime(measure) ? compareTimes(two, 2) : compareShares(countedBy(two, 2))
}

function oddsOf(two: readonly (readonly Timed[])[]): Odds | undefined {
  return commonOdds(
    countedBy(two, 2).map(({ sizes, hits }) => ({
      with1: hits[0]!,
      without1: sizes[0]! - hits[0]!,
      with2: hits[1]!,
      without2: sizes[1]! - hits[1]!,
    })),
  )
}

function sideOfShare(two: readonly (readonly Timed[])[]): Mark {
  let surplus = 0
  for (const { sizes, hits } of countedBy(two, 2)) {
    const n = sizes[0]! + sizes[1]!
    surplus += hits[0]! - (sizes[0]! * (hits[0]! + hits[1]!)) / n
  }
  return surplus > 0 ? 'above' : 'below'
}

function paceOf(two: readonly (readonly Timed[])[]): Mark {
  const { observed, expected } = logRank(two, 2)!
  return observed[0]! > expected[0]! ? 'quicker' : 'slower'
}
