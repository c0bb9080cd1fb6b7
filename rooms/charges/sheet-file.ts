import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { codes } from '../../core/schema.ts'
import { certainties, factCodes, restings } from '../cases/door.ts'
import { bornBetween, type FactSheet, type SheetPerson, type Stated } from './fact-sheet.ts'
import { type Law, points, type Statable } from './law.ts'

/** Every code that a fact sheet may state: see docs/fact-sheet.md. */
export const sheetCodes: readonly Statable[] = [...factCodes, ...points]

const PartialDay = Type.String({
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
  description: 'A day, or only its month or year where no more is known: 2019-05-01, 2019-05, 2019',
})
const MaybeDay = Type.Union([PartialDay, Type.Null()])
const PersonId = Type.String({ pattern: '^[\\w-]{1,40}$', maxLength: 40 })
const Ids = Type.Union([PersonId, Type.Array(PersonId, { minItems: 1, maxItems: 200 })])
const Code = codes(sheetCodes)
const closed = { additionalProperties: false }

const PersonInFile = Type.Object(
  {
    id: PersonId,
    roles: Type.Array(codes(['victim', 'accused']), { minItems: 1, maxItems: 2 }),
    is: Type.Optional(Type.String({ maxLength: 200, description: 'In words, for the reader' })),
    sex: Type.Optional(Type.Union([codes(['female', 'male', 'other']), Type.Null()])),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
    ageBetween: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 120 }), { minItems: 2, maxItems: 2 }),
    ),
    born: Type.Optional(MaybeDay),
    citizenship: Type.Optional(
      Type.Union([Type.String({ pattern: '^[A-Z]{3}$', maxLength: 3 }), Type.Null()]),
    ),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  },
  closed,
)

const FactInFile = Type.Union([
  Code,
  Type.Object(
    {
      fact: Code,
      by: Type.Optional(Ids),
      to: Type.Optional(Ids),
      certainty: Type.Optional(codes(certainties)),
      restsOn: Type.Optional(codes(restings)),
      on: Type.Optional(MaybeDay),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
    },
    closed,
  ),
])

/** The fact sheet of one case as a file. Days ISO 8601; places ISO 3166-2; countries ISO 3166-1 alpha-3. */
export const SheetFile = Type.Object(
  {
    title: Type.Optional(Type.String({ maxLength: 300 })),
    source: Type.Optional(Type.String({ maxLength: 2000 })),
    note: Type.Optional(Type.String({ maxLength: 10_000 })),
    asOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    conduct: Type.Object({ from: Type.Optional(MaybeDay), until: Type.Optional(MaybeDay) }, closed),
    provinces: Type.Optional(
      Type.Array(codes(['PK-IS', 'PK-PB', 'PK-SD', 'PK-KP', 'PK-BA', 'PK-GB', 'PK-JK'])),
    ),
    persons: Type.Array(PersonInFile, { maxItems: 200 }),
    facts: Type.Array(FactInFile, { maxItems: 2000 }),
    ruledOut: Type.Optional(Type.Array(FactInFile, { maxItems: 500 })),
    registeredBy: Type.Optional(codes(['police', 'fia'])),
    firSections: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 })),
  },
  closed,
)
export type SheetInFile = Static<typeof SheetFile>

/** One thing that is wrong with a sheet: where, what, and how to put it right. */
export interface Fault {
  path: string
  code: string
  wrong: string
  remedy: string
}

export type ReadSheet = { sheet: FactSheet; file: SheetInFile } | { faults: readonly Fault[] }

/** Reads a sheet; where anything is wrong every fault is named, and nothing is guessed. */
export function readSheet(content: unknown, law: Law, today: string): ReadSheet {
  const shape = shapeFaults(content)
  if (shape.length) return { faults: shape }
  const file = content as SheetInFile
  const faults = [...dayFaults(file, today), ...personFaults(file), ...firFaults(file, law)]
  return faults.length ? { faults } : { sheet: sheetOf(file, today), file }
}

function shapeFaults(content: unknown): Fault[] {
  const seen = new Set<string>()
  return [...Value.Errors(SheetFile, content)]
    .map((error) => faultOf(error, content))
    .filter(({ path, code }) => !seen.has(`${path} ${code}`) && seen.add(`${path} ${code}`))
    .slice(0, 100)
}

interface ShapeError {
  instancePath: string
  keyword: string
  params: object
  message: string
}

function faultOf(error: ShapeError, content: unknown): Fault {
  const path = error.instancePath.slice(1).replaceAll('/', '.') || 'the sheet'
  const found = valueAt(content, error.instancePath)
  const listed = /^(facts|ruledOut)\.\d+(\.fact)?$/.test(path)
  if (listed) {
    const said = typeof found === 'object' ? (found as { fact?: unknown } | null)?.fact : found
    const known = (sheetCodes as readonly unknown[]).includes(said)
    if (!known) {
      return {
        path,
        code: 'unknown-code',
        wrong: `${JSON.stringify(said ?? found)} is not a fact code.`,
        remedy: `${nearest(String(said))} All codes: ./panah charge --template`,
      }
    }
  }
  const { required, missing, properties } = error.params as {
    required?: string[]
    missing?: string[]
    properties?: string[]
  }
  const allowed = (error.params as { allowedValues?: unknown[]; allowed?: unknown[] }).allowedValues
  const names = (required ?? missing ?? properties ?? []).join(', ')
  return {
    path,
    code: error.keyword,
    wrong: `${error.message}${names ? `: ${names}` : ''}.`,
    remedy: allowed
      ? `Choose one of ${allowed.join(', ')}.`
      : 'Compare with ./panah charge --schema and docs/fact-sheet.md.',
  }
}

function valueAt(content: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as { [key: string]: unknown } | undefined)?.[key], content)
}

function nearest(code: string): string {
  const start = code.toLowerCase().replace(/[\s_]+/g, '-')
  const near = sheetCodes.filter(
    (one) => one.includes(start) || start.includes(one) || one.slice(0, 5) === start.slice(0, 5),
  )
  return near.length ? `Did you mean ${near.slice(0, 4).join(' or ')}?` : 'There is no such code.'
}

function dayFaults(file: SheetInFile, today: string): Fault[] {
  const faults: Fault[] = []
  const check = (path: string, day: string | null | undefined) => {
    if (!day) return undefined
    const range = rangeOf(day)
    if (!range) faults.push(noDay(path, day))
    else if (range[0] > (file.asOn ?? today)) faults.push(ahead(path, day, file.asOn ?? today))
    return range
  }
  const from = check('conduct.from', file.conduct.from)
  const until = check('conduct.until', file.conduct.until)
  if (from && until && until[1] < from[0]) {
    faults.push({
      path: 'conduct.until',
      code: 'ends-before-it-begins',
      wrong: `The conduct would end (${file.conduct.until}) before it begins (${file.conduct.from}).`,
      remedy: 'Check both days; leave out the one that is not known.',
    })
  }
  for (const [list, facts] of [
    ['facts', file.facts],
    ['ruledOut', file.ruledOut ?? []],
  ] as const) {
    facts.forEach((one, i) => {
      if (typeof one !== 'string') check(`${list}.${i}.on`, one.on)
    })
  }
  return faults
}

const noDay = (path: string, day: string): Fault => ({
  path,
  code: 'impossible-date',
  wrong: `${day} is no day of the calendar.`,
  remedy: 'Write 2019-05-01; or 2019-05 or 2019 where no more is known.',
})

const ahead = (path: string, day: string, today: string): Fault => ({
  path,
  code: 'date-ahead',
  wrong: `${day} lies after ${today}, the day of the assessment.`,
  remedy: 'Correct the day, or give the day of the assessment in asOn.',
})

function personFaults(file: SheetInFile): Fault[] {
  const faults: Fault[] = []
  const known = new Set<string>()
  file.persons.forEach((person, i) => {
    const path = `persons.${i}`
    if (known.has(person.id)) {
      faults.push({
        path: `${path}.id`,
        code: 'twice',
        wrong: `Two persons are called ${person.id}.`,
        remedy: 'Give each person an id of their own.',
      })
    }
    known.add(person.id)
    faults.push(...ageFaults(file, person, path))
  })
  for (const [list, facts] of [
    ['facts', file.facts],
    ['ruledOut', file.ruledOut ?? []],
  ] as const) {
    facts.forEach((one, i) => {
      if (typeof one === 'string') return
      faults.push(
        ...roleFaults(file, one.by, `${list}.${i}.by`, 'accused'),
        ...roleFaults(file, one.to, `${list}.${i}.to`, 'victim'),
      )
    })
  }
  return faults
}

function roleFaults(
  file: SheetInFile,
  ids: string | string[] | undefined,
  path: string,
  role: 'accused' | 'victim',
): Fault[] {
  return idsOf(ids).flatMap((id) => {
    const person = file.persons.find((one) => one.id === id)
    if (!person) {
      return [
        {
          path,
          code: 'unknown-person',
          wrong: `Nobody in persons is called ${id}.`,
          remedy: 'Add the person, or correct the id.',
        },
      ]
    }
    if (person.roles.includes(role)) return []
    return [
      {
        path,
        code: 'wrong-role',
        wrong: `${id} is not among the ${role === 'accused' ? 'accused' : 'victims'}.`,
        remedy: `Add "${role}" to the roles of ${id}, or name somebody else.`,
      },
    ]
  })
}

const idsOf = (ids: string | string[] | undefined): string[] =>
  ids === undefined ? [] : typeof ids === 'string' ? [ids] : ids

function ageFaults(
  file: SheetInFile,
  person: SheetInFile['persons'][number],
  path: string,
): Fault[] {
  const said = birthByAge(file, person)
  const faults: Fault[] = []
  if (person.ageBetween && person.ageBetween[0]! > person.ageBetween[1]!) {
    faults.push({
      path: `${path}.ageBetween`,
      code: 'ends-before-it-begins',
      wrong: 'The lower age stands second.',
      remedy: 'Write the lower age first.',
    })
  }
  if (!person.born) return faults
  const born = rangeOf(person.born)
  if (!born) return [...faults, noDay(`${path}.born`, person.born)]
  if (said && (born[1] < said[0] || born[0] > said[1])) {
    faults.push({
      path: `${path}.age`,
      code: 'age-contradicts-birth',
      wrong: `The age does not agree with the birth date ${person.born}.`,
      remedy: 'Ages count on the first day of the conduct. Keep the one that is documented.',
    })
  }
  return faults
}

function firFaults(file: SheetInFile, law: Law): Fault[] {
  const acts = new Map(law.acts.map((act) => [act.act, act]))
  const asked = file.conduct.until ?? file.conduct.from
  const last = asked ? rangeOf(asked)?.[1] : undefined
  const first = file.conduct.from ? rangeOf(file.conduct.from)?.[0] : last
  return (file.firSections ?? []).flatMap((cited, i): Fault[] => {
    const [, name = '', section = ''] = /^(\S+)\s+(.+)$/.exec(cited.trim()) ?? []
    const act = acts.get(name)
    const path = `firSections.${i}`
    if (!act) {
      return [
        {
          path,
          code: 'unknown-act',
          wrong: `${JSON.stringify(cited)} names no Act that is held here.`,
          remedy: `Write it as "PTPA 3(2)"; the Acts are ${[...acts.keys()].join(', ')}.`,
        },
      ]
    }
    const base = section.split('(')[0]!.trim()
    const provisions = act.provisions.filter(
      (one) => one.section === section || one.section.split('(')[0] === base,
    )
    const stood = provisions.some((one) =>
      one.versions.some(
        (version) =>
          version.standing === 'in-force' &&
          (!last || !version.from || version.from <= last) &&
          (!first || !version.until || first < version.until),
      ),
    )
    if (!provisions.length || stood) return []
    return [
      {
        path,
        code: 'not-in-force',
        wrong: `${cited} was not in force at the time of the conduct.`,
        remedy: `./panah law show ${cited} tells when it stood; check the date and the section.`,
      },
    ]
  })
}

/** The first and the last day that a day, month or year can be; undefined where there is none. */
function rangeOf(day: string): readonly [string, string] | undefined {
  const [year, month, date] = day.split('-')
  if (date) {
    const at = new Date(`${day}T00:00:00Z`)
    const real = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
    return real ? [day, day] : undefined
  }
  if (!month) return [`${year}-01-01`, `${year}-12-31`]
  if (Number(month) < 1 || Number(month) > 12) return undefined
  const end = new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
  return [`${day}-01`, end]
}

function sheetOf(file: SheetInFile, today: string): FactSheet {
  const from = file.conduct.from ? rangeOf(file.conduct.from)! : null
  const until = file.conduct.until ? rangeOf(file.conduct.until)! : null
  const asOn = file.asOn ?? today
  const person = (one: SheetInFile['persons'][number]): SheetPerson => ({
    id: one.id,
    sex: one.sex ?? null,
    bornBetween: one.born ? rangeOf(one.born)! : (birthByAge(file, one) ?? null),
    citizenship: one.citizenship ?? null,
  })
  const accused = file.persons.filter((one) => one.roles.includes('accused')).map(person)
  return {
    conduct: {
      from: from?.[0] ?? null,
      // Of a month or a year that is all we know of: it may have lasted to its end.
      until: until?.[1] ?? from?.[1] ?? null,
    },
    provinces: file.provinces ?? [],
    accused,
    victims: file.persons.filter((one) => one.roles.includes('victim')).map(person),
    stated: [
      ...file.facts.flatMap((one, i) => statedOf(one, `facts.${i}`, 'yes', accused)),
      ...(file.ruledOut ?? []).flatMap((one, i) => statedOf(one, `ruledOut.${i}`, 'no', accused)),
    ],
    asOn,
    ...(file.registeredBy && { registeredBy: file.registeredBy }),
  }
}

/** Days on which the person can have been born, by the age said for the first day of the conduct. */
function birthByAge(
  file: SheetInFile,
  { age, ageBetween }: SheetInFile['persons'][number],
): readonly [string, string] | undefined {
  const day = file.conduct.from ?? file.conduct.until
  const on = (day ? rangeOf(day)?.[0] : undefined) ?? file.asOn
  if (!on) return undefined
  if (age !== undefined) return bornBetween(age, on)
  if (!ageBetween || ageBetween[0]! > ageBetween[1]!) return undefined
  return [bornBetween(ageBetween[1]!, on)[0], bornBetween(ageBetween[0]!, on)[1]]
}

/** A fact of nobody in particular is the only accused's; what is ruled out speaks of everybody. */
function statedOf(
  one: SheetInFile['facts'][number],
  id: string,
  says: 'yes' | 'no',
  accused: readonly SheetPerson[],
): Stated[] {
  const of = typeof one === 'string' ? { fact: one } : one
  const only = says === 'yes' && accused.length === 1 ? accused[0]!.id : null
  const by = 'by' in of && of.by !== undefined ? idsOf(of.by) : [only]
  const to = 'to' in of && of.to !== undefined ? idsOf(of.to) : [null]
  return by.flatMap((accusedId) =>
    to.map((victimId) => ({
      id,
      from: 'allegation' as const,
      fact: of.fact,
      says,
      accusedId,
      victimId,
      certainty: ('certainty' in of && of.certainty) || 'said',
      restsOn: ('restsOn' in of && of.restsOn) || 'report',
      on: ('on' in of && of.on) || null,
    })),
  )
}
