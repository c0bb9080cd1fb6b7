import { Problem } from '../../core/problem.ts'
import type { FoundBy } from './model.ts'

export const requestStatuses = ['asked', 'granted', 'refused', 'withdrawn'] as const
export type RequestStatus = (typeof requestStatuses)[number]

/** Why one agency asks another; a share that follows carries the same reason. */
export const purposes = [
  'joint-investigation',
  'victim-protection',
  'prosecution',
  'legal-duty',
  'other',
] as const
export type Purpose = (typeof purposes)[number]

/** What is given: whom to call, or the file to read until a day. */
export const gifts = ['contact', 'file'] as const
export type Gift = (typeof gifts)[number]

export const refusals = [
  'another-person',
  'operation-running',
  'victim-in-danger',
  'court-first',
  'reason-too-thin',
  'other',
] as const
export type Refusal = (typeof refusals)[number]

/** A question from one agency to another about a person in a file of the other. */
export interface Request {
  id: string
  jurisdiction: string
  agencyId: string
  /** The file for which it is asked. */
  caseId: string
  reference: string
  toJurisdiction: string
  toAgencyId: string
  rules: FoundBy[]
  purpose: Purpose
  words: string
  urgent: boolean
  askedBy: string
  askedAt: string
  dueAt: string
  status: RequestStatus
  given: Gift | null
  refusedFor: Refusal | null
  answer: string | null
  /** The last day on which the file may be read. */
  until: string | null
  endedBy: string | null
  endedAt: string | null
  /** When the side that asked took note of the answer. */
  notedAt: string | null
  version: number
}

// A rule of this house and not of the law: where somebody is in danger a day, else a week.
const DAYS = { urgent: 1, other: 7 }

export function dueOf(urgent: boolean, askedAt: Date): Date {
  return new Date(askedAt.getTime() + DAYS[urgent ? 'urgent' : 'other'] * 86_400_000)
}

export type End =
  | { status: 'granted'; given: Gift; answer: string | null; until: string | null }
  | { status: 'refused'; refusedFor: Refusal; answer: string | null }
  | { status: 'withdrawn' }

/** The request as it is once somebody has ended it; an answered one stays as it was answered. */
export function end(request: Request, how: End, by: { id: string; at: Date }): Request {
  if (request.status !== 'asked') throw new Problem('conflict', 'network/request-ended')
  if (how.status === 'granted' && how.given === 'contact' && !how.answer?.trim())
    throw wanting('answer', 'network/say-whom-to-call')
  if (how.status === 'granted' && how.given === 'file' && !how.until)
    throw wanting('until', 'network/say-until-when')
  if (how.status === 'refused' && how.refusedFor === 'other' && !how.answer?.trim())
    throw wanting('answer', 'network/say-why-not')
  return { ...request, ...how, endedBy: by.id, endedAt: by.at.toISOString() }
}

const wanting = (field: string, code: string) =>
  new Problem('input', code, { fields: { [field]: code } })

export function note(request: Request, at: Date): Request {
  if (request.status !== 'granted' && request.status !== 'refused')
    throw new Problem('conflict', 'network/not-answered-yet')
  return { ...request, notedAt: at.toISOString() }
}
