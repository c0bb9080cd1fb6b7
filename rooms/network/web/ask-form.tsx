import { Button, Checkbox, Modal, NativeSelect, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { purposes } from '../request.ts'
import styles from './network.module.css'
import { bodyOf, type InForm } from './use-hints.ts'

/** Asks another agency about the person being typed: why, and how soon an answer is needed. */
export function AskForm({
  person,
  ask,
  agency,
  close,
  sent,
}: {
  person: InForm
  ask: string
  agency: string
  close: () => void
  sent: () => void
}) {
  const { t } = useWords()
  const [purpose, setPurpose] = useState('')
  const [words, setWords] = useState('')
  const [urgent, setUrgent] = useState(false)
  const { send, busy, problem } = useSend(
    () =>
      api.post('/api/network/requests', {
        ...bodyOf(person),
        ask,
        purpose,
        words: words.trim(),
        urgent,
      }),
    { refresh: ['/api/network/requests', `/api/cases/${person.caseId}/timeline`], done: sent },
  )
  return (
    <Modal
      opened
      onClose={close}
      title={t('network.ask.title', { agency })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          // This form stands over another one, which must not be saved by it.
          event.stopPropagation()
          void send()
        }}
      >
        <p>{t('network.ask.what')}</p>
        <Field name="purpose" label={t('network.ask.purpose')} problem={problem} required>
          <NativeSelect
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
            data={[
              { value: '', label: t('work.choose') },
              ...purposes.map((value) => ({ value, label: t(`share-reason.${value}`) })),
            ]}
          />
        </Field>
        <Field
          name="words"
          label={t('network.ask.words')}
          hint={t('network.ask.words.hint')}
          problem={problem}
          required
        >
          <Textarea
            autosize
            minRows={3}
            dir="auto"
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Field>
        <Checkbox
          label={t('network.ask.urgent')}
          checked={urgent}
          onChange={(event) => setUrgent(event.currentTarget.checked)}
        />
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('network.ask.send')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
