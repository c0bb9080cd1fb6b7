import { Button, Modal, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Gift, gifts, refusals } from '../request.ts'
import type { RequestView } from '../shapes.ts'
import styles from './network.module.css'

const inDays = (days: number) => dayInPakistan(new Date(Date.now() + days * 86_400_000))

/** Grants what another agency asked for, as much of it as is right, or refuses with the reason. */
export function AnswerForm({
  request,
  how,
  close,
}: {
  request: RequestView
  how: 'grant' | 'refuse'
  close: () => void
}) {
  const { t } = useWords()
  const [given, setGiven] = useState<Gift>('contact')
  const [until, setUntil] = useState(inDays(90))
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/network/requests/${request.id}/${how}`, {
        answer: answer.trim() || null,
        version: request.version,
        ...(how === 'refuse'
          ? { reason }
          : { given, until: given === 'file' && until ? until : null }),
      }),
    { refresh: ['/api/network/requests', '/api/cases'], done: close },
  )
  const contact = how === 'grant' && given === 'contact'
  return (
    <Modal
      opened
      onClose={close}
      title={t(how === 'grant' ? 'network.grant.title' : 'network.refuse.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void send()
        }}
      >
        {how === 'grant' ? (
          <Field name="given" label={t('network.grant.given')} problem={problem} required>
            <Radio.Group value={given} onChange={(value) => setGiven(value as Gift)}>
              <div className={styles.stack}>
                {gifts.map((gift) => (
                  <Radio
                    key={gift}
                    value={gift}
                    label={t(`network.given.${gift}`)}
                    description={t(`network.given.${gift}.what`)}
                  />
                ))}
              </div>
            </Radio.Group>
          </Field>
        ) : (
          <Field name="reason" label={t('network.request.why-not')} problem={problem} required>
            <NativeSelect
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data={[
                { value: '', label: t('work.choose') },
                ...refusals.map((value) => ({ value, label: t(`network.refused.${value}`) })),
              ]}
            />
          </Field>
        )}
        {how === 'grant' && given === 'file' && (
          <Field
            name="until"
            label={t('network.request.until')}
            hint={t('network.grant.until.hint')}
            problem={problem}
            required
          >
            <TextInput
              type="date"
              min={inDays(0)}
              max={inDays(366)}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field
          name="answer"
          label={t(contact ? 'network.answer.contact' : 'network.answer.words')}
          hint={t(contact ? 'network.answer.contact.hint' : 'network.answer.words.hint')}
          problem={problem}
          required={contact || reason === 'other'}
        >
          <Textarea
            autosize
            minRows={2}
            dir="auto"
            maxLength={2000}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
        </Field>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t(how === 'grant' ? 'network.grant' : 'network.refuse')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
