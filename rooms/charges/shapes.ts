import { Type } from 'typebox'
import { BothNames, codes, Day, Id, Version } from '../../core/schema.ts'
import { certainties, factCodes, restings } from '../cases/door.ts'
import { chargeDecisions } from './decision.ts'
import { elementRoles, lawGrades, points } from './law.ts'
import { ActSchema, ConflictSchema, PenaltySchema, TextSchema } from './law-schema.ts'

const closed = { additionalProperties: false }
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Text = TextSchema
const Ids = Type.Array(Type.String())
const PersonRef = orNull(Id)
const Cited = Type.String({ minLength: 1, maxLength: 60 })
const Fact = codes([...factCodes, ...points])
const Value = codes(['yes', 'no', 'unknown'])
const Finding = codes(['met', 'partly', 'not-met'])
const Grade = codes(lawGrades)

export const WithCase = Type.Object({ caseId: Id }, closed)
export const WithCaseAndId = Type.Object({ caseId: Id, id: Id }, closed)
export const Made = Type.Object({ id: Id })

const ElementShape = Type.Object({
  id: Type.String(),
  role: codes(elementRoles),
  text: Text,
  value: Value,
  facts: Ids,
  against: Ids,
  disputed: Ids,
  unattributed: Ids,
  certainty: orNull(codes(certainties)),
  cautions: Type.Array(Text),
  rule: orNull(Type.String()),
  ask: orNull(Type.String()),
  core: Type.Boolean(),
})

const ReportedShape = Type.Object({
  key: Type.String(),
  heading: Text,
  penalty: orNull(PenaltySchema),
  court: orNull(Text),
  grade: Grade,
  sources: Ids,
  reportedOn: Type.Optional(Type.String()),
  amendedBy: orNull(Text),
  notes: Type.Optional(Text),
  conflicts: Type.Optional(Type.Array(ConflictSchema)),
})

const ProposalShape = Type.Object({
  cited: Type.String(),
  act: Type.String(),
  section: Type.String(),
  version: Type.String(),
  accusedId: PersonRef,
  heading: Text,
  finding: Finding,
  standing: codes(['proposed', 'considered']),
  inForce: Value,
  from: orNull(Day),
  until: orNull(Day),
  fromUncertain: Type.Boolean(),
  straddles: Type.Boolean(),
  elements: Type.Array(ElementShape),
  victims: Type.Array(
    Type.Object({
      victimId: PersonRef,
      finding: Finding,
      missing: Ids,
      coveredBy: orNull(Type.String()),
    }),
  ),
  coveredBy: orNull(Type.String()),
  screenFirst: Type.Boolean(),
  penalty: orNull(PenaltySchema),
  cognizable: orNull(Type.Boolean()),
  bailable: orNull(Type.Boolean()),
  court: orNull(Text),
  grade: Grade,
  sources: Ids,
  conflicts: Type.Array(ConflictSchema),
  notes: orNull(Text),
  reported: Type.Array(ReportedShape),
})

const Evidence = Type.Object({ code: Type.String(), name: Text, from: Text })
const QuestionShape = Type.Object({
  code: Type.String(),
  question: Text,
  why: orNull(Text),
  evidence: Type.Array(Evidence),
  facts: Ids,
  accusedIds: Type.Array(PersonRef),
  victimIds: Type.Array(PersonRef),
  decides: Ids,
  touches: Ids,
})

const StatementShape = Type.Object({
  id: Type.String(),
  from: codes(['allegation', 'screening', 'answer']),
  fact: Fact,
  says: codes(['yes', 'no']),
  accusedId: PersonRef,
  victimId: PersonRef,
  certainty: codes(certainties),
  restsOn: codes([...restings, 'screening']),
  on: orNull(Day),
  saidBy: orNull(Type.String()),
  words: orNull(Type.String()),
})

const DecisionShape = Type.Object({
  id: Id,
  accusedId: PersonRef,
  cited: Type.String(),
  lawVersion: Type.String(),
  decision: codes(chargeDecisions),
  finding: codes(['met', 'partly', 'not-met', 'not-raised']),
  reasons: Type.String(),
  by: BothNames,
  at: Type.String(),
  stands: Type.Boolean(),
})

const FirShape = Type.Object({
  id: Id,
  number: Type.String(),
  station: Type.String(),
  registeredOn: Day,
  sections: Ids,
  otherSections: Type.String(),
  version: Version,
})

export const ChargesOfCase = Type.Object({
  reference: Type.String(),
  asOn: Day,
  conduct: Type.Object({ from: orNull(Day), until: orNull(Day) }),
  provinces: Ids,
  people: Type.Array(Type.Object({ id: Id, name: orNull(Type.String()), roles: Ids })),
  proposals: Type.Array(ProposalShape),
  questions: Type.Array(QuestionShape),
  investigation: Type.Object({
    agency: codes(['police', 'fia', 'undecided']),
    boundary: Type.Boolean(),
    reasons: Type.Array(
      Type.Object({ code: Type.String(), facts: Ids, rule: Type.String(), sections: Ids }),
    ),
  }),
  nonPunishment: Type.Object({ screenFirst: Ids, neverAgainstVictims: Ids, sectionSix: Value }),
  lessons: Type.Array(Type.Object({ id: Type.String(), text: Text, source: Type.String() })),
  statements: Type.Array(StatementShape),
  decisions: Type.Array(DecisionShape),
  firs: Type.Array(FirShape),
  gap: Type.Object({
    kind: codes(['none', 'no-fir', 'act-missing', 'sections-missing']),
    missing: Type.Array(Type.Object({ cited: Type.String(), accusedId: PersonRef })),
    cited: Ids,
  }),
  acts: Type.Record(
    Type.String(),
    Type.Object({
      short: Text,
      title: Text,
      citation: Type.String(),
      sources: Type.Record(
        Type.String(),
        Type.Object({ title: Type.String(), where: orNull(Type.String()) }),
      ),
    }),
  ),
  sections: Type.Array(Type.Object({ cited: Type.String(), heading: Text })),
  mayDecide: Type.Boolean(),
})

export const Decide = Type.Object(
  {
    accusedId: PersonRef,
    cited: Cited,
    lawVersion: Type.String({ minLength: 1, maxLength: 40 }),
    decision: codes(chargeDecisions),
    reasons: Type.String({ maxLength: 4000 }),
    victimhoodWeighed: Type.Boolean(),
    /** The decision that stood when the page was read; null where there was none. */
    supersedes: PersonRef,
  },
  closed,
)

const firFields = {
  number: Type.String({ minLength: 1, maxLength: 60 }),
  station: Type.String({ minLength: 1, maxLength: 200 }),
  registeredOn: Day,
  sections: Type.Array(Cited, { maxItems: 60 }),
  otherSections: Type.String({ maxLength: 400 }),
}
export const RecordFir = Type.Object(firFields, closed)
export const ChangeFir = Type.Object({ ...firFields, version: Version }, closed)

export const GiveAnswer = Type.Object(
  {
    fact: Fact,
    says: codes(['yes', 'no']),
    accusedId: PersonRef,
    victimId: PersonRef,
    restsOn: codes(restings),
    words: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  closed,
)

export const AskLaw = Type.Object(
  {
    on: Type.Optional(Day),
    act: Type.Optional(Type.String({ maxLength: 20 })),
    section: Type.Optional(Type.String({ maxLength: 40 })),
  },
  closed,
)
export const LawAnswer = Type.Object({ on: orNull(Day), acts: Type.Array(ActSchema) })
