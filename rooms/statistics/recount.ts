import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import {
  ageOn,
  dayInPakistan,
  findCaseBrief,
  listAllegations,
  listCasePersons,
  listIncidents,
} from '../cases/door.ts'
import { listDecidedCases, listDecisions, screenedFacts } from '../screening/door.ts'
import { lawsOfDecisions } from './laws.ts'
import {
  addComparison,
  type Comparison,
  holdCase,
  listCountedCases,
  listOfCase,
  listWaiting,
  replaceCase,
} from './records.ts'
import { type CodedVictim, codeVictim } from './victim.ts'
import { takeMark } from './work-records.ts'

export const COUNTING = 'statistics.count'

type Sealing = Pick<House, 'fields'>

/** The coded rows that a case gives, from what the other rooms say of it. Runs as the system. */
export async function codeCase(db: Db, house: House, caseId: string): Promise<CodedVictim[]> {
  const decisions = await listDecisions(db, caseId)
  const brief = decisions.length ? await findCaseBrief(db, caseId) : undefined
  if (!brief) return []
  const persons = await listCasePersons(db, house as Sealing, caseId)
  const incidents = await listIncidents(db, house, caseId)
  const laws = await lawsOfDecisions(db, house, caseId)
  const stated = await statedFacts(db, house, caseId)
  return decisions.flatMap((decision) => {
    const person = persons.find(({ id }) => id === decision.personId)
    if (!person || !decision.foundOn) return []
    const detectedOn = dayInPakistan(new Date(decision.foundOn))
    const coded = codeVictim({
      jurisdiction: brief.jurisdiction,
      caseId,
      agencyId: brief.agencyId,
      person: {
        id: person.id,
        sex: person.sex,
        age: ageOn(person, detectedOn),
        citizenship: person.citizenship,
      },
      facts: stated.flatMap(({ personId, fact }) => (personId === person.id ? [fact] : [])),
      decision,
      detectedOn,
      laws,
      incidents,
    })
    return coded ? [coded] : []
  })
}

/** What the file and the interviews state of each person; what is disputed or corrected away is not. */
async function statedFacts(db: Db, house: House, caseId: string) {
  const alleged = (await listAllegations(db, house as Sealing, caseId)).filter(
    ({ certainty, supersededById }) => certainty !== 'disputed' && supersededById === null,
  )
  return [
    ...alleged.map(({ victimId, fact }) => ({ personId: victimId, fact })),
    ...(await screenedFacts(db, caseId)),
  ]
}

/**
 * Counts a case afresh. It replaces rather than adds, so that an event delivered twice, or late,
 * leaves the same rows.
 */
export async function recountCase(db: Db, house: House, caseId: string): Promise<void> {
  await holdCase(db, caseId)
  await replaceCase(db, caseId, await codeCase(db, house, caseId))
}

async function allCases(house: House): Promise<string[]> {
  return asSystem(house, async (db) => [
    ...new Set([...(await listDecidedCases(db)), ...(await listCountedCases(db))]),
  ])
}

/** Counts every case afresh, one transaction each. */
export async function rebuild(house: House): Promise<number> {
  const cases = await allCases(house)
  for (const id of cases) await asSystem(house, (db) => recountCase(db, house, id))
  return cases.length
}

/** Raised when a case gives other rows than before. */
const COUNTED_AS = '3'

/** Counts every case afresh once after the way of counting has changed. */
export async function recountWhenChanged(house: House): Promise<void> {
  if (await asSystem(house, (db) => takeMark(db, 'statistics.counted-as', COUNTED_AS)))
    await rebuild(house)
}

/** Compares the rows kept by events with a fresh count of the cases, and keeps the result. */
export async function compareWithCases(house: House): Promise<Comparison> {
  const result = {
    at: house.now().toISOString(),
    victims: 0,
    missing: 0,
    superfluous: 0,
    different: 0,
  }
  const waiting = await asSystem(house, (db) => listWaiting(db, COUNTING))
  const cases = (await allCases(house)).filter((id) => !waiting.includes(id))
  for (const id of cases) {
    await asSystem(house, async (db) => {
      await holdCase(db, id)
      addDifferences(result, await codeCase(db, house, id), await listOfCase(db, id))
    })
  }
  await asSystem(house, (db) => addComparison(db, result))
  return result
}

function addDifferences(
  result: Comparison,
  fresh: readonly CodedVictim[],
  kept: readonly CodedVictim[],
): void {
  const keptOf = new Map(kept.map((one) => [one.personId, one]))
  result.victims += fresh.length
  for (const one of fresh) {
    const same = keptOf.get(one.personId)
    if (!same) result.missing += 1
    else if (!sameCodes(one, same)) result.different += 1
    keptOf.delete(one.personId)
  }
  result.superfluous += keptOf.size
}

function sameCodes(one: CodedVictim, other: CodedVictim): boolean {
  return (Object.keys(one) as (keyof CodedVictim)[]).every(
    (key) => JSON.stringify(one[key]) === JSON.stringify(other[key]),
  )
}
