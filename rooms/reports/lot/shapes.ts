import { type Static, type TSchema, Type } from 'typebox'
import { BothNames, codes, Day, Id, Moment, Version } from '../../../core/schema.ts'
import { reportKinds } from '../report.ts'
import {
  absenceReasons,
  conflictReasons,
  handReasons,
  redrawReasons,
  supervisorRedrawReasons,
} from './duty.ts'
import { passReasons } from './lot.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const PlaceCode = Type.String({ maxLength: 20 })
const KindCode = codes(reportKinds)

/** How it came about who handles a report. */
export const AllocationView = Type.Object({
  /** `free`: the desk draws no lots, or nobody could be drawn: whoever takes it has it. */
  state: codes(['free', 'waiting', 'drawn', 'by-hand']),
  /** The signed-in officer may decide. */
  mine: Type.Boolean(),
  takes: Type.Boolean(),
  draw: orNull(
    Type.Object({
      seats: Type.Integer(),
      passed: Type.Array(codes(passReasons)),
      /** False where everybody had to be passed over. */
      drawn: Type.Boolean(),
      at: Moment,
      /** The line of the public log that asked for it. */
      call: Type.Integer(),
      size: Type.Integer(),
    }),
  ),
  changes: Type.Array(
    Type.Object({
      kind: codes(['redrawn', 'by-hand']),
      reason: codes([...new Set([...redrawReasons, ...supervisorRedrawReasons, ...handReasons])]),
      by: BothNames,
      at: Moment,
    }),
  ),
})
export type AllocationView = Static<typeof AllocationView>

export const RedrawBody = Type.Object({ version: Version, reason: codes(redrawReasons) }, closed)
export type RedrawBody = Static<typeof RedrawBody>
export const DrawAgainBody = Type.Object(
  { version: Version, reason: codes(supervisorRedrawReasons) },
  closed,
)
export type DrawAgainBody = Static<typeof DrawAgainBody>
export const AssignBody = Type.Object(
  { version: Version, accountId: Id, reason: codes(handReasons) },
  closed,
)
export type AssignBody = Static<typeof AssignBody>

/** What a supervisor needs to give a report to somebody by hand. */
export const AssignableAnswer = Type.Object({
  version: Version,
  /** Whether a lot has decided here, and can decide again. */
  draws: Type.Boolean(),
  members: Type.Array(Type.Object({ accountId: Id, name: BothNames })),
})
export type AssignableAnswer = Static<typeof AssignableAnswer>

export const DutyAnswer = Type.Object({
  today: Day,
  desks: Type.Array(
    Type.Object({
      deskId: Id,
      name: BothNames,
      onRoster: Type.Boolean(),
      seats: Type.Integer(),
      since: orNull(Moment),
    }),
  ),
  absences: Type.Array(Type.Object({ id: Id, from: Day, to: Day, reason: codes(absenceReasons) })),
  conflicts: Type.Array(
    Type.Object({
      id: Id,
      placeCode: orNull(PlaceCode),
      placeName: orNull(BothNames),
      kind: orNull(KindCode),
      reason: codes(conflictReasons),
      since: Moment,
    }),
  ),
})
export type DutyAnswer = Static<typeof DutyAnswer>

export const AbsenceBody = Type.Object(
  { from: Day, to: Day, reason: codes(absenceReasons) },
  closed,
)
export type AbsenceBody = Static<typeof AbsenceBody>
export const ConflictBody = Type.Object(
  { placeCode: orNull(PlaceCode), kind: orNull(KindCode), reason: codes(conflictReasons) },
  closed,
)
export type ConflictBody = Static<typeof ConflictBody>
