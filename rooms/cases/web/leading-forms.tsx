import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { Field } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  type CloseReason,
  closeReasons,
  handOverReasons,
  LONGEST_SHARE_DAYS,
  type Status,
  shareReasons,
} from '../case.ts'
import { dayInPakistan } from '../dates.ts'
import type { AgencyChoice } from '../views.ts'
import type { Colleague } from './case-answers.ts'
import { FormDrawer } from './dialog.tsx'
import { useOpenedCase } from './opened-case.tsx'

const inDays = (days: number) => dayInPakistan(new Date(Date.now() + days * 86_400_000))

/** Lets another agency read the case until a day, for a reason. */
export function ShareForm({ onClose }: { onClose: () => void }) {
  const { t, pick } = useWords()
  const { id } = useOpenedCase()
  const agencies = useGet<AgencyChoice[]>(`/api/cases/${id}/agencies`)
  const [agencyId, setAgency] = useState('')
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const [until, setUntil] = useState(inDays(90))
  const { send, busy, problem } = useSend(
    () => api.post(`/api/cases/${id}/shares`, { agencyId, reason, words, until }),
    { refresh: [`/api/cases/${id}`], done: onClose },
  )
  const choose = { value: '', label: t('work.choose') }
  return (
    <FormDrawer
      title={t('cases.share')}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem ?? agencies.problem}
      busy={busy}
      submit={t('cases.share.confirm')}
    >
      <p>{t('cases.share.what')}</p>
      <Field
        name="agencyId"
        label={t('cases.share.agency')}
        hint={t('cases.share.agency.hint')}
        problem={problem}
        required
      >
        <NativeSelect
          value={agencyId}
          onChange={(event) => setAgency(event.currentTarget.value)}
          data={[
            choose,
            ...(agencies.data ?? []).map((one) => ({ value: one.id, label: pick(one.name) })),
          ]}
        />
      </Field>
      <Field name="reason" label={t('cases.share.reason')} problem={problem} required>
        <NativeSelect
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[
            choose,
            ...shareReasons.map((value) => ({ value, label: t(`share-reason.${value}`) })),
          ]}
        />
      </Field>
      <Field
        name="words"
        label={t('cases.share.words')}
        hint={t('cases.share.words.hint')}
        problem={problem}
        required
      >
        <Textarea
          autosize
          minRows={2}
          dir="auto"
          maxLength={10_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
      <Field
        name="until"
        label={t('cases.share.until')}
        hint={t('cases.share.until.hint')}
        problem={problem}
        required
      >
        <TextInput
          type="date"
          min={inDays(0)}
          max={inDays(LONGEST_SHARE_DAYS)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Field>
    </FormDrawer>
  )
}

/** Gives the file to a colleague, with the reason that stays in the file. */
export function HandOverForm({ onClose }: { onClose: () => void }) {
  const { t, pick } = useWords()
  const { person } = useSession()
  const file = useOpenedCase()
  const navigate = useNavigate()
  const colleagues = useGet<Colleague[]>(`/api/cases/${file.id}/colleagues`)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(`/api/cases/${file.id}/hand-over`, { to, reason, words, version: file.version }),
    {
      refresh: ['/api/cases'],
      done: () => {
        onClose()
        // Whoever sees only own cases has just lost sight of this one.
        if (person.sees === 'self') void navigate('/cases')
      },
    },
  )
  const choose = { value: '', label: t('work.choose') }
  const others = (colleagues.data ?? []).filter((one) => one.mayHold && one.id !== file.holderId)
  return (
    <FormDrawer
      title={t('cases.hand-over')}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem ?? colleagues.problem}
      busy={busy}
      submit={t('cases.hand-over.confirm')}
    >
      <p>{t('cases.hand-over.what')}</p>
      <Field name="to" label={t('cases.hand-over.to')} problem={problem} required>
        <NativeSelect
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[choose, ...others.map((one) => ({ value: one.id, label: pick(one.name) }))]}
        />
      </Field>
      <Field name="reason" label={t('cases.hand-over.reason')} problem={problem} required>
        <NativeSelect
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[
            choose,
            ...handOverReasons.map((value) => ({ value, label: t(`hand-over-reason.${value}`) })),
          ]}
        />
      </Field>
      <Field
        name="words"
        label={t('cases.hand-over.words')}
        hint={t('cases.hand-over.words.hint')}
        problem={problem}
        required={reason === 'other'}
      >
        <Textarea
          autosize
          minRows={2}
          dir="auto"
          maxLength={10_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
    </FormDrawer>
  )
}

/** Suspends, closes or takes up the case again; always with the reason in words. */
export function StatusForm({ to, onClose }: { to: Status; onClose: () => void }) {
  const { t } = useWords()
  const file = useOpenedCase()
  const [words, setWords] = useState('')
  const [because, setBecause] = useState<CloseReason | ''>('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/cases/${file.id}/status`, {
        status: to,
        words,
        because: because || null,
        version: file.version,
      }),
    { refresh: ['/api/cases'], done: onClose },
  )
  return (
    <FormDrawer
      title={t(`cases.status.to.${to}`)}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t(`cases.status.to.${to}`)}
    >
      <p>{t(`cases.status.${to}.means`)}</p>
      {to === 'closed' && (
        <Field
          name="because"
          label={t('cases.status.because')}
          hint={t('cases.status.because.hint')}
          problem={problem}
        >
          <NativeSelect
            data={[
              { value: '', label: t('cases.status.because.not-said') },
              ...closeReasons.map((one) => ({
                value: one,
                label: t(`cases.status.because.${one}`),
              })),
            ]}
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value as CloseReason | '')}
          />
        </Field>
      )}
      <Field
        name="words"
        label={t('cases.status.why')}
        hint={t('cases.status.why.hint')}
        problem={problem}
        required
      >
        <Textarea
          autosize
          minRows={3}
          dir="auto"
          maxLength={10_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
    </FormDrawer>
  )
}
