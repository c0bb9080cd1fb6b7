import { Button, Modal, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { ErrorNote, Field, fieldText } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'

import { declineReasons, outcomes, type ServiceKind, serviceKinds } from '../referral.ts'
import styles from './protection.module.css'
import { useStep } from './sender-actions.tsx'
import type { ReferralView } from './shapes.ts'

interface Open {
  referral: ReferralView
  close: () => void
}

/** A small form over the page: it closes only when the step was done. */
function StepForm({
  title,
  save,
  busy,
  problem,
  submit,
  close,
  children,
}: {
  title: string
  save: string
  busy: boolean
  problem: ProblemError | undefined
  submit: () => Promise<unknown>
  close: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void submit().then((answer) => answer !== undefined && close())
        }}
      >
        {children}
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {save}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function Choice({
  label,
  value,
  set,
  codes,
  words,
  error,
}: {
  label: string
  value: string
  set: (code: string) => void
  codes: readonly string[]
  words: string
  error?: string | undefined
}) {
  const { t } = useWords()
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={set}
      error={error}
      required
      withAsterisk={false}
    >
      <div className={styles.choices}>
        {codes.map((code) => (
          <Radio key={code} value={code} label={t(`${words}.${code}`)} />
        ))}
      </div>
    </Radio.Group>
  )
}

function NoteField({
  note,
  set,
  hint,
  problem,
  label,
}: {
  note: string
  set: (text: string) => void
  hint: string
  label: string
  problem: ProblemError | undefined
}) {
  return (
    <Field name="note" label={label} hint={hint} problem={problem}>
      <Textarea
        autosize
        dir="auto"
        maxLength={2000}
        value={note}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </Field>
  )
}

function useChoiceError(problem: ProblemError | undefined, name: string): string | undefined {
  const words = useWords()
  const said = problem?.fields[name]
  return said && fieldText(words, said, problem?.values)
}

export function DeclineForm({ referral, close }: Open) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const { send, busy, problem } = useStep(referral)
  const error = useChoiceError(problem, 'reason')
  return (
    <StepForm
      title={t('protection.decline.title')}
      save={t('protection.decline')}
      submit={() => send({ step: 'decline', more: { reason, note: note || null } })}
      {...{ busy, problem, close }}
    >
      <Choice
        label={t('protection.decline.reason')}
        value={reason}
        set={setReason}
        codes={declineReasons}
        words="protection.declined"
        error={error}
      />
      <NoteField
        note={note}
        set={setNote}
        label={t('protection.note')}
        hint={t('protection.note.hint')}
        problem={problem}
      />
    </StepForm>
  )
}

export function CloseForm({ referral, close }: Open) {
  const { t } = useWords()
  const [outcome, setOutcome] = useState('')
  const [note, setNote] = useState('')
  const { send, busy, problem } = useStep(referral)
  const error = useChoiceError(problem, 'outcome')
  return (
    <StepForm
      title={t('protection.close.title')}
      save={t('protection.close')}
      submit={() => send({ step: 'close', more: { outcome, note: note || null } })}
      {...{ busy, problem, close }}
    >
      <p className={styles.soft}>{t('protection.close.hint')}</p>
      <Choice
        label={t('protection.outcome')}
        value={outcome}
        set={setOutcome}
        codes={outcomes}
        words="protection.outcome"
        error={error}
      />
      <NoteField
        note={note}
        set={setNote}
        label={t('protection.note')}
        hint={t('protection.note.hint')}
        problem={problem}
      />
    </StepForm>
  )
}

export function ServiceForm({ referral, close }: Open) {
  const { t } = useWords()
  const [kind, setKind] = useState<ServiceKind>('SocialCare')
  const [from, setFrom] = useState(dayInPakistan(new Date()))
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const { send, busy, problem } = useStep(referral)
  return (
    <StepForm
      title={t('protection.service.title')}
      save={t('protection.service.add')}
      submit={() =>
        send({ step: 'services', more: { kind, from, until: until || null, note: note || null } })
      }
      {...{ busy, problem, close }}
    >
      <Field name="kind" label={t('protection.service.kind')} problem={problem} required>
        <NativeSelect
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as ServiceKind)}
          data={serviceKinds.map((code) => ({
            value: code,
            label: t(`protection.service.${code}`),
          }))}
        />
      </Field>
      <div className={styles.pair}>
        <Field name="from" label={t('protection.service.from')} problem={problem} required>
          <TextInput
            type="date"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </Field>
        <Field name="until" label={t('protection.service.until')} problem={problem}>
          <TextInput
            type="date"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Field>
      </div>
      <NoteField
        note={note}
        set={setNote}
        label={t('protection.service.note')}
        hint={t('protection.service.note.hint')}
        problem={problem}
      />
    </StepForm>
  )
}
