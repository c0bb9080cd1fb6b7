import type { Grouping } from './funnel.ts'
import type { Stage } from './funnel-course.ts'
import type {
  Told,
  toldConvictions,
  toldGroups,
  toldSentences,
  toldStage,
} from './funnel-hiding.ts'

/** The answer of GET /api/funnel. */
export interface FunnelView {
  asOf: string
  from: string | null
  until: string
  counted: 'reach' | 'seen'
  jurisdiction: string
  /** Whether counts are rounded and small ones left out. */
  hidden: boolean
  total: Told
  stages: (ReturnType<typeof toldStage> & { stage: Stage })[]
  convictions: ReturnType<typeof toldConvictions>
  sentences: ReturnType<typeof toldSentences>
  by: Grouping
  groups: ReturnType<typeof toldGroups>
  /** What can be chosen in the filters: the codes that occur. */
  choices: Record<string, string[]>
  names: Record<string, { en: string; ur: string }>
  mayShowSmall: boolean
}

/** The answer of GET /api/funnel/files. */
export interface OpenedView {
  matters: Told
  files: { id: string; file: 'report' | 'case'; reference: string }[]
  /** That could be opened but are past the end of the list. */
  more: number
  /** In files that the viewer may not open. */
  closed: Told
}
