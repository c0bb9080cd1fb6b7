import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import type { CaseBrief } from '../cases/door.ts'
import { type Assessment, assess } from './assess.ts'
import { buildSheet } from './case-sheet.ts'
import { firGap } from './fir.ts'
import { citationOf, type EvidenceLibrary, type Lesson } from './law.ts'
import { lawNow } from './law-change-records.ts'
import { mayDecideCharges } from './permissions.ts'
import { type DecisionRecord, listDecisionRecords, listFirs } from './records.ts'

/** Everything the charges page shows of a case, computed now from what is recorded. */
export async function presentCharges(db: Db, house: House, file: CaseBrief, person: Person) {
  const { sheet, statements, people } = await buildSheet(db, house, file.id)
  const law = await lawNow(db)
  const assessment = assess(sheet, law)
  const firs = await listFirs(db, file.id)
  return {
    ...assessment,
    reference: file.reference,
    asOn: sheet.asOn,
    conduct: sheet.conduct,
    provinces: [...sheet.provinces],
    people: people.map(({ id, name, roles }) => ({ id, name, roles: [...roles] })),
    lessons: lessonsFor(assessment, new Set(statements.map((one) => one.fact)), law.evidence),
    statements,
    decisions: presentDecisions(await listDecisionRecords(db, house, file.id)),
    firs,
    gap: firGap(assessment.proposals, firs),
    acts: Object.fromEntries(
      law.acts.map(({ act, short, title, citation, sources }) => [
        act,
        { short, title, citation, sources },
      ]),
    ),
    sections: law.acts.flatMap((act) =>
      act.provisions
        .filter(
          (one) =>
            one.role === 'offence' &&
            one.versions.some((version) => version.standing === 'in-force'),
        )
        .map((one) => ({ cited: citationOf(act, one), heading: one.versions[0]!.heading })),
    ),
    mayDecide: mayDecideCharges(person, file) && file.status !== 'closed',
  }
}

/** The lessons of courts that touch a section proposed here or a fact recorded here. */
export function lessonsFor(
  assessment: Assessment,
  facts: Set<string>,
  library: EvidenceLibrary,
): Lesson[] {
  const cited = new Set(
    assessment.proposals.filter((one) => one.standing === 'proposed').map((one) => one.cited),
  )
  if (cited.size === 0) return []
  return library.lessons.filter(
    (lesson) =>
      lesson.sections.some((one) => cited.has(one)) || lesson.facts.some((one) => facts.has(one)),
  )
}

/** Newest first; of several on one section and person the latest stands. */
function presentDecisions(records: readonly DecisionRecord[]) {
  const replaced = new Set(records.map((one) => one.supersedesId))
  return records.map(({ byId: _, supersedesId: __, victimhoodWeighed: ___, ...one }) => ({
    ...one,
    stands: !replaced.has(one.id),
  }))
}
