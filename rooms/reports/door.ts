import type { Db } from '../../core/database.ts'
import { getReportById } from './records.ts'
import { type ReportKind, referenceOf, type Status } from './report.ts'

/** How a report went on, in codes: what its desk decided last, and who holds it. */
export { findReportCourse, listReportIds } from './course-records.ts'
export { getDeadlines } from './deadline-records.ts'
export { dueFor } from './deadlines.ts'
export {
  certifyWith,
  createRoot,
  type DeskRequest,
  giveKey,
  type NewDesk,
  openDesk,
  type RootFile,
  requestDesk,
} from './desk-set-up.ts'
export {
  commitmentOf,
  eventText,
  isLeafOf,
  type Leaf,
  type LeafKind,
  leafFrom,
  leafOf,
  leafText,
  markOf,
  nonceOf,
  type StepEvent,
  weekOf,
} from './log/leaf.ts'
export { LoggedStep, LoggedSteps } from './log/shapes.ts'
export {
  closedOf,
  countLeaf,
  differencesOf,
  emptyTally,
  remainderOf,
  type Tallies,
  type Tally,
  totalOf,
} from './log/tally.ts'
export {
  drawOrder,
  FEWEST_SEATS,
  passReasons,
  rosterFrom,
  rosterHash,
  type Seat,
} from './lot/lot.ts'
export {
  type Drawn,
  type DrawOf,
  findRosterText,
  giveToDrawn,
  type NewRoster,
  noteNoLot,
  renewRosters,
} from './lot/roster-records.ts'
export { enterMailbox, listPlainReports, type PlainReport } from './records.ts'
export {
  getDeskByKey,
  makeRecovery,
  recoverWith,
  recoveryReasons,
  SHARES_NEEDED,
} from './recovery.ts'
export { type ReportKind, referenceOf } from './report.ts'
export {
  OwnRetaliation,
  ownRetaliationInCase,
  raiseRetaliationInCase,
} from './retaliation-routes.ts'
export { rootOf } from './root.ts'
export { makeTryoutDesks, sealTryoutReports, tryoutDeskId } from './tryout.ts'
export { decidedTryoutReports } from './tryout-decided.ts'
export { tryoutPassphrase, tryoutReceipt } from './tryout-passphrase.ts'

/** What another room may know of a report: the plain fields it was routed by. */
export interface ReportBrief {
  id: string
  reference: string
  jurisdiction: string
  kind: ReportKind
  placeCode: string | null
  status: Status
  receivedAt: string
}

/** Throws where the viewer is neither at the desk that holds the report nor its supervisor. */
export async function getReportBrief(db: Db, id: string): Promise<ReportBrief> {
  const row = await getReportById(db, id)
  return {
    id: row.id,
    reference: referenceOf(row.id),
    jurisdiction: row.jurisdiction,
    kind: row.kind,
    placeCode: row.place_code,
    status: row.status,
    receivedAt: row.received_at,
  }
}
