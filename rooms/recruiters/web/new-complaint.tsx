import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ErrorNote,
  Field,
  PageHead,
  PersonName,
  useUnsaved,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type ComplaintKind, complaintKinds } from '../complaint.ts'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber, LicenceState } from './state.tsx'

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

function ChooseLicensee(of: { chosen: string | null; choose: (id: string | null) => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [found, setFound] = useState<LicenseeView[]>()
  const search = useSend(
    () => api.post<{ items: { licensee: LicenseeView }[] }>('/api/recruiters/search', { text }),
    { done: (answer) => setFound(answer.items.map((one) => one.licensee)) },
  )
  const known = useGet<{ licensee: LicenseeView }>(
    of.chosen ? `/api/recruiters/licensees/${of.chosen}` : undefined,
  )
  if (of.chosen && known.data) {
    const { licensee } = known.data
    return (
      <p className={styles.actions}>
        <b>
          <PersonName name={licensee.name} />
        </b>
        <LicenceNumber number={licensee.licenceNumber} />
        <LicenceState status={licensee.status} />
        <Button variant="default" size="compact-sm" onClick={() => of.choose(null)}>
          {t('work.remove')}
        </Button>
      </p>
    )
  }
  return (
    <div>
      <div className={styles.bar}>
        <div className={styles.find}>
          <Field name="licensee" label={t('recruiters.complaint.choose')}>
            <TextInput
              dir="auto"
              value={text}
              maxLength={300}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                // Enter looks up the licensee; it must not send the half-filled form.
                event.preventDefault()
                if (text.trim()) void search.send()
              }}
            />
          </Field>
        </div>
        <Button
          variant="default"
          loading={search.busy}
          onClick={() => text.trim() && void search.send()}
        >
          {t('recruiters.find.do')}
        </Button>
      </div>
      <ErrorNote problem={search.problem} />
      {found && !found.length && <p className={styles.soft}>{t('recruiters.find.none')}</p>}
      <ul className={styles.choices}>
        {found?.map((one) => (
          <li key={one.id}>
            <Button variant="default" onClick={() => of.choose(one.id)}>
              <PersonName name={one.name} />
              &nbsp;
              <LicenceNumber number={one.licenceNumber} />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
