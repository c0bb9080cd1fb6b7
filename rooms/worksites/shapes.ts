import { type TProperties, Type } from 'typebox'
import { BothNames, base64, codes, Day, Id, Version } from '../../core/schema.ts'
import { grades } from './rules.ts'
import { partyRoles, sexes, siteKinds } from './site.ts'
import {
  bases,
  checkResults,
  correctiveCodes,
  findingCodes,
  LARGEST_PHOTO,
  MOST_PHOTOS,
  visitReasons,
} from './visit.ts'
import { wageUnits } from './wage.ts'

export const strict = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })
export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
export const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Optional(orNull(schema))

/** A name or another short text that says something. */
export const Named = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })
export const Words = Type.String({ maxLength: 20_000 })
export const PlaceCode = Type.String({ pattern: '^[A-Za-z0-9-]{2,60}$', maxLength: 60 })
const count = (maximum: number) => Type.Integer({ minimum: 0, maximum })

export const Pin = strict({
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
})
export const GradeCode = codes(grades)
export const RuleAnswer = Type.Object({
  act: Type.String(),
  section: Type.String(),
  grade: Type.String(),
  source: Type.String(),
})

/** The Act on bonded labour of a province, and the day from which it is taken to apply. */
export const ActAnswer = Type.Object({
  act: Type.String(),
  grade: GradeCode,
  source: Type.String(),
  read: Type.Boolean(),
  start: orNull(Type.Object({ on: Day, grade: GradeCode, source: Type.String() })),
})

export const WageAnswer = Type.Object({
  unit: codes(wageUnits),
  work: Type.String(),
  /** With paisa. */
  rupees: Type.Number(),
  fromOn: Day,
  untilOn: orNull(Day),
  notification: Type.String(),
  notifiedOn: orNull(Day),
  grade: GradeCode,
  source: orNull(Type.String()),
})

export const SiteFields = {
  kind: codes(siteKinds),
  name: Named,
  placeCode: PlaceCode,
  placeWords: maybe(Words),
  pin: maybe(Pin),
}

export const MemberFields = {
  name: maybe(Type.String({ maxLength: 300 })),
  sex: codes(sexes),
  age: maybe(count(120)),
  works: maybe(Type.Boolean()),
  atSchool: maybe(Type.Boolean()),
}
export const FamilyFields = {
  name: Named,
  cameOn: maybe(Day),
  livesThere: maybe(Type.Boolean()),
  members: Type.Array(strict(MemberFields), { maxItems: 40 }),
}

const FindingFields = {
  code: codes(findingCodes),
  basis: codes(bases),
  people: maybe(Type.Integer({ minimum: 1, maximum: 100_000 })),
  words: maybe(Words),
  photos: Type.Optional(Type.Array(base64(LARGEST_PHOTO), { maxItems: MOST_PHOTOS })),
}
const CorrectiveFields = {
  code: codes(correctiveCodes),
  toRole: codes(partyRoles),
  dueOn: Day,
  words: maybe(Words),
}

/** A visit stands at a site that is on file, or brings the site with it: one of the two. */
export const VisitBody = strict({
  siteId: maybe(Id),
  site: maybe(strict(SiteFields)),
  reason: codes(visitReasons),
  on: Day,
  workersSeen: maybe(count(100_000)),
  childrenSeen: maybe(count(100_000)),
  words: maybe(Words),
  findings: Type.Array(strict(FindingFields), { maxItems: 30 }),
  orders: Type.Array(strict(CorrectiveFields), { maxItems: 30 }),
  writtenOffline: Type.Optional(Type.Boolean()),
})

export const SiteAnswer = Type.Object({
  id: Id,
  kind: codes(siteKinds),
  name: Type.String(),
  place: Type.Object({ code: Type.String(), name: BothNames, province: Type.String() }),
  placeWords: orNull(Type.String()),
  pin: orNull(Type.Object({ latitude: Type.Number(), longitude: Type.Number() })),
  version: Version,
})

export const ListedSiteAnswer = Type.Object({
  ...SiteAnswer.properties,
  lastVisitOn: orNull(Day),
  families: Type.Integer(),
  childrenAtWork: Type.Integer(),
  openOrders: Type.Integer(),
  overdueOrders: Type.Integer(),
})

export const FamilyAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  cameOn: orNull(Day),
  livesThere: orNull(Type.Boolean()),
  children: Type.Object({
    children: Type.Integer(),
    atWork: Type.Integer(),
    atSchool: Type.Integer(),
    notKnown: Type.Integer(),
  }),
  members: Type.Array(
    Type.Object({
      id: Id,
      name: orNull(Type.String()),
      sex: codes(sexes),
      age: orNull(Type.Integer()),
      ageOn: Day,
      works: orNull(Type.Boolean()),
      atSchool: orNull(Type.Boolean()),
    }),
  ),
  version: Version,
})

export const CorrectiveAnswer = Type.Object({
  id: Id,
  code: codes(correctiveCodes),
  toRole: codes(partyRoles),
  words: orNull(Type.String()),
  dueOn: Day,
  doneOn: orNull(Day),
  overdue: Type.Boolean(),
  checks: Type.Array(
    Type.Object({
      id: Id,
      on: Day,
      result: codes(checkResults),
      words: orNull(Type.String()),
      by: BothNames,
    }),
  ),
  version: Version,
})

export const VisitAnswer = Type.Object({
  id: Id,
  reason: codes(visitReasons),
  on: Day,
  workersSeen: orNull(Type.Integer()),
  childrenSeen: orNull(Type.Integer()),
  words: orNull(Type.String()),
  writtenOffline: Type.Boolean(),
  by: BothNames,
  findings: Type.Array(
    Type.Object({
      id: Id,
      code: codes(findingCodes),
      basis: codes(bases),
      people: orNull(Type.Integer()),
      words: orNull(Type.String()),
      photos: Type.Array(Id),
      rules: Type.Array(RuleAnswer),
    }),
  ),
})

export const FullSiteAnswer = Type.Object({
  ...SiteAnswer.properties,
  may: Type.Object({ write: Type.Boolean() }),
  pointsAtBondage: Type.Boolean(),
  parties: Type.Array(
    Type.Object({
      id: Id,
      role: codes(partyRoles),
      name: Type.String(),
      phone: orNull(Type.String()),
      version: Version,
    }),
  ),
  families: Type.Array(FamilyAnswer),
  visits: Type.Array(VisitAnswer),
  orders: Type.Array(CorrectiveAnswer),
})
