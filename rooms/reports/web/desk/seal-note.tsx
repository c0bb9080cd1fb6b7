import { Notice } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { BrokenSeal, type SealFault } from '../../sealing/broken-seal.ts'

export const faultOf = (error: unknown): SealFault =>
  error instanceof BrokenSeal ? error.fault : 'cannot-open'

/** A seal that does not hold: what that means and what to do. */
export function SealNote({ fault }: { fault: SealFault | undefined }) {
  const { t } = useWords()
  if (!fault) return null
  return (
    <div role="alert">
      <Notice tone="danger" title={t('desk.seal-broken')}>
        {t(`seal.${fault}`)}
      </Notice>
    </div>
  )
}
