import { type Static, Type } from 'typebox'
import { BothNames, codes, Day, Id, Jurisdiction, Moment, Version } from '../../core/schema.ts'
import { dimensions, marks, measures, shareMeasures, verdicts } from './fairness-codes.ts'

const closed = { additionalProperties: false } as const
const Count = Type.Integer()
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Names = Type.Record(Type.String(), BothNames)
const VerdictCode = codes(verdicts)
const MarkCode = codes(marks)

export const PeriodQuery = Type.Object({ from: Day, until: Day }, closed)

const GroupView = Type.Object({
  code: Type.String(),
  n: Count,
  hits: Count,
  low: orNull(Type.Number()),
  high: orNull(Type.Number()),
  median: orNull(Count),
  odds: orNull(Type.Object({ ratio: Type.Number(), low: Type.Number(), high: Type.Number() })),
  p: orNull(Type.Number()),
  mark: orNull(MarkCode),
})

const ComparisonView = Type.Object({
  by: codes(dimensions),
  measure: codes(measures),
  within: codes(['kind', 'desk']),
  groups: Type.Array(GroupView),
  n: Count,
  hits: Count,
  median: orNull(Count),
  left: Count,
  p: orNull(Type.Number()),
  how: orNull(codes(['exact', 'simulated', 'large'])),
  holm: orNull(Type.Number()),
  bh: orNull(Type.Number()),
  verdict: VerdictCode,
})
export type ComparisonView = Static<typeof ComparisonView>

export const AuditAnswer = Type.Object({
  reports: Count,
  comparisons: Type.Array(ComparisonView),
  names: Names,
})
export type AuditAnswer = Static<typeof AuditAnswer>

const Shown = orNull(Count)
const FormShape = Type.Object({
  from: Day,
  until: Day,
  k: Count,
  reports: Count,
  tables: Type.Array(
    Type.Object({
      by: codes(dimensions),
      rows: Type.Array(
        Type.Object({
          code: Type.String(),
          reports: Count,
          shares: Type.Object(
            Object.fromEntries(shareMeasures.map((one) => [one, Shown])) as Record<
              (typeof shareMeasures)[number],
              typeof Shown
            >,
          ),
        }),
      ),
      hidden: Type.Boolean(),
    }),
  ),
  findings: Type.Array(
    Type.Object({
      by: codes(dimensions),
      measure: codes(measures),
      verdict: VerdictCode,
      groups: Type.Array(Type.Object({ code: Type.String(), mark: MarkCode })),
    }),
  ),
})

const Head = {
  id: Id,
  year: Count,
  jurisdiction: Jurisdiction,
  state: codes(['drafted', 'signed', 'returned']),
  draftedBy: BothNames,
  draftedAt: Moment,
  decidedBy: orNull(BothNames),
  decidedAt: orNull(Moment),
  decisionWords: orNull(Type.String()),
  /** Drawn up by the reader, who therefore cannot sign it. */
  own: Type.Boolean(),
  version: Version,
}
export const FormHead = Type.Object(Head)
export type FormHead = Static<typeof FormHead>
export const FormList = Type.Object({
  forms: Type.Array(FormHead),
  /** Years of which a form can be drawn up now, the newest first. */
  years: Type.Array(Count),
})
export type FormList = Static<typeof FormList>
export const FormView = Type.Object({ ...Head, form: FormShape, names: Names })
export type FormView = Static<typeof FormView>

export const NewForm = Type.Object({ year: Type.Integer({ minimum: 2020, maximum: 2200 }) }, closed)
export const FormDecision = Type.Object(
  {
    state: codes(['signed', 'returned']),
    words: Type.String({ maxLength: 4000 }),
    version: Version,
  },
  closed,
)
