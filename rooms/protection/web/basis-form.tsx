import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Purpose, purposes, type SharedField, sharedFields } from '../consent.ts'
import { type BasisCode, basisCodes } from '../legal-basis.ts'
import styles from './protection.module.css'
import type { PersonView, Recipient } from './shapes.ts'

const USUAL_DAYS = 7

/** Why something must be shared although nobody could agree. */
export function BasisForm({
  person,
  recipients,
  close,
}: {
  person: PersonView
  recipients: readonly Recipient[]
  close: () => void
}) {
  const { t, pick } = useWords()
  const { id: caseId } = useCase()
  const [code, setCode] = useState<BasisCode | ''>('')
  const [purpose, setPurpose] = useState<Purpose | ''>('')
  const [agencyId, setAgencyId] = useState('')
  const [fields, setFields] = useState<SharedField[]>(['age-group', 'needs'])
  const [text, setText] = useState('')
  const [until, setUntil] = useState(dayInPakistan(new Date(Date.now() + USUAL_DAYS * 86_400_000)))
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/cases/${caseId}/legal-bases`, {
        personId: person.id,
        purpose,
        agencyId,
        fields,
        code,
        words: text,
        until,
      }),
    { refresh: [`/api/cases/${caseId}`], done: close },
  )
  const choose = { value: '', label: t('work.choose') }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('protection.basis.title')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className={styles.soft}>{t('protection.basis.text')}</p>
        <Field name="code" label={t('protection.basis.code')} problem={problem} required>
          <NativeSelect
            value={code}
            onChange={(event) => setCode(event.currentTarget.value as BasisCode)}
            data={[
              choose,
              ...basisCodes.map((one) => ({
                value: one,
                label: t(`protection.basis.code.${one}`),
              })),
            ]}
          />
        </Field>
        <div className={styles.pair}>
          <Field name="purpose" label={t('protection.purpose')} problem={problem} required>
            <NativeSelect
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value as Purpose)}
              data={[
                choose,
                ...purposes
                  .filter((one) => one !== 'reporting')
                  .map((one) => ({ value: one, label: t(`protection.purpose.${one}`) })),
              ]}
            />
          </Field>
          <Field name="agencyId" label={t('protection.to')} problem={problem} required>
            <NativeSelect
              value={agencyId}
              onChange={(event) => setAgencyId(event.currentTarget.value)}
              data={[
                choose,
                ...recipients.map((one) => ({ value: one.id, label: pick(one.name) })),
              ]}
            />
          </Field>
        </div>
        <Checkbox.Group
          label={t('protection.ask.tell')}
          value={fields}
          onChange={(chosen) => setFields(sharedFields.filter((one) => chosen.includes(one)))}
        >
          <div className={styles.choices}>
            {sharedFields.map((field) => (
              <Checkbox key={field} value={field} label={t(`protection.field.${field}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Field
          name="words"
          label={t('protection.basis.words')}
          hint={t('protection.basis.words.hint')}
          problem={problem}
          required
        >
          <Textarea
            autosize
            minRows={3}
            dir="auto"
            value={text}
            maxLength={2000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Field name="until" label={t('protection.ask.expires')} problem={problem} required>
          <TextInput
            type="date"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Field>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('protection.basis.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
