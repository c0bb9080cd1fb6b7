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
