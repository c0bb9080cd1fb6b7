import { type Assessment, assess, type Proposal } from './assess.ts'
import { type ClassCode, classify } from './classify.ts'
import type { FactSheet } from './fact-sheet.ts'
import type { Law } from './law.ts'
import type { SheetInFile } from './sheet-file.ts'

/** The whole answer to a fact sheet, as the command line gives it. */
export interface ChargeAnswer {
  title: string | null
  class: ClassCode[]
  proposals: ProposalInAnswer[]
  considered: {
    cited: string
    finding: Proposal['finding']
    accused: string | null
    because: string[]
  }[]
  leadAgency: {
    agency: string
    boundary: boolean
    reasons: { code: string; rule: string; facts: string[] }[]
  }
  firGap: { missing: string[]; unsupported: string[] } | null
  nonPunishment: Assessment['nonPunishment']
  warnings: { code: string; text: string }[]
  questions: {
    code: string
    question: string
    evidence: string[]
    decides: string[]
    touches: string[]
  }[]
  notice: string
}

export interface ProposalInAnswer {
  cited: string
  act: string
  section: string
  heading: string
  status: 'met' | 'partly'
  accused: string | null
  victims: string[]
  /** A heavier section already met for the same persons takes its place. */
  coveredBy: string | null
  version: {
    key: string
    from: string | null
    until: string | null
    straddles: boolean
    inForce: string
  }
  penalty: {
    text: string
    years: readonly (number | null)[]
    finePkr: readonly (number | null)[]
    life: boolean
    death: boolean
  } | null
  cognizable: boolean | null
  bailable: boolean | null
  grade: string
  reviewedByLawyer: 'none'
  elements: {
    id: string
    text: string
    value: string
    facts: string[]
    rule: string | null
    ask: string | null
  }[]
  /** The codes it rests on, each with its place in the sheet. */
  facts: { fact: string; at: string }[]
  sources: string[]
  conflicts: string[]
  reported: string[]
}

/** Reads the law against a sheet and tells everything that was found, with what it rests on. */
export function answerSheet(sheet: FactSheet, file: SheetInFile, law: Law): ChargeAnswer {
  const assessment = assess(sheet, law)
  const proposed = assessment.proposals.filter((one) => one.standing === 'proposed')
  const proposals = proposed.map((one) => presentProposal(one, sheet, law))
  return {
    title: file.title ?? null,
    class: classify(sheet, assessment),
    proposals,
    considered: assessment.proposals
      .filter((one) => one.standing !== 'proposed')
      .map(({ cited, finding, accusedId, elements }) => ({
        cited,
        finding,
        accused: accusedId,
        because: elements
          .filter((element) => element.value !== 'yes')
          .map(
            (element) =>
              `${element.text.en}: ${element.value === 'no' ? 'ruled out' : 'not known'}`,
          ),
      })),
    leadAgency: {
      agency: assessment.investigation.agency,
      boundary: assessment.investigation.boundary,
      reasons: assessment.investigation.reasons.map(({ code, rule, facts }) => ({
        code,
        rule,
        facts,
      })),
    },
    firGap: file.firSections ? gapOf(file.firSections, proposed) : null,
    nonPunishment: assessment.nonPunishment,
    warnings: warningsOf(sheet, assessment),
    questions: assessment.questions.map((one) => ({
      code: one.code,
      question: one.question.en,
      evidence: one.evidence.map((kind) => kind.name.en),
      decides: one.decides,
      touches: one.touches,
    })),
    notice:
      'Advice, not a decision: a person decides and signs. No lawyer has reviewed this law data.',
  }
}

function presentProposal(one: Proposal, sheet: FactSheet, law: Law): ProposalInAnswer {
  const act = law.acts.find(({ act }) => act === one.act)!
  const behind = one.elements.flatMap((element) => [...element.facts, ...element.unattributed])
  const facts = [...new Set(behind)].map((at) => ({
    fact: sheet.stated.find(({ id }) => id === at)?.fact ?? at,
    at,
  }))
  return {
    cited: one.cited,
    act: one.act,
    section: one.section,
    heading: one.heading.en,
    status: one.finding === 'met' ? 'met' : 'partly',
    accused: one.accusedId,
    victims: one.victims.flatMap(({ victimId, finding }) =>
      victimId !== null && finding === one.finding ? [victimId] : [],
    ),
    coveredBy: one.coveredBy,
    version: {
      key: one.version,
      from: one.from,
      until: one.until,
      straddles: one.straddles,
      inForce: one.inForce,
    },
    penalty: one.penalty && {
      text: penaltyText(one.penalty),
      years: one.penalty.years,
      finePkr: one.penalty.finePkr,
      life: one.penalty.life ?? false,
      death: one.penalty.death ?? false,
    },
    cognizable: one.cognizable,
    bailable: one.bailable,
    grade: one.grade,
    reviewedByLawyer: 'none',
    elements: one.elements.map((element) => ({
      id: element.id,
      text: element.text.en,
      value: element.value,
      facts: element.facts,
      rule: element.rule,
      ask: element.ask,
    })),
    facts,
    sources: one.sources.map((key) => act.sources[key]?.title ?? key),
    conflicts: one.conflicts.map(
      (conflict) =>
        `${conflict.about.en}: ${conflict.readings.map((reading) => reading.says.en).join(' / ')}`,
    ),
    reported: one.reported.map((version) => `${version.key}: ${version.heading.en} (not verified)`),
  }
}

/** A range of punishment in words: "2 to 10 years, or fine to PKR 1,000,000, or both". */
export function penaltyText(penalty: NonNullable<Proposal['penalty']>): string {
  const [least, most] = penalty.years
  const terms = [
    penalty.death && 'death',
    penalty.life && 'imprisonment for life',
    most !== null && most !== undefined
      ? least
        ? `${least} to ${years(most)}`
        : `up to ${years(most)}`
      : least
        ? `at least ${years(least)}`
        : undefined,
  ].filter(Boolean)
  const [fineLeast, fineMost] = penalty.finePkr
  const bounds = [
    fineLeast ? `from PKR ${fineLeast.toLocaleString('en')}` : '',
    fineMost ? `to PKR ${fineMost.toLocaleString('en')}` : '',
  ].filter(Boolean)
  const fine = `fine${bounds.length ? ` ${bounds.join(' ')}` : ''}`
  const joined = {
    or_both: `, or ${fine}, or both`,
    and_fine: ` and ${fine}`,
    liable_fine: ` and liable to ${fine}`,
    fine_only: fine,
    none: '',
  }[penalty.combination]
  const note = penalty.note ? ` (${penalty.note.en})` : ''
  return `${terms.join(' or ')}${joined}${note}`.trim()
}

const years = (n: number) => (n === 1 ? '1 year' : `${n} years`)

/** Sections the facts support but the FIR does not cite, and those it cites without support. */
function gapOf(cited: readonly string[], proposed: readonly Proposal[]) {
  const inFir = new Set(cited.map(plain))
  const held = (one: Proposal) =>
    inFir.has(plain(one.cited)) || inFir.has(plain(one.cited).replace(/\(.*$/, ''))
  const supported = proposed.filter((one) => one.finding === 'met' && !one.coveredBy)
  return {
    missing: [...new Set(supported.filter((one) => !held(one)).map((one) => one.cited))],
    unsupported: cited.filter(
      (one) => !proposed.some((proposal) => plain(proposal.cited).startsWith(plain(one))),
    ),
  }
}

const plain = (cited: string) => cited.trim().toUpperCase().replace(/\s+/g, ' ')

function warningsOf(sheet: FactSheet, assessment: Assessment): { code: string; text: string }[] {
  const proposed = assessment.proposals.filter((one) => one.standing === 'proposed')
  const states = (fact: string) =>
    sheet.stated.some((one) => one.fact === fact && one.says === 'yes')
  const warnings: { code: string; text: string }[] = []
  const warn = (code: string, text: string) => warnings.push({ code, text })
  if (assessment.nonPunishment.screenFirst.length) {
    warn(
      'screen-first',
      `${assessment.nonPunishment.screenFirst.join(', ')}: may be a victim. Screen before any charge. Section 6 of the Trafficking Act frees a victim from liability under that Act only.`,
    )
  }
  if (proposed.some((one) => one.straddles)) {
    warn('straddles', 'The conduct straddles a change of the law: both versions are shown.')
  }
  if (sheet.conduct.from === null) {
    warn(
      'no-date',
      'The date of the conduct is not known: which law applies cannot be said for sure.',
    )
  }
  if (proposed.some((one) => one.reported.length > 0)) {
    warn(
      'amendment-2025',
      'Amendments passed in 2025 are reported by the press; their text and start were not found. Ask for legal confirmation.',
    )
  }
  const debt = proposed.some((one) => /^(BLSAA|SBLA)/.test(one.cited))
  if (debt && proposed.some((one) => one.cited.startsWith('PTPA 3'))) {
    warn(
      'two-regimes',
      'Debt bondage stands in the Trafficking Act (non-bailable) and in the bonded labour Acts (bailable): choose on purpose, and charge one transaction once (CrPC 403).',
    )
  }
  if (states('fee-taken-for-work-abroad') && proposed.some((one) => one.cited.startsWith('EO'))) {
    warn(
      'six-months',
      'A complaint to the licensing authority against a promoter is not entertained later than six months after the work abroad began (Emigration Rules 1979, r. 31-B). It does not bar a criminal case.',
    )
  }
  if (sheet.stated.length && new Set(proposed.map((one) => one.act)).size > 1) {
    warn(
      'one-transaction',
      'A second FIR on the same transaction is barred (2011 MLD 1506): cite all sections in one.',
    )
  }
  if (states('official-took-part')) {
    warn(
      'official',
      'An official is said to have taken part: the file goes to a unit outside that agency.',
    )
  }
  return warnings
}
