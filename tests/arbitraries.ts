import fc, { type Arbitrary } from 'fast-check'

interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
}

const awkward = [
  "'; drop table core.account; --",
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  'پناہ گاہ میں ‏مدد',
  '𠮷野家 👩‍👩‍👧 é\u0301',
  'a\u0000b',
  '\ud800',
  '../../../../etc/passwd',
  '%00%ff',
  '=HYPERLINK("http://example.org")',
]

/** Values that a schema allows, awkward ones among them. */
export function valuesOf(schema: Schema): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
  switch (schema.type ?? '') {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -1000,
        max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
      })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 3)),
      })
    case 'object':
      return objectsOf(schema)
    default:
      return fc.jsonValue()
  }
}

function textOf(schema: Schema): Arbitrary<string> {
  if (schema.format === 'date')
    return fc
      .date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
  if (schema.format === 'date-time')
    return fc
      .date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  if (schema.format === 'byte')
    return fc.base64String({ maxLength: Math.min(schema.maxLength ?? 200, 200) })
  if (schema.format === 'email') return fc.emailAddress()
  if (schema.pattern)
    return fc.stringMatching(new RegExp(schema.pattern), {
      maxLength: Math.min(schema.maxLength ?? 100, 200),
    })
  const short = fc.string({
    unit: 'grapheme',
    minLength: schema.minLength ?? 0,
    maxLength: Math.min(schema.maxLength ?? 60, 60),
  })
  const odd = fc.constantFrom(...awkward).filter((text) => fits(text, schema))
  return fc.oneof(
    { weight: 3, arbitrary: short },
    { weight: 2, arbitrary: awkward.some((text) => fits(text, schema)) ? odd : short },
  )
}

function fits(text: string, schema: Schema): boolean {
  return text.length >= (schema.minLength ?? 0) && text.length <= (schema.maxLength ?? 1e9)
}

function objectsOf(schema: Schema): Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [name, valuesOf(one)] as const,
  )
  return fc.record(Object.fromEntries(properties), {
    requiredKeys: (schema.required ?? []) as never[],
  })
}

/** What a careless or hostile client sends: values of the wrong shape as well. */
export function bodiesFor(schema: Schema | undefined): Arbitrary<unknown> {
  const good = schema ? valuesOf(schema) : fc.constant(undefined)
  return fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: fc.jsonValue() })
}
