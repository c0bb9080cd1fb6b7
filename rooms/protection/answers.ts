import { Type } from 'typebox'
import { codes, Id } from '../../core/schema.ts'
import {
  childViews,
  givers,
  languages,
  manners,
  purposes,
  sharedFields,
  standings,
} from './consent.ts'
import { basisCodes } from './legal-basis.ts'
import {
  declineReasons,
  needs,
  outcomes,
  recallReasons,
  serviceKinds,
  statuses,
} from './referral.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Text = Type.String()
const BothNames = Type.Object({ en: Text, ur: Text })
const AgencyName = Type.Object({ id: Id, name: BothNames })

export const ContentAnswer = Type.Object({
  name: Type.Optional(Text),
  ageGroup: Type.Optional(codes(['<18', '18+', 'unknown'])),
  sex: Type.Optional(Text),
  language: Type.Optional(Text),
  needs: Type.Optional(Type.Array(codes(needs))),
  phone: Type.Optional(Text),
  safetyNotes: Type.Optional(Text),
})

export const ServiceAnswer = Type.Object({
  id: Id,
  kind: codes(serviceKinds),
  from: Text,
  until: orNull(Text),
  note: orNull(Text),
})

/** A referral as one of its two sides may see it: the recipient is told nothing of the case. */
export const ReferralAnswer = Type.Object({
  id: Id,
  side: codes(['outgoing', 'incoming']),
  caseId: orNull(Id),
  caseReference: orNull(Text),
  personId: orNull(Id),
  from: AgencyName,
  to: AgencyName,
  purpose: codes(purposes),
  fields: Type.Array(codes(sharedFields)),
  content: orNull(ContentAnswer),
  status: codes(statuses),
  /** The code of why a draft cannot be sent today. */
  heldBackBy: orNull(Text),
  restsOn: orNull(codes(['consent', 'legal-basis'])),
  restsUntil: orNull(Text),
  sentAt: orNull(Text),
  answerDue: orNull(Text),
  overdue: Type.Boolean(),
  answeredAt: orNull(Text),
  declinedFor: orNull(codes(declineReasons)),
  recalledFor: orNull(codes(recallReasons)),
  outcome: orNull(codes(outcomes)),
  endedAt: orNull(Text),
  note: orNull(Text),
  services: Type.Array(ServiceAnswer),
  version: Type.Integer(),
})

export const ConsentAnswer = Type.Object({
  id: Id,
  purpose: codes(purposes),
  to: orNull(AgencyName),
  fields: Type.Array(codes(sharedFields)),
  standing: codes(standings),
  givenBy: codes(givers),
  guardian: orNull(Text),
  childView: orNull(codes(childViews)),
  childViewWords: orNull(Text),
  how: codes(manners),
  language: codes(languages),
  withheldFrom: orNull(Text),
  givenOn: Text,
  expiresOn: Text,
  withdrawnAt: orNull(Text),
  version: Type.Integer(),
})

export const BasisAnswer = Type.Object({
  id: Id,
  purpose: codes(purposes),
  to: AgencyName,
  fields: Type.Array(codes(sharedFields)),
  standing: codes(standings),
  code: codes(basisCodes),
  words: Text,
  from: Text,
  until: Text,
  recordedBy: BothNames,
  secondBy: orNull(BothNames),
  mayConfirm: Type.Boolean(),
  version: Type.Integer(),
})

export const ProtectionAnswer = Type.Object({
  may: Type.Object({ consent: Type.Boolean(), basis: Type.Boolean(), send: Type.Boolean() }),
  recipients: Type.Array(
    Type.Object({
      id: Id,
      name: BothNames,
      kind: Text,
      jurisdiction: Text,
      madeUp: Type.Boolean(),
    }),
  ),
  people: Type.Array(
    Type.Object({
      id: Id,
      name: Text,
      roles: Type.Array(Text),
      sex: Text,
      age: orNull(Type.Integer()),
      consents: Type.Array(ConsentAnswer),
      bases: Type.Array(BasisAnswer),
      referrals: Type.Array(ReferralAnswer),
    }),
  ),
})

export { orNull }
