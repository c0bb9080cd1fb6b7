import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Fact } from '../cases/door.ts'
import type { DecisionStatus, Reason, ReconsiderationCause } from './decision.ts'
import type { Outcome } from './ilo-rule.ts'
import type { IndicatorSet } from './instrument.ts'
import type { AnswerResting, Interpreter, InterviewState, OtherPresent } from './interview.ts'
import type { AnswerValue } from './screening.ts'
import type { ScreeningTables } from './tables.ts'
import type { Vulnerability } from './vulnerability.ts'

type Sealing = Pick<House, 'fields'>

// Mapped, because an interface has no index signature, which Kysely asks for.
const tables = (db: Db) => db.withTables<{ [K in keyof ScreeningTables]: ScreeningTables[K] }>()

export interface InterviewSetting {
  set: IndicatorSet
  language: string
  interpreter: Interpreter
  othersPresent: OtherPresent[]
  companyWords: string | null
  vulnerabilities: Vulnerability[]
}

export interface InterviewRecord extends InterviewSetting {
  jurisdiction: string
  id: string
  caseId: string
  personId: string
  state: InterviewState
  startedBy: Name
  startedAt: string
  pausedAt: string | null
  finishedAt: string | null
  version: number
}

export interface AnswerRecord {
  indicator: string
  value: AnswerValue
  restsOn: AnswerResting[]
  allegationIds: string[]
  facts: Fact[]
  note: string | null
  answeredById: string
  answeredBy: Name
  answeredAt: string
  version: number
}

export interface DecisionRecord {
  jurisdiction: string
  id: string
  caseId: string
  personId: string
  interviewId: string
  status: DecisionStatus
  outcome: Outcome
  reasons: Reason[]
  words: string | null
  exploitation: Fact[]
  cause: ReconsiderationCause | null
  supersedesId: string | null
  decidedById: string
  decidedBy: Name
  decidedAt: string
}

export interface RequestRecord {
  id: string
  decisionId: string
  cause: ReconsiderationCause
  words: string | null
  askedOn: string
  recordedBy: Name
}

const nameOf = (row: { name_en: string; name_ur: string }): Name => ({
  en: row.name_en,
  ur: row.name_ur,
})
const openIf = ({ fields }: Sealing, sealed: string | null) =>
  sealed === null ? null : fields.open(sealed)
const sealIf = ({ fields }: Sealing, text: string | null) =>
  text?.trim() ? fields.seal(text) : null

function interviews(db: Db) {
  return tables(db)
    .selectFrom('screening.interview as i')
    .innerJoin('core.account as a', 'a.id', 'i.started_by')
    .selectAll('i')
    .select(['a.name_en', 'a.name_ur'])
}

type InterviewRow = Awaited<ReturnType<ReturnType<typeof interviews>['execute']>>[number]

function interviewOf(house: Sealing, row: InterviewRow): InterviewRecord {
  return {
    jurisdiction: row.jurisdiction,
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    set: row.indicator_set as IndicatorSet,
    language: row.language,
    interpreter: row.interpreter as Interpreter,
    othersPresent: row.others_present as OtherPresent[],
    companyWords: openIf(house, row.company_words_sealed),
    vulnerabilities: row.vulnerabilities as Vulnerability[],
    state: row.state as InterviewState,
    startedBy: nameOf(row),
    startedAt: row.started_at,
    pausedAt: row.paused_at,
    finishedAt: row.finished_at,
    version: row.version,
  }
}

export async function listInterviews(
  db: Db,
  house: Sealing,
  caseId: string,
): Promise<InterviewRecord[]> {
  const rows = await interviews(db)
    .where('i.case_id', '=', caseId)
    .orderBy('i.started_at')
    .execute()
  return rows.map((row) => interviewOf(house, row))
}

export async function getInterview(db: Db, house: Sealing, id: string): Promise<InterviewRecord> {
  const row = await interviews(db).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('absent', 'screening/no-such-interview')
  return interviewOf(house, row)
}

export interface NewInterview extends InterviewSetting {
  jurisdiction: string
  caseId: string
  personId: string
  startedBy: string
  startedAt: Date
}

export async function addInterview(db: Db, house: Sealing, one: NewInterview): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('screening.interview')
    .values({
      jurisdiction: one.jurisdiction,
      id,
      case_id: one.caseId,
      person_id: one.personId,
      ...settingColumns(house, one),
      started_by: one.startedBy,
      started_at: one.startedAt.toISOString(),
    })
    .execute()
  return id
}

function settingColumns(house: Sealing, setting: InterviewSetting) {
  return {
    indicator_set: setting.set,
    language: setting.language,
    interpreter: setting.interpreter,
    others_present: [...setting.othersPresent] as string[],
    company_words_sealed: sealIf(house, setting.companyWords),
    vulnerabilities: [...setting.vulnerabilities] as string[],
  }
}

/** Throws `core/changed-since` where somebody changed the interview since `version` was read. */
export async function saveInterview(
  db: Db,
  house: Sealing,
  interview: Pick<InterviewRecord, 'jurisdiction' | 'id' | 'version'>,
  change: InterviewSetting & { state: InterviewState },
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('screening.interview')
    .set({
      ...settingColumns(house, change),
      state: change.state,
      paused_at: change.state === 'paused' ? now.toISOString() : null,
      finished_at: change.state === 'finished' ? now.toISOString() : null,
      version: interview.version + 1,
    })
    .where('jurisdiction', '=', interview.jurisdiction)
    .where('id', '=', interview.id)
    .where('version', '=', interview.version)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('stale', 'core/changed-since')
}

/** Makes batches of answers to one interview wait for one another. */
export async function lockInterview(
  db: Db,
  interview: Pick<InterviewRecord, 'jurisdiction' | 'id'>,
): Promise<void> {
  await sql`select id from screening.interview
    where jurisdiction = ${interview.jurisdiction} and id = ${interview.id} for no key update`.execute(
    db,
  )
}

function answers(db: Db) {
  return tables(db)
    .selectFrom('screening.answer as n')
    .innerJoin('core.account as a', 'a.id', 'n.answered_by')
    .selectAll('n')
    .select(['a.name_en', 'a.name_ur'])
}

type AnswerRow = Awaited<ReturnType<ReturnType<typeof answers>['execute']>>[number]

function answerOf(house: Sealing, row: AnswerRow): AnswerRecord {
  return {
    indicator: row.indicator,
    value: row.value as AnswerValue,
    restsOn: row.rests_on as AnswerResting[],
    allegationIds: row.allegation_ids,
    facts: row.facts as Fact[],
    note: openIf(house, row.note_sealed),
    answeredById: row.answered_by,
    answeredBy: nameOf(row),
    answeredAt: row.answered_at,
    version: row.version,
  }
}

export async function listAnswers(
  db: Db,
  house: Sealing,
  interviewId: string,
): Promise<AnswerRecord[]> {
  const rows = await answers(db)
    .where('n.interview_id', '=', interviewId)
    .orderBy('n.indicator')
    .execute()
  return rows.map((row) => answerOf(house, row))
}

/** What was answered in every interview of a case, without the notes. */
export async function listCodedAnswers(db: Db, caseId: string) {
  const rows = await tables(db)
    .selectFrom('screening.answer as n')
    .innerJoin('screening.interview as i', (join) =>
      join.onRef('i.jurisdiction', '=', 'n.jurisdiction').onRef('i.id', '=', 'n.interview_id'),
    )
    .select([
      'i.id as interviewId',
      'i.person_id as personId',
      'n.indicator',
      'n.value',
      'n.facts',
      'n.answered_at',
    ])
    .where('i.case_id', '=', caseId)
    .orderBy('n.answered_at')
    .execute()
  return rows.map((row) => ({
    ...row,
    value: row.value as AnswerValue,
    facts: row.facts as Fact[],
  }))
}

export interface NewAnswer {
  indicator: string
  value: AnswerValue
  restsOn: readonly AnswerResting[]
  allegationIds: readonly string[]
  facts: readonly Fact[]
  note: string | null
}

/** Writes an answer over the one before it; the caller has decided that it may. */
export async function writeAnswer(
  db: Db,
  house: Sealing,
  interview: Pick<InterviewRecord, 'jurisdiction' | 'id'>,
  answer: NewAnswer,
  by: { personId: string; at: Date; version: number },
): Promise<void> {
  const columns = {
    value: answer.value,
    rests_on: [...answer.restsOn] as string[],
    allegation_ids: [...answer.allegationIds],
    facts: [...answer.facts] as string[],
    note_sealed: sealIf(house, answer.note),
    answered_by: by.personId,
    answered_at: by.at.toISOString(),
    version: by.version,
  }
  await tables(db)
    .insertInto('screening.answer')
    .values({
      jurisdiction: interview.jurisdiction,
      interview_id: interview.id,
      indicator: answer.indicator,
      ...columns,
    })
    .onConflict((on) =>
      on.columns(['jurisdiction', 'interview_id', 'indicator']).doUpdateSet(columns),
    )
    .execute()
}

function decisions(db: Db) {
  return tables(db)
    .selectFrom('screening.decision as d')
    .innerJoin('core.account as a', 'a.id', 'd.decided_by')
    .selectAll('d')
    .select(['a.name_en', 'a.name_ur'])
}

type DecisionRow = Awaited<ReturnType<ReturnType<typeof decisions>['execute']>>[number]

function decisionOf(house: Sealing | undefined, row: DecisionRow): DecisionRecord {
  return {
    jurisdiction: row.jurisdiction,
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    interviewId: row.interview_id,
    status: row.status as DecisionStatus,
    outcome: row.outcome as Outcome,
    reasons: row.reasons as Reason[],
    words: house ? openIf(house, row.words_sealed) : null,
    exploitation: row.exploitation as Fact[],
    cause: row.cause as ReconsiderationCause | null,
    supersedesId: row.supersedes_id,
    decidedById: row.decided_by,
    decidedBy: nameOf(row),
    decidedAt: row.decided_at,
  }
}

export async function listDecidedCases(db: Db): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('screening.decision')
    .select('case_id')
    .distinct()
    .execute()
  return rows.map((row) => row.case_id)
}

/** Every decision of a case, the earliest first; the last one about a person is the one that stands. */
export async function listDecisionRecords(
  db: Db,
  house: Sealing | undefined,
  caseId: string,
): Promise<DecisionRecord[]> {
  const rows = await decisions(db)
    .where('d.case_id', '=', caseId)
    .orderBy('d.decided_at')
    .orderBy('d.id')
    .execute()
  return rows.map((row) => decisionOf(house, row))
}

export async function getDecision(db: Db, house: Sealing, id: string): Promise<DecisionRecord> {
  const row = await decisions(db).where('d.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('absent', 'screening/no-such-decision')
  return decisionOf(house, row)
}

export interface NewDecision {
  jurisdiction: string
  caseId: string
  personId: string
  interviewId: string
  status: DecisionStatus
  outcome: Outcome
  /** Codes only: it is kept unsealed. */
  result: unknown
  reasons: readonly Reason[]
  words: string | null
  exploitation: readonly Fact[]
  cause: ReconsiderationCause | null
  supersedesId: string | null
  decidedBy: string
  decidedAt: Date
}

/** Throws `core/changed-since` where somebody else has decided about this person since. */
export async function addDecision(db: Db, house: Sealing, one: NewDecision): Promise<string> {
  const id = newId()
  const { numInsertedOrUpdatedRows } = await tables(db)
    .insertInto('screening.decision')
    .values({
      jurisdiction: one.jurisdiction,
      id,
      case_id: one.caseId,
      person_id: one.personId,
      interview_id: one.interviewId,
      status: one.status,
      outcome: one.outcome,
      result: JSON.stringify(one.result),
      reasons: [...one.reasons] as string[],
      words_sealed: sealIf(house, one.words),
      exploitation: [...one.exploitation] as string[],
      cause: one.cause,
      supersedes_id: one.supersedesId,
      decided_by: one.decidedBy,
      decided_at: one.decidedAt.toISOString(),
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) throw new Problem('stale', 'core/changed-since')
  return id
}

export async function listRequests(
  db: Db,
  house: Sealing,
  caseId: string,
): Promise<RequestRecord[]> {
  const rows = await tables(db)
    .selectFrom('screening.reconsideration_request as r')
    .innerJoin('core.account as a', 'a.id', 'r.recorded_by')
    .selectAll('r')
    .select(['a.name_en', 'a.name_ur'])
    .where('r.case_id', '=', caseId)
    .orderBy('r.recorded_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    decisionId: row.decision_id,
    cause: row.cause as ReconsiderationCause,
    words: openIf(house, row.words_sealed),
    askedOn: row.asked_on,
    recordedBy: nameOf(row),
  }))
}

export interface NewRequest {
  cause: ReconsiderationCause
  words: string | null
  askedOn: string
  recordedBy: string
  recordedAt: Date
}

export async function addRequest(
  db: Db,
  house: Sealing,
  decision: Pick<DecisionRecord, 'jurisdiction' | 'id' | 'caseId'>,
  one: NewRequest,
): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('screening.reconsideration_request')
    .values({
      jurisdiction: decision.jurisdiction,
      id,
      case_id: decision.caseId,
      decision_id: decision.id,
      cause: one.cause,
      words_sealed: sealIf(house, one.words),
      asked_on: one.askedOn,
      recorded_by: one.recordedBy,
      recorded_at: one.recordedAt.toISOString(),
    })
    .execute()
  return id
}

/** The vulnerabilities of each person of a case, from the interview begun last. */
export async function listVulnerabilityRecords(db: Db, caseId: string) {
  const rows = await tables(db)
    .selectFrom('screening.interview')
    .distinctOn('person_id')
    .select(['person_id', 'vulnerabilities'])
    .where('case_id', '=', caseId)
    .orderBy('person_id')
    .orderBy('started_at', 'desc')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    vulnerabilities: row.vulnerabilities as Vulnerability[],
  }))
}
