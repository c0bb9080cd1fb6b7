import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ConfirmButton, DisabledReason, ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { isOpen } from '../referral.ts'
import styles from './protection.module.css'
import type { ReferralView } from './shapes.ts'
import { useFieldList } from './telling.tsx'

/** One step of a referral, with the version the page shows. */
export function useStep(referral: ReferralView) {
  return useSend(
    ({ step, more }: { step: string; more?: object }) =>
      api.post(`/api/referrals/${referral.id}/${step}`, { version: referral.version, ...more }),
    { refresh: ['/api/referrals', ...(referral.caseId ? [`/api/cases/${referral.caseId}`] : [])] },
  )
}

/** Send, call back, ask another place, drop: whichever fits, and why not where it does not. */
export function SenderActions({
  referral,
  may,
  children,
}: {
  referral: ReferralView
  may: boolean
  children?: ReactNode
}) {
  const { t, pick } = useWords()
  const fieldList = useFieldList()
  const { send, busy, problem } = useStep(referral)
  const agency = pick(referral.to.name)
  if (!may) return null
  return (
    <div className={styles.actions}>
      {referral.status === 'drafted' &&
        (referral.heldBackBy ? (
          <DisabledReason reason={t(`protection.held-back.${referral.heldBackBy}`, { agency })}>
            <Button size="compact-sm">{t('protection.send')}</Button>
          </DisabledReason>
        ) : (
          <ConfirmButton
            size="compact-sm"
            variant="filled"
            title={t('protection.send.title', { agency })}
            what={t('protection.send.what', { fields: fieldList(referral.fields) })}
            confirm={t('protection.send')}
            onConfirm={() => send({ step: 'send' })}
          >
            {t('protection.send')}
          </ConfirmButton>
        ))}
      {children}
      {isOpen(referral) && (
        <ConfirmButton
          size="compact-sm"
          title={t('protection.recall.title')}
          what={t('protection.recall.what', { agency })}
          confirm={t('protection.recall')}
          danger
          onConfirm={() => send({ step: 'recall', more: { reason: 'no-longer-needed' } })}
        >
          {t('protection.recall')}
        </ConfirmButton>
      )}
      {referral.status === 'declined' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          onClick={() => void send({ step: 'redraft' })}
        >
          {t('protection.redraft')}
        </Button>
      )}
      {(referral.status === 'drafted' || referral.status === 'declined') && (
        <ConfirmButton
          size="compact-sm"
          variant="subtle"
          title={t('protection.drop.title')}
          what={t('protection.drop.what')}
          confirm={t('protection.drop')}
          danger
          onConfirm={() => send({ step: 'close', more: { outcome: 'not-needed' } })}
        >
          {t('protection.drop')}
        </ConfirmButton>
      )}
      <ErrorNote problem={problem} />
    </div>
  )
}
