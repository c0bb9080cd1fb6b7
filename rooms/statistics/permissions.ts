import { type Duty, hasDuty, type Person } from '../../core/people.ts'

/** Whoever works cases, or counts them. */
export const counters = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'prosecutor',
  'supervisor',
  'statistician',
  'oversight',
] as const satisfies readonly Duty[]

/** Counts of all cases of their country or province, and never a case behind them. */
export function mayCountEverything(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician', 'oversight')
}

/** An administrator sees no case content, and counts are made of it. */
export function mayCount(person: Pick<Person, 'duties' | 'sees'>): boolean {
  return mayCountEverything(person) || (person.sees !== 'nothing' && !onlyAdministers(person))
}

/** Small numbers can point at a person; only who works with counts or supervises may export them. */
export function mayExportSmallNumbers(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician', 'oversight', 'supervisor')
}

/** Begins a release, and asks for it once it has been weighed. */
export function mayPrepareRelease(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician')
}

/** What a release would lose is measured on the real people: only for who may count them all. */
export function mayWeigh(person: Pick<Person, 'duties'>): boolean {
  return mayCountEverything(person)
}

/** A second person: of the same body with a duty for it, or of oversight. Nobody signs their own. */
export function maySignRelease(
  person: Pick<Person, 'id' | 'duties' | 'agencyId'>,
  release: { askedBy: string; agencyId: string },
): boolean {
  if (person.id === release.askedBy) return false
  const sameBody = person.agencyId === release.agencyId
  return (sameBody && hasDuty(person, 'statistician', 'supervisor')) || hasDuty(person, 'oversight')
}

/** A budget is set by two: whoever proposed it does not confirm it. */
export function mayConfirmBudget(
  person: Pick<Person, 'id' | 'duties'>,
  budget: { proposedBy: string },
): boolean {
  return person.id !== budget.proposedBy && mayCountEverything(person)
}

/** Who reads early warnings: small numbers about whole districts, so nobody else. */
export const watchers = [
  'statistician',
  'oversight',
  'supervisor',
] as const satisfies readonly Duty[]

/** Who may know what came of a campaign: those who plan, those who count, those who watch over both. */
export const campaignCounters = [
  'content-officer',
  'statistician',
  'oversight',
] as const satisfies readonly Duty[]

export function mayWatch(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, ...watchers)
}

/** Oversight reads how alarms were judged, and judges none itself. */
export function mayJudgeWarning(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician', 'supervisor')
}

function onlyAdministers({ duties }: Pick<Person, 'duties'>): boolean {
  return duties.every((duty) => duty === 'administrator')
}

/** The codes of a standard change how everything is told: only who answers for the counts loads them. */
export function mayLoadCodes(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician')
}

/** Writes what others have published into the register. */
export function mayEnterFigures(person: Pick<Person, 'duties'>): boolean {
  return hasDuty(person, 'statistician')
}

/** A figure is entered by two: whoever wrote it does not confirm it. */
export function mayConfirmFigure(
  person: Pick<Person, 'id' | 'duties'>,
  figure: { writtenBy: string },
): boolean {
  return person.id !== figure.writtenBy && mayCountEverything(person)
}
