import type { LeafKind } from '../reports/door.ts'

/** What is remembered of a report between two of its steps. */
export interface Thread {
  steps: number
  /** Key of the desk that has it. */
  unit: string
  /** The unit that gave it away and is not rid of it before the new one acts on it. */
  fromUnit: string | null
  /** The reason it was closed for, 'case-opened' or 'expired'; null while it is open. */
  ended: string | null
}

/** An event of the room reports, with desks named by their keys. */
export interface ReportEvent {
  kind: string
  unit: string
  /** The unit that it is handed to. */
  to?: string
  decision?: string
  reason?: string
  /** What was late, and who was told of it. */
  late?: Record<string, string>
  /** How a draw came out: what its line says besides. */
  lot?: Record<string, string>
}

export interface Step {
  kind: LeafKind
  unit: string
  more?: Record<string, string>
}

const simple: Record<string, LeafKind> = {
  'report.read': 'read',
  'report.taken': 'assigned',
  'report.laid-back': 'laid-back',
  'report.replied': 'replied',
  'report.reminded': 'reminded',
  'report.close-refused': 'close-refused',
}

const ofLate: Record<string, LeafKind> = {
  'report.overdue': 'overdue',
  'report.caught-up': 'caught-up',
  'report.escalated': 'escalated',
  'report.late-explained': 'late-explained',
  'report.late-asked': 'late-asked',
  'report.late-acknowledged': 'late-acknowledged',
}

/** Revenge for a report is the oversight body's own matter: the line names no desk. */
const OVERSIGHT = 'oversight-body'
const ofOversight: Record<string, LeafKind> = {
  'report.retaliation-raised': 'retaliation-raised',
  'report.retaliation-seen': 'retaliation-seen',
  'report.retaliation-answered': 'retaliation-answered',
}

const withReason: Record<string, LeafKind> = {
  'report.redrawn': 'redrawn',
  'report.assigned-by-hand': 'assigned-by-hand',
  'report.accused-opened-early': 'accused-opened-early',
}

/** Events that show that a desk has accepted what was handed to it. */
const accepting = new Set(['report.read', 'report.taken', 'report.triaged', 'report.handed-over'])

/** Every event that becomes a step in the public log. */
export const loggedEvents = [
  'report.received',
  'report.follow-up',
  'report.triaged',
  'report.handed-over',
  'report.expired',
  'report.close-proposed',
  'report.drawn',
  'report.not-drawn',
  'report.redrawn',
  'report.assigned-by-hand',
  'report.accused-opened-early',
  ...Object.keys(ofLate),
  ...Object.keys(ofOversight),
  ...Object.keys(simple),
]

export function newThread(unit: string): Thread {
  return { steps: 0, unit, fromUnit: null, ended: null }
}

/** The steps that an event is, and what is remembered after them. */
export function follow(thread: Thread, event: ReportEvent): { steps: Step[]; thread: Thread } {
  const next = { ...thread }
  const steps: Step[] = []
  const add = (kind: LeafKind, unit: string, more?: Record<string, string>) =>
    void steps.push({ kind, unit, ...(more && { more }) })
  if (next.fromUnit && accepting.has(event.kind)) {
    add('acknowledged', next.unit, { from: next.fromUnit })
    next.fromUnit = null
  }
  const reopen = () => {
    if (next.ended) add('reopened', next.unit, { was: next.ended })
    next.ended = null
  }
  if (event.kind === 'report.received') add('received', event.unit)
  else if (event.kind === 'report.follow-up') {
    add('wrote-again', next.unit)
    // A case that was opened stays one.
    if (next.ended !== 'case-opened') reopen()
  } else if (event.kind === 'report.triaged') decide(event, next, add, reopen)
  else if (event.kind === 'report.handed-over') {
    reopen()
    add('handed-over', next.unit, { to: event.to ?? 'unknown' })
    next.fromUnit = next.unit
    next.unit = event.to ?? 'unknown'
  } else if (event.kind === 'report.expired') {
    add('expired', next.unit, { rule: event.reason ?? 'none' })
    next.ended = 'expired'
  } else if (event.kind === 'report.close-proposed') {
    // An official turned out to be accused: what was closed waits for the oversight body.
    reopen()
    add('close-proposed', event.unit)
  } else if (event.kind === 'report.drawn') add('assigned', event.unit, event.lot)
  else if (event.kind === 'report.not-drawn') add('nobody-drawn', event.unit, event.lot)
  else if (ofLate[event.kind])
    add(ofLate[event.kind]!, event.unit, {
      ...event.late,
      ...(event.reason && { reason: event.reason }),
    })
  else if (ofOversight[event.kind]) add(ofOversight[event.kind]!, OVERSIGHT)
  else if (withReason[event.kind])
    add(withReason[event.kind]!, event.unit, { reason: event.reason ?? 'none' })
  else if (simple[event.kind]) add(simple[event.kind]!, event.unit)
  next.steps += steps.length
  return { steps, thread: next }
}

function decide(
  { decision = 'none', reason = 'none' }: ReportEvent,
  next: Thread,
  add: (kind: LeafKind, unit: string, more?: Record<string, string>) => void,
  reopen: () => void,
): void {
  reopen()
  add('decided', next.unit, { decision })
  if (decision === 'ask-for-more') return
  next.ended = decision === 'open-case' ? 'case-opened' : reason
  if (decision === 'open-case') add('case-opened', next.unit)
  else add('closed', next.unit, { reason })
}
