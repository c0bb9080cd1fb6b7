import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import { type ConsentRecord, markWithdrawn, type Withdrawal } from './consent-records.ts'
import { recall } from './referral.ts'
import { emptyEnded, listRestingOn, saveReferral } from './referral-records.ts'

/**
 * Ends a consent and, in the same transaction, calls back every open referral that rests on it:
 * there is no moment at which the recipient can still read what is no longer agreed to.
 */
export async function withdrawConsent(
  db: Db,
  house: Pick<House, 'fields'>,
  consent: ConsentRecord,
  withdrawal: Withdrawal & { by: string },
): Promise<number> {
  await markWithdrawn(db, consent, withdrawal)
  await announce(db, {
    kind: 'protection.consent-withdrawn',
    about: consent.id,
    fileId: consent.caseId,
    jurisdiction: consent.jurisdiction,
    data: { personId: consent.personId, purpose: consent.purpose },
  })
  // The person was told that nobody can read it any more: that holds for what has ended, too.
  await emptyEnded(db, consent.id)
  const resting = await listRestingOn(db, house, consent.id)
  for (const referral of resting) {
    const recalled = recall(referral, 'consent-withdrawn', withdrawal.at)
    await saveReferral(db, house, recalled, { content: 'gone', by: withdrawal.by })
    await announce(db, {
      kind: 'referral.recalled',
      about: referral.id,
      fileId: referral.caseId,
      jurisdiction: referral.jurisdiction,
      data: { reason: 'consent-withdrawn' },
    })
  }
  return resting.length
}
