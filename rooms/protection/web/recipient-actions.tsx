import { Button } from '@mantine/core'
import { useState } from 'react'
import { ConfirmButton, DisabledReason, ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { mayBecome } from '../referral.ts'
import { CloseForm, DeclineForm, ServiceForm } from './answer-forms.tsx'
import styles from './protection.module.css'
import { useStep } from './sender-actions.tsx'
import type { ReferralView } from './shapes.ts'

/** What the receiving agency can do now; a step that does not fit says why. */
export function RecipientActions({ referral, may }: { referral: ReferralView; may: boolean }) {
  const { t } = useWords()
  const [form, setForm] = useState<'decline' | 'service' | 'close'>()
  const { send, problem } = useStep(referral)
  const close = () => setForm(undefined)
  if (referral.status === 'recalled' || referral.status === 'closed') return null
  const notServing = !may
    ? t('protection.wait.not-yours')
    : mayBecome(referral, 'served')
      ? undefined
      : t('protection.wait.accept')
  return (
    <>
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        {referral.status === 'sent' && may && (
          <>
            <ConfirmButton
              variant="filled"
              title={t('protection.accept.title')}
              what={t('protection.accept.what')}
              confirm={t('protection.accept')}
              onConfirm={() => send({ step: 'accept' })}
            >
              {t('protection.accept')}
            </ConfirmButton>
            <Button variant="default" onClick={() => setForm('decline')}>
              {t('protection.decline')}
            </Button>
          </>
        )}
        {referral.status !== 'declined' && (
          <>
            <DisabledReason reason={notServing}>
              <Button
                variant={referral.status === 'sent' ? 'default' : 'filled'}
                onClick={() => setForm('service')}
              >
                {t('protection.service.add')}
              </Button>
            </DisabledReason>
            {referral.status !== 'sent' && may && (
              <Button variant="default" onClick={() => setForm('close')}>
                {t('protection.close')}
              </Button>
            )}
            {referral.restsOn === 'consent' && may && (
              <ConfirmButton
                variant="subtle"
                title={t('protection.heard.title')}
                what={t('protection.heard.what')}
                confirm={t('protection.heard')}
                danger
                onConfirm={() => send({ step: 'consent-withdrawn' })}
              >
                {t('protection.heard')}
              </ConfirmButton>
            )}
          </>
        )}
      </div>
      {form === 'decline' && <DeclineForm referral={referral} close={close} />}
      {form === 'service' && <ServiceForm referral={referral} close={close} />}
      {form === 'close' && <CloseForm referral={referral} close={close} />}
    </>
  )
}
