import { type Entry, sides, tellOf } from './advance.ts'
import {
  bondedLabourRule,
  COMMENCEMENT,
  minimumWageRule,
  type Rule,
  wages as wageLaw,
} from './rules.ts'
import { shortfallOf } from './shortfall.ts'
import { type Wage, wagesIn } from './wage.ts'

export const debtLineCodes = [
  'bonded-if',
  'advance-forbidden',
  'agreement-void',
  'extinguished',
  'no-suit',
  'nothing-taken',
  'taking-punished',
  'taken-returned',
  'property-restored',
  'wages-due',
  'minimum-wage',
  'minimum-wage-ask',
  'minimum-wage-partly',
  'minimum-wage-counted',
] as const
export type DebtLineCode = (typeof debtLineCodes)[number]

export interface DebtLine {
  code: DebtLineCode
  rule: Rule
}

/** The confirmed minimum wages of the time that a debt tells of: from its beginning to what was said last. */
export function wagesBeside<T extends Pick<Wage, 'fromOn' | 'untilOn'>>(
  debt: { begunOn: string; entries: readonly Entry[] },
  wages: readonly T[],
): T[] {
  return wagesIn(wages, debt.begunOn, lastDay(debt))
}

const lastDay = (debt: { begunOn: string; entries: readonly Entry[] }): string =>
  debt.entries.reduce((day, one) => (one.on > day ? one.on : day), debt.begunOn)

/**
 * What the law on bonded labour says of such a debt, on the day it was begun and in that province.
 * It holds where the debt is a bonded debt (s. 2(e)); whether it is one, a magistrate decides.
 */
export function lawOfDebt(
  debt: { begunOn: string; entries: readonly Entry[] },
  { province, today, wages = [] }: { province: string; today: string; wages?: readonly Wage[] },
): DebtLine[] {
  const lines: DebtLine[] = []
  const say = (code: DebtLineCode, section: string, day = today) =>
    lines.push({ code, rule: cited(section, province, day) })
  const since = debt.begunOn >= COMMENCEMENT
  say('bonded-if', '2(e)', debt.begunOn)
  if (since) {
    say('advance-forbidden', '4(2)', debt.begunOn)
    say('agreement-void', '5', debt.begunOn)
  } else say('extinguished', '6(1)', COMMENCEMENT)
  say('no-suit', '6(2)')
  say('nothing-taken', '8(1)')
  const told = sides.map((side) => tellOf(debt.entries, side))
  if (told.some((one) => one.takenAgainstDebt > 0)) {
    say('taking-punished', '8(2)')
    say('taken-returned', '8(3)')
  }
  if (told.some((one) => one.sums.taken !== null)) say('property-restored', since ? '6' : '6(4)')
  if (told.some((one) => one.sums.earned !== null)) lines.push({ code: 'wages-due', rule: wageLaw })
  if (told.some((one) => one.sums.earned !== null || one.sums.paid !== null)) {
    const times = sides.flatMap((side) => shortfallOf(debt.entries, side, wages).lines)
    const known = times.filter((one) => one.wage)
    const code = times.length
      ? known.length === times.length
        ? 'minimum-wage-counted'
        : known.length
          ? 'minimum-wage-partly'
          : 'minimum-wage'
      : wagesBeside(debt, wages).length
        ? 'minimum-wage-ask'
        : 'minimum-wage'
    lines.push({ code, rule: minimumWageRule(province, lastDay(debt)) })
  }
  return lines
}

/** Subsections whose own wording was not at hand: the section stands, the number has to be checked. */
const fromMemory: readonly string[] = ['5', '6(4)', '8(3)']

function cited(section: string, province: string, day: string): Rule {
  const rule = bondedLabourRule(section, province, day)
  if (rule.grade !== 'gazette' || !fromMemory.includes(section)) return rule
  return {
    ...rule,
    grade: 'memory',
    source: `${rule.source}; the wording of this section was not at hand, check it before citing`,
  }
}
