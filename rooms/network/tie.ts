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
