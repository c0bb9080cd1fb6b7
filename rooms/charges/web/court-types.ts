import type { Penalty, Text } from '../law.ts'
import type { Adequacy, CourtStep, CourtStepKind, Delay } from '../outcome.ts'

export interface StepView extends CourtStep {
  by: Text
  recordedAt: string
  stands: boolean
  ranges: {
    version: string
    heading: Text
    penalty: Penalty | null
    from: string | null
    fromUncertain: boolean
    until: string | null
    adequacy: Adequacy
  }[]
}

/** The answer of GET /api/cases/:caseId/outcomes. */
export interface Outcomes {
  steps: StepView[]
  milestones: {
    kind: 'fir' | CourtStepKind
    onDay: string
    days: number | null
    delay: Delay | null
  }[]
  compensationOpen: boolean
  mayRecord: boolean
}

export const outcomesUrl = (caseId: string) => `/api/cases/${caseId}/outcomes`
