import { Problem } from '../../core/problem.ts'
import { checkPastDay } from './dates.ts'

export const roles = ['victim', 'accused', 'witness', 'informant', 'family'] as const
export type Role = (typeof roles)[number]

/** HTCDS 2.0 prs_Gender (IOM, CC BY 4.0). */
export const sexes = [
  'Feminine',
  'Masculine',
  'TransgenderFeminine',
  'TransgenderMasculine',
  'NonConforming',
  'NonSpecifiedUnknown',
] as const
export type Sex = (typeof sexes)[number]

/** HTCDS 2.0 per_RoleInProcess (IOM, CC BY 4.0). */
export const processRoles = [
  'RecruiterOrIntermediary',
  'BrokerTravelAgent',
  'Transporter',
  'TravellingPartner',
  'TransferredIndividual',
  'HarbouredIndividual',
  'SoldIndividual',
  'BoughtIndividual',
  'ReceivedIndividual',
  'ControlledIndividual',
  'Smuggler',
  'Abuser',
  'Kidnapper',
  'Exploiter',
  'Other',
] as const
export type ProcessRole = (typeof processRoles)[number]

/** What is known of a person's age: a birth date, or an age that was said on a day. */
export interface AgeKnown {
  birthOn: string | null
  ageStated: number | null
  ageStatedOn: string | null
}

export interface AgeRange {
  from: number
  to: number
}

/** Whole years from one calendar day to another. */
export function yearsBetween(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/**
 * The ages that fit a person on a day; one number twice where it is certain. Somebody who was
 * said to be 15 in March is 15 or 16 in June. Undefined where nothing is known, or before birth.
 */
export function ageRangeOn(person: AgeKnown, day: string): AgeRange | undefined {
  if (person.birthOn) {
    const age = yearsBetween(person.birthOn, day)
    return age < 0 ? undefined : { from: age, to: age }
  }
  if (person.ageStated === null || !person.ageStatedOn) return undefined
  const forward = person.ageStatedOn <= day
  const whole = forward
    ? yearsBetween(person.ageStatedOn, day)
    : -yearsBetween(day, person.ageStatedOn)
  const onTheDay = person.ageStatedOn.slice(5) === day.slice(5)
  const from = person.ageStated + whole - (forward || onTheDay ? 0 : 1)
  const to = person.ageStated + whole + (forward && !onTheDay ? 1 : 0)
  return to < 0 ? undefined : { from: Math.max(0, from), to }
}

/**
 * The youngest age that fits on that day, in years: where age is in doubt, the doubt speaks for
 * a child (UN Convention on the Rights of the Child, General Comment 6, §31). Ask
 * {@link ageRangeOn} or {@link isChildOn} where the doubt itself matters.
 */
export function ageOn(person: AgeKnown, day: string): number | undefined {
  return ageRangeOn(person, day)?.from
}

/** Under 18 on that day; 'perhaps' where what is known leaves both open. */
export function isChildOn(person: AgeKnown, day: string): 'yes' | 'no' | 'perhaps' | 'not-known' {
  const range = ageRangeOn(person, day)
  if (!range) return 'not-known'
  if (range.to < 18) return 'yes'
  return range.from >= 18 ? 'no' : 'perhaps'
}

export const ageGroups = ['0-8', '9-17', '18-29', '30-47', '48+', 'unsure', 'not-known'] as const
export type AgeGroup = (typeof ageGroups)[number]

function groupOf(age: number): AgeGroup {
  if (age < 9) return '0-8'
  if (age < 18) return '9-17'
  if (age < 30) return '18-29'
  return age < 48 ? '30-47' : '48+'
}

/** The age group on a day; 'unsure' where the ages that fit lie in two groups. */
export function ageGroupOn(person: AgeKnown, day: string): AgeGroup {
  const range = ageRangeOn(person, day)
  if (!range) return 'not-known'
  const group = groupOf(range.from)
  return group === groupOf(range.to) ? group : 'unsure'
}

/** Refuses impossible dates, and an age that the birth date contradicts by more than a year. */
export function checkAge(person: AgeKnown, today: string): void {
  checkPastDay('birthOn', person.birthOn, today)
  checkPastDay('ageStatedOn', person.ageStatedOn, today)
  if ((person.ageStated === null) !== (person.ageStatedOn === null)) {
    throw wrongAge('ageStatedOn', 'cases/age-needs-its-day')
  }
  if (!person.birthOn || person.ageStated === null || !person.ageStatedOn) return
  const age = yearsBetween(person.birthOn, person.ageStatedOn)
  // People round their age, and count from different days: one year apart is no contradiction.
  if (Math.abs(age - person.ageStated) > 1)
    throw wrongAge('ageStated', 'cases/age-contradicts-birth')
}

function wrongAge(field: string, code: string): Problem {
  return new Problem('input', code, { fields: { [field]: code } })
}
