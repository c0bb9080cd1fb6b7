import { type Static, Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { codes, Day } from '../../core/schema.ts'
import { type Dimension, dimensions, type Filter } from './counting.ts'
import type { Period } from './records.ts'

const Code = Type.Optional(Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9<>+;,. ()-]+$' }))

export const selectionFields = {
  from: Type.Optional(Day),
  until: Type.Optional(Day),
  sex: Code,
  age: Code,
  'age-broad': Code,
  form: Code,
  sdg: Code,
  place: Code,
  district: Code,
  status: Code,
  year: Code,
  law: Code,
  citizenship: Code,
  means: Code,
}

export const Selection = Type.Object(selectionFields, { additionalProperties: false })
export const TableQuery = Type.Object(
  {
    by: Type.Optional(codes(dimensions)),
    across: Type.Optional(codes(dimensions)),
    ...selectionFields,
  },
  { additionalProperties: false },
)

type Asked = Static<typeof Selection>

const FIRST_DAY = '1900-01-01'

/** The days asked for; until today where no end is given. */
export function periodOf(asked: Asked, today: string): Period {
  const period = { from: asked.from ?? FIRST_DAY, until: asked.until ?? today }
  if (period.until < period.from) {
    throw new Problem('input', 'statistics/period-backwards', {
      fields: { until: 'problem.statistics/period-backwards' },
    })
  }
  return period
}

export function filterOf(asked: Asked): Filter {
  const chosen = dimensions.flatMap((dimension: Dimension) => {
    const code = asked[dimension]
    return code ? [[dimension, code]] : []
  })
  return Object.fromEntries(chosen)
}
