import type { Proposal } from './assess.ts'
import type { FactSheet } from './fact-sheet.ts'
import type { Law, Statable } from './law.ts'

export type Investigator = 'police' | 'fia' | 'undecided'

export type InvestigationReason =
  | 'victim-crossed-border'
  | 'stopped-at-border'
  | 'no-crossing-recorded'
  | 'moved-within-only'
  | 'fia-schedule'
  | 'police-act'
  | 'organ-act'
  | 'nothing-proposed'
  | 'at-the-border'
  | 'already-registered'

export interface Investigation {
  agency: Investigator
  /** A case on the edge of section 8: the two agencies should agree in writing. */
  boundary: boolean
  reasons: { code: InvestigationReason; facts: string[]; rule: string; sections: string[] }[]
}

/**
 * Who must investigate. Under the Trafficking Act the police, unless the victim was transported
 * into or out of Pakistan as part of the transaction: then the FIA (PTPA 2018, s. 8).
 */
export function whoInvestigates(sheet: FactSheet, law: Law, proposals: Proposal[]): Investigation {
  const proposed = proposals.filter((one) => one.standing === 'proposed')
  if (proposed.length === 0) return withoutOffence(sheet)
  const routeOf = (one: Proposal) => law.acts.find((act) => act.act === one.act)?.investigatedBy
  const byTraffickingAct = proposed.filter((one) => routeOf(one) === 'ptpa-8')
  if (byTraffickingAct.length > 0) return bySectionEight(sheet, cites(byTraffickingAct))
  const byFia = proposed.filter((one) => routeOf(one) === 'fia')
  if (byFia.length > 0)
    return {
      agency: 'fia',
      boundary: false,
      reasons: [reason('fia-schedule', [], 'FIA Act 1974, Schedule', cites(byFia))],
    }
  const organ = proposed.filter((one) => routeOf(one) === 'police-or-fia')
  if (organ.length > 0)
    return {
      agency: 'police',
      boundary: true,
      reasons: [reason('organ-act', [], 'FIA Act 1974, Schedule', cites(organ))],
    }
  return {
    agency: 'police',
    boundary: false,
    reasons: [reason('police-act', [], '', cites(proposed))],
  }
}

/** No offence is proposed: whoever has the person or the file keeps it until one is. */
function withoutOffence(sheet: FactSheet): Investigation {
  const border = stated(sheet, 'stopped-before-leaving', 'returned-by-other-state')
  if (border.length > 0) {
    const reasons = [reason('at-the-border', border, 'FIA Act 1974, Schedule')]
    return { agency: 'fia', boundary: false, reasons }
  }
  if (sheet.registeredBy) {
    const reasons = [reason('already-registered', [], '')]
    return { agency: sheet.registeredBy, boundary: false, reasons }
  }
  return { agency: 'undecided', boundary: false, reasons: [reason('nothing-proposed', [], '')] }
}

function bySectionEight(sheet: FactSheet, sections: string[]): Investigation {
  const crossed = stated(sheet, 'taken-out-of-pakistan', 'brought-into-pakistan')
  if (crossed.length > 0) {
    return {
      agency: 'fia',
      boundary: false,
      reasons: [reason('victim-crossed-border', crossed, 'PTPA 8', sections)],
    }
  }
  const stopped = stated(sheet, 'stopped-before-leaving')
  if (stopped.length > 0) {
    return {
      agency: 'fia',
      boundary: true,
      reasons: [reason('stopped-at-border', stopped, 'PTPA 8', sections)],
    }
  }
  const within = stated(sheet, 'moved-within-pakistan')
  const code = within.length > 0 ? 'moved-within-only' : 'no-crossing-recorded'
  return { agency: 'police', boundary: false, reasons: [reason(code, within, 'PTPA 8', sections)] }
}

function stated(sheet: FactSheet, ...facts: Statable[]): string[] {
  return sheet.stated
    .filter((one) => facts.includes(one.fact) && one.says === 'yes' && one.certainty !== 'disputed')
    .map((one) => one.id)
}

function cites(proposals: Proposal[]): string[] {
  return [...new Set(proposals.map((one) => one.cited))]
}

function reason(code: InvestigationReason, facts: string[], rule: string, sections: string[] = []) {
  return { code, facts, rule, sections }
}
