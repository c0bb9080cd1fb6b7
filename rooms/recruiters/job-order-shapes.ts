import { Type } from 'typebox'
import { BothNames, codes, Day, Id, Version } from '../../core/schema.ts'
import { currencies, occupations, orderStates, scrutinyReasons, sendingKinds } from './job-order.ts'
import { orNull, StatusCode, strict } from './shapes.ts'
import { termNames } from './substitution.ts'

const wage = (minimum: number) => Type.Integer({ minimum, maximum: 100_000_000 })
const hours = Type.Integer({ minimum: 1, maximum: 24 })
const flag = orNull(Type.Boolean())
export const Country = Type.String({ pattern: '^[A-Z]{3}$', maxLength: 3 })
export const OrderStateCode = codes(orderStates)

const PromisedBody = strict({
  wage: wage(1),
  currency: codes(currencies),
  hoursADay: orNull(hours),
  contractMonths: orNull(Type.Integer({ minimum: 1, maximum: 120 })),
  occupation: codes(occupations),
  housing: flag,
  food: flag,
  returnTicket: flag,
})

export const TermsBody = strict({
  wage: orNull(wage(0)),
  currency: orNull(codes(currencies)),
  hoursADay: orNull(hours),
  contractMonths: orNull(Type.Integer({ minimum: 0, maximum: 120 })),
  occupation: orNull(codes(occupations)),
  housing: flag,
  food: flag,
  returnTicket: flag,
})

export const demandFields = {
  licenseeId: Id,
  employer: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  country: Country,
  wanted: Type.Integer({ minimum: 1, maximum: 100_000 }),
  demandedOn: Day,
  promised: PromisedBody,
}

export const OrderStepBody = strict({
  to: OrderStateCode,
  on: Day,
  reasons: Type.Array(codes(scrutinyReasons), { maxItems: 10, uniqueItems: true }),
  permission: orNull(
    strict({
      workers: Type.Integer({ minimum: 1, maximum: 100_000 }),
      number: Type.String({ maxLength: 100 }),
      until: orNull(Day),
    }),
  ),
  words: Type.Optional(orNull(Type.String({ maxLength: 10_000 }))),
  version: Version,
})

export const SendingBody = strict({
  kind: codes(sendingKinds),
  on: Day,
  workers: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** CNICs or passport numbers, kept as keyed indexes alone. */
  numbers: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 500 })),
})

export const JobOrderAnswer = Type.Object({
  id: Id,
  reference: Type.String(),
  licensee: Type.Object({
    id: Id,
    licenceNumber: Type.String(),
    name: BothNames,
    status: StatusCode,
  }),
  employer: Type.String(),
  country: Type.String(),
  wanted: Type.Integer(),
  demandedOn: Day,
  promised: TermsBody,
  state: OrderStateCode,
  permitted: orNull(Type.Integer()),
  permissionNumber: orNull(Type.String()),
  permittedOn: orNull(Day),
  permittedUntil: orNull(Day),
  agreements: Type.Integer(),
  departures: Type.Integer(),
  told: Type.Integer(),
  worse: Type.Integer(),
  version: Version,
})

const Told = Type.Union([Type.Integer(), Type.Boolean(), Type.String()])
export const ComparedAnswer = Type.Object({
  term: codes(termNames),
  promised: Told,
  found: Told,
  verdict: codes(['kept', 'worse', 'other-currency']),
  percent: orNull(Type.Integer()),
})

export const FoundTermsAnswer = Type.Object({
  complaintId: Id,
  complaintReference: Type.String(),
  jobOrderId: Id,
  terms: TermsBody,
  promisedCurrency: codes(currencies),
  compared: Type.Array(ComparedAnswer),
  fallsShort: Type.Boolean(),
  version: Version,
})

export const FullJobOrderAnswer = Type.Object({
  ...JobOrderAnswer.properties,
  mayMoveTo: Type.Array(OrderStateCode),
  maySend: Type.Boolean(),
  mayCorrect: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      id: Id,
      state: OrderStateCode,
      on: Day,
      reasons: Type.Array(codes(scrutinyReasons)),
      words: orNull(Type.String()),
      by: BothNames,
    }),
  ),
  sendings: Type.Array(
    Type.Object({
      id: Id,
      kind: codes(sendingKinds),
      on: Day,
      workers: Type.Integer(),
      known: Type.Integer(),
      by: BothNames,
    }),
  ),
  found: Type.Array(FoundTermsAnswer),
})
