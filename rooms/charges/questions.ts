import type { ElementFinding, Proposal } from './assess.ts'
import type { EvidenceLibrary, Text } from './law.ts'

export interface Evidence {
  code: string
  name: Text
  from: Text
}

/** A question to ask, for whom it matters, and what an answer would decide. */
export interface AskedOfCase {
  code: string
  question: Text
  why: Text | null
  evidence: Evidence[]
  /** Codes that an officer may answer with on the page. */
  facts: string[]
  accusedIds: (string | null)[]
  victimIds: (string | null)[]
  /** Sections that this one answer would complete, and those where it is one of several gaps. */
  decides: string[]
  touches: string[]
}

/** What to ask next, in the order of what it would decide. */
export function questionsOf(proposals: Proposal[], library: EvidenceLibrary): AskedOfCase[] {
  const asked = new Map<string, AskedOfCase & { weight: number }>()
  for (const proposal of proposals.filter(
    (one) => one.finding === 'partly' && one.coveredBy === null,
  )) {
    const open = proposal.elements.filter((one) => one.value === 'unknown')
    // A base offence is no question of its own: its elements are asked about where it is listed.
    const gaps = open.filter((one) => one.role !== 'base')
    const codes = [...new Set(gaps.flatMap((one) => one.ask ?? []))]
    for (const code of codes) {
      const question = asked.get(code) ?? opened(code, library)
      if (!question) continue
      asked.set(code, question)
      const deciding = codes.length === 1 && open.every((one) => one.ask && one.role !== 'base')
      addTo(deciding ? question.decides : question.touches, proposal.cited)
      addTo(question.accusedIds, proposal.accusedId)
      for (const one of proposal.victims.filter((victim) => lacks(victim.missing, gaps, code))) {
        addTo(question.victimIds, one.victimId)
      }
      question.weight += weightOf(proposal, deciding)
    }
  }
  return [...asked.values()]
    .sort((a, b) => b.weight - a.weight)
    .map(({ weight: _, ...question }) => question)
}

/** Completing a proposed section outweighs any number of sections that are only considered. */
function weightOf(proposal: Proposal, deciding: boolean): number {
  if (proposal.standing === 'considered') return deciding ? 20 : 1
  return deciding ? 1000 : 50
}

function lacks(missing: string[], gaps: ElementFinding[], code: string): boolean {
  return gaps.some((one) => one.ask === code && missing.includes(one.id))
}

function opened(
  code: string,
  library: EvidenceLibrary,
): (AskedOfCase & { weight: number }) | undefined {
  const found = library.questions[code]
  if (!found) return undefined
  return {
    code,
    question: found.question,
    why: found.why ?? null,
    evidence: found.evidence.map((kind) => ({ code: kind, ...library.kinds[kind]! })),
    facts: found.facts ?? [],
    accusedIds: [],
    victimIds: [],
    decides: [],
    touches: [],
    weight: 0,
  }
}

function addTo<T>(list: T[], item: T): void {
  if (!list.includes(item)) list.push(item)
}
