import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { CaseBrief } from '../cases/door.ts'
import type {
  CourtOutcome,
  CourtStep,
  CourtStepKind,
  CourtStepWritten,
  Delay,
  Loss,
} from './outcome.ts'
import type { ChargesTables } from './tables.ts'

const tables = (db: Db) => db.withTables<{ [K in keyof ChargesTables]: ChargesTables[K] }>()

export interface CourtStepRecord extends CourtStep {
  by: Name
  recordedAt: string
}

/** Every step of a case, those that were put right or taken back among them, by their days. */
export async function listCourtSteps(
  db: Db,
  { fields }: Pick<House, 'fields'>,
  caseId: string,
): Promise<CourtStepRecord[]> {
  const rows = await tables(db)
    .selectFrom('charges.court_step as s')
    .innerJoin('core.account as a', 'a.id', 's.recorded_by')
    .selectAll('s')
    .select(['a.name_en', 'a.name_ur'])
    .where('s.case_id', '=', caseId)
    .orderBy('s.on_day')
    .orderBy('s.recorded_at')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as CourtStepKind,
    accusedId: row.accused_id,
    victimId: row.victim_id,
    onDay: row.on_day,
    nextOn: row.next_on,
    court: row.court,
    outcome: row.outcome as CourtOutcome | null,
    delay: row.delay as Delay | null,
    because: row.because as Loss | null,
    cited: row.cited,
    months: row.months,
    life: row.life,
    death: row.death,
    finePkr: row.fine_pkr,
    amountPkr: row.amount_pkr,
    words: fields.open(row.words_sealed),
    correctsId: row.corrects_id,
    by: { en: row.name_en, ur: row.name_ur },
    recordedAt: row.recorded_at,
  }))
}

export async function insertCourtStep(
  db: Db,
  { fields }: Pick<House, 'fields'>,
  file: Pick<CaseBrief, 'jurisdiction' | 'id'>,
  of: CourtStepWritten,
  by: { id: string; at: Date },
): Promise<string> {
  const id = newId(by.at.getTime())
  const inserted = await tables(db)
    .insertInto('charges.court_step')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      kind: of.kind,
      accused_id: of.accusedId,
      victim_id: of.victimId,
      on_day: of.onDay,
      next_on: of.nextOn,
      court: of.court.trim(),
      outcome: of.outcome,
      delay: of.delay,
      because: of.because,
      cited: of.cited,
      months: of.months,
      life: of.life,
      death: of.death,
      fine_pkr: of.finePkr,
      amount_pkr: of.amountPkr,
      words_sealed: fields.seal(of.words.trim()),
      corrects_id: of.correctsId,
      recorded_by: by.id,
      recorded_at: by.at.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Two people who correct the same step: only the first stands on what both saw.
  if (!inserted) throw new Problem('stale', 'core/changed-since')
  return id
}
