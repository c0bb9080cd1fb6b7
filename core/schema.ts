import { Type } from 'typebox'
import { agencyKinds, duties, reaches } from './people.ts'

/** One of a code list. */
export function codes<const T extends readonly string[]>(list: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...list] })
}

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  maxLength: 36,
})
export const WithId = Type.Object({ id: Id }, { additionalProperties: false })
/** A calendar day, ISO 8601. */
export const Day = Type.String({ format: 'date', maxLength: 10 })
/** An instant, ISO 8601 with offset. */
export const Moment = Type.String({ format: 'date-time', maxLength: 40 })
export const Version = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })
export const BothNames = Type.Object({ en: Type.String(), ur: Type.String() })
/** Base64 of at most the given number of bytes. */
export function base64(maxBytes: number) {
  return Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', maxLength: Math.ceil(maxBytes / 3) * 4 })
}
export const Done = Type.Object({ done: Type.Literal(true) })
export const done = { done: true as const }

export const DutyCode = codes(duties)
export const SeesCode = codes(reaches)
export const AgencyKindCode = codes(agencyKinds)
export const Jurisdiction = Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$', maxLength: 6 })

export const ProblemAnswer = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
  values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  request: Type.Optional(Type.String()),
})
