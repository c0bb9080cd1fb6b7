import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { Card, DisabledReason, ErrorNote, Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { handOverReasons } from '../../report.ts'
import { handOverWrap, type OpenReport, sealNote } from '../../sealing/desk.ts'
import type { OpenEpoch } from '../../sealing/epoch.ts'
import styles from './desk.module.css'
import { useDraft } from './drafts.ts'
import { SealNote } from './seal-note.tsx'
import { useSealing } from './sealing-act.ts'

/** Wraps the report's key to another desk; that desk then has it, and this one no longer. */
export function HandOver({
  report,
  epoch,
  root,
}: {
  report: OpenReport
  epoch: OpenEpoch
  root: string
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <p>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('desk.hand-over')}
        </Button>
      </p>
    )
  return (
    <Card title={t('desk.hand-over')}>
      <HandOverForm report={report} epoch={epoch} root={root} onCancel={() => setOpen(false)} />
    </Card>
  )
}

function HandOverForm({
  report,
  epoch,
  root,
  onCancel,
}: {
  report: OpenReport
  epoch: OpenEpoch
  root: string
  onCancel: () => void
}) {
  const { t, pick } = useWords()
  const navigate = useNavigate()
  const { view } = report
  const [deskId, setDeskId] = useState('')
  const [reason, setReason] = useState('')
  const [note, setNote] = useDraft(`hand-over ${view.id}`)
  const { send, busy, problem, fault } = useSealing(
    async () => {
      const to = view.otherDesks.find((one) => one.id === deskId)!
      const { recipient, ...wrap } = await handOverWrap(report, to, root, new Date())
      const words = note.trim()
      await api.post(`/api/desk/reports/${view.id}/hand-over`, {
        version: view.version,
        ...wrap,
        reason,
        ...(words ? { note: await sealNote(report, epoch, words, { recipient }) } : {}),
      })
    },
    {
      refresh: ['/api/desk'],
      done: () => {
        setNote('')
        void navigate(`/desk/${view.deskId}`)
      },
    },
  )
  const missing = !deskId
    ? t('desk.hand-over.no-desk')
    : !reason
      ? t('desk.triage.no-reason')
      : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) void send()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t('desk.hand-over.text')}</p>
      <ErrorNote problem={problem} />
      <SealNote fault={fault} />
      <Field name="toDeskId" label={t('desk.hand-over.to')} problem={problem} required>
        <NativeSelect
          value={deskId}
          onChange={(event) => setDeskId(event.currentTarget.value)}
          data={[
            { value: '', label: t('work.choose') },
            ...view.otherDesks.map((one) => ({
              value: one.id,
              label: `${pick(one.name)} · ${pick(one.agencyName)}`,
            })),
          ]}
        />
      </Field>
      <Field name="reason" label={t('desk.triage.reason')} problem={problem} required>
        <NativeSelect
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[
            { value: '', label: t('work.choose') },
            ...handOverReasons.map((value) => ({
              value,
              label: t(`hand-over-reason.${value}`),
            })),
          ]}
        />
      </Field>
      <Field name="note" label={t('desk.hand-over.note')} hint={t('desk.hand-over.note.hint')}>
        <Textarea
          dir="auto"
          autosize
          minRows={2}
          maxLength={20_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
      <div className={styles.row}>
        <DisabledReason reason={missing}>
          <Button type="submit" loading={busy}>
            {t('desk.hand-over')}
          </Button>
        </DisabledReason>
        <Button variant="subtle" onClick={onCancel}>
          {t('work.cancel')}
        </Button>
      </div>
    </form>
  )
}
