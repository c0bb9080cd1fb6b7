import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { CallState, DecisionStep, Seat, Standing } from '../committee.ts'
import type { ActInForce, Grade, Rule } from '../rules.ts'

export interface TermView {
  months: number
  grade: Grade
  source: string | null
  by: Bilingual
  at: string
}

export interface DecisionView {
  id: string
  committeeId: string
  meetingId: string
  place: Bilingual
  meetingOn: string
  words: string
  office: string
  dueOn: string
  doneOn: string | null
  overdue: boolean
  events: {
    id: string
    step: DecisionStep
    dueOn: string
    words: string | null
    by: Bilingual
    at: string
  }[]
  version: number
}

export interface DistrictView {
  place: { code: string; name: Bilingual }
  committeeId: string | null
  standing: Standing
  notifiedOn: string | null
  lastMeetingOn: string | null
  calledOn: string | null
  nextBy: string | null
  openDecisions: number
  overdueDecisions: number
}

export interface CommitteeList {
  may: { setTerm: boolean }
  term: TermView | null
  districts: DistrictView[]
  overdue: DecisionView[]
}

export interface SeatedView {
  id: string
  seat: Seat
  office: string
  sinceOn: string | null
  leftOn: string | null
  version: number
}

export interface CallView {
  id: string
  on: string
  time: string | null
  place: string
  agenda: string
  invited: string[]
  state: CallState
  offOn: string | null
  offWords: string | null
  by: Bilingual
  version: number
}

export interface CommitteeView {
  id: string
  place: { code: string; name: Bilingual }
  notifiedOn: string | null
  orderNumber: string | null
  grade: Grade
  source: string | null
  endedOn: string | null
  version: number
  may: { write: boolean }
  standing: Standing
  nextBy: string | null
  term: TermView | null
  law: { rule: Rule; act: ActInForce }
  emptySeats: Seat[]
  members: SeatedView[]
  meetings: {
    id: string
    on: string
    present: number
    minutes: boolean
    struckOn: string | null
    decisions: number
  }[]
  calls: CallView[]
  decisions: DecisionView[]
}

export interface MeetingView {
  id: string
  on: string
  present: string[]
  minutes: string | null
  struckOn: string | null
  struckWords: string | null
  by: Bilingual
  version: number
  may: { write: boolean }
  committee: { id: string; place: Bilingual }
  call: CallView | null
  members: SeatedView[]
  decisions: DecisionView[]
}
