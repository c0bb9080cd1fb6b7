import { type TProperties, Type } from 'typebox'
import { BothNames, codes, Day, Id, Moment, Version } from '../../core/schema.ts'
import { complaintKinds, outcomes, stages } from './complaint.ts'
import { kinds, reasons, statuses } from './licence.ts'
import { columnRoles } from './list-import.ts'

export const strict = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })
export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const KindCode = codes(kinds)
export const StatusCode = codes(statuses)
export const ReasonCode = codes(reasons)

export const LicenseeAnswer = Type.Object({
  id: Id,
  kind: KindCode,
  licenceNumber: Type.String(),
  name: BothNames,
  place: orNull(BothNames),
  placeCode: orNull(Type.String()),
  address: Type.String(),
  phones: Type.Array(Type.String()),
  issuedOn: orNull(Day),
  expiresOn: orNull(Day),
  workersSent: orNull(Type.Integer()),
  status: StatusCode,
  since: orNull(Day),
  termOver: Type.Boolean(),
  registerAsOf: Day,
  version: Version,
})

export const HistoryAnswer = Type.Object({
  id: Id,
  on: Day,
  to: StatusCode,
  why: ReasonCode,
  orderNumber: Type.String(),
  until: orNull(Day),
})

export const RenewalAnswer = Type.Object({
  years: Type.Integer(),
  counted: Type.Integer(),
  listed: orNull(Type.Integer()),
  restsOn: codes(['departures', 'list']),
})

export const MappingBody = Type.Object(
  Object.fromEntries(
    columnRoles.map((role) => [role, Type.Optional(Type.String({ maxLength: 80 }))]),
  ),
  { additionalProperties: false },
)

const count = Type.Integer({ minimum: 0, maximum: 10_000_000 })
/** What the list says of itself: a total, and a number for each status. */
export const StatedBody = Type.Object(
  Object.fromEntries(['total', ...statuses].map((name) => [name, Type.Optional(count)])),
  { additionalProperties: false },
)
const Counts = Type.Record(Type.String(), Type.Integer())

export const SumsAnswer = Type.Object({
  counted: Counts,
  total: Type.Integer(),
  stated: Counts,
  statedTotal: Type.Optional(Type.Integer()),
  partsSum: Type.Optional(Type.Integer()),
  partsMissing: Type.Optional(Type.Integer()),
  different: Type.Array(
    Type.Object({ status: Type.String(), stated: Type.Integer(), counted: Type.Integer() }),
  ),
  closes: Type.Boolean(),
})

const ImportState = codes(['read', 'applied', 'undone'])
const OutcomeAnswer = Type.Object({
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  aside: Type.Integer(),
})

export const ImportBriefAnswer = Type.Object({
  id: Id,
  kind: KindCode,
  fileName: Type.String(),
  asOf: Day,
  state: ImportState,
  broughtAt: Moment,
  outcome: orNull(OutcomeAnswer),
  version: Version,
})

export const PreviewAnswer = Type.Object({
  id: Id,
  kind: KindCode,
  fileName: Type.String(),
  asOf: Day,
  state: ImportState,
  columns: Type.Array(Type.String()),
  mapping: Type.Record(Type.String(), Type.String()),
  sample: Type.Array(Type.Record(Type.String(), Type.String())),
  lines: Type.Integer(),
  /** Undefined until the columns are named. */
  preview: Type.Optional(
    Type.Object({
      added: Type.Integer(),
      changed: Type.Integer(),
      unchanged: Type.Integer(),
      changes: Type.Array(
        Type.Object({
          line: Type.Integer(),
          licenceNumber: Type.String(),
          name: Type.String(),
          what: Type.Array(codes(['new', 'name', 'status', 'expires-on'])),
          from: orNull(StatusCode),
          to: StatusCode,
        }),
      ),
      aside: Type.Array(
        Type.Object({
          line: Type.Integer(),
          doubts: Type.Array(Type.String()),
          cells: Type.Record(Type.String(), Type.String()),
        }),
      ),
      asideInAll: Type.Integer(),
      changesInAll: Type.Integer(),
      sums: SumsAnswer,
    }),
  ),
  outcome: orNull(OutcomeAnswer),
  version: Version,
})

export const ComplaintKindCode = codes(complaintKinds)
export const StageCode = codes(stages)
export const OutcomeCode = codes(outcomes)

const money = Type.Integer({ minimum: 0, maximum: 100_000_000 })
export const NewComplaintBody = strict({
  licenseeId: Type.Optional(orNull(Id)),
  named: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
  namedPhones: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
  kind: ComplaintKindCode,
  receivedOn: Day,
  contractOn: Type.Optional(orNull(Day)),
  joinedOn: Type.Optional(orNull(Day)),
  paid: Type.Optional(orNull(money)),
  receiptedCosts: Type.Optional(orNull(money)),
  salaryUsd: Type.Optional(orNull(Type.Integer({ minimum: 0, maximum: 1_000_000 }))),
  receiptGiven: Type.Optional(orNull(Type.Boolean())),
  destination: Type.Optional(orNull(Type.String({ pattern: '^[A-Z]{3}$', maxLength: 3 }))),
  complainant: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
  phone: Type.Optional(orNull(Type.String({ maxLength: 30 }))),
  words: Type.String({ minLength: 1, maxLength: 100_000, pattern: '\\S' }),
})

export const ComplaintAnswer = Type.Object({
  id: Id,
  jurisdiction: Type.String(),
  reference: Type.String(),
  kind: ComplaintKindCode,
  stage: StageCode,
  dueOn: orNull(Day),
  receivedOn: Day,
  contractOn: orNull(Day),
  joinedOn: orNull(Day),
  paid: orNull(Type.Integer()),
  allowed: orNull(Type.Integer()),
  over: orNull(Type.Integer()),
  feeDoubtful: Type.Boolean(),
  receiptGiven: orNull(Type.Boolean()),
  destination: orNull(Type.String()),
  licensee: orNull(
    Type.Object({
      id: Id,
      kind: KindCode,
      licenceNumber: Type.String(),
      name: BothNames,
      status: StatusCode,
    }),
  ),
  named: orNull(Type.String()),
  /** What the worker found is worse than the job order promised; null where nobody compared. */
  fallsShort: orNull(Type.Boolean()),
  limb: orNull(codes(['22(a)', '22(b)'])),
  serious: Type.Boolean(),
  sixMonths: orNull(
    Type.Object({ lastDay: Day, daysLeft: Type.Integer(), tooLate: Type.Boolean() }),
  ),
  mayMoveTo: Type.Array(StageCode),
  version: Version,
})

export const FullComplaintAnswer = Type.Object({
  ...ComplaintAnswer.properties,
  complainant: orNull(Type.String()),
  phone: orNull(Type.String()),
  words: Type.String(),
  steps: Type.Array(
    Type.Object({
      id: Id,
      stage: StageCode,
      on: Day,
      outcome: orNull(OutcomeCode),
      words: orNull(Type.String()),
      by: BothNames,
    }),
  ),
  alike: Type.Integer(),
  /** By the register, a phone named in it is that of their office. */
  phoneOf: Type.Array(Type.Object({ id: Id, licenceNumber: Type.String(), name: BothNames })),
})
