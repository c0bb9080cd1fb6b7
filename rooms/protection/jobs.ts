import type { Subscriber } from '../../core/events.ts'
import { getConsent } from './consent-records.ts'
import { getReferral } from './referral-records.ts'
import { withdrawConsent } from './withdrawal.ts'

export const subscribers: readonly Subscriber[] = [
  {
    name: 'protection.withdraw-said-elsewhere',
    to: ['referral.recalled'],
    // The shelter heard the no, but the consent lies with the case, which the shelter cannot see.
    async run({ db, event, house }) {
      if (event.data.saidTo !== 'recipient') return
      const referral = await getReferral(db, house, event.about)
      if (!referral.consentId) return
      const consent = await getConsent(db, house, referral.consentId)
      if (consent.withdrawnAt) return
      const at = new Date(event.at)
      await withdrawConsent(db, house, consent, { at, by: event.personId!, saidTo: 'recipient' })
    },
  },
]
