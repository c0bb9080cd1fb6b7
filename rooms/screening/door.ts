/** What other rooms may know of screening: what was decided, and which facts the answers state. */
import type { Db } from '../../core/database.ts'
import type { Fact } from '../cases/door.ts'
import type { DecisionStatus } from './decision.ts'
import { listCodedAnswers, listDecisionRecords, listVulnerabilityRecords } from './records.ts'
import { factsOf } from './screening.ts'
import type { Vulnerability } from './vulnerability.ts'

export { type DecisionStatus, decisionStatuses } from './decision.ts'
export {
  findIndicator,
  indicatorIds,
  indicatorSets,
  indicatorsOf,
  instrumentSource,
} from './instrument.ts'
export {
  type AnswerValue,
  answerValues,
  factsOf,
  readScreening,
  type ScreeningResult,
} from './screening.ts'
export { type Vulnerability, vulnerabilities, vulnerabilityCodes } from './vulnerability.ts'

export interface StandingDecision {
  personId: string
  status: DecisionStatus
  /** When it was decided, ISO 8601. */
  decidedOn: string
  decidedBy: string
  exploitation: readonly Fact[]
  /** When a decision first found a victim, ISO 8601; null where none has. */
  foundOn: string | null
}

/** The decision that stands about each person of a case: the latest one. */
export async function listDecisions(db: Db, caseId: string): Promise<StandingDecision[]> {
  const standing = new Map<string, StandingDecision>()
  for (const one of await listDecisionRecords(db, undefined, caseId)) {
    const { personId, status, decidedAt, decidedById, exploitation } = one
    standing.set(personId, {
      personId,
      status,
      decidedOn: decidedAt,
      decidedBy: decidedById,
      exploitation,
      foundOn: standing.get(personId)?.foundOn ?? (status === 'not-so-far' ? null : decidedAt),
    })
  }
  return [...standing.values()]
}

/** Every case with a decision in it, for whoever counts them all; runs as the system. */
export { listDecidedCases } from './records.ts'

export interface ScreenedFact {
  personId: string
  fact: Fact
  indicatorId: string
  answeredAt: string
}

/**
 * The facts that a person's answers state. Where two interviews answer the same question, the
 * later answer counts; "skip" and "don't know" take nothing back.
 */
export async function screenedFacts(db: Db, caseId: string): Promise<ScreenedFact[]> {
  const latest = new Map<string, Awaited<ReturnType<typeof listCodedAnswers>>[number]>()
  for (const answer of await listCodedAnswers(db, caseId)) {
    const key = `${answer.personId} ${answer.indicator}`
    if (answer.value === 'yes' || answer.value === 'no') latest.set(key, answer)
  }
  return [...latest.values()].flatMap((answer) =>
    factsOf([answer]).map((one) => ({
      personId: answer.personId,
      answeredAt: new Date(answer.answered_at).toISOString(),
      ...one,
    })),
  )
}

/** What made each person of a case easy to exploit, as coded in the latest interview. */
export async function listVulnerabilities(
  db: Db,
  caseId: string,
): Promise<{ personId: string; vulnerabilities: readonly Vulnerability[] }[]> {
  return listVulnerabilityRecords(db, caseId)
}
