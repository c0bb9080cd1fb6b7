import type { Db } from '../../core/database.ts'
import { listBriefs, type ReferralBrief } from './referral-records.ts'

export { recordConsent } from './consent-giving.ts'
export type { ReferralBrief } from './referral-records.ts'

/** The referrals of a case that the viewer may see, newest first; nothing of what they carry. */
export function listReferrals(db: Db, caseId: string): Promise<ReferralBrief[]> {
  return listBriefs(db, caseId)
}
