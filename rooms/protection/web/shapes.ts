import type { Static } from 'typebox'
import type { BasisAnswer, ConsentAnswer, ProtectionAnswer, ReferralAnswer } from '../answers.ts'

export type ProtectionView = Static<typeof ProtectionAnswer>
export type PersonView = ProtectionView['people'][number]
export type Recipient = ProtectionView['recipients'][number]
export type ConsentView = Static<typeof ConsentAnswer>
export type BasisView = Static<typeof BasisAnswer>
export type ReferralView = Static<typeof ReferralAnswer>
