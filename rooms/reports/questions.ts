import { reportKinds } from './report.ts'

/**
 * The questions of the report form, in order. Texts: `question.<key>`, `question.<key>.help`,
 * `answer.<key>.<code>`. Every question may be skipped.
 */
export interface Question {
  key: string
  kind: 'one' | 'many' | 'text' | 'long-text' | 'place'
  codes?: readonly string[]
  /** Also told to the server in the clear, because the report is routed by it; the form says so where it is asked. */
  routes?: boolean
  /** Characters. */
  longest?: number
}

/** The bodies that a desk can belong to, as the form asks for them. */
export const officialBodies = ['police', 'fia', 'labour', 'protector', 'other'] as const
export type OfficialBody = (typeof officialBodies)[number]

export const questions = [
  { key: 'danger', kind: 'one', codes: ['yes', 'no', 'not-sure'], routes: true },
  {
    key: 'about',
    kind: 'one',
    codes: ['me', 'family', 'someone-i-know', 'someone-i-saw', 'an-offer'],
  },
  { key: 'kind', kind: 'one', codes: reportKinds, routes: true },
  { key: 'place', kind: 'place', routes: true },
  { key: 'where', kind: 'text', longest: 500 },
  { key: 'what', kind: 'long-text', longest: 20_000 },
  {
    key: 'signs',
    kind: 'many',
    codes: [
      'cannot-leave',
      'papers-taken',
      'debt',
      'threats',
      'violence',
      'no-pay',
      'no-contact',
      'lied-to',
      'watched',
      'other-people-too',
    ],
  },
  { key: 'when', kind: 'text', longest: 500 },
  { key: 'victim', kind: 'long-text', longest: 2_000 },
  { key: 'ageGroup', kind: 'one', codes: ['child', 'adult', 'not-sure'] },
  { key: 'recruiter', kind: 'long-text', longest: 2_000 },
  { key: 'official', kind: 'one', codes: ['no', ...officialBodies, 'not-sure'] },
  { key: 'contact', kind: 'text', longest: 500 },
  { key: 'contactSafe', kind: 'text', longest: 500 },
] as const satisfies readonly Question[]

/** The body that an answer names; undefined where it names none. */
export function officialOf(answer: string | string[] | undefined): OfficialBody | undefined {
  return officialBodies.find((code) => code === answer)
}

export type QuestionKey = (typeof questions)[number]['key']

/** What a person answered: a code, several codes, or their own words. */
export type Answers = Partial<Record<QuestionKey, string | string[]>>
