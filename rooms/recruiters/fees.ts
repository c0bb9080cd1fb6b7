/** Money in Pakistani rupees, whole ones. */

export interface FeeRule {
  /** First day on which it certainly held. */
  from: string
  /** Service charge where the monthly salary is at most `salaryLimitUsd`. */
  lower: number
  higher: number
  salaryLimitUsd: number
  rule: string
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
  /** Set where the amounts are likely to have changed since. */
  doubtfulAfter: string
}

/**
 * What a licensed promoter may ask for his own service. Beside it: the actual cost of ticket,
 * medical check, permit, levy, visa and papers, each against a receipt.
 */
export const feeRules: readonly FeeRule[] = [
  {
    // The stored text says 2009 and gives no day: the last day of that year is certainly covered.
    from: '2009-12-31',
    lower: 6_000,
    higher: 10_000,
    salaryLimitUsd: 1_200,
    rule: 'Emigration Rules 1979, rr. 15 and 15-A',
    grade: 'S',
    source: 'internationallawyer.info copy of the Rules; its amounts stop at 2010–11',
    doubtfulAfter: '2011-12-31',
  },
]

export type FeeAnswer =
  | { known: false; reason: 'before-first-rule' | 'salary-not-known' }
  | { known: true; charge: number; rule: FeeRule; doubtful: boolean }

/** The service charge that the rule of that day allows; unknown stays unknown. */
export function chargeAllowed(on: string, salaryUsd: number | null): FeeAnswer {
  const rule = feeRules.findLast((one) => one.from <= on)
  if (!rule) return { known: false, reason: 'before-first-rule' }
  if (salaryUsd === null) return { known: false, reason: 'salary-not-known' }
  const charge = salaryUsd <= rule.salaryLimitUsd ? rule.lower : rule.higher
  return { known: true, charge, rule, doubtful: on > rule.doubtfulAfter }
}

export interface Overcharge {
  paid: number
  allowed: number
  over: number
  doubtful: boolean
}

/**
 * What was taken beyond service charge and receipted costs; undefined where the rule or the salary
 * is not known. Nothing is over where the receipts cover it.
 */
export function overchargeOf(of: {
  paid: number
  receiptedCosts: number
  on: string
  salaryUsd: number | null
}): Overcharge | undefined {
  const answer = chargeAllowed(of.on, of.salaryUsd)
  if (!answer.known) return undefined
  const allowed = answer.charge + of.receiptedCosts
  return {
    paid: of.paid,
    allowed,
    over: Math.max(0, of.paid - allowed),
    doubtful: answer.doubtful,
  }
}

/**
 * Which limb of section 22 the facts point to: (a) a licensee who takes more than the prescribed
 * amount, (b) anybody else who takes money for work abroad. Emigration Ordinance 1979, s. 22.
 */
export function limbOf(licensedThen: boolean | undefined): '22(a)' | '22(b)' | undefined {
  if (licensedThen === undefined) return undefined
  return licensedThen ? '22(a)' : '22(b)'
}

export interface LicenceFee {
  for: 'grant' | 'renewal'
  /** First day on which it certainly held. */
  from: string
  amount: number
  rule: string
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
  /** Set where the amount is likely to have changed since. */
  doubtfulAfter: string
}

/** What is paid for a licence. No text that was read says what a renewal costs. */
export const licenceFees: readonly LicenceFee[] = [
  {
    for: 'grant',
    // The stored text says 2010 and gives no day: the last day of that year is certainly covered.
    from: '2010-12-31',
    amount: 15_000,
    rule: 'Emigration Rules 1979, r. 8',
    grade: 'S',
    source: 'internationallawyer.info copy of the Rules; its amounts stop at 2010–11',
    doubtfulAfter: '2011-12-31',
  },
]

/** What is due for a licence on that day; undefined where no rule of that day was read. */
export function licenceFeeOn(
  what: LicenceFee['for'],
  on: string,
): { amount: number; doubtful: boolean } | undefined {
  const fee = licenceFees.findLast((one) => one.for === what && one.from <= on)
  return fee && { amount: fee.amount, doubtful: on > fee.doubtfulAfter }
}

/** What is deposited as security: 100,000 in cash and 200,000 in savings certificates. */
export const securities: readonly Omit<LicenceFee, 'for'>[] = [
  {
    from: '2010-12-31',
    amount: 300_000,
    rule: 'Emigration Rules 1979, r. 8',
    grade: 'S',
    source: 'internationallawyer.info copy of the Rules; its amounts stop at 2010–11',
    doubtfulAfter: '2011-12-31',
  },
]

/** The security asked of a promoter on that day; undefined where no rule of that day was read. */
export function securityOn(on: string): { amount: number; doubtful: boolean } | undefined {
  const found = securities.findLast((one) => one.from <= on)
  return found && { amount: found.amount, doubtful: on > found.doubtfulAfter }
}
