import { Problem } from '../../core/problem.ts'

/** What can be noted in a file beside its people. */
export const tieKinds = ['vehicle', 'agent', 'phone', 'account'] as const
export type TieKind = (typeof tieKinds)[number]

/** Letters and digits of a number plate: "LEB-19 1234" and "leb 19 1234" are one. */
export function normalPlate(text: string): string {
  const plate = text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
  if (!/^(?=.*\d)[\p{L}\p{N}]{3,12}$/u.test(plate))
    throw new Problem('input', 'network/plate-not-readable', {
      fields: { value: 'network/plate-not-readable' },
    })
  return plate
}

export const withdrawalReasons = [
  'entered-wrong',
  'another-person',
  'taken-back',
  'found-untrue',
  'noted-twice',
  'other',
] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

export type TieSaying =
  | { said: 'withdrawn'; reason: WithdrawalReason; words: string | null }
  | { said: 'put-back' }

/** What was noted is withdrawn with a reason, and put back: what was withdrawn cannot be so twice. */
export function checkTieSaying(tie: { withdrawn: boolean }, saying: TieSaying): void {
  if (saying.said === 'put-back') {
    if (!tie.withdrawn) throw new Problem('conflict', 'network/tie-stands')
    return
  }
  if (tie.withdrawn) throw new Problem('conflict', 'network/tie-withdrawn-already')
  if (saying.reason === 'other' && !saying.words?.trim())
    throw new Problem('input', 'network/say-why', { fields: { words: 'network/say-why' } })
}
