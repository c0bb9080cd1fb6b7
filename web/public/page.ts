import type { VNode } from 'preact'
import type { House } from '../../core/house.ts'
import type { Helpline } from './helplines.ts'
import type { Text } from './text.ts'

export type Direction = 'rtl' | 'ltr'

/** What a public page may use while it is drawn. */
export interface PublicView {
  lang: string
  dir: Direction
  t: Text
  /** Address of this page without its language: '/report'. */
  path: string
  now: Date
  /** Built address of a script, style or font by its plain name. */
  asset(name: string): string
  /** All texts of the language, of which a page hands its script a part. */
  words: Record<string, string>
  helplines: readonly Helpline[]
  house: House
  query: Record<string, string>
  /** What stands in the address for the `:name` parts of the page's path. */
  params: Record<string, string>
}

/** What the script of a page begins with. Goes into the page as data, never as code. */
export interface Island {
  /** Entry file without its ending: 'report' is report.entry.tsx. */
  script: string
  /** Starts of the text keys that the script needs. */
  words: readonly string[]
  props?: object
}

/** One page for anyone. It works without a script; `island` makes it better where there is one. */
export interface PublicPage<Data = unknown> {
  /** Below the language: '' is the front page, '/report' is /ur/report. */
  path: string
  /** Which of the cut-down heading fonts holds its headings. */
  headings: 'guide' | 'report' | 'mailbox' | 'register'
  /** May run WebAssembly and workers: only where something is sealed or opened. */
  seals?: boolean
  /** May fetch from this server. A page that seals may anyway. */
  fetches?: boolean
  /** May play sound from this server. */
  plays?: boolean
  load?(view: PublicView): Promise<Data>
  island?(view: PublicView, data: Data): Island
  render(view: PublicView, data: Data): VNode
  /** Its form may bring one file, `picture`; it arrives as base64. Bytes at most. */
  takesPicture?: number
  /** So many forms an hour from one address; 20 where it is not said. */
  formsAnHour?: number
  /** Answers a form sent without a script; throws a Problem, which is shown above the form. */
  submit?(view: PublicView, form: Record<string, string | string[]>): Promise<VNode>
}

export function definePage<Data>(page: PublicPage<Data>): PublicPage {
  return page as PublicPage
}
