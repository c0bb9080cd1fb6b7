import type { ReactNode } from 'react'
import type { AgencyKind, Duty } from '../../core/people.ts'

/**
 * An entry of the rail. `order` sorts; a line is drawn between hundreds
 * (0–99 daily work, 100–199 registers, 200–299 knowledge, 300–399 administration).
 */
export interface RailEntry {
  /** Words key. */
  label: string
  order: number
  /** Shown to whoever has one of these; an empty list means everyone signed in. */
  duties: readonly Duty[]
  /** Only in agencies of these kinds; left out, in all. */
  agencies?: readonly AgencyKind[]
  /** A GET that answers `{ count: number }`: the number beside the label. */
  count?: string
  /** Where the answer of `count` has another shape: the number in it. */
  countIn?: (answer: never) => number
  /** One letter: pressing `g` and then it opens the page. */
  keys?: string
}

/** A tab of the case page; its page is shown at /staff/cases/:caseId/<path>. */
export interface CaseTab {
  label: string
  order: number
  path: string
  /** Shown to whoever has one of these; left out, to everyone who may open the case. */
  duties?: readonly Duty[]
}

/**
 * One page of the workspace. `path` is below /staff, without a leading slash.
 * The page whose path is `cases/:caseId` is the frame of a case: it renders an `<Outlet/>`,
 * and every page with a `caseTab` is shown inside it.
 */
export interface WorkspacePage {
  path: string
  element: ReactNode
  rail?: RailEntry
  caseTab?: CaseTab
  /** Shown without the shell and without being signed in (enrolment). */
  signedOut?: true
}
