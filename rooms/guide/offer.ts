/** The questions about an offer of work abroad, in the order of what they tell. */
export const questions = [
  'passport-kept',
  'pay-before',
  'no-receipt',
  'visit-visa',
  'no-contract',
  'told-to-lie',
  'too-good',
  'no-employer',
  'agent-unlicensed',
  'hurry',
] as const
export type Question = (typeof questions)[number]
export type Reply = 'yes' | 'no' | 'unknown'
export type Offer = Readonly<Partial<{ [question in Question]: Reply }>>

interface Sign {
  question: Question
  /** How heavily a "yes" weighs: `strong` alone is reason enough to stop and ask. */
  weight: 'strong' | 'some'
  /** The rule that says so; null where it is what victims told, not a rule. */
  rule: string | null
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
}

const rules = 'internationallawyer.info copy of the Ordinance and the Rules'

export const signs: readonly Sign[] = [
  {
    question: 'passport-kept',
    weight: 'strong',
    rule: 'Prevention of Trafficking in Persons Act 2018, s. 4(c)',
    grade: 'G',
    source: 'Gazette of Pakistan, 2 June 2018',
  },
  {
    question: 'pay-before',
    weight: 'some',
    rule: 'Emigration Rules 1979, rr. 15 and 15-A',
    grade: 'S',
    source: rules,
  },
  {
    question: 'no-receipt',
    weight: 'strong',
    rule: 'Emigration Rules 1979, rr. 15 and 15-A',
    grade: 'S',
    source: rules,
  },
  {
    question: 'visit-visa',
    weight: 'strong',
    rule: 'Emigration Rules 1979, r. 25',
    grade: 'S',
    source: rules,
  },
  {
    question: 'no-contract',
    weight: 'some',
    rule: 'Emigration Rules 1979, r. 21',
    grade: 'S',
    source: rules,
  },
  {
    question: 'told-to-lie',
    weight: 'strong',
    rule: 'Emigration Ordinance 1979, s. 18',
    grade: 'S',
    source: rules,
  },
  {
    question: 'too-good',
    weight: 'some',
    rule: null,
    grade: 'M',
    source: 'what victims have told',
  },
  {
    question: 'no-employer',
    weight: 'some',
    rule: 'Emigration Rules 1979, r. 19',
    grade: 'S',
    source: rules,
  },
  {
    question: 'agent-unlicensed',
    weight: 'strong',
    rule: 'Emigration Ordinance 1979, s. 22(b)',
    grade: 'S',
    source: rules,
  },
  { question: 'hurry', weight: 'some', rule: null, grade: 'M', source: 'what victims have told' },
]

export interface OfferVerdict {
  /** `ask` where what is not known could still turn it. */
  verdict: 'stop' | 'careful' | 'ask' | 'no-sign'
  found: readonly Sign[]
  unknown: readonly Question[]
}

/**
 * What the answers say of an offer: one strong sign or three others are reason to stop; a question
 * that was not answered is not a "no". It never says that an offer is safe.
 */
export function weigh(offer: Offer): OfferVerdict {
  const found = signs.filter((sign) => offer[sign.question] === 'yes')
  const unknown = questions.filter((question) => (offer[question] ?? 'unknown') === 'unknown')
  const strong = found.some((sign) => sign.weight === 'strong')
  if (strong || found.length >= 3) return { verdict: 'stop', found, unknown }
  if (found.length) return { verdict: 'careful', found, unknown }
  return { verdict: unknown.length ? 'ask' : 'no-sign', found, unknown }
}
