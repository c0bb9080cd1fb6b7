/** What later rooms may know of charges: what is proposed, what was decided, what the FIR lacks. */
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import { getCaseBrief } from '../cases/door.ts'
import { assess } from './assess.ts'
import { buildSheet } from './case-sheet.ts'
import type { ChargeDecision } from './decision.ts'
import { type FirGap, firGap } from './fir.ts'
import type { Investigation } from './investigator.ts'
import { lawNow } from './law-change-records.ts'
import { type CourtStep, standingSteps } from './outcome.ts'
import { listCourtSteps } from './outcome-records.ts'
import { type Range, rangesOf } from './outcome-routes.ts'
import { type FirWritten, insertFir, listDecisionRecords, listFirs } from './records.ts'

export { answerSheet, type ChargeAnswer, penaltyText } from './charge-sheet.ts'
export { type ClassCode, classCodes } from './classify.ts'
export type { ChargeDecision } from './decision.ts'
export type { FirGap } from './fir.ts'
export { citationOf, type Provision, stoodOn, type Version } from './law.ts'
export { law } from './library.ts'
export { readSheet, SheetFile, type SheetInFile, sheetCodes } from './sheet-file.ts'

export interface ChargeSummary {
  proposed: { cited: string; accusedId: string | null; finding: 'met' | 'partly' }[]
  decided: { cited: string; accusedId: string | null; decision: ChargeDecision; at: string }[]
  investigation: Investigation
  gap: FirGap
}

/** Where the charges of a case stand now. */
export async function chargeSummary(db: Db, house: House, caseId: string): Promise<ChargeSummary> {
  const { sheet } = await buildSheet(db, house, caseId)
  const { proposals, investigation } = assess(sheet, await lawNow(db))
  const decisions = await listDecisionRecords(db, house, caseId)
  const replaced = new Set(decisions.map((one) => one.supersedesId))
  return {
    proposed: proposals.flatMap(({ cited, accusedId, finding, standing, coveredBy }) =>
      standing === 'proposed' && finding !== 'not-met' && coveredBy === null
        ? [{ cited, accusedId, finding }]
        : [],
    ),
    decided: decisions
      .filter((one) => !replaced.has(one.id))
      .map(({ cited, accusedId, decision, at }) => ({ cited, accusedId, decision, at })),
    investigation,
    gap: firGap(proposals, await listFirs(db, caseId)),
  }
}

export type SentenceRange = Pick<Range, 'penalty' | 'adequacy'>

/** A step in court in codes: neither the court's name nor a word of what was said. */
export interface CourtCode
  extends Pick<
    CourtStep,
    | 'kind'
    | 'accusedId'
    | 'onDay'
    | 'outcome'
    | 'because'
    | 'cited'
    | 'months'
    | 'life'
    | 'death'
    | 'finePkr'
  > {
  /** Of a sentence: the texts that stood while it happened. */
  ranges: SentenceRange[]
}

export interface CourtCourse {
  /** The day of the first FIR. */
  firOn: string | null
  /** What the FIRs and the steps cite. */
  cited: string[]
  /** Those that stand, by their days. */
  steps: CourtCode[]
}

/** The way of a case from the FIR to the appeal, in codes. */
export async function courtCourse(db: Db, house: House, caseId: string): Promise<CourtCourse> {
  const firs = await listFirs(db, caseId)
  const steps = standingSteps(await listCourtSteps(db, house, caseId))
  const sentenced = steps.some(({ kind }) => kind === 'sentence')
  const of = sentenced
    ? { sheet: (await buildSheet(db, house, caseId)).sheet, law: await lawNow(db) }
    : undefined
  return {
    firOn: firs[0]?.registeredOn ?? null,
    cited: [...firs.flatMap(({ sections }) => sections), ...steps.flatMap(({ cited }) => cited)],
    steps: steps.map((step) => ({
      kind: step.kind,
      accusedId: step.accusedId,
      onDay: step.onDay,
      outcome: step.outcome,
      because: step.because,
      cited: step.cited,
      months: step.months,
      life: step.life,
      death: step.death,
      finePkr: step.finePkr,
      ranges:
        of && step.kind === 'sentence'
          ? rangesOf(step, of.law, of.sheet).map(({ penalty, adequacy }) => ({ penalty, adequacy }))
          : [],
    })),
  }
}

/** Records an FIR for a case; used by the try-out data too. Gives back the id. */
export async function recordFir(
  db: Db,
  house: House,
  caseId: string,
  fir: FirWritten & { recordedBy: string },
): Promise<string> {
  const file = await getCaseBrief(db, caseId)
  const { recordedBy, ...written } = fir
  const id = await insertFir(db, file, written, { id: recordedBy, at: house.now() })
  await announce(db, {
    kind: 'charges.fir-recorded',
    about: id,
    fileId: file.id,
    jurisdiction: file.jurisdiction,
    data: { sections: written.sections.join(', ') },
  })
  return id
}
