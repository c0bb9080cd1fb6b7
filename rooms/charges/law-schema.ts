import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { codes } from '../../core/schema.ts'
import {
  type Condition,
  citationOf,
  combinations,
  elementRoles,
  type Law,
  lawGrades,
  provisionRoles,
} from './law.ts'

const closed = { additionalProperties: false }
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const TextSchema = Type.Object(
  { en: Type.String({ minLength: 1 }), ur: Type.String({ minLength: 1 }) },
  closed,
)
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Grade = codes(lawGrades)

const Element = Type.Object(
  {
    id: Type.String(),
    role: codes(elementRoles),
    text: TextSchema,
    when: Type.Optional(Type.Unknown()),
    by: Type.Optional(codes(['accused', 'not-another', 'anyone'])),
    ask: Type.Optional(Type.String()),
    core: Type.Optional(Type.Boolean()),
  },
  closed,
)

// An array of two and not a tuple: the serializer of answers cannot write a tuple of unions.
const Bounds = Type.Array(orNull(Type.Number({ minimum: 0 })), { minItems: 2, maxItems: 2 })
export const PenaltySchema = Type.Object(
  {
    years: Bounds,
    life: Type.Optional(Type.Boolean()),
    death: Type.Optional(Type.Boolean()),
    finePkr: Bounds,
    combination: codes(combinations),
    note: Type.Optional(TextSchema),
  },
  closed,
)

export const ConflictSchema = Type.Object(
  {
    about: TextSchema,
    readings: Type.Array(
      Type.Object(
        { says: TextSchema, grade: Grade, sources: Type.Array(Type.String(), { minItems: 1 }) },
        closed,
      ),
      { minItems: 2 },
    ),
  },
  closed,
)

export const VersionSchema = Type.Object(
  {
    key: Type.String(),
    standing: codes(['in-force', 'reported']),
    from: orNull(Day),
    until: orNull(Day),
    fromUncertain: Type.Optional(Type.Boolean()),
    reportedOn: Type.Optional(Day),
    where: Type.Optional(Type.Array(Type.String({ pattern: '^PK-[A-Z]{2}$' }))),
    heading: TextSchema,
    elements: Type.Array(Element),
    penalty: orNull(PenaltySchema),
    cognizable: orNull(Type.Boolean()),
    bailable: orNull(Type.Boolean()),
    court: orNull(TextSchema),
    grade: Grade,
    sources: Type.Array(Type.String(), { minItems: 1 }),
    amendedBy: orNull(TextSchema),
    reviewedByLawyer: Type.Union([
      Type.Literal('none'),
      Type.Object({ by: Type.String(), on: Day }, closed),
    ]),
    conflicts: Type.Optional(Type.Array(ConflictSchema)),
    notes: Type.Optional(TextSchema),
  },
  closed,
)

export const ActSchema = Type.Object(
  {
    act: Type.String(),
    title: TextSchema,
    short: TextSchema,
    citation: Type.String(),
    jurisdiction: Type.String(),
    investigatedBy: codes(['ptpa-8', 'fia', 'police', 'police-or-fia']),
    status: TextSchema,
    sources: Type.Record(
      Type.String(),
      Type.Object({ title: Type.String(), where: orNull(Type.String()) }, closed),
    ),
    provisions: Type.Array(
      Type.Object(
        {
          section: Type.String(),
          role: codes(provisionRoles),
          yieldsTo: Type.Optional(Type.Array(Type.String())),
          ofTheMigrant: Type.Optional(Type.Boolean()),
          versions: Type.Array(VersionSchema, { minItems: 1 }),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type ActData = Static<typeof ActSchema>

const EvidenceSchema = Type.Object(
  {
    kinds: Type.Record(Type.String(), Type.Object({ name: TextSchema, from: TextSchema }, closed)),
    questions: Type.Record(
      Type.String(),
      Type.Object(
        {
          question: TextSchema,
          why: Type.Optional(TextSchema),
          evidence: Type.Array(Type.String(), { minItems: 1 }),
          facts: Type.Optional(Type.Array(Type.String())),
        },
        closed,
      ),
    ),
    lessons: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          text: TextSchema,
          source: Type.String(),
          sections: Type.Array(Type.String()),
          facts: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
)

export const LawSchema = Type.Object(
  { acts: Type.Array(ActSchema), evidence: EvidenceSchema },
  closed,
)

/** Reads a library of law, or throws with every place that is wrong. */
export function readLaw(data: unknown): Law {
  if (!Value.Check(LawSchema, data)) {
    const places = Value.Errors(LawSchema, data).map((one) => `${one.instancePath} ${one.message}`)
    throw new Error(`the law data do not fit their schema:\n${places.slice(0, 10).join('\n')}`)
  }
  const law = data as unknown as Law
  const wrong = faultsIn(law)
  if (wrong.length > 0) throw new Error(`the law data contradict themselves:\n${wrong.join('\n')}`)
  return law
}

/** What a schema cannot see: dangling sources, questions, sections and dates that cross. */
export function faultsIn(law: Law): string[] {
  const cited = new Set(
    law.acts.flatMap((act) => act.provisions.map((one) => citationOf(act, one))),
  )
  const wrong: string[] = []
  for (const act of law.acts) {
    for (const provision of act.provisions) {
      const name = citationOf(act, provision)
      const keys = provision.versions.map((one) => one.key)
      if (new Set(keys).size < keys.length) wrong.push(`${name}: two versions with one key`)
      for (const section of provision.yieldsTo ?? []) {
        if (!cited.has(`${act.act} ${section}`))
          wrong.push(`${name}: yields to unknown section ${section}`)
      }
      for (const version of provision.versions) {
        const place = `${name} @ ${version.key}`
        const sources = [
          ...version.sources,
          ...(version.conflicts ?? []).flatMap((one) => one.readings.flatMap((r) => r.sources)),
        ]
        for (const source of sources)
          if (!act.sources[source]) wrong.push(`${place}: unknown source ${source}`)
        if (version.from && version.until && version.from >= version.until)
          wrong.push(`${place}: ends before it begins`)
        if (version.standing === 'reported' && (version.from || !version.reportedOn)) {
          wrong.push(`${place}: a reported version has the day of its report and no start`)
        }
        for (const element of version.elements) {
          if (element.ask && !law.evidence.questions[element.ask])
            wrong.push(`${place}: unknown question ${element.ask}`)
          if (element.when)
            wrong.push(
              ...faultsInCondition(element.when, cited).map(
                (one) => `${place}, ${element.id}: ${one}`,
              ),
            )
        }
      }
    }
  }
  for (const [code, question] of Object.entries(law.evidence.questions)) {
    for (const kind of question.evidence)
      if (!law.evidence.kinds[kind]) wrong.push(`question ${code}: unknown evidence ${kind}`)
  }
  return wrong
}

function faultsInCondition(condition: Condition, cited: Set<string>): string[] {
  if (typeof condition === 'string') return []
  const keys = Object.keys(condition)
  const known = [
    ['fact', 'caution'],
    ['any'],
    ['all'],
    ['not'],
    ['victim'],
    ['rule', 'victim'],
    ['met'],
    ['metByAnother'],
    ['takesPart'],
    ['open'],
  ]
  if (!known.some((set) => set.length === keys.length && set.every((key) => keys.includes(key)))) {
    return [`a condition of no known kind: ${keys.join(', ')}`]
  }
  if ('any' in condition) return condition.any.flatMap((one) => faultsInCondition(one, cited))
  if ('all' in condition) return condition.all.flatMap((one) => faultsInCondition(one, cited))
  if ('not' in condition) return faultsInCondition(condition.not, cited)
  const sections =
    'met' in condition ? condition.met : 'metByAnother' in condition ? condition.metByAnother : []
  return sections.filter((one) => !cited.has(one)).map((one) => `unknown section ${one}`)
}
