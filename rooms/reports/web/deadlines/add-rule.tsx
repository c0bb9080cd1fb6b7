import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useSend } from '../../../../web/workspace/asking.ts'
import { Card, DisabledReason, ErrorNote, Field } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { deadlineSteps, deadlineUnits } from '../../deadlines.ts'
import { reportKinds } from '../../report.ts'
import type { DeadlinesView } from '../../shapes.ts'
import styles from './deadlines.module.css'
import { SourcedFields } from './sourced-fields.tsx'

const empty = {
  step: 'reply',
  kind: '',
  amount: '',
  unit: 'working-days',
  validFrom: '',
  validUntil: '',
  source: '',
  grade: 'not-verified',
}

/** A rule from a coming day on: what held before stays in the list, and keeps holding for what came before. */
export function AddRule() {
  const { t } = useWords()
  const [form, setForm] = useState(empty)
  const change = (part: Partial<typeof empty>) => setForm({ ...form, ...part })
  const { send, busy, problem } = useSend(
    () =>
      api.post<DeadlinesView>('/api/deadlines/rules', {
        ...form,
        kind: form.kind || null,
        amount: Number(form.amount),
        validUntil: form.validUntil || null,
      }),
    { refresh: ['/api/deadlines'], done: () => setForm(empty) },
  )
  const missing =
    Number(form.amount) > 0 && form.validFrom && form.source.trim().length > 2
      ? undefined
      : t('deadlines.rule.missing')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) void send()
  }
  const text = (name: 'amount' | 'validFrom' | 'validUntil', type: string, required = true) => (
    <Field name={name} label={t(`deadlines.rule.${name}`)} problem={problem} required={required}>
      <TextInput
        type={type}
        min={type === 'number' ? 1 : undefined}
        value={form[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    </Field>
  )
  return (
    <Card title={t('deadlines.rule.add')}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.wide}>
          <ErrorNote problem={problem} />
        </div>
        <Field name="step" label={t('deadlines.step')} problem={problem} required>
          <NativeSelect
            value={form.step}
            onChange={(event) => change({ step: event.currentTarget.value })}
            data={deadlineSteps.map((step) => ({
              value: step,
              label: t(`deadlines.step.${step}`),
            }))}
          />
        </Field>
        <Field name="kind" label={t('desk.kind')} problem={problem}>
          <NativeSelect
            value={form.kind}
            onChange={(event) => change({ kind: event.currentTarget.value })}
            data={[
              { value: '', label: t('work.all') },
              ...reportKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
            ]}
          />
        </Field>
        {text('amount', 'number')}
        <Field name="unit" label={t('deadlines.rule.unit')} problem={problem} required>
          <NativeSelect
            value={form.unit}
            onChange={(event) => change({ unit: event.currentTarget.value })}
            data={deadlineUnits.map((unit) => ({
              value: unit,
              label: t(`deadlines.rule.unit.${unit}`),
            }))}
          />
        </Field>
        {text('validFrom', 'date')}
        {text('validUntil', 'date', false)}
        <SourcedFields value={form} change={change} problem={problem} />
        <div className={styles.wide}>
          <DisabledReason reason={missing}>
            <Button type="submit" loading={busy}>
              {t('deadlines.rule.add')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}
