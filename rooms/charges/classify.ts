import type { Assessment, Proposal } from './assess.ts'
import type { FactSheet } from './fact-sheet.ts'
import type { Statable } from './law.ts'

/** What kind of matter a case is, for routing and for counting; a case may be more than one. */
export const classCodes = [
  'TIP',
  'TIP_POSSIBLE',
  'TIP_PRE_2018',
  'BONDED',
  'SMUGGLING',
  'KIDNAP_RANSOM',
  'ORGAN',
  'FORCED_MARRIAGE',
  'RECRUIT_FRAUD',
  'CHILD_LABOUR',
  'VICTIM_NOT_OFFENDER',
  'INSUFFICIENT',
  'NONE',
] as const
export type ClassCode = (typeof classCodes)[number]

/** The day on which the Trafficking Act came into force. PTPA 2018, gazette of 2 June 2018. */
const ACT_FROM = '2018-06-02'

/**
 * The class of a case, from what the engine proposes. Trafficking takes in what serves it (the
 * recruitment fraud, the forced marriage, the child's labour, the ransom); smuggling and bonded
 * labour stand beside it, for they are other wrongs with other laws.
 */
export function classify(sheet: FactSheet, assessment: Assessment): ClassCode[] {
  const proposed = assessment.proposals.filter((one) => one.standing === 'proposed')
  const cites = (pattern: RegExp, of: readonly Proposal[] = proposed) =>
    of.some((one) => pattern.test(one.cited))
  const met = proposed.filter((one) => one.finding === 'met')
  const states = (...facts: Statable[]) => isStated(sheet, facts)

  const onlyReturnees = assessment.nonPunishment.screenFirst.length > 0 && hasNoOtherAccused(sheet)
  if (onlyReturnees) return ['VICTIM_NOT_OFFENDER']

  const found: ClassCode[] = []
  const trafficking = traffickingOf(sheet, met, proposed)
  if (trafficking) found.push(trafficking)
  if (isBonded(sheet, cites(/^(BLSAA (11|12|14)|SBLA)/), trafficking)) found.push('BONDED')
  if (cites(/^PSMA [36]/) || (states('border-crossed-illegally') && cites(/^(EO 1[78]|PACHTO)/))) {
    found.push('SMUGGLING')
  }
  const serious = trafficking === 'TIP' || trafficking === 'TIP_PRE_2018'
  if (!serious && cites(/^PPC (365A|347)/) && states('ransom-demanded')) found.push('KIDNAP_RANSOM')
  if (cites(/^THOTA/)) found.push('ORGAN')
  if (!serious && isForcedMarriage(sheet, proposed)) found.push('FORCED_MARRIAGE')
  if (!found.length && cites(/^EO (17|18|19|22|23)/)) found.push('RECRUIT_FRAUD')
  if (!trafficking && !found.includes('BONDED') && cites(/^CHILD (ECA|PRECA)/)) {
    found.push('CHILD_LABOUR')
  }
  return found.length ? found : [nothingFound(sheet, proposed)]
}

function isStated(sheet: FactSheet, facts: readonly Statable[]): boolean {
  return sheet.stated.some(
    (one) => facts.includes(one.fact) && one.says === 'yes' && one.certainty !== 'disputed',
  )
}

function hasNoOtherAccused(sheet: FactSheet): boolean {
  const victims = new Set(sheet.victims.map((one) => one.id))
  return sheet.accused.every((one) => victims.has(one.id))
}

function traffickingOf(
  sheet: FactSheet,
  met: readonly Proposal[],
  proposed: readonly Proposal[],
): 'TIP' | 'TIP_POSSIBLE' | 'TIP_PRE_2018' | undefined {
  const three = /^PTPA 3\([12]\)$/
  const surely = met.some((one) => three.test(one.cited) && one.inForce !== 'unknown')
  if (surely) return isStated(sheet, ['attempt-only']) ? 'TIP_POSSIBLE' : 'TIP'
  if (proposed.some((one) => three.test(one.cited))) return 'TIP_POSSIBLE'
  const last = sheet.conduct.until ?? sheet.conduct.from
  const before = last !== null && last < ACT_FROM
  const exploited = isStated(sheet, [
    'servitude',
    'slavery',
    'commercial-sex',
    'forced-begging',
    'forced-criminality',
    'bought-or-sold',
  ])
  const charged = proposed.some((one) => /^(PPC (369A|370|371|371A|371B)|PACHTO)/.test(one.cited))
  return before && exploited && charged && !isWorksite(sheet) ? 'TIP_PRE_2018' : undefined
}

/** Labour at a kiln, farm or workshop: wages, advances and a debt, not a household or a brothel. */
function isWorksite(sheet: FactSheet): boolean {
  return (
    isStated(sheet, ['forced-labour', 'debt-bondage', 'advance-paid']) &&
    !isStated(sheet, ['servitude', 'commercial-sex', 'forced-begging', 'forced-criminality'])
  )
}

/**
 * Bonded labour is a wrong of the worksite, in Pakistan: a debt on a journey is none. Before the
 * Trafficking Act it was also the only name for labour forced at a worksite.
 */
function isBonded(sheet: FactSheet, act: boolean, trafficking: string | undefined): boolean {
  if (isStated(sheet, ['exploited-abroad', 'taken-out-of-pakistan', 'border-crossed-illegally']))
    return false
  if (act && isWorksite(sheet)) return true
  const last = sheet.conduct.until ?? sheet.conduct.from
  const before = last !== null && last < ACT_FROM
  return before && !trafficking && isWorksite(sheet)
}

function isForcedMarriage(sheet: FactSheet, proposed: readonly Proposal[]): boolean {
  return (
    isStated(sheet, ['forced-marriage', 'marriage-of-child', 'given-to-settle-feud']) &&
    proposed.some((one) => /^(PPC (310A|365B|498B)|CHILD (CMRA|SCMRA|ICT))/.test(one.cited))
  )
}

/** Unknown is never "nothing": only what was looked at and ruled out makes a NONE. */
function nothingFound(sheet: FactSheet, proposed: readonly Proposal[]): ClassCode {
  const suspected = sheet.stated.some((one) => one.says === 'yes')
  const lookedAt = sheet.stated.some((one) => one.says === 'no')
  if (proposed.length) return 'NONE'
  return suspected && !lookedAt ? 'INSUFFICIENT' : 'NONE'
}
