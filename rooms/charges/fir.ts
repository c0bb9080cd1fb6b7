import type { Proposal } from './assess.ts'

export interface Fir {
  sections: readonly string[]
  otherSections: string
}

export type GapKind = 'none' | 'no-fir' | 'act-missing' | 'sections-missing'

export interface FirGap {
  kind: GapKind
  /** Sections that the facts meet and no FIR cites. */
  missing: { cited: string; accusedId: string | null }[]
  cited: string[]
}

const traffickingAct = 'PTPA'

/** The sections that the facts meet beside those that the FIR cites. */
export function firGap(proposals: readonly Proposal[], firs: readonly Fir[]): FirGap {
  const met = proposals.filter(
    (one) => one.finding === 'met' && one.standing === 'proposed' && one.coveredBy === null,
  )
  const cited = [...new Set(firs.flatMap((one) => one.sections))]
  const missing = met
    .filter((one) => !cited.some((section) => coversSection(section, one.cited)))
    .map(({ cited: section, accusedId }) => ({ cited: section, accusedId }))
  return { kind: kindOf(met, firs, missing), missing, cited }
}

function kindOf(
  met: readonly Proposal[],
  firs: readonly Fir[],
  missing: FirGap['missing'],
): GapKind {
  if (met.length === 0) return 'none'
  if (firs.length === 0) return 'no-fir'
  const actMet = met.some((one) => one.act === traffickingAct)
  const actCited = firs.some((one) =>
    one.sections.some((section) => section.startsWith(`${traffickingAct} `)),
  )
  if (actMet && !actCited) return 'act-missing'
  return missing.length > 0 ? 'sections-missing' : 'none'
}

/** An FIR that cites section 3 covers 3(1) and 3(2). */
export function coversSection(cited: string, section: string): boolean {
  return section === cited || section.startsWith(`${cited}(`)
}
