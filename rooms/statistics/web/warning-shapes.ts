import type { Look, WarningMethod } from '../warning.ts'
import type { StreamKind } from '../warning-event.ts'
import type { DismissReason, Fate, Judgement, Precision, StepKind } from '../warning-judging.ts'

export type Names = Record<string, { en: string; ur: string }>

export interface RunView {
  id: string
  askedAt: string
  finishedAt: string | null
  until: string
  weeks: number
  seed: number
  simulations: number
  version: string
  againOf: string | null
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'refused' | 'failed'
  progress: number
  compared: 'same' | 'cases-changed' | 'different' | null
  problem: string | null
}

export interface AlarmView {
  id: string
  method: WarningMethod
  stream: StreamKind
  units: string[]
  fromOn: string
  toOn: string
  observed: number
  expected: number
  p: number
  recurrence: number
  weekly: number[]
  firstAt: string
  lastAt: string
  judgement: Judgement
  reason: DismissReason | null
  fate: Fate | null
  version: number
}

/** The answer of GET /api/warnings. */
export interface WarningsView {
  jurisdiction: string
  look: (Omit<Look, 'alarms'> & { run: RunView }) | null
  runs: RunView[]
  alarms: AlarmView[]
  precision: { method: Precision[]; stream: Precision[] }
  names: Names
}

/** The answer of GET /api/warnings/:id. */
export interface WarningView {
  alarm: AlarmView
  steps: {
    id: string
    kind: StepKind
    code: string | null
    words: string
    by: { en: string; ur: string }
    at: string
  }[]
  names: Names
  mayJudge: boolean
}
