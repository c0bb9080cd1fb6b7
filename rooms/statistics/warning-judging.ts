import { shareInterval } from '../../libraries/group-comparisons/index.ts'
import { type WarningMethod, warningMethods } from './warning.ts'
import { type StreamKind, streamKinds } from './warning-event.ts'

export const judgements = ['new', 'acknowledged', 'dismissed'] as const
export type Judgement = (typeof judgements)[number]

export const stepKinds = ['acknowledged', 'dismissed', 'reopened', 'fate'] as const
export type StepKind = (typeof stepKinds)[number]

export const dismissReasons = [
  'chance',
  'reporting-wave',
  'entered-twice',
  'known-already',
  'other',
] as const
export type DismissReason = (typeof dismissReasons)[number]

export const fates = ['joint-case', 'new-investigation', 'people-reached', 'nothing-found'] as const
export type Fate = (typeof fates)[number]

export interface Judged {
  method: WarningMethod
  stream: StreamKind
  reason: DismissReason | null
  fate: Fate | null
}

/** Whether something real was behind an alarm; undefined while nobody has said. */
export function wasReal({ reason, fate }: Pick<Judged, 'reason' | 'fate'>): boolean | undefined {
  if (fate) return fate !== 'nothing-found'
  if (reason === 'known-already') return true
  return reason && reason !== 'other' ? false : undefined
}

export interface Precision {
  code: WarningMethod | StreamKind
  alarms: number
  /** Of those, about how many anybody has said what was behind them. */
  known: number
  real: number
  low: number
  high: number
}

/** Of the alarms whose end is known, the share that was real, with Wilson's 95 % interval. */
export function precisionOf(judged: readonly Judged[], by: 'method' | 'stream'): Precision[] {
  const codes: readonly (WarningMethod | StreamKind)[] =
    by === 'method' ? warningMethods : streamKinds
  return codes.flatMap((code) => {
    const own = judged.filter((one) => one[by] === code)
    if (own.length === 0) return []
    const ends = own.map(wasReal).filter((end) => end !== undefined)
    const real = ends.filter(Boolean).length
    return [
      { code, alarms: own.length, known: ends.length, real, ...shareInterval(real, ends.length) },
    ]
  })
}
