import { Button, Modal, NativeSelect } from '@mantine/core'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import { DisabledReason, ErrorNote, Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { handReasons, supervisorRedrawReasons } from '../../lot/duty.ts'
import type { AssignableAnswer } from '../../lot/shapes.ts'
import type { Changed } from '../../shapes.ts'
import styles from './desk.module.css'

/** A supervisor gives a report to an officer by hand; the public register says that he did, and why. */
export function AssignByHand({ reportId, reference }: { reportId: string; reference: string }) {
  const { t } = useWords()
  return (
    <Opens label={t('desk.assign')} reference={reference}>
      {(close) => <Form reportId={reportId} close={close} />}
    </Opens>
  )
}

/** A supervisor has the lot decide anew; whom it goes to he does not choose. */
export function DrawAgain({ reportId, reference }: { reportId: string; reference: string }) {
  const { t } = useWords()
  return (
    <Opens label={t('desk.draw-again')} reference={reference}>
      {(close) => <DrawForm reportId={reportId} close={close} />}
    </Opens>
  )
}

function Opens({
  label,
  reference,
  children,
}: {
  label: string
  reference: string
  children(close: () => void): ReactNode
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`${label} ${reference}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={`${label} ${reference}`}
        closeButtonProps={{ 'aria-label': t('work.close') }}
      >
        {children(close)}
      </Modal>
    </>
  )
}

const changes = ['/api/desk', '/api/late']

function Choice(of: {
  name: string
  label: string
  problem: ComponentProps<typeof Field>['problem']
  value: string
  choose(value: string): void
  from: { value: string; label: string }[]
}) {
  const { name, label, problem, value, choose, from } = of
  const { t } = useWords()
  return (
    <Field name={name} label={label} problem={problem} required>
      <NativeSelect
        value={value}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[{ value: '', label: t('work.choose') }, ...from]}
      />
    </Field>
  )
}

function DrawForm({ reportId, close }: { reportId: string; close(): void }) {
  const { t } = useWords()
  const { data, problem: unread } = useGet<AssignableAnswer>(
    `/api/desk/reports/${reportId}/assignable`,
  )
  const [reason, setReason] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post<Changed>(`/api/desk/reports/${reportId}/draw-again`, {
        version: data?.version,
        reason,
      }),
    { refresh: changes, done: close },
  )
  const missing =
    data && !data.draws
      ? t('problem.reports/no-lot-here')
      : reason
        ? undefined
        : t('desk.triage.no-reason')
  return (
    <div className={styles.form}>
      <p>{t('desk.draw-again.text')}</p>
      <ErrorNote problem={unread ?? problem} />
      <Choice
        name="reason"
        label={t('desk.triage.reason')}
        problem={problem}
        value={reason}
        choose={setReason}
        from={supervisorRedrawReasons.map((value) => ({
          value,
          label: t(`redraw-reason.${value}`),
        }))}
      />
      <div>
        <DisabledReason reason={missing}>
          <Button loading={busy} onClick={() => void send()}>
            {t('desk.draw-again')}
          </Button>
        </DisabledReason>
      </div>
    </div>
  )
}

function Form({ reportId, close }: { reportId: string; close(): void }) {
  const { t, pick } = useWords()
  const { data, problem: unread } = useGet<AssignableAnswer>(
    `/api/desk/reports/${reportId}/assignable`,
  )
  const [accountId, setAccount] = useState('')
  const [reason, setReason] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post<Changed>(`/api/desk/reports/${reportId}/assign`, {
        version: data?.version,
        accountId,
        reason,
      }),
    { refresh: changes, done: close },
  )
  const missing = accountId && reason ? undefined : t('desk.triage.no-reason')
  return (
    <div className={styles.form}>
      <p>{t('desk.assign.text')}</p>
      <ErrorNote problem={unread ?? problem} />
      <Choice
        name="accountId"
        label={t('desk.assign.to')}
        problem={problem}
        value={accountId}
        choose={setAccount}
        from={(data?.members ?? []).map((one) => ({ value: one.accountId, label: pick(one.name) }))}
      />
      <Choice
        name="reason"
        label={t('desk.triage.reason')}
        problem={problem}
        value={reason}
        choose={setReason}
        from={handReasons.map((value) => ({ value, label: t(`hand-reason.${value}`) }))}
      />
      <div>
        <DisabledReason reason={missing}>
          <Button loading={busy} onClick={() => void send()}>
            {t('desk.assign')}
          </Button>
        </DisabledReason>
      </div>
    </div>
  )
}
