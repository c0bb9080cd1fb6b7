import { type TProperties, Type } from 'typebox'
import { AgencyKindCode, BothNames, codes, Day, Id, Moment, Version } from '../../core/schema.ts'
import { handOverReasons, shareReasons, statuses } from './case.ts'
import { certainties, factCodes, restings } from './facts.ts'
import { identifierKinds } from './identifiers.ts'
import { incidentKinds } from './incident.ts'
import { processRoles, roles, sexes } from './person.ts'
import { secretKinds } from './views.ts'

/** A body or parameters: nothing that is not named here. */
export const strict = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })

export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Optional(orNull(schema))

/** A name or another short text. */
export const Short = Type.String({ maxLength: 300 })
/** A narrative: as long as a person can tell it. */
export const Long = Type.String({ maxLength: 100_000 })
/** Words that must say something. */
export const Said = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' })
export const Title = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })
export const Country = Type.String({ pattern: '^[A-Z]{3}$', maxLength: 3 })
export const CaseParams = strict({ id: Id })
export const StatusCode = codes(statuses)

export const PersonFields = {
  roles: Type.Array(codes(roles), { minItems: 1, maxItems: 5 }),
  name: maybe(Short),
  otherName: maybe(Short),
  fatherName: maybe(Short),
  sex: Type.Optional(codes(sexes)),
  birthOn: maybe(Day),
  ageStated: maybe(Type.Integer({ minimum: 0, maximum: 120 })),
  ageStatedOn: maybe(Day),
  citizenship: maybe(Country),
  processRole: maybe(codes(processRoles)),
  cnic: maybe(Type.String({ maxLength: 60 })),
  passport: maybe(Type.String({ maxLength: 60 })),
  phone: maybe(Type.String({ maxLength: 60 })),
  account: maybe(Type.String({ maxLength: 100 })),
  address: maybe(Type.String({ maxLength: 2000 })),
}

export const PersonAnswer = Type.Object({
  id: Id,
  roles: Type.Array(codes(roles)),
  name: orNull(Type.String()),
  otherName: orNull(Type.String()),
  fatherName: orNull(Type.String()),
  sex: codes(sexes),
  birthOn: orNull(Day),
  ageStated: orNull(Type.Integer()),
  ageStatedOn: orNull(Day),
  citizenship: orNull(Country),
  processRole: orNull(codes(processRoles)),
  has: Type.Array(codes(secretKinds)),
  version: Version,
})

export const RevealedAnswer = Type.Object({
  cnic: orNull(Type.String()),
  passport: orNull(Type.String()),
  phone: orNull(Type.String()),
  account: orNull(Type.String()),
  address: orNull(Type.String()),
})

export const IncidentFields = {
  kind: codes(incidentKinds),
  fromOn: maybe(Day),
  untilOn: maybe(Day),
  placeCode: maybe(Type.String({ pattern: '^[A-Za-z0-9-]{2,60}$', maxLength: 60 })),
  country: maybe(Country),
  placeWords: maybe(Type.String({ maxLength: 2000 })),
  description: maybe(Long),
}

export const IncidentAnswer = Type.Object({
  id: Id,
  kind: codes(incidentKinds),
  fromOn: orNull(Day),
  untilOn: orNull(Day),
  placeCode: orNull(Type.String()),
  country: orNull(Country),
  placeWords: orNull(Type.String()),
  description: orNull(Type.String()),
  version: Version,
})

// 'disputed' is not chosen: it is what a dispute makes of an entry.
const chosen = ['said', 'supported', 'documented', 'established'] as const

export const AllegationFields = {
  fact: codes(factCodes),
  accusedId: maybe(Id),
  victimId: maybe(Id),
  saidByPersonId: maybe(Id),
  saidByWords: maybe(Short),
  restsOn: codes(restings),
  certainty: codes(chosen),
  saidOn: maybe(Day),
  words: maybe(Long),
}

export const AllegationAnswer = Type.Object({
  id: Id,
  fact: codes(factCodes),
  accusedId: orNull(Id),
  victimId: orNull(Id),
  saidBy: orNull(Type.String()),
  saidByPersonId: orNull(Id),
  saidByWords: orNull(Type.String()),
  restsOn: codes(restings),
  certainty: codes(certainties),
  certaintyBefore: codes(certainties),
  saidOn: orNull(Day),
  words: orNull(Type.String()),
  disputedAt: orNull(Moment),
  disputeWords: orNull(Type.String()),
  supersedesId: orNull(Id),
  supersededById: orNull(Id),
  correctionWords: orNull(Type.String()),
  addedAt: Moment,
})

export const TaskAnswer = Type.Object({
  id: Id,
  words: Type.String(),
  dueAt: Moment,
  forId: orNull(Id),
  for: orNull(BothNames),
  doneAt: orNull(Moment),
  doneBy: orNull(BothNames),
  version: Version,
})

export const ShareAnswer = Type.Object({
  id: Id,
  agencyId: Id,
  agency: BothNames,
  reason: codes(shareReasons),
  words: Type.String(),
  until: Day,
  sharedAt: Moment,
  sharedBy: BothNames,
  withdrawnAt: orNull(Moment),
})

export const HoldingAnswer = Type.Object({
  holder: BothNames,
  since: Moment,
  until: orNull(Moment),
  reason: codes(['opened', ...handOverReasons]),
  words: orNull(Type.String()),
})

export const AgencyAnswer = Type.Object({
  id: Id,
  kind: AgencyKindCode,
  name: BothNames,
  jurisdiction: Type.String(),
})

export const CaseAnswer = Type.Object({
  id: Id,
  jurisdiction: Type.String(),
  reference: Type.String(),
  title: Type.String(),
  summary: orNull(Type.String()),
  status: StatusCode,
  agency: BothNames,
  holderId: Id,
  holder: BothNames,
  heldSince: Moment,
  openedAt: Moment,
  nextDueAt: orNull(Moment),
  fromReport: Type.Boolean(),
  version: Version,
  /** What the person of the request may do here; buttons are shown by it. */
  may: Type.Object({ write: Type.Boolean(), lead: Type.Boolean() }),
  persons: Type.Array(PersonAnswer),
})

export const ListedAnswer = Type.Object({
  id: Id,
  reference: Type.String(),
  title: Type.String(),
  status: StatusCode,
  openedAt: Moment,
  holder: BothNames,
  heldSince: Moment,
  agency: BothNames,
  victims: Type.Integer(),
  accused: Type.Integer(),
  nextDueAt: orNull(Moment),
})

export const searchKinds = ['reference', 'name', ...identifierKinds] as const

export const HitAnswer = Type.Object({
  caseId: Id,
  reference: Type.String(),
  title: Type.String(),
  status: StatusCode,
  openedAt: Moment,
  holder: BothNames,
  person: orNull(
    Type.Object({ id: Id, name: orNull(Type.String()), roles: Type.Array(codes(roles)) }),
  ),
})

export const TimelineAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      at: Moment,
      by: orNull(BothNames),
      data: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  next: orNull(Id),
  names: Type.Record(Type.String(), BothNames),
})
