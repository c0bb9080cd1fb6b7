import type { Answers, QuestionKey } from '../../questions.ts'
import type { ReportKind } from '../../report.ts'

/** Where somebody says it is: only province and district leave the phone unsealed. */
export interface PlaceChoice {
  side: '' | 'in-pakistan' | 'abroad' | 'not-sure'
  province: string
  district: string
  /** ISO 3166-1 alpha-3. */
  country: string
}

/** A report that is still being written. */
export interface Draft {
  answers: Answers
  place: PlaceChoice
  step: number
  /** The desk that the person chose instead of the one offered. */
  deskId: string | null
  /** Made when it is first shown: what was written down must stay true after a reload. */
  receipt: string | null
  /** Sending has begun: before sending again, ask whether it has arrived. */
  began: boolean
}

export const emptyDraft: Draft = {
  answers: {},
  place: { side: '', province: '', district: '', country: '' },
  step: 0,
  deskId: null,
  receipt: null,
  began: false,
}

export function withAnswer(draft: Draft, key: QuestionKey, answer: string | string[]): Draft {
  const answers = { ...draft.answers, [key]: answer }
  if (answer.length === 0) delete answers[key]
  return { ...draft, answers }
}

/** The most exact place code that may travel unsealed; abroad it is the home district. */
export function placeCodeOf({ side, district, province }: PlaceChoice): string | null {
  return side === '' || side === 'not-sure' ? null : district || province || null
}

/** What a desk is chosen by and what the server may read: nothing else of the draft. */
export function routingOf(draft: Draft, language: string) {
  const { kind, danger } = draft.answers
  return {
    kind: (typeof kind === 'string' ? kind : 'not-sure') as ReportKind,
    placeCode: placeCodeOf(draft.place),
    dangerNow: danger === 'yes',
    language,
  }
}

/** The answers as they are sealed; a country is written out, because a desk reads words faster than codes. */
export function answersOf(draft: Draft, countryName: (code: string) => string): Answers {
  const { side, country } = draft.place
  const place = placeCodeOf(draft.place)
  const where = [side === 'abroad' && country ? countryName(country) : '', draft.answers.where]
  const words = where.filter(Boolean).join(', ')
  return { ...draft.answers, ...(place && { place }), ...(words && { where: words }) }
}

const KEY = 'draft'
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A half-written report outlives a reload of its own tab and nothing more: leaving or sending wipes it. */
export function keepDraft(store: Store, draft: Draft): void {
  try {
    store.setItem(KEY, JSON.stringify(draft))
  } catch {
    // A full or forbidden store must not stop anybody from going on.
  }
}

export function findDraft(store: Store): Draft | undefined {
  try {
    const kept = JSON.parse(store.getItem(KEY) ?? 'null') as Partial<Draft> | null
    return kept ? { ...emptyDraft, ...kept } : undefined
  } catch {
    return undefined
  }
}

export function forgetDraft(store: Store): void {
  try {
    store.removeItem(KEY)
  } catch {
    // Where nothing may be stored, nothing is there to forget.
  }
}
