import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { countryChoices } from '../../../web/workspace/countries.ts'
import { asCount, TextField } from '../../../web/workspace/fields.tsx'
import { ErrorNote, Field, Loading, PageHead, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { ChooseLicensee } from './choose-licensee.tsx'
import type { FullJobOrder } from './job-order-answers.ts'
import styles from './recruiters.module.css'
import { emptyTerms, TermFields, termsBody, typedTerms } from './terms.tsx'

/** A demand as it comes from the recruiter, or one that is put right before it is decided on. */
export function JobOrderFormPage() {
  const { id } = useParams()
  const { data, problem, loading, again } = useGet<FullJobOrder>(
    id ? `/api/recruiters/job-orders/${id}` : undefined,
  )
  if (loading) return <Loading />
  if (problem) return <ErrorNote problem={problem} again={again} />
  return <DemandForm order={data} />
}

function DemandForm({ order }: { order: FullJobOrder | undefined }) {
  const { t, lang } = useWords()
  const [query] = useSearchParams()
  const go = useNavigate()
  const [licenseeId, setLicenseeId] = useState(order?.licensee.id ?? query.get('licensee'))
  const [typed, setTyped] = useState({
    employer: order?.employer ?? '',
    country: order?.country ?? '',
    wanted: order ? String(order.wanted) : '',
    demandedOn: order?.demandedOn ?? dayInPakistan(new Date()),
  })
  const [terms, setTerms] = useState(order ? typedTerms(order.promised) : emptyTerms)
  const { send, busy, problem, done } = useSend(
    async () => {
      const body = {
        ...typed,
        licenseeId,
        wanted: asCount(typed.wanted),
        promised: termsBody(terms),
      }
      if (!order) return api.post<{ id: string }>('/api/recruiters/job-orders', body)
      await api.put(`/api/recruiters/job-orders/${order.id}`, { ...body, version: order.version })
      return order
    },
    {
      refresh: ['/api/recruiters/job-orders'],
      done: (made) => void go(`/recruiters/job-orders/${made.id}`),
    },
  )
  useUnsaved(!done && typed.employer !== (order?.employer ?? ''))
  const { near, all } = countryChoices(lang)
  const shared = (name: keyof typeof typed, label: string) => ({
    name,
    label: t(label),
    problem,
    required: true,
    value: typed[name],
    set: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  })
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.orders.title'), to: '/recruiters/job-orders' },
        ]}
        title={t(order ? 'recruiters.order.correct' : 'recruiters.order.new')}
      />
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <ChooseLicensee chosen={licenseeId} choose={setLicenseeId} />
        <TextField {...shared('employer', 'recruiters.order.employer')} />
        <div className={styles.pair}>
          <Field name="country" label={t('recruiters.order.country')} problem={problem} required>
            <NativeSelect
              value={typed.country}
              onChange={(event) => {
                const { value } = event.currentTarget
                setTyped((before) => ({ ...before, country: value }))
              }}
              data={[
                { value: '', label: t('work.choose') },
                {
                  group: t('cases.countries.near'),
                  items: near.filter((one) => one.value !== 'PAK'),
                },
                { group: t('cases.countries.all'), items: all },
              ]}
            />
          </Field>
          <TextField
            {...shared('wanted', 'recruiters.order.wanted')}
            inputMode="numeric"
            dir="ltr"
          />
          <TextField {...shared('demandedOn', 'recruiters.order.demanded')} type="date" />
        </div>
        <TermFields
          typed={terms}
          change={(to) => setTerms((before) => ({ ...before, ...to }))}
          problem={problem}
          under="promised."
          required
        />
        <p className={styles.soft}>{t('recruiters.order.terms-count')}</p>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('recruiters.order.save')}
          </Button>
        </div>
      </form>
    </>
  )
}
