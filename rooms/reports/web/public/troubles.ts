import type { Text } from '../../../../web/public/text.ts'
import { Refused, Unreachable } from './api.ts'

/** What went wrong, in the reader's words: what happened, what was kept, what to do. */
export function tellTrouble(t: Text, trouble: unknown): string {
  if (trouble instanceof Unreachable) return t('public.trouble.offline')
  if (trouble instanceof Refused) {
    const told = t(`problem.${trouble.code}`, trouble.values)
    // What no form of this page would send was refused: the page is older than the server.
    return told === `problem.${trouble.code}` ? t('public.trouble.stale') : told
  }
  const fault = (trouble as { fault?: string }).fault
  if (fault === 'expired' || fault === 'not-yet-valid') return t('public.trouble.expired-key')
  if (fault) return t('public.trouble.swapped-key')
  return t('public.trouble.unknown')
}
