import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { useSend } from '../../../../web/workspace/asking.ts'
import { DisabledReason, ErrorNote, Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import styles from './desk.module.css'

/** An act that needs a coded reason: a button that unfolds into what the act means and the list of reasons. */
export function WithReason<R extends string>({
  ask,
  text,
  reasons,
  say,
  act,
  sending: { send, busy, problem },
}: {
  ask: string
  text: string
  reasons: readonly R[]
  say: (reason: R) => string
  act: string
  sending: Pick<ReturnType<typeof useSend<R, unknown>>, 'send' | 'busy' | 'problem'>
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<R>()
  if (!open)
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {ask}
        </Button>
      </div>
    )
  return (
    <div className={styles.form}>
      <p>{text}</p>
      <ErrorNote problem={problem} />
      <Field name="reason" label={t('desk.triage.reason')} problem={problem} required>
        <NativeSelect
          value={reason ?? ''}
          onChange={(event) => setReason(reasons.find((one) => one === event.currentTarget.value))}
          data={[
            { value: '', label: t('work.choose') },
            ...reasons.map((value) => ({ value, label: say(value) })),
          ]}
        />
      </Field>
      <div className={styles.row}>
        <DisabledReason reason={reason ? undefined : t('desk.triage.no-reason')}>
          <Button loading={busy} onClick={() => reason && void send(reason)}>
            {act}
          </Button>
        </DisabledReason>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          {t('work.cancel')}
        </Button>
      </div>
    </div>
  )
}
