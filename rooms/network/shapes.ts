import { type TSchema, Type } from 'typebox'
import { BothNames, codes, Day, Id, Moment, Version } from '../../core/schema.ts'
import { type LinkPerson, roles, sexes } from '../cases/door.ts'
import { sayings, statuses } from './pair.ts'
import { fields, type Sign, signCodes } from './signs.ts'

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
