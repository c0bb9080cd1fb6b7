import type { Fact } from '../cases/door.ts'

/** One text in the languages of the house. */
export interface Text {
  en: string
  ur: string
}

/** How the wording of a provision was seen: from an official print down to memory. */
export const lawGrades = ['gazette', 'official-copy', 'secondary-text', 'news', 'memory'] as const
export type LawGrade = (typeof lawGrades)[number]

export const provisionRoles = [
  'offence',
  'definition',
  'procedure',
  'protection',
  'evidence',
] as const
export type ProvisionRole = (typeof provisionRoles)[number]

export const elementRoles = [
  'act',
  'means',
  'purpose',
  'victim',
  'aggravation',
  'base',
  'condition',
  'participation',
  'rule',
] as const
export type ElementRole = (typeof elementRoles)[number]

/**
 * Facts that decide who investigates or what a section needs and that no allegation code states.
 * They are recorded on the charges page as an answer to its question.
 */
export const points = [
  'stopped-before-leaving',
  'returned-by-other-state',
  'exploited-abroad',
  'attempt-only',
  'held-three-days',
  'held-ten-days',
  'held-in-secret',
  'attempt-on-life',
  'meant-to-kill',
  'child-neglected',
  'rape',
  'child-sexual-abuse',
  'child-seduced',
  'child-pornography',
  'unnatural-lust',
  'taken-from-guardian',
  'knew-of-kidnapping',
  'stole-from-child',
  'woman-enticed-away',
  'bought-or-sold',
  'given-to-settle-feud',
  'marriage-of-child',
  'false-belief-of-marriage',
  'child-works',
  'hazardous-work',
  'organ-trade',
  'organ-rule-broken',
  'documents-forged',
  'forged-document-used',
  'stay-procured',
  'money-by-deceit',
  'cheque-dishonoured',
  'advertised-or-interviewed',
  'overcharged',
  'promoter-concerned',
  'worked-through-sub-agents',
  'claimed-government-authority',
  'extinguished-debt-taken',
  'property-not-restored',
  'agreed-to-commit',
  'official-took-part',
] as const
export type Point = (typeof points)[number]
export type Statable = Fact | Point

/** The condition of an element over the coded facts of one accused and one victim. */
export type Condition =
  | Statable
  | { fact: Statable; caution: Text }
  | { any: Condition[] }
  | { all: Condition[] }
  | { not: Condition }
  | { victim: VictimTest; rule?: string }
  /** Another section is met for the same accused and victim. */
  | { met: string[] }
  /** Another person's offence under one of these sections, against the same victim. */
  | { metByAnother: string[] }
  /** Something this accused is said to have done. */
  | { takesPart: true }
  /** No code can say it: a person has to judge. Never met by the software. */
  | { open: true }

export type VictimTest = { under: number } | { sex: 'female' | 'male' }

/** Whose conduct counts: this accused only, not somebody else's, or anyone's in the transaction. */
export type By = 'accused' | 'not-another' | 'anyone'

export interface LawElement {
  id: string
  role: ElementRole
  text: Text
  when?: Condition
  by?: By
  /** The question in evidence.json that would supply it. */
  ask?: string
  /** Without any fact for a core element the section is considered, not proposed. */
  core?: boolean
}

export const combinations = ['or_both', 'and_fine', 'liable_fine', 'fine_only', 'none'] as const
export type Combination = (typeof combinations)[number]

/** Years of imprisonment and rupees of fine as [least, most]; null where the text sets no bound. */
export interface Penalty {
  years: [number | null, number | null]
  life?: boolean
  death?: boolean
  finePkr: [number | null, number | null]
  combination: Combination
  note?: Text
}

export interface Reading {
  says: Text
  grade: LawGrade
  sources: string[]
}

export interface Conflict {
  about: Text
  readings: Reading[]
}

/** 'reported': an amendment whose text and start have not been verified; shown beside, never applied. */
export type Standing = 'in-force' | 'reported'

export interface Version {
  key: string
  standing: Standing
  /** Null on an in-force version: in force before the earliest date that matters here. */
  from: string | null
  /** First day on which it no longer stands. */
  until: string | null
  /** The start is a best estimate, not read from the gazette. */
  fromUncertain?: boolean
  /** On a reported version: the day of the report that it rests on. */
  reportedOn?: string
  /** Provinces and territories where it stands; absent: everywhere the Act extends to. */
  where?: string[]
  heading: Text
  elements: LawElement[]
  penalty: Penalty | null
  cognizable: boolean | null
  bailable: boolean | null
  court: Text | null
  grade: LawGrade
  sources: string[]
  amendedBy: Text | null
  reviewedByLawyer: 'none' | { by: string; on: string }
  conflicts?: Conflict[]
  notes?: Text
}

export interface Provision {
  section: string
  role: ProvisionRole
  /** Sections that take its place when they are met for the same person. */
  yieldsTo?: string[]
  /** An offence of the person who moves: never proposed against one who may be a victim. */
  ofTheMigrant?: boolean
  versions: Version[]
}

export interface Act {
  act: string
  title: Text
  short: Text
  citation: string
  jurisdiction: string
  /** Who investigates offences under it: see investigator.ts. */
  investigatedBy: 'ptpa-8' | 'fia' | 'police' | 'police-or-fia'
  status: Text
  sources: Record<string, { title: string; where: string | null }>
  provisions: Provision[]
}

export interface EvidenceKind {
  name: Text
  /** Who has it or makes it. */
  from: Text
}

export interface AskedQuestion {
  question: Text
  /** Why it matters, in one sentence. */
  why?: Text
  evidence: string[]
  facts?: Statable[]
}

/** A lesson of a court that applies where one of these facts or sections is in play. */
export interface Lesson {
  id: string
  text: Text
  source: string
  sections: string[]
  facts: Statable[]
}

export interface EvidenceLibrary {
  kinds: Record<string, EvidenceKind>
  questions: Record<string, AskedQuestion>
  lessons: Lesson[]
}

export interface Law {
  acts: Act[]
  evidence: EvidenceLibrary
}

/** 'PTPA 3(1)': how a section is cited everywhere in this room. */
export function citationOf(act: Pick<Act, 'act'>, provision: Pick<Provision, 'section'>): string {
  return `${act.act} ${provision.section}`
}

export function findProvision(
  law: Law,
  cited: string,
): { act: Act; provision: Provision } | undefined {
  for (const act of law.acts) {
    const provision = act.provisions.find((one) => citationOf(act, one) === cited)
    if (provision) return { act, provision }
  }
  return undefined
}

/** Whether a version stood on a day; reported versions never stand. */
export function stoodOn(version: Version, day: string): boolean {
  if (version.standing === 'reported') return false
  return (
    (version.from === null || version.from <= day) &&
    (version.until === null || day < version.until)
  )
}

/** The library as it stood on a day: provisions without a version then are left out. */
export function lawOn(law: Law, day: string): Act[] {
  return law.acts
    .map((act) => ({
      ...act,
      provisions: act.provisions
        .map((provision) => ({
          ...provision,
          versions: provision.versions.filter(
            (version) =>
              stoodOn(version, day) ||
              (version.standing === 'reported' && (version.reportedOn ?? '') <= day),
          ),
        }))
        .filter((provision) =>
          provision.versions.some((version) => version.standing === 'in-force'),
        ),
    }))
    .filter((act) => act.provisions.length > 0)
}

/** Every fact code that a condition reads. */
export function factsOf(condition: Condition): string[] {
  if (typeof condition === 'string') return [condition]
  if ('fact' in condition) return [condition.fact]
  if ('any' in condition) return condition.any.flatMap(factsOf)
  if ('all' in condition) return condition.all.flatMap(factsOf)
  if ('not' in condition) return factsOf(condition.not)
  return []
}

/** Every age that a condition asks about a victim. */
export function agesOf(condition: Condition): number[] {
  if (typeof condition === 'string' || 'fact' in condition) return []
  if ('any' in condition) return condition.any.flatMap(agesOf)
  if ('all' in condition) return condition.all.flatMap(agesOf)
  if ('not' in condition) return agesOf(condition.not)
  return 'victim' in condition && 'under' in condition.victim ? [condition.victim.under] : []
}
