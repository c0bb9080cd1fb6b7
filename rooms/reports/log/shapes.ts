import { type Static, Type } from 'typebox'

/** One step of the report behind a receipt, with what is needed to check it against the public log. */
export const LoggedStep = Type.Object({
  /** The exact text of the event that the line commits to. */
  event: Type.String(),
  /** The line of the log. */
  line: Type.String(),
  /** A C2SP tlog-proof; null where the line is not yet under a published checkpoint. */
  proof: Type.Union([Type.String(), Type.Null()]),
})
export type LoggedStep = Static<typeof LoggedStep>

/** GET /api/mailbox/log, with the header Panah-Mailbox. */
export const LoggedSteps = Type.Object({ steps: Type.Array(LoggedStep) })
export type LoggedSteps = Static<typeof LoggedSteps>
