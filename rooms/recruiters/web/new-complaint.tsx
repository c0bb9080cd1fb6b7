import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, PageHead, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type ComplaintKind, complaintKinds } from '../complaint.ts'
import { ChooseLicensee } from './choose-licensee.tsx'
import styles from './recruiters.module.css'

const empty = {
  kind: 'overcharge' as ComplaintKind,
  receivedOn: dayInPakistan(new Date()),
  contractOn: '',
  joinedOn: '',
  paid: '' as number | '',
  receiptedCosts: '' as number | '',
  salaryUsd: '' as number | '',
  receiptGiven: false,
  complainant: '',
  phone: '',
  words: '',
}

/** A complaint about a recruiter, in the register or not. */
export function NewComplaintPage() {
  const { t } = useWords()
  const [query] = useSearchParams()
  const go = useNavigate()
  const [licenseeId, setLicenseeId] = useState(query.get('licensee'))
  const [named, setNamed] = useState('')
  const [namedPhones, setNamedPhones] = useState('')
  const [form, setForm] = useState(empty)
  const set = <K extends keyof typeof empty>(key: K, value: (typeof empty)[K]) =>
    setForm((before) => ({ ...before, [key]: value }))
  const { send, busy, problem, done } = useSend(
    () =>
      api.post<{ id: string }>('/api/recruiters/complaints', {
        ...form,
        licenseeId,
        named: named || null,
        namedPhones: namedPhones
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
        contractOn: form.contractOn || null,
        joinedOn: form.joinedOn || null,
        paid: form.paid === '' ? null : form.paid,
        receiptedCosts: form.receiptedCosts === '' ? null : form.receiptedCosts,
        salaryUsd: form.salaryUsd === '' ? null : form.salaryUsd,
        complainant: form.complainant || null,
        phone: form.phone || null,
      }),
    {
      refresh: ['/api/recruiters/complaints'],
      done: ({ id }) => void go(`/recruiters/complaints/${id}`),
    },
  )
  useUnsaved(!done && form.words !== '')
  const day = (key: 'receivedOn' | 'contractOn' | 'joinedOn', label: string) => (
    <Field name={key} label={t(label)} problem={problem} required={key === 'receivedOn'}>
      <TextInput
        type="date"
        value={form[key]}
        onChange={(event) => set(key, event.currentTarget.value)}
      />
    </Field>
  )
  const amount = (key: 'paid' | 'receiptedCosts' | 'salaryUsd', label: string) => (
    <Field name={key} label={t(label)} problem={problem}>
      <NumberInput
        value={form[key]}
        min={0}
        max={100_000_000}
        allowDecimal={false}
        hideControls
        thousandSeparator=","
        onChange={(value) => set(key, value === '' ? '' : Number(value))}
      />
    </Field>
  )
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.complaints'), to: '/recruiters/complaints' },
        ]}
        title={t('recruiters.complaint.new')}
      />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <ChooseLicensee chosen={licenseeId} choose={setLicenseeId} />
        {!licenseeId && (
          <div className={styles.pair}>
            <Field name="named" label={t('recruiters.complaint.named')} problem={problem}>
              <TextInput
                dir="auto"
                value={named}
                maxLength={300}
                onChange={(event) => setNamed(event.currentTarget.value)}
              />
            </Field>
            <Field
              name="namedPhones"
              label={t('recruiters.complaint.named-phones')}
              problem={problem}
            >
              <Textarea
                autosize
                minRows={1}
                dir="ltr"
                value={namedPhones}
                maxLength={300}
                onChange={(event) => setNamedPhones(event.currentTarget.value)}
              />
            </Field>
          </div>
        )}
        <Field name="kind" label={t('recruiters.complaint.kind')} problem={problem} required>
          <NativeSelect
            value={form.kind}
            onChange={(event) => set('kind', event.currentTarget.value as ComplaintKind)}
            data={complaintKinds.map((value) => ({
              value,
              label: t(`recruiters.complaint-kind.${value}`),
            }))}
          />
        </Field>
        <div className={styles.pair}>
          {day('receivedOn', 'recruiters.complaint.received')}
          {day('contractOn', 'recruiters.complaint.contract')}
          {day('joinedOn', 'recruiters.complaint.joined')}
        </div>
        <div className={styles.pair}>
          {amount('paid', 'recruiters.complaint.paid')}
          {amount('receiptedCosts', 'recruiters.complaint.receipted')}
          {amount('salaryUsd', 'recruiters.complaint.salary')}
        </div>
        <Checkbox
          label={t('recruiters.complaint.receipt')}
          checked={form.receiptGiven}
          onChange={(event) => set('receiptGiven', event.currentTarget.checked)}
        />
        <Field name="words" label={t('recruiters.complaint.words')} problem={problem} required>
          <Textarea
            autosize
            minRows={5}
            dir="auto"
            maxLength={100_000}
            value={form.words}
            onChange={(event) => set('words', event.currentTarget.value)}
          />
        </Field>
        <div className={styles.pair}>
          <Field name="complainant" label={t('recruiters.complaint.complainant')} problem={problem}>
            <TextInput
              dir="auto"
              value={form.complainant}
              maxLength={300}
              onChange={(event) => set('complainant', event.currentTarget.value)}
            />
          </Field>
          <Field name="phone" label={t('recruiters.complaint.phone')} problem={problem}>
            <TextInput
              dir="ltr"
              inputMode="tel"
              value={form.phone}
              maxLength={30}
              onChange={(event) => set('phone', event.currentTarget.value)}
            />
          </Field>
        </div>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('recruiters.complaint.save')}
          </Button>
        </div>
      </form>
    </>
  )
}
