import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import {
  type CasePerson,
  dayInPakistan,
  type IncidentView,
  listAllegations,
  listCasePersons,
  listIncidents,
} from '../cases/door.ts'
import { listDecisions, screenedFacts } from '../screening/door.ts'
import { bornBetween, type FactSheet, type SheetPerson, type Stated } from './fact-sheet.ts'
import { listAnswers } from './records.ts'

/** A statement as the page shows it: what it says and on whose word. */
export interface Statement extends Stated {
  saidBy: string | null
  words: string | null
}

export interface CaseSheet {
  sheet: FactSheet
  statements: Statement[]
  people: CasePerson[]
}

/** Fills the fact sheet of a case from what its people said, its screening and its charges page. */
export async function buildSheet(db: Db, house: House, caseId: string): Promise<CaseSheet> {
  const people = await listCasePersons(db, house, caseId)
  const incidents = await listIncidents(db, house, caseId)
  const found = (await listDecisions(db, caseId)).filter((one) => one.status !== 'not-so-far')
  const foundVictims = new Set(found.map((one) => one.personId))
  const statements = [
    ...(await alleged(db, house, caseId)),
    ...(await screened(db, caseId)),
    ...(await answered(db, house, caseId)),
  ]
  const asOn = dayInPakistan(house.now())
  const sheet: FactSheet = {
    conduct: conductOf(incidents),
    provinces: await provincesOf(db, incidents),
    accused: people.filter((one) => one.roles.includes('accused')).map(sheetPerson),
    victims: people
      .filter((one) => one.roles.includes('victim') || foundVictims.has(one.id))
      .map(sheetPerson),
    stated: statements,
    asOn,
  }
  return { sheet, statements, people }
}

async function alleged(db: Db, house: House, caseId: string): Promise<Statement[]> {
  const all = await listAllegations(db, house, caseId)
  return all
    .filter((one) => one.supersededById === null)
    .map((one) => ({
      id: one.id,
      from: 'allegation' as const,
      fact: one.fact,
      says: 'yes' as const,
      accusedId: one.accusedId,
      victimId: one.victimId,
      certainty: one.certainty,
      restsOn: one.restsOn,
      on: one.saidOn,
      saidBy: one.saidBy,
      words: one.words,
    }))
}

async function screened(db: Db, caseId: string): Promise<Statement[]> {
  const all = await screenedFacts(db, caseId)
  return all.map((one) => ({
    // Two indicators may state one fact: both stay, each under its own name.
    id: `screening:${one.personId}:${one.indicatorId}:${one.fact}`,
    from: 'screening' as const,
    fact: one.fact,
    says: 'yes' as const,
    accusedId: null,
    victimId: one.personId,
    certainty: 'said' as const,
    restsOn: 'screening' as const,
    on: null,
    saidBy: null,
    words: null,
  }))
}

async function answered(db: Db, house: House, caseId: string): Promise<Statement[]> {
  const all = await listAnswers(db, house, caseId)
  return all.map((one) => ({
    id: one.id,
    from: 'answer' as const,
    fact: one.fact,
    says: one.says,
    accusedId: one.accusedId,
    victimId: one.victimId,
    certainty: 'supported' as const,
    restsOn: one.restsOn,
    on: dayInPakistan(new Date(one.at)),
    saidBy: null,
    words: one.words,
  }))
}

const sexes: Partial<Record<CasePerson['sex'], SheetPerson['sex']>> = {
  Feminine: 'female',
  Masculine: 'male',
  TransgenderFeminine: 'other',
  TransgenderMasculine: 'other',
  NonConforming: 'other',
}

function sheetPerson(person: CasePerson): SheetPerson {
  return {
    id: person.id,
    sex: sexes[person.sex] ?? null,
    bornBetween: bornOf(person),
    citizenship: person.citizenship,
  }
}

function bornOf(person: CasePerson): readonly [string, string] | null {
  if (person.birthOn) return [person.birthOn, person.birthOn]
  if (person.ageStated === null || !person.ageStatedOn) return null
  return bornBetween(person.ageStated, person.ageStatedOn)
}

/** From the first known day to the last; an exploitation or journey without an end leaves it open. */
export function conductOf(incidents: readonly IncidentView[]): FactSheet['conduct'] {
  const begins = incidents.flatMap((one) => one.fromOn ?? one.untilOn ?? [])
  const ends = incidents.flatMap(
    (one) => one.untilOn ?? (one.kind === 'Recruitment' ? (one.fromOn ?? []) : []),
  )
  const open = incidents.some(
    (one) => one.kind !== 'Recruitment' && one.untilOn === null && one.fromOn !== null,
  )
  return {
    from: begins.toSorted()[0] ?? null,
    until: open ? null : (ends.toSorted().at(-1) ?? null),
  }
}

async function provincesOf(db: Db, incidents: readonly IncidentView[]): Promise<string[]> {
  const codes = incidents.flatMap((one) => one.placeCode ?? [])
  if (codes.length === 0) return []
  const { rows } = await sql<{ code: string }>`
    with recursive up as (
      select code, level, parent from core.place where code = any (${codes})
      union select p.code, p.level, p.parent from core.place p join up on p.code = up.parent
    )
    select distinct code from up where level = 'province' order by code`.execute(db)
  return rows.map((one) => one.code)
}
