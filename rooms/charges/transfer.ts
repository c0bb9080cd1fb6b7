import { Problem } from '../../core/problem.ts'

export const transferReasons = [
  'section-8-border',
  'section-8-within',
  'fia-schedule',
  'place-of-offence',
  'agreed',
  'other',
] as const
export type TransferReason = (typeof transferReasons)[number]

export interface Transfer {
  id: string
  toAgency: string
  rule: string
  reason: TransferReason
  sections: string[]
  sentOn: string
  letter: string
  words: string
}

/** A file moves by a rule, with words where the rule alone does not say why. */
export function checkTransfer(
  of: Omit<Transfer, 'id'>,
  at: { today: string; fromAgency: string },
): void {
  if (of.toAgency === at.fromAgency) refuse('toAgency', 'charges/transfer-to-itself')
  if (of.sentOn > at.today) refuse('sentOn', 'charges/step-in-future')
  if (of.words.trim() === '') refuse('words', 'charges/reason-in-words')
}

export function checkTransferAnswer(
  of: { answer: 'received' | 'refused'; answeredOn: string; words: string },
  at: { today: string; sentOn: string },
): void {
  if (of.answeredOn > at.today) refuse('answeredOn', 'charges/step-in-future')
  if (of.answeredOn < at.sentOn) refuse('answeredOn', 'charges/answered-before-sent')
  // A file that is refused goes round in circles unless the reason is written.
  if (of.answer === 'refused' && of.words.trim() === '') refuse('words', 'charges/reason-in-words')
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: code } })
}
