import { type Static, type TSchema, Type } from 'typebox'
import type { AgencyKind, Name } from '../../core/people.ts'
import { AgencyKindCode, BothNames, codes, Day, Id, Moment, Version } from '../../core/schema.ts'
import { certainties, type LinkPerson, restings, roles, sexes } from '../cases/door.ts'
import { type FoundBy, foundBy } from './model.ts'
import { sayings, statuses } from './pair.ts'
import { gifts, purposes, type RequestStatus, refusals, requestStatuses } from './request.ts'
import { fields, type Sign, signCodes } from './signs.ts'
import { tieKinds, withdrawalReasons } from './tie.ts'

export const orNull = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()])

export const SignAnswer = Type.Object({
  field: codes(fields),
  sign: codes(signCodes),
  weight: Type.Number(),
})

/** A person as one side of a comparison: no identifier leaves the server here. */
export const SideAnswer = Type.Object({
  personId: Id,
  caseId: Id,
  reference: Type.String(),
  title: Type.String(),
  agency: BothNames,
  roles: Type.Array(codes(roles)),
  name: orNull(Type.String()),
  otherName: orNull(Type.String()),
  fatherName: orNull(Type.String()),
  sex: codes(sexes),
  birthOn: orNull(Day),
  ageStated: orNull(Type.Integer()),
  ageStatedOn: orNull(Day),
})

export function presentSide(person: LinkPerson) {
  return {
    personId: person.id,
    caseId: person.caseId,
    reference: person.reference,
    title: person.title,
    agency: person.agency,
    roles: person.roles,
    name: person.name,
    otherName: person.otherName,
    fatherName: person.fatherName,
    sex: person.sex,
    birthOn: person.birthOn,
    ageStated: person.ageStated,
    ageStatedOn: person.ageStatedOn,
  }
}

export type Side = ReturnType<typeof presentSide>

export const PairAnswer = Type.Object({
  one: SideAnswer,
  two: SideAnswer,
  status: codes(statuses),
  signs: Type.Array(SignAnswer),
  version: Version,
  /** What the reader can say of it now. */
  sayable: Type.Array(codes(sayings)),
  history: Type.Array(
    Type.Object({
      said: codes(sayings),
      words: orNull(Type.String()),
      by: BothNames,
      at: Moment,
    }),
  ),
})

export interface PairView {
  one: Side
  two: Side
  status: (typeof statuses)[number]
  signs: Sign[]
  version: number
  sayable: (typeof sayings)[number][]
  history: {
    said: (typeof sayings)[number]
    words: string | null
    by: { en: string; ur: string }
    at: string
  }[]
}

const maybe = <T extends TSchema>(type: T) => Type.Optional(orNull(type))

/** A person as far as it stands in a form: nothing of it is needed, and half a number is no error. */
export const TypedBody = Type.Object(
  {
    name: maybe(Type.String({ maxLength: 300 })),
    otherName: maybe(Type.String({ maxLength: 300 })),
    fatherName: maybe(Type.String({ maxLength: 300 })),
    sex: Type.Optional(codes(sexes)),
    birthOn: maybe(Day),
    ageStated: maybe(Type.Integer({ minimum: 0, maximum: 120 })),
    ageStatedOn: maybe(Day),
    cnic: maybe(Type.String({ maxLength: 60 })),
    passport: maybe(Type.String({ maxLength: 60 })),
    phone: maybe(Type.String({ maxLength: 60 })),
    account: maybe(Type.String({ maxLength: 100 })),
    /** A number plate. */
    vehicle: maybe(Type.String({ maxLength: 60 })),
    /** The number of a licence. */
    agent: maybe(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
)

/** An agency as far as it is told: of some the kind alone. */
export const AgencyTold = Type.Object({ kind: AgencyKindCode, name: orNull(BothNames) })

export interface AgencyTold {
  kind: AgencyKind
  name: Name | null
}

const NotedHere = Type.Object({
  caseId: Id,
  reference: Type.String(),
  by: Type.Array(codes(foundBy)),
})

export const HintAnswer = Type.Object({
  /** In files that the reader may open. */
  near: Type.Array(Type.Object({ person: SideAnswer, signs: Type.Array(SignAnswer) })),
  /** What was typed and is noted in files that the reader may open. */
  noted: Type.Array(NotedHere),
  /** In files that are closed to her: no name, no file, no number of them. */
  elsewhere: Type.Array(
    Type.Object({
      agency: AgencyTold,
      by: Type.Array(codes(foundBy)),
      /** Her own agency, another team: her supervisor can open it. */
      own: Type.Boolean(),
      /** To ask with; says nothing by itself. */
      ask: Type.String(),
      asked: orNull(codes(requestStatuses)),
    }),
  ),
})

export interface HintView {
  near: { person: Side; signs: Sign[] }[]
  noted: Static<typeof NotedHere>[]
  elsewhere: {
    agency: AgencyTold
    by: FoundBy[]
    own: boolean
    ask: string
    asked: RequestStatus | null
  }[]
}

export const WithRequest = Type.Object({ id: Id }, { additionalProperties: false })

export const RequestAnswer = Type.Object({
  id: Id,
  incoming: Type.Boolean(),
  agency: AgencyTold,
  /** The file for which it is asked: its number, and for its own side the way to it. */
  reference: Type.String(),
  caseId: orNull(Id),
  by: Type.Array(codes(foundBy)),
  purpose: codes(purposes),
  words: Type.String(),
  urgent: Type.Boolean(),
  askedBy: orNull(BothNames),
  askedAt: Moment,
  dueAt: Moment,
  status: codes(requestStatuses),
  given: orNull(codes(gifts)),
  refusedFor: orNull(codes(refusals)),
  answer: orNull(Type.String()),
  until: orNull(Day),
  endedBy: orNull(BothNames),
  endedAt: orNull(Moment),
  noted: Type.Boolean(),
  /** Whom it is about, for whoever may open that file. */
  about: orNull(SideAnswer),
  /** The reader's own file, where what was met stands in it alone. */
  aboutFile: orNull(Type.Object({ caseId: Id, reference: Type.String() })),
  may: Type.Object({ answer: Type.Boolean(), withdraw: Type.Boolean(), note: Type.Boolean() }),
  version: Version,
})

export type RequestView = Static<typeof RequestAnswer>

/** What was noted in a file beside its people, what was withdrawn too. */
export const NotedTieAnswer = Type.Object({
  id: Id,
  personId: orNull(Id),
  kind: codes(tieKinds),
  /** A masked number or the number of a licence. */
  label: orNull(Type.String()),
  name: orNull(BothNames),
  restsOn: codes(restings),
  certainty: codes(certainties),
  saidOn: orNull(Day),
  saidBy: orNull(Type.String()),
  addedBy: orNull(BothNames),
  withdrawn: orNull(
    Type.Object({
      by: orNull(BothNames),
      at: Moment,
      reason: orNull(codes(withdrawalReasons)),
      words: orNull(Type.String()),
    }),
  ),
})
export type NotedTieView = Static<typeof NotedTieAnswer>
