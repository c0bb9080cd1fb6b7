import type { Certainty } from '../cases/door.ts'
import { evaluate, nothing, type Pair, type Result } from './condition.ts'
import { type Answer, type FactSheet, type SheetPerson, wasUnder } from './fact-sheet.ts'
import { appliesWhere, shownBeside, stoodDuring, straddles } from './in-force.ts'
import { type Investigation, whoInvestigates } from './investigator.ts'
import {
  type Act,
  agesOf,
  type By,
  type Condition,
  citationOf,
  type ElementRole,
  factsOf,
  type Law,
  type LawElement,
  type Penalty,
  type Provision,
  type Text,
  type Version,
} from './law.ts'
import { type AskedOfCase, questionsOf } from './questions.ts'

export type Finding = 'met' | 'partly' | 'not-met'

export interface ElementFinding {
  id: string
  role: ElementRole
  text: Text
  value: Answer
  /** Ids of the statements behind it, ruling it out, disputed, and of those not yet laid to anyone. */
  facts: string[]
  against: string[]
  disputed: string[]
  unattributed: string[]
  /** The surest of the statements behind it. */
  certainty: Certainty | null
  cautions: Text[]
  rule: string | null
  ask: string | null
  core: boolean
}

export interface VictimFinding {
  victimId: string | null
  finding: Finding
  missing: string[]
  coveredBy: string | null
}

export interface Proposal {
  cited: string
  act: string
  section: string
  version: string
  accusedId: string | null
  heading: Text
  finding: Finding
  /** 'proposed': worth a charge now or after one more fact; 'considered': shown with why not. */
  standing: 'proposed' | 'considered'
  inForce: Answer
  from: string | null
  until: string | null
  fromUncertain: boolean
  straddles: boolean
  elements: ElementFinding[]
  victims: VictimFinding[]
  coveredBy: string | null
  /** The accused may be a victim: screen before any charge. */
  screenFirst: boolean
  penalty: Penalty | null
  cognizable: boolean | null
  bailable: boolean | null
  court: Text | null
  grade: Version['grade']
  sources: string[]
  conflicts: NonNullable<Version['conflicts']>
  notes: Text | null
  reported: Version[]
}

export interface Assessment {
  proposals: Proposal[]
  questions: AskedOfCase[]
  investigation: Investigation
  nonPunishment: NonPunishment
}

export interface NonPunishment {
  /** Persons who are named as accused and may be victims. */
  screenFirst: string[]
  /** Offences of the person who moves, in force then: not to be used against a victim. */
  neverAgainstVictims: string[]
  /** Section 6 stood on the date of the conduct. */
  sectionSix: Answer
}

const byRole: Record<ElementRole, By> = {
  // An act is charged against the one who did it; what it was for shows in what anyone did.
  act: 'accused',
  participation: 'accused',
  means: 'not-another',
  condition: 'not-another',
  aggravation: 'anyone',
  purpose: 'anyone',
  victim: 'anyone',
  base: 'anyone',
  rule: 'anyone',
}

const certaintyOrder: readonly Certainty[] = [
  'disputed',
  'said',
  'supported',
  'documented',
  'established',
]

/** Holds the facts of a case against the law: who may have committed what, and what is missing. */
export function assess(sheet: FactSheet, law: Law): Assessment {
  const bench = new Bench(sheet, law)
  const proposals = accusedOf(sheet)
    .flatMap((person) => bench.proposalsFor(person))
    .sort(byWeight)
  return {
    proposals,
    questions: questionsOf(proposals, law.evidence),
    investigation: whoInvestigates(sheet, law, proposals),
    nonPunishment: bench.nonPunishment(),
  }
}

/** Where only people who may be victims are named, the offender is still to be found. */
function accusedOf({ accused, victims }: FactSheet): (SheetPerson | null)[] {
  const others = accused.filter((one) => !victims.some((victim) => victim.id === one.id))
  return others.length > 0 ? [...accused] : [...accused, null]
}

function conditionsOf(provisions: Provision[]): Condition[] {
  return provisions
    .flatMap((one) => one.versions.flatMap((version) => version.elements))
    .flatMap((element) => element.when ?? [])
}

interface Bearing {
  facts: ReadonlySet<string>
  takesPart: boolean
}

// The law does not change while it is read: what a provision turns on is worked out once.
const bearings = new WeakMap<Provision, Bearing>()
function bearingOf(provision: Provision): Bearing {
  const known = bearings.get(provision)
  if (known) return known
  const conditions = conditionsOf([provision])
  const bearing = {
    facts: new Set<string>(conditions.flatMap(factsOf)),
    takesPart: conditions.some((one) => typeof one === 'object' && 'takesPart' in one),
  }
  bearings.set(provision, bearing)
  return bearing
}

const agesAsked = new WeakMap<Law, number[]>()
function agesIn(law: Law): number[] {
  const known = agesAsked.get(law)
  if (known) return known
  const conditions = conditionsOf(law.acts.flatMap((act) => act.provisions))
  const ages = [...new Set(conditions.flatMap(agesOf))]
  agesAsked.set(law, ages)
  return ages
}

interface JudgedOn {
  finding: Finding
  elements: ElementFinding[]
  missing: string[]
  coveredBy: string | null
}

interface Judged {
  finding: Finding
  elements: ElementFinding[]
  on?: JudgedOn
  /** The same where a heavier section takes its place. */
  covered?: JudgedOn
}

function judgedOn({ finding, elements }: Judged, coveredBy: string | null): JudgedOn {
  const missing = elements.filter((one) => one.value !== 'yes').map((one) => one.id)
  return { finding, elements, missing, coveredBy }
}

// Worked out once per version: most sections ask nothing about the age or sex of the victim.
const asking = new WeakMap<Version, boolean>()
function asksAboutVictim(version: Version): boolean {
  const known = asking.get(version)
  if (known !== undefined) return known
  const asks = version.elements.some((one) => one.when !== undefined && asksInCondition(one.when))
  asking.set(version, asks)
  return asks
}

/** Another section that is referred to may ask about the victim in its turn. */
function asksInCondition(condition: Condition): boolean {
  if (typeof condition === 'string') return false
  if ('any' in condition) return condition.any.some(asksInCondition)
  if ('all' in condition) return condition.all.some(asksInCondition)
  if ('not' in condition) return asksInCondition(condition.not)
  return 'victim' in condition || 'met' in condition || 'metByAnother' in condition
}

class Bench {
  private readonly seen = new Map<string, Answer>()
  private readonly judged = new Map<Version, Map<string, Judged>>()
  private readonly ages: number[]
  private readonly stated: Set<string>
  private readonly alikes = new Map<string, string>()
  private readonly owns = new Map<string, string>()
  private readonly settings = new Map<Version, ElementFinding[]>()
  private readonly applying = new Map<Provision, Version[]>()
  private readonly sheet: FactSheet
  private readonly provisions = new Map<string, { act: Act; provision: Provision }>()

  constructor(sheet: FactSheet, law: Law) {
    this.sheet = sheet
    this.stated = new Set(sheet.stated.map((one) => one.fact))
    this.ages = agesIn(law)
    for (const act of law.acts) {
      for (const provision of act.provisions)
        this.provisions.set(citationOf(act, provision), { act, provision })
    }
  }

  proposalsFor(accused: SheetPerson | null): Proposal[] {
    const found: Proposal[] = []
    for (const { act, provision } of this.provisions.values()) {
      if (provision.role !== 'offence' || provision.ofTheMigrant) continue
      if (!this.isTouched(provision)) continue
      found.push(
        ...this.versionsOf(provision).flatMap(
          (version) => this.propose(act, provision, version, accused) ?? [],
        ),
      )
    }
    return found
  }

  /** Whether anything stated bears on the provision at all; most sections are passed over here. */
  private isTouched(provision: Provision): boolean {
    const bearing = bearingOf(provision)
    if (bearing.takesPart) return true
    for (const fact of this.stated) if (bearing.facts.has(fact)) return true
    return false
  }

  nonPunishment(): NonPunishment {
    const victims = new Set(this.sheet.victims.map((one) => one.id))
    const migrants = [...this.provisions].filter(
      ([, { provision }]) =>
        provision.ofTheMigrant &&
        provision.versions.some((one) => stoodDuring(one, this.sheet) !== 'no'),
    )
    const six = this.provisions.get('PTPA 6')?.provision.versions ?? []
    return {
      screenFirst: this.sheet.accused.filter((one) => victims.has(one.id)).map((one) => one.id),
      neverAgainstVictims: migrants.map(([cited]) => cited),
      sectionSix: best(six.map((version) => stoodDuring(version, this.sheet))),
    }
  }

  /** Versions that stood or may have stood then; otherwise the nearest one, to say why not. */
  private versionsOf(provision: Provision): Version[] {
    const known = this.applying.get(provision)
    if (known) return known
    const found = this.findVersions(provision)
    this.applying.set(provision, found)
    return found
  }

  private findVersions(provision: Provision): Version[] {
    const stated = provision.versions.filter((one) => one.standing === 'in-force')
    const applying = stated.filter(
      (one) => stoodDuring(one, this.sheet) !== 'no' && appliesWhere(one, this.sheet) !== 'no',
    )
    return applying.length > 0 ? applying : stated.slice(0, 1)
  }

  private propose(
    act: Act,
    provision: Provision,
    version: Version,
    accused: SheetPerson | null,
  ): Proposal | undefined {
    const cited = citationOf(act, provision)
    const victims =
      this.sheet.victims.length > 0
        ? this.sheet.victims.filter((one) => one.id !== accused?.id)
        : [null]
    const judged = victims.map((victim) => ({
      victim,
      on: this.judgedOn(act, provision, version, accused, victim),
    }))
    const strongest = [...new Set(judged.map((one) => one.on))].sort(
      (a, b) =>
        rank(b.finding) - rank(a.finding) ||
        Number(!!a.coveredBy) - Number(!!b.coveredBy) ||
        a.missing.length - b.missing.length,
    )[0]
    if (!strongest || !isRelevant(strongest.elements)) return undefined
    const finding = strongest.finding
    const proposed = finding !== 'not-met' && hasCore(strongest.elements)
    return {
      cited,
      act: act.act,
      section: provision.section,
      version: version.key,
      accusedId: accused?.id ?? null,
      heading: version.heading,
      finding,
      standing: proposed ? 'proposed' : 'considered',
      inForce: stoodDuring(version, this.sheet),
      from: version.from,
      until: version.until,
      fromUncertain: version.fromUncertain ?? false,
      straddles: straddles(version, this.sheet),
      elements: strongest.elements,
      victims: judged.map((one) => ({
        victimId: one.victim?.id ?? null,
        finding: one.on.finding,
        missing: one.on.missing,
        coveredBy: one.on.coveredBy,
      })),
      coveredBy: strongest.coveredBy,
      screenFirst: accused !== null && this.sheet.victims.some((one) => one.id === accused.id),
      penalty: version.penalty,
      cognizable: version.cognizable,
      bailable: version.bailable,
      court: version.court,
      grade: version.grade,
      sources: version.sources,
      conflicts: version.conflicts ?? [],
      notes: version.notes ?? null,
      reported: provision.versions.filter((one) => shownBeside(one, this.sheet)),
    }
  }

  /** One answer, and one object, for all victims who are alike: a case may have hundreds. */
  private judgedOn(
    act: Act,
    provision: Provision,
    version: Version,
    accused: SheetPerson | null,
    victim: SheetPerson | null,
  ): JudgedOn {
    const result = this.judge(version, accused, victim)
    const covered = provision.yieldsTo
      ? this.coveredBy(act, provision, result.finding, accused, victim)
      : null
    const known = covered === null ? result.on : result.covered
    if (known?.coveredBy === covered) return known
    const made = judgedOn(result, covered)
    if (covered === null) result.on = made
    else result.covered = made
    return made
  }

  /** Judged once for all victims who differ in nothing that this version asks about. */
  private judge(version: Version, accused: SheetPerson | null, victim: SheetPerson | null): Judged {
    const perPerson = this.judged.get(version) ?? new Map<string, Judged>()
    this.judged.set(version, perPerson)
    const key = `${accused?.id}\n${asksAboutVictim(version) ? this.alike(victim) : this.own(victim)}`
    const known = perPerson.get(key)
    if (known) return known
    const judged = this.judgeAfresh(version, accused, victim)
    perPerson.set(key, judged)
    return judged
  }

  private alike(victim: SheetPerson | null): string {
    if (victim === null) return ''
    const known = this.alikes.get(victim.id)
    if (known !== undefined) return known
    const under = this.ages.map((age) => wasUnder(victim, age, this.sheet))
    const key = `${victim.sex} ${under.join()} ${this.own(victim)}`
    this.alikes.set(victim.id, key)
    return key
  }

  /** What is stated about this person and no other. */
  private own(victim: SheetPerson | null): string {
    if (victim === null) return ''
    const known = this.owns.get(victim.id)
    if (known !== undefined) return known
    const own = this.sheet.stated.filter((one) => one.victimId === victim.id)
    const key = own.map((one) => one.id).join()
    this.owns.set(victim.id, key)
    return key
  }

  private judgeAfresh(
    version: Version,
    accused: SheetPerson | null,
    victim: SheetPerson | null,
  ): Judged {
    const pair: Pair = {
      sheet: this.sheet,
      accused,
      victim,
      met: (cited) => this.answer(cited, accused, victim),
      metByAnother: (cited) =>
        best(
          this.sheet.accused
            .filter((one) => one.id !== accused?.id)
            .map((one) => this.answer(cited, one, victim)),
        ),
    }
    const elements = [
      ...version.elements.map((element) => findElement(element, pair)),
      ...this.settingOf(version),
    ]
    return { elements, finding: findingOf(elements) }
  }

  private settingOf(version: Version): ElementFinding[] {
    const known = this.settings.get(version)
    if (known) return known
    const found = setting(version, this.sheet)
    this.settings.set(version, found)
    return found
  }

  private answer(cited: string, accused: SheetPerson | null, victim: SheetPerson | null): Answer {
    const key = `${cited}\n${accused?.id}\n${this.alike(victim)}`
    const known = this.seen.get(key)
    if (known) return known
    const found = this.provisions.get(cited)
    const findings = found
      ? this.versionsOf(found.provision).map((one) => this.judge(one, accused, victim).finding)
      : []
    const answer = best(
      findings.map((one) => (one === 'met' ? 'yes' : one === 'partly' ? 'unknown' : 'no')),
    )
    this.seen.set(key, answer)
    return answer
  }

  private coveredBy(
    act: Act,
    provision: Provision,
    finding: Finding,
    accused: SheetPerson | null,
    victim: SheetPerson | null,
  ): string | null {
    if (finding === 'not-met') return null
    const heavier = (provision.yieldsTo ?? []).map((section) => citationOf(act, { section }))
    return heavier.find((cited) => this.answer(cited, accused, victim) === 'yes') ?? null
  }
}

function findElement(element: LawElement, pair: Pair): ElementFinding {
  const by = element.by ?? byRole[element.role]
  const result = element.when ? evaluate(element.when, by, pair) : nothing
  return {
    ...presented(result),
    id: element.id,
    role: element.role,
    text: element.text,
    ask: element.ask ?? null,
    core: element.core ?? false,
  }
}

function presented(result: Result) {
  const sureness = result.facts.map((one) => certaintyOrder.indexOf(one.certainty))
  return {
    value: result.value,
    facts: result.facts.map((one) => one.id),
    against: result.against.map((one) => one.id),
    disputed: result.disputed.map((one) => one.id),
    unattributed: result.unattributed.map((one) => one.id),
    certainty: sureness.length > 0 ? certaintyOrder[Math.max(...sureness)]! : null,
    cautions: result.cautions,
    rule: result.rule ?? null,
  }
}

const dateText: Text = {
  en: 'this text was in force on the date of the conduct',
  ur: 'جس دن یہ ہوا، اُس دن یہ قانون نافذ تھا',
}
const placeText: Text = {
  en: 'this text applies in the place of the conduct',
  ur: 'جہاں یہ ہوا، وہاں یہ قانون لاگو ہے',
}

/** Date and place are elements too; they are shown only where they are in doubt. */
function setting(version: Version, sheet: FactSheet): ElementFinding[] {
  const blank = { ...presented(nothing), role: 'condition' as const, core: false }
  const elements: ElementFinding[] = [
    { ...blank, id: 'in-force', text: dateText, value: stoodDuring(version, sheet), ask: 'when' },
    { ...blank, id: 'applies', text: placeText, value: appliesWhere(version, sheet), ask: 'where' },
  ]
  return elements.filter((one) => one.value !== 'yes')
}

function findingOf(elements: ElementFinding[]): Finding {
  if (elements.some((one) => one.value === 'no')) return 'not-met'
  return elements.every((one) => one.value === 'yes') ? 'met' : 'partly'
}

const telling: readonly ElementRole[] = ['act', 'means', 'purpose', 'aggravation', 'participation']

/** Something speaks for the element, if only of nobody in particular or in dispute. */
function touched(element: ElementFinding): boolean {
  return element.facts.length > 0 || element.disputed.length > 0 || element.unattributed.length > 0
}

function isRelevant(elements: ElementFinding[]): boolean {
  return elements.some(
    (one) => telling.includes(one.role) && (touched(one) || one.against.length > 0),
  )
}

/** Proposed only with a fact, with something for each core element, and on a base that is met. */
function hasCore(elements: ElementFinding[]): boolean {
  const facts = elements.some((one) => one.facts.length > 0 || one.unattributed.length > 0)
  const based = elements.every((one) => one.role !== 'base' || one.value === 'yes')
  return (
    facts &&
    based &&
    elements.filter((one) => one.core).every((one) => one.value === 'yes' || touched(one))
  )
}

/** Met first, then nearest to it; among equals the order of the library, base before aggravation. */
function byWeight(a: Proposal, b: Proposal): number {
  return (
    Number(b.standing === 'proposed') - Number(a.standing === 'proposed') ||
    rank(b.finding) - rank(a.finding) ||
    Number(a.coveredBy !== null) - Number(b.coveredBy !== null) ||
    missing(a) - missing(b)
  )
}

const ranks: Record<Finding, number> = { met: 2, partly: 1, 'not-met': 0 }
function rank(finding: Finding): number {
  return ranks[finding]
}

function missing(judged: { elements: ElementFinding[] }): number {
  return judged.elements.filter((one) => one.value !== 'yes').length
}

function best(answers: Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}
