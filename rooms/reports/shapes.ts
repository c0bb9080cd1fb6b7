import { type Static, type TSchema, Type } from 'typebox'
import {
  AgencyKindCode,
  BothNames,
  base64,
  codes,
  Day,
  Id,
  Moment,
  Version,
} from '../../core/schema.ts'
import { concerns, refusals, talkers, talkWays } from './closing.ts'
import { deadlineSteps, deadlineUnits } from './deadlines.ts'
import {
  accusedKinds,
  debts,
  decisions,
  earlyReasons,
  handOverReasons,
  reasons,
  reportKinds,
  statuses,
  steps,
  victimSexes,
} from './report.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A sealed message: 20,000 characters of Urdu and room to spare. Bytes. */
export const LARGEST_ENVELOPE = 512 * 1024
/** Always the same length: 16 KiB of text, sealed. */
export const LARGEST_ACCUSED = 18 * 1024
/** A report key wrapped to one recipient is 274 bytes; an epoch's two keys are under 500. */
export const LARGEST_WRAP = 1024
/** The file of 25 MiB that a person may add, sealed and padded (Padmé adds at most 2 % at this size). */
export const LARGEST_FILE = 25 * 1024 * 1024
export const LARGEST_SEALED_FILE = 26 * 1024 * 1024
export const PART = 1024 * 1024
export const MOST_ATTACHMENTS = 10
/** Rewraps in one request; more follow in further requests. */
export const MOST_REWRAPS = 1000

const Recipient = Type.String({ pattern: '^age1[02-9ac-hj-np-z]{58}$', maxLength: 62 })
const Hash = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', maxLength: 44 })
const Sealed = base64(LARGEST_ENVELOPE)
const Wrap = base64(LARGEST_WRAP)
const Epoch = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Sequence = Type.Integer({ minimum: 1, maximum: 1_000_000 })
export const CampaignCode = Type.String({ pattern: '^[A-Z0-9]{3,12}$', maxLength: 12 })
const PlaceCode = Type.String({ maxLength: 20 })

export const KindCode = codes(reportKinds)
export const StatusCode = codes(statuses)
export const DebtCode = codes(debts)
export const DecisionCode = codes(decisions)
export const ReasonCode = codes(reasons)
export const HandOverReasonCode = codes(handOverReasons)
export const LanguageCode = Type.String({ pattern: '^[a-z]{2,3}$', maxLength: 3 })
export type LanguageCode = Static<typeof LanguageCode>

/** Exactly what was signed, and the signature of the organisation root. */
export const CertificateShape = Type.Object(
  { statement: Type.String({ maxLength: 2000 }), signature: Type.String({ maxLength: 100 }) },
  closed,
)
export type CertificateShape = Static<typeof CertificateShape>

// ---- deadlines ----

const sourced = { source: Type.String(), grade: Type.String() }
const Term = Type.Object({
  step: codes(deadlineSteps),
  amount: Type.Integer(),
  unit: codes(deadlineUnits),
})

export const DeadlinesView = Type.Object({
  rules: Type.Array(
    Type.Object({
      id: Id,
      ...Term.properties,
      kind: orNull(KindCode),
      validFrom: Day,
      validUntil: orNull(Day),
      ...sourced,
    }),
  ),
  /** In the order in which they were entered: the last entry of a day counts. */
  holidays: Type.Array(
    Type.Object({
      id: Id,
      day: orNull(Day),
      everyYear: orNull(Type.String()),
      off: Type.Boolean(),
      name: BothNames,
      ...sourced,
    }),
  ),
})
export type DeadlinesView = Static<typeof DeadlinesView>

// ---- the public ----

export const PublicDesk = Type.Object({
  id: Id,
  code: Type.String(),
  name: BothNames,
  agencyName: BothNames,
  agencyKind: AgencyKindCode,
  /** Place codes that it serves; empty means everywhere in its jurisdiction. */
  places: Type.Array(Type.String()),
  jurisdiction: Type.String(),
  /** Kinds it takes first; the form offers the best desk and lets the person choose another. */
  kinds: Type.Array(KindCode),
  epoch: Epoch,
  certificate: CertificateShape,
})
export type PublicDesk = Static<typeof PublicDesk>

export const DesksAnswer = Type.Object({
  /** Ed25519 public key of the organisation root, base64; the page pins it. */
  root: Type.String(),
  /** The salt of every receipt of this installation, base64 (16 bytes). */
  salt: Type.String(),
  desks: Type.Array(PublicDesk),
})
export type DesksAnswer = Static<typeof DesksAnswer>

export const SubmitBody = Type.Object(
  {
    deskId: Id,
    epoch: Epoch,
    kind: KindCode,
    placeCode: orNull(PlaceCode),
    dangerNow: Type.Boolean(),
    language: LanguageCode,
    envelope: Sealed,
    /** Who is accused, sealed apart. A form that was open while the server was renewed may lack it. */
    accused: Type.Optional(base64(LARGEST_ACCUSED)),
    deskWrap: Wrap,
    mailboxWrap: Wrap,
    locator: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', maxLength: 22 }),
    tokenHash: Hash,
    /** 32 bytes, derived from the receipt: with it the steps of this report are found in the public log. */
    logSecret: Hash,
    /** The code of the poster or link that the reporter came by. Counted, and shown to nobody. */
    cameBy: Type.Optional(CampaignCode),
  },
  closed,
)
export type SubmitBody = Static<typeof SubmitBody>

export const SubmitAnswer = Type.Object({
  id: Id,
  receivedAt: Moment,
  dueAt: Moment,
  desk: BothNames,
})
export type SubmitAnswer = Static<typeof SubmitAnswer>

export const EnvelopeView = Type.Object({
  sequence: Sequence,
  direction: codes(['in', 'out', 'internal']),
  deskId: Id,
  epoch: Epoch,
  at: Moment,
  sealed: Type.String(),
})
export type EnvelopeView = Static<typeof EnvelopeView>

/** As the desk sees it: with the officer who wrote it, whom the reporter is never told. */
export const DeskEnvelopeView = Type.Object({ ...EnvelopeView.properties, by: orNull(BothNames) })
export type DeskEnvelopeView = Static<typeof DeskEnvelopeView>

export const AttachmentView = Type.Object({
  id: Id,
  sealedSize: Type.Integer(),
  sha256: Type.String(),
  parts: Type.Integer(),
  partsHere: Type.Array(Type.Integer()),
  complete: Type.Boolean(),
})
export type AttachmentView = Static<typeof AttachmentView>

export const StepView = Type.Object({
  step: codes(steps),
  at: Moment,
  /** Only for `decided`; the reason stays with the desk, which says it in its reply. */
  decision: orNull(DecisionCode),
  desk: BothNames,
})
export type StepView = Static<typeof StepView>

export const DeskKeyView = Type.Object({
  deskId: Id,
  name: BothNames,
  epoch: Epoch,
  certificate: CertificateShape,
})
export type DeskKeyView = Static<typeof DeskKeyView>

export const MailboxAnswer = Type.Object({
  id: Id,
  receivedAt: Moment,
  status: StatusCode,
  owes: DebtCode,
  dueAt: Moment,
  /** Until when it must be a case or closed; null where nobody has opened it, or it is decided. */
  decideBy: orNull(Moment),
  /** When it ends by rule if the reporter does not answer what the desk asked; null where it does not. */
  endsAt: orNull(Moment),
  overdue: Type.Boolean(),
  /** What a desk owes for a report of this kind that came on this day. */
  terms: Type.Array(Term),
  desk: BothNames,
  deskId: Id,
  epoch: Epoch,
  mailboxWrap: Type.String(),
  steps: Type.Array(StepView),
  envelopes: Type.Array(EnvelopeView),
  attachments: Type.Array(AttachmentView),
  /** Certificates of every desk and epoch that wrote in this conversation: verify each against the pinned root. */
  keys: Type.Array(DeskKeyView),
})
export type MailboxAnswer = Static<typeof MailboxAnswer>

export const SealedBody = Type.Object({ sealed: Sealed, epoch: Epoch }, closed)
export type SealedBody = Static<typeof SealedBody>
export const SentAnswer = Type.Object({ sequence: Sequence, at: Moment, dueAt: Moment })
export type SentAnswer = Static<typeof SentAnswer>

export const AttachmentBody = Type.Object(
  {
    sealedSize: Type.Integer({ minimum: 1, maximum: 2 ** 40 }),
    sha256: Hash,
  },
  closed,
)
export type AttachmentBody = Static<typeof AttachmentBody>

// ---- the desk ----

export const LockShape = Type.Union([
  Type.Object(
    {
      lock: Type.Literal('passphrase'),
      salt: base64(32),
      memoryKiB: Type.Integer({ minimum: 1024, maximum: 1_048_576 }),
      passes: Type.Integer({ minimum: 1, maximum: 20 }),
      sealed: Wrap,
    },
    closed,
  ),
  Type.Object(
    {
      lock: Type.Literal('passkey'),
      credentialId: Type.String({ maxLength: 1400 }),
      salt: base64(32),
      sealed: Wrap,
    },
    closed,
  ),
])
export type LockShape = Static<typeof LockShape>

export const MyKeyBody = Type.Object(
  { recipient: Recipient, locks: Type.Array(LockShape, { minItems: 1, maxItems: 10 }) },
  closed,
)
export type MyKeyBody = Static<typeof MyKeyBody>

export const MyDesk = Type.Object({
  id: Id,
  code: Type.String(),
  name: BothNames,
  agencyName: BothNames,
  /** False for a supervisor, who sees the queue's plain fields only. */
  member: Type.Boolean(),
  epoch: orNull(Epoch),
  waiting: Type.Integer(),
  overdue: Type.Integer(),
  /** A member was removed and the desk has not had a new epoch since. */
  needsNewEpoch: Type.Boolean(),
})
export type MyDesk = Static<typeof MyDesk>

export const MyDesksAnswer = Type.Object({
  root: Type.String(),
  key: orNull(Type.Object({ recipient: Recipient, locks: Type.Array(LockShape) })),
  desks: Type.Array(MyDesk),
})
export type MyDesksAnswer = Static<typeof MyDesksAnswer>

export const MemberView = Type.Object({
  accountId: Id,
  name: BothNames,
  recipient: orNull(Type.String()),
  since: Moment,
})
export type MemberView = Static<typeof MemberView>

export const DeskKeysAnswer = Type.Object({
  deskId: Id,
  epochs: Type.Array(
    Type.Object({ epoch: Epoch, certificate: CertificateShape, wrap: orNull(Type.String()) }),
  ),
  members: Type.Array(MemberView),
  /** Desk officers of the same agency who have made their key and are not members yet. */
  newcomers: Type.Array(Type.Object({ accountId: Id, name: BothNames, recipient: Type.String() })),
})
export type DeskKeysAnswer = Static<typeof DeskKeysAnswer>

export const QueueQuery = Type.Object(
  {
    status: Type.Optional(Type.Union([StatusCode, Type.Literal('open'), Type.Literal('all')])),
    owes: Type.Optional(DebtCode),
    place: Type.Optional(PlaceCode),
    kind: Type.Optional(KindCode),
    danger: Type.Optional(Type.Boolean()),
    mine: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
)
export type QueueQuery = Static<typeof QueueQuery>

export const QueueRow = Type.Object({
  id: Id,
  /** The first group of the id in capitals: what officers call the report by, on the phone. */
  reference: Type.String(),
  kind: KindCode,
  placeCode: orNull(Type.String()),
  placeName: orNull(BothNames),
  dangerNow: Type.Boolean(),
  language: Type.String(),
  status: StatusCode,
  owes: DebtCode,
  receivedAt: Moment,
  dueAt: Moment,
  /** Until when it must be a case or closed, once it was opened. */
  decideBy: orNull(Moment),
  overdue: Type.Boolean(),
  holder: orNull(Type.Object({ accountId: Id, name: BothNames })),
  unread: Type.Boolean(),
})
export type QueueRow = Static<typeof QueueRow>

export const TalkShape = Type.Object(
  {
    by: codes(talkers),
    how: codes(talkWays),
    day: Day,
    accusedAbsent: Type.Literal(true),
  },
  closed,
)

/** A proposal to close a report, in codes. */
export const ClosingView = Type.Object({
  id: Id,
  decision: DecisionCode,
  reason: ReasonCode,
  talk: orNull(TalkShape),
  forOversight: Type.Boolean(),
  state: codes(['proposed', 'agreed', 'refused', 'lapsed']),
  by: BothNames,
  at: Moment,
  dueAt: Moment,
  answeredBy: orNull(BothNames),
  answeredAt: orNull(Moment),
  refusal: orNull(codes(refusals)),
})
export type ClosingView = Static<typeof ClosingView>

/** As it is put before the second person; the words only a member of the desk can unseal. */
export const WaitingClosingView = Type.Object({
  id: Id,
  reference: Type.String(),
  /** Null for whoever has not the keys of the desk. */
  reportId: orNull(Id),
  kind: KindCode,
  concerns: orNull(Type.Array(codes(concerns))),
  desk: BothNames,
  receivedAt: Moment,
  decision: DecisionCode,
  reason: ReasonCode,
  talk: orNull(TalkShape),
  forOversight: Type.Boolean(),
  by: BothNames,
  at: Moment,
  dueAt: Moment,
})
export type WaitingClosingView = Static<typeof WaitingClosingView>

export const AnswerClosingBody = Type.Object(
  { agree: Type.Boolean(), refusal: Type.Optional(codes(refusals)) },
  closed,
)

export const ReportView = Type.Object({
  ...QueueRow.properties,
  version: Version,
  deskId: Id,
  desk: BothNames,
  sealedOnArrival: Type.Boolean(),
  /** The wrap of the newest epoch of this desk that there is. */
  wrap: Type.Object({ epoch: Epoch, blob: Type.String() }),
  /** Who is accused: `none` for reports from before it was sealed apart, `sealed` until the desk has decided. */
  accused: codes(['none', 'sealed', 'open']),
  /** What kind of accused this desk has said, after its decision; `ask` once it may say, `not-yet` before. */
  accusedKind: codes(['not-yet', 'ask', ...accusedKinds]),
  /** The conversation (in and out, one chain) and the internal notes (another chain), each in order. */
  envelopes: Type.Array(DeskEnvelopeView),
  attachments: Type.Array(AttachmentView),
  keys: Type.Array(DeskKeyView),
  triage: Type.Array(
    Type.Object({
      decision: DecisionCode,
      reason: ReasonCode,
      victimSex: orNull(codes(victimSexes)),
      by: BothNames,
      at: Moment,
    }),
  ),
  handOvers: Type.Array(
    Type.Object({
      from: BothNames,
      to: BothNames,
      reason: HandOverReasonCode,
      by: BothNames,
      at: Moment,
    }),
  ),
  /** The desks it can be handed to, with the certificate that its epoch key must be verified by. */
  otherDesks: Type.Array(PublicDesk),
  caseId: orNull(Id),
  concerns: orNull(Type.Array(codes(concerns))),
  closings: Type.Array(ClosingView),
})
export type ReportView = Static<typeof ReportView>

export const TakeBody = Type.Object({ version: Version, take: Type.Boolean() }, closed)
export type TakeBody = Static<typeof TakeBody>
export const Changed = Type.Object({
  version: Version,
  status: StatusCode,
  owes: DebtCode,
  dueAt: Moment,
})
export type Changed = Static<typeof Changed>

const Note = Type.Object({ sequence: Sequence, epoch: Epoch, sealed: Sealed }, closed)

export const TriageBody = Type.Object(
  {
    version: Version,
    decision: DecisionCode,
    reason: ReasonCode,
    victimSex: Type.Optional(codes(victimSexes)),
    concerns: Type.Optional(Type.Array(codes(concerns), { maxItems: 3, uniqueItems: true })),
    talk: Type.Optional(TalkShape),
    /** Puts it before a second person, where one alone may not close it. */
    propose: Type.Optional(Type.Literal(true)),
    note: Type.Optional(Note),
  },
  closed,
)
export type TriageBody = Static<typeof TriageBody>

export const AccusedAnswer = Type.Object({ sealed: Type.String() })
export type AccusedAnswer = Static<typeof AccusedAnswer>
export const AccusedKindBody = Type.Object({ version: Version, kind: codes(accusedKinds) }, closed)
export type AccusedKindBody = Static<typeof AccusedKindBody>
export const OpenEarlyBody = Type.Object({ reason: codes(earlyReasons) }, closed)
export type OpenEarlyBody = Static<typeof OpenEarlyBody>

export const HandOverBody = Type.Object(
  {
    version: Version,
    toDeskId: Id,
    toEpoch: Epoch,
    wrap: Wrap,
    reason: HandOverReasonCode,
    /** For the receiving desk: an internal envelope sealed to ITS epoch. */
    note: Type.Optional(Note),
  },
  closed,
)
export type HandOverBody = Static<typeof HandOverBody>

export const AddMemberBody = Type.Object(
  {
    accountId: Id,
    recipient: Recipient,
    wraps: Type.Array(Type.Object({ epoch: Epoch, blob: Wrap }, closed), {
      minItems: 1,
      maxItems: 200,
    }),
  },
  closed,
)
export type AddMemberBody = Static<typeof AddMemberBody>

const Rewrap = Type.Object({ reportId: Id, blob: Wrap }, closed)

export const NewEpochBody = Type.Object(
  {
    certificate: CertificateShape,
    wraps: Type.Array(Type.Object({ accountId: Id, blob: Wrap }, closed), {
      minItems: 1,
      maxItems: 200,
    }),
    rewraps: Type.Array(Rewrap, { maxItems: MOST_REWRAPS }),
  },
  closed,
)
export type NewEpochBody = Static<typeof NewEpochBody>
export const RemoveMemberBody = Type.Object({ next: Type.Optional(NewEpochBody) }, closed)
export type RemoveMemberBody = Static<typeof RemoveMemberBody>
export const RewrapBody = Type.Object(
  { epoch: Epoch, rewraps: Type.Array(Rewrap, { minItems: 1, maxItems: MOST_REWRAPS }) },
  closed,
)
export type RewrapBody = Static<typeof RewrapBody>
export const OpenWrapsAnswer = Type.Object({
  items: Type.Array(Type.Object({ reportId: Id, epoch: Epoch, blob: Type.String() })),
  next: orNull(Type.String()),
})
export type OpenWrapsAnswer = Static<typeof OpenWrapsAnswer>

export const CertifyBody = Type.Object(
  {
    recipient: Recipient,
    signingKey: Type.String({ maxLength: 44 }),
    validUntil: Type.Optional(Day),
  },
  closed,
)
export type CertifyBody = Static<typeof CertifyBody>
export const CertifyAnswer = Type.Object({
  /** What the holder of the root signs, offline (`./panah desk certify`). */
  statement: Type.String(),
  /** Only in the try-out, where the root is at hand. */
  certificate: orNull(CertificateShape),
})
export type CertifyAnswer = Static<typeof CertifyAnswer>
