import { checkOrder, checkPastDay } from './dates.ts'

/** HTCDS 2.0 hte_Type (IOM, CC BY 4.0). */
export const incidentKinds = ['Recruitment', 'Transit', 'Exploitation'] as const
export type IncidentKind = (typeof incidentKinds)[number]

interface Span {
  fromOn?: string | null
  untilOn?: string | null
}

/** Refuses impossible days, days to come, and an end before its beginning. */
export function checkSpan(span: Span, today: string): void {
  checkPastDay('fromOn', span.fromOn, today)
  checkPastDay('untilOn', span.untilOn, today)
  checkOrder('untilOn', span.fromOn, span.untilOn)
}
