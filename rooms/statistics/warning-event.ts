import type { CodedCase } from '../cases/door.ts'
import type { PlainReport } from '../reports/door.ts'
import { formCodes } from './forms.ts'

/** By what events are watched: one stream for each district, form, route, recruiter and phone, and all. */
export const streamKinds = ['all', 'district', 'form', 'route', 'recruiter', 'phone'] as const
export type StreamKind = (typeof streamKinds)[number]

/** Something that came to be known, in codes: a case, or a report that is no case yet. */
export interface WatchedEvent {
  caseId: string | null
  caseJurisdiction: string | null
  /** The day it came to be known. Watching by this day, a late report is late and no decline. */
  knownOn: string
  happenedOn: string | null
  district: string | null
  /** Origin and destination: 'PK-PB-gujrat>KHM'. */
  route: string | null
  forms: readonly string[]
  recruiters: readonly string[]
  phones: readonly string[]
}

const order = { Exploitation: 0, Recruitment: 1, Transit: 2 } as const

export function eventOfCase(one: CodedCase): WatchedEvent {
  const places = one.incidents.toSorted((a, b) => order[a.kind] - order[b.kind])
  const of = (kind: keyof typeof order) => places.filter((place) => place.kind === kind)
  const origin = of('Recruitment').find(({ placeCode }) => isDistrict(placeCode))?.placeCode
  const end = of('Exploitation').find(({ placeCode, country }) => placeCode || country)
  const destination = end && (end.placeCode ?? end.country)
  const days = one.incidents.flatMap(({ fromOn }) => fromOn ?? []).toSorted()
  return {
    caseId: one.id,
    caseJurisdiction: one.jurisdiction,
    knownOn: one.openedOn,
    happenedOn: days[0] ?? null,
    district: places.find(({ placeCode }) => isDistrict(placeCode))?.placeCode ?? null,
    route: origin && destination && origin !== destination ? `${origin}>${destination}` : null,
    forms: formCodes.filter((form) => one.facts.includes(form)),
    recruiters: distinct(one.accused.flatMap(({ marks }) => marks[0] ?? [])),
    phones: distinct(one.accused.flatMap(({ phone }) => phone ?? [])),
  }
}

export function eventOfReport(one: PlainReport): WatchedEvent {
  return {
    caseId: null,
    caseJurisdiction: null,
    knownOn: one.receivedOn,
    happenedOn: null,
    district: isDistrict(one.placeCode) ? one.placeCode : null,
    route: null,
    forms: [],
    recruiters: [],
    phones: [],
  }
}

/** What an event counts towards in one kind of stream. */
export function unitsOf(event: WatchedEvent, kind: StreamKind): readonly string[] {
  if (kind === 'all') return ['all']
  if (kind === 'district') return event.district ? [event.district] : []
  if (kind === 'route') return event.route ? [event.route] : []
  if (kind === 'form') return event.forms
  return kind === 'recruiter' ? event.recruiters : event.phones
}

/** Codes of places nest: 'PK-PB-gujrat' lies in 'PK-PB'. */
function isDistrict(code: string | null): boolean {
  return code !== null && code.split('-').length >= 3
}

export function provinceOf(district: string): string {
  return district.split('-').slice(0, 2).join('-')
}

function distinct(some: readonly string[]): string[] {
  return [...new Set(some)]
}
