import { Type } from 'typebox'
import { BothNames, codes, Day, Id } from '../../core/schema.ts'
import { groupings, states } from './funnel.ts'
import { accusedEndings, endings, sentenceFindings, stages } from './funnel-course.ts'

const closed = { additionalProperties: false }
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])

const Code = Type.Optional(Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9-]+$' }))
const selection = {
  from: Type.Optional(Day),
  until: Type.Optional(Day),
  act: Code,
  agency: Type.Optional(Id),
  place: Code,
  district: Code,
  year: Code,
  /** 'show': small counts too, for who counts everything. */
  small: Type.Optional(codes(['hide', 'show'])),
}
export const FunnelQuery = Type.Object(
  { by: Type.Optional(codes(groupings)), ...selection },
  closed,
)
export const OpenQuery = Type.Object(
  { stage: codes(stages), state: codes(states), ...selection },
  closed,
)

/** Null: 1 to 4, which is not told to who may not see the cases. */
const Told = orNull(Type.Integer({ minimum: 0 }))
const Amount = orNull(Type.Number())
const Rate = Type.Object({ hits: Told, of: Told, share: Amount, low: Amount, high: Amount })

const StageAnswer = Type.Object({
  stage: codes(stages),
  reached: Told,
  began: Told,
  skipped: Told,
  lost: Told,
  waiting: Told,
  reasons: Type.Array(
    Type.Object({ ending: codes(endings), reason: orNull(Type.String()), n: Told }),
  ),
  time: orNull(
    Type.Object({
      median: Amount,
      low: Amount,
      high: Amount,
      hidden: Type.Boolean(),
      moved: Told,
      waiting: Told,
      lost: Told,
      untimed: Told,
    }),
  ),
})

export const FunnelAnswer = Type.Object({
  asOf: Type.String(),
  from: orNull(Type.String()),
  until: Type.String(),
  /** 'reach': everything in a country or province; 'seen': what the viewer may see. */
  counted: codes(['reach', 'seen']),
  jurisdiction: Type.String(),
  /** Whether counts are rounded and small ones left out. */
  hidden: Type.Boolean(),
  total: Told,
  stages: Type.Array(StageAnswer),
  convictions: Type.Object({
    endings: Type.Array(Type.Object({ ending: orNull(codes(accusedEndings)), n: Told })),
    reasons: Type.Array(
      Type.Object({ ending: codes(accusedEndings), why: orNull(Type.String()), n: Told }),
    ),
    ofJudged: Rate,
    ofEnded: Rate,
  }),
  sentences: Type.Array(
    Type.Object({
      cited: Type.String(),
      n: Told,
      findings: Type.Array(Type.Object({ finding: codes(sentenceFindings), n: Told })),
      lowest: Amount,
      middle: Amount,
      highest: Amount,
      life: Told,
      death: Told,
      least: Amount,
      most: Amount,
      mayBeLife: Type.Boolean(),
      mayBeDeath: Type.Boolean(),
    }),
  ),
  by: codes(groupings),
  groups: Type.Object({
    p: Amount,
    lines: Type.Array(
      Type.Object({ code: Type.String(), reached: Type.Array(Told), ofJudged: Rate }),
    ),
  }),
  /** What can be chosen in the filters: the codes that occur. */
  choices: Type.Record(Type.String(), Type.Array(Type.String())),
  names: Type.Record(Type.String(), BothNames),
  mayShowSmall: Type.Boolean(),
})

export const OpenedAnswer = Type.Object({
  matters: Told,
  files: Type.Array(
    Type.Object({ id: Id, file: codes(['report', 'case']), reference: Type.String() }),
  ),
  /** That could be opened but are past the end of the list. */
  more: Type.Integer({ minimum: 0 }),
  /** In files that the viewer may not open. */
  closed: Told,
})
