import {
  exactInterval,
  exactTest,
  type Median,
  medianInterval,
} from '../../libraries/group-comparisons/index.ts'
import {
  type AccusedCourse,
  type AccusedEnding,
  type Ending,
  type Sentence,
  type SentenceFinding,
  sentenceFindings,
  stages,
} from './funnel-course.ts'
import { NOT_RECORDED } from './victim.ts'

/** A matter as it is counted: days since it began instead of dates, and nothing that leads back to it. */
export interface Matter {
  file: 'report' | 'case'
  agencyId: string
  acts: string[]
  country: string | null
  province: string | null
  district: string | null
  /** Of its beginning. */
  year: string
  /** Days from the beginning to each stage but the last; null where it is not recorded. */
  after: (number | null)[]
  endedAfter: number | null
  /** Days from the beginning until the day of counting. */
  soFar: number
  ending: Ending | null
  reason: string | null
  accused: AccusedCourse[]
}

export const groupings = ['act', 'agency', 'place', 'district', 'year'] as const
export type Grouping = (typeof groupings)[number]
export type FunnelFilter = Partial<Record<Grouping, string>>

const codesOf: Record<Grouping, (matter: Matter) => readonly string[]> = {
  act: ({ acts }) => (acts.length ? acts : [NOT_RECORDED]),
  agency: ({ agencyId }) => [agencyId],
  place: ({ province, country }) => [province ?? country ?? NOT_RECORDED],
  district: ({ district, province, country }) => [district ?? province ?? country ?? NOT_RECORDED],
  year: ({ year }) => [year],
}

export function fitsFunnel(matter: Matter, filter: FunnelFilter): boolean {
  return Object.entries(filter).every(([by, code]) =>
    codesOf[by as Grouping](matter).includes(code),
  )
}

/** The codes of one grouping that occur; what is not recorded stands last. */
export function codesIn(matters: readonly Matter[], by: Grouping): string[] {
  const known = new Set(matters.flatMap((one) => codesOf[by](one)))
  const rest = known.delete(NOT_RECORDED) ? [NOT_RECORDED] : []
  return [...[...known].toSorted(), ...rest]
}

const last = stages.length - 1

/** The stage that a matter came to, as its place in the list. */
export function furthest({ after, ending }: Matter): number {
  return ending === 'convicted' ? last : after.findLastIndex((day) => day !== null)
}

/** Where it came in: a case opened without a report did not pass the first stage. */
const entry = ({ after }: Matter) => after.findIndex((day) => day !== null)

export const states = ['reached', 'began', 'skipped', 'lost', 'waiting'] as const
export type State = (typeof states)[number]

/** Whether a matter is among those that a count of one stage counts. */
export function isIn(matter: Matter, stage: number, state: State): boolean {
  const [from, to] = [entry(matter), furthest(matter)]
  if (stage < from || stage > to) return false
  switch (state) {
    case 'reached':
      return true
    case 'began':
      return stage === from
    case 'skipped':
      return stage < last && matter.after[stage] === null
    case 'lost':
      return stage === to && stage < last && matter.ending !== null
    case 'waiting':
      return stage === to && stage < last && matter.ending === null
  }
}

export interface StageCount extends Record<State, number> {
  /** Of those lost here: how it ended, and the coded reason. */
  reasons: { ending: Ending; reason: string | null; n: number }[]
  /** Until the next stage; null for the last two, which are of one day. */
  time: StageTime | null
}

export interface StageTime extends Median {
  timed: number
  moved: number
  /** Still waiting on the day of counting: their time is at least what has passed. */
  waiting: number
  /** Ended before the next stage: followed until that day and no further. */
  lost: number
  /** Without both days, or with days in the wrong order: in no median. */
  untimed: number
}

/** How many matters came to each stage, and what became of the others. */
export function funnelOf(matters: readonly Matter[]): StageCount[] {
  return stages.map((_, stage) => {
    const among = (state: State) => matters.filter((one) => isIn(one, stage, state))
    const lost = among('lost')
    return {
      reached: among('reached').length,
      began: among('began').length,
      skipped: among('skipped').length,
      lost: lost.length,
      waiting: among('waiting').length,
      reasons: reasonsOf(lost),
      time: stage < last - 1 ? timeOf(matters, stage) : null,
    }
  })
}

function reasonsOf(lost: readonly Matter[]): StageCount['reasons'] {
  const found = new Map<string, StageCount['reasons'][number]>()
  for (const { ending, reason } of lost) {
    const key = `${ending} ${reason}`
    const line = found.get(key) ?? { ending: ending!, reason, n: 0 }
    line.n += 1
    found.set(key, line)
  }
  return [...found.values()].toSorted((a, b) => b.n - a.n || a.ending.localeCompare(b.ending))
}

function timeOf(matters: readonly Matter[], stage: number): StageTime {
  const here = matters.filter((one) => isIn(one, stage, 'reached'))
  const units = here.flatMap((one) => {
    const unit = wait(one, stage)
    return unit ? [unit] : []
  })
  const counted = (kind: Wait['kind']) => units.filter((one) => one.kind === kind).length
  return {
    ...medianInterval(units.map(({ time, kind }) => ({ time, happened: kind === 'moved' }))),
    timed: units.length,
    moved: counted('moved'),
    waiting: counted('waiting'),
    lost: counted('lost'),
    untimed: here.length - units.length,
  }
}

interface Wait {
  time: number
  kind: 'moved' | 'waiting' | 'lost'
}

/** How long one matter waited at a stage; undefined where its days do not say. */
function wait(matter: Matter, stage: number): Wait | undefined {
  const { after, ending, endedAfter, soFar } = matter
  const [from, next] = [after[stage], after[stage + 1]]
  if (from === null || from === undefined) return undefined
  const moved = furthest(matter) > stage
  if (moved && (next === null || next === undefined)) return undefined
  const kind = moved ? 'moved' : ending ? 'lost' : 'waiting'
  const time = (moved ? next! : ending ? endedAfter! : soFar) - from
  return time < 0 ? undefined : { time, kind }
}

export interface Rate {
  hits: number
  of: number
  low: number
  high: number
}

const rate = (hits: number, of: number): Rate => ({ hits, of, ...exactInterval(hits, of) })

const judged: readonly (AccusedEnding | null)[] = [
  'convicted',
  'other-offence',
  'acquitted',
  'acquitted-on-appeal',
  'discharged',
]

export interface Convictions {
  /** Accused in cases that came to court, by how it ended for them; null: it waits. */
  endings: { ending: AccusedEnding | null; n: number }[]
  reasons: { ending: AccusedEnding; why: string | null; n: number }[]
  /** Of those a court judged. */
  ofJudged: Rate
  /** Of all whose matter ended, withdrawals and settlements among them. */
  ofEnded: Rate
}

/** What became of the accused: each one counts once. */
export function convictionsOf(matters: readonly Matter[]): Convictions {
  const accused = matters.flatMap((one) => one.accused)
  const ended = accused.filter(({ ending }) => ending !== null)
  const hits = ended.filter(({ ending }) => ending === 'convicted').length
  const lost = ended.filter(({ ending }) => ending !== 'convicted')
  return {
    endings: tally(accused, ({ ending }) => ending).map(([ending, n]) => ({ ending, n })),
    reasons: tally(lost, ({ ending, why }) => `${ending} ${why ?? ''}`).map(([key, n]) => {
      const [ending, why] = key.split(' ') as [AccusedEnding, string]
      return { ending, why: why || null, n }
    }),
    ofJudged: rate(hits, ended.filter(({ ending }) => judged.includes(ending)).length),
    ofEnded: rate(hits, ended.length),
  }
}

function tally<T, Key>(of: readonly T[], key: (one: T) => Key): [Key, number][] {
  const found = new Map<Key, number>()
  for (const one of of) found.set(key(one), (found.get(key(one)) ?? 0) + 1)
  return [...found].toSorted(([, a], [, b]) => b - a)
}

export interface SectionSentences {
  cited: string
  n: number
  findings: { finding: SentenceFinding; n: number }[]
  /** Months of prison given; life and death stand beside them. Null where none was given. */
  lowest: number | null
  middle: number | null
  highest: number | null
  life: number
  death: number
  /** Years that the texts allow. */
  least: number | null
  most: number | null
  mayBeLife: boolean
  mayBeDeath: boolean
}

/** Sentences by section, beside the range that the law set when it happened. */
export function sentencesOf(matters: readonly Matter[]): SectionSentences[] {
  const all = matters.flatMap(({ accused }) => accused.flatMap(({ sentences }) => sentences))
  const cited = [...new Set(all.map((one) => one.cited))].toSorted()
  return cited.map((section) =>
    ofSection(
      section,
      all.filter((one) => one.cited === section),
    ),
  )
}

function ofSection(cited: string, given: readonly Sentence[]): SectionSentences {
  const months = given
    .flatMap((one) => (one.life || one.death || one.months === null ? [] : [one.months]))
    .toSorted((a, b) => a - b)
  const edge = (key: 'least' | 'most', choose: (...of: number[]) => number) => {
    const known = given.map((one) => one[key])
    return known.includes(null) ? null : choose(...(known as number[]))
  }
  return {
    cited,
    n: given.length,
    findings: sentenceFindings.flatMap((finding) => {
      const n = given.filter((one) => one.finding === finding).length
      return n ? [{ finding, n }] : []
    }),
    lowest: months[0] ?? null,
    middle: months.length ? middleOf(months) : null,
    highest: months.at(-1) ?? null,
    life: given.filter(({ life }) => life).length,
    death: given.filter(({ death }) => death).length,
    least: edge('least', Math.min),
    most: edge('most', Math.max),
    mayBeLife: given.some(({ mayBeLife }) => mayBeLife),
    mayBeDeath: given.some(({ mayBeDeath }) => mayBeDeath),
  }
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2
  return Number.isInteger(half)
    ? (sorted[half - 1]! + sorted[half]!) / 2
    : sorted[Math.floor(half)]!
}

export interface GroupLine {
  code: string
  /** Matters that came to each stage. */
  reached: number[]
  ofJudged: Rate
}

export interface Groups {
  lines: GroupLine[]
  /** Chance alone would bring conviction rates as far apart so often; null where it cannot be said. */
  p: number | null
}

/** The funnel of each group beside the others. */
export function groupsOf(matters: readonly Matter[], by: Grouping): Groups {
  const lines = codesIn(matters, by).map((code) => {
    const own = matters.filter((one) => codesOf[by](one).includes(code))
    return {
      code,
      reached: stages.map((_, stage) => own.filter((one) => isIn(one, stage, 'reached')).length),
      ofJudged: convictionsOf(own).ofJudged,
    }
  })
  return { lines, p: difference(lines, by) }
}

// A case under two Acts stands in two lines, which a test of separate groups does not allow.
function difference(lines: readonly GroupLine[], by: Grouping): number | null {
  const groups = lines.filter(({ ofJudged }) => ofJudged.of > 0)
  if (by === 'act' || groups.length < 2) return null
  const stratum = {
    sizes: groups.map(({ ofJudged }) => ofJudged.of),
    hits: groups.map(({ ofJudged }) => ofJudged.hits),
  }
  return exactTest([stratum]) ?? null
}
