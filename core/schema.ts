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
/** Base64 of at most the given number of bytes, in its one canonical form (RFC 4648, section 3.5). */
export function base64(maxBytes: number) {
  return Type.String({
    format: 'byte',
    contentEncoding: 'base64',
    maxLength: Math.ceil(maxBytes / 3) * 4,
  })
}
/** What the format asks; a pattern takes thirty times as long over a sealed report. */
export function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text
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
