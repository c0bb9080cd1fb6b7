import type { CourtCode, CourtCourse, SentenceRange } from '../charges/door.ts'

/** From a report to a conviction; a day is kept for each but the last, which has that of the verdict. */
export const stages = [
  'report',
  'case',
  'fir',
  'challan',
  'charge',
  'verdict',
  'conviction',
] as const
export type Stage = (typeof stages)[number]

/** How the matter of one accused ended. */
export const accusedEndings = [
  'convicted',
  'other-offence',
  'acquitted',
  'acquitted-on-appeal',
  'discharged',
  'withdrawn',
  'settled',
] as const
export type AccusedEnding = (typeof accusedEndings)[number]

/** How a case ended, and how a report ended that became none. */
export const endings = [
  ...accusedEndings,
  'cancelled',
  'case-closed',
  'duplicate',
  'outside-this-law',
  'nothing-to-act-on-so-far',
  'taken-back',
] as const
export type Ending = (typeof endings)[number]

export const sentenceFindings = [
  'within',
  'below-least',
  'above-most',
  'fine-in-place-of-prison',
  'fine-alone',
  'no-range',
  /** The conduct straddles a change of the law, and its two texts judge the sentence differently. */
  'texts-differ',
] as const
export type SentenceFinding = (typeof sentenceFindings)[number]

export interface Sentence {
  cited: string
  months: number | null
  life: boolean
  death: boolean
  finePkr: number | null
  finding: SentenceFinding
  /** Years of prison in the texts that stood: the lowest least and the highest most. */
  least: number | null
  most: number | null
  mayBeLife: boolean
  mayBeDeath: boolean
}

export interface AccusedCourse {
  /** Null where the case waits. */
  ending: AccusedEnding | null
  why: string | null
  sentences: Sentence[]
}

/** Days, ISO 8601; null where the step is not recorded. */
export interface Days {
  reportedOn: string | null
  openedOn: string | null
  firOn: string | null
  challanOn: string | null
  chargedOn: string | null
  decidedOn: string | null
}

/** The way of one matter: what a row of the funnel is. */
export interface Course extends Days {
  jurisdiction: string
  id: string
  file: 'report' | 'case'
  agencyId: string
  acts: string[]
  country: string | null
  province: string | null
  district: string | null
  ending: Ending | null
  endedOn: string | null
  reason: string | null
  accused: AccusedCourse[]
}

interface Ended {
  ending: Ending
  endedOn: string
  reason: string | null
}

const verdicts: readonly (string | null)[] = [
  'convicted',
  'acquitted',
  'discharged',
  'other-offence',
]

/** What became of one accused, from the steps that stand; an appeal has the last word. */
export function accusedCourse(
  steps: readonly CourtCode[],
  accusedId: string,
): AccusedCourse & { endedOn: string | null } {
  const own = steps.filter((one) => one.accusedId === accusedId || one.accusedId === null)
  const last = (kinds: readonly string[]) => own.findLast((one) => kinds.includes(one.kind))
  const verdict = last(['verdict'])
  const appeal = last(['appeal-decided'])
  const overturned = verdict && appeal && appeal.onDay >= verdict.onDay ? appeal.outcome : null
  const waits = { ending: null, why: null, endedOn: null, sentences: [] }
  if (verdict && overturned === 'sent-back') return waits
  if (verdict && overturned === 'acquitted' && verdict.outcome !== 'acquitted')
    return { ...told('acquitted-on-appeal', appeal!), sentences: [] }
  if (verdict && verdicts.includes(verdict.outcome)) {
    const sentences = own.filter((one) => one.kind === 'sentence').map(sentenceOf)
    return { ...told(verdict.outcome as AccusedEnding, verdict), sentences }
  }
  const dropped = last(['withdrawn', 'settled'])
  return dropped ? { ...told(dropped.kind as AccusedEnding, dropped), sentences: [] } : waits
}

const told = (ending: AccusedEnding, { because, onDay }: CourtCode) => ({
  ending,
  why: because,
  endedOn: onDay,
})

function sentenceOf(step: CourtCode): Sentence {
  const { months, life, death, finePkr, ranges } = step
  const found = new Set(ranges.map(({ adequacy }) => adequacy))
  const finding = found.size > 1 ? 'texts-differ' : (ranges[0]?.adequacy ?? 'no-range')
  return { cited: step.cited[0]!, months, life, death, finePkr, finding, ...widest(ranges) }
}

function widest(ranges: readonly SentenceRange[]) {
  const penalties = ranges.flatMap(({ penalty }) => (penalty ? [penalty] : []))
  const ends = (at: 0 | 1) => penalties.map(({ years }) => years[at])
  const [least, most] = [ends(0), ends(1)]
  return {
    // A text without a least, or without a most, leaves that side open.
    least: penalties.length && !least.includes(null) ? Math.min(...(least as number[])) : null,
    most: penalties.length && !most.includes(null) ? Math.max(...(most as number[])) : null,
    mayBeLife: penalties.some(({ life }) => life === true),
    mayBeDeath: penalties.some(({ death }) => death === true),
  }
}

/** Best first: a case counts by the best result that it has for any of its accused. */
const byResult: readonly AccusedEnding[] = [
  'convicted',
  'other-offence',
  'acquitted-on-appeal',
  'acquitted',
  'discharged',
]

export interface CaseFound {
  court: CourtCourse
  accusedIds: readonly string[]
  status: 'open' | 'suspended' | 'closed'
  /** The day of the last change of status. */
  statusOn: string | null
  closedBecause: string | null
}

/** The days and the end of a case, from codes alone. */
export function caseCourse({ court, accusedIds, status, statusOn, closedBecause }: CaseFound) {
  const { steps } = court
  const first = (kind: string, not?: string) =>
    steps.find((one) => one.kind === kind && one.outcome !== not)?.onDay ?? null
  const inCourt = steps.length > 0
  const accused = inCourt ? accusedIds.map((id) => accusedCourse(steps, id)) : []
  return {
    firOn: court.firOn,
    // A report that asks to cancel the case brings nobody before a court.
    challanOn: first('challan', 'cancelled'),
    chargedOn: first('charge-framed'),
    decidedOn: first('verdict'),
    accused: accused.map(({ ending, why, sentences }) => ({ ending, why, sentences })),
    ...(endOf() ?? { ending: null, endedOn: null, reason: null }),
  }

  function endOf(): Ended | undefined {
    const ends = accused.flatMap(({ ending, why, endedOn }) =>
      ending && endedOn ? [{ ending: ending as Ending, endedOn, reason: why }] : [],
    )
    for (const result of byResult) {
      const found = ends.find(({ ending }) => ending === result)
      if (found) return found
    }
    // Sent back: it waits for a verdict again, whatever was dropped against others.
    if (first('verdict')) return undefined
    const waiting = accused.some(({ ending }) => ending === null)
    if (ends.length > 0 && !waiting) return ends.at(-1)
    const challan = steps.findLast((one) => one.kind === 'challan')
    if (challan?.outcome === 'cancelled')
      return { ending: 'cancelled', endedOn: challan.onDay, reason: challan.because }
    if (status === 'closed' && statusOn)
      return { ending: 'case-closed', endedOn: statusOn, reason: closedBecause }
    return undefined
  }
}
