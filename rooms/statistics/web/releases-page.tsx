import { Button, Checkbox, NativeSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { ReleaseColumn, ReleaseKind } from '../release.ts'
import styles from './numbers.module.css'
import type { BudgetView, ReleaseBrief, ReleasesView } from './release-shapes.ts'

const releaseKinds: readonly ReleaseKind[] = ['table', 'records']

/** The release desk: budgets, a new release, and where each one stands. */
export function ReleasesPage() {
  const { t, lang } = useWords()
  const { data, problem, loading, again } = useGet<ReleasesView>('/api/releases')
  return (
    <>
      <PageHead
        title={t('release.title')}
        sub={t('release.sub')}
        actions={
          <Button component="a" variant="default" href={`/${lang}/released`}>
            {t('release.public')}
          </Button>
        }
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <All items={data.items} />
          {data.mayPrepare && <NewRelease view={data} />}
          <Budgets view={data} />
        </>
      )}
    </>
  )
}

function All({ items }: { items: readonly ReleaseBrief[] }) {
  const { t, day } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('release.all')}</h2>
      {items.length === 0 && (
        <EmptyState title={t('release.all.none')}>{t('release.all.none.text')}</EmptyState>
      )}
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <Link to={`/releases/${one.id}`}>
              {t('release.open', {
                what: t(`release.short.${one.kind}`),
                year: one.year,
                at: day(one.countedAt),
              })}
            </Link>{' '}
            <Tag tone={one.state === 'published' ? 'met' : 'neutral'}>
              {t(`release.state.${one.state}`)}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NewRelease({ view }: { view: ReleasesView }) {
  const { t } = useWords()
  const years = view.budgets.filter(({ confirmedAt }) => confirmedAt).map(({ year }) => year)
  const go = useNavigate()
  const [year, setYear] = useState<number>()
  const [kind, setKind] = useState<ReleaseKind>('table')
  const [columns, setColumns] = useState<ReleaseColumn[]>(['sex', 'age', 'form'])
  const [longest, setLongest] = useState(2)
  const [k, setK] = useState<number | string>('')
  const sending = useSend((body: object) => api.post<{ id: string }>('/api/releases', body), {
    refresh: ['/api/releases'],
    done: ({ id }) => void go(`/releases/${id}`),
  })
  if (years.length === 0) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const own = kind === 'table' && typeof k === 'number' ? { k } : {}
    void sending.send({ year: year ?? years[0], kind, columns, longest, ...own })
  }
  return (
    <section className={styles.part}>
      <h2>{t('release.new')}</h2>
      <p className={styles.soft}>{t('release.new.text')}</p>
      <form onSubmit={submit} className={styles.form}>
        <Field name="year" label={t('release.budget.year')} problem={sending.problem} required>
          <NativeSelect
            data={years.map(String)}
            value={String(year ?? years[0])}
            onChange={(event) => setYear(Number(event.currentTarget.value))}
          />
        </Field>
        <Radio.Group
          label={t('release.kind')}
          value={kind}
          onChange={(value) => setKind(value as ReleaseKind)}
        >
          {releaseKinds.map((one) => (
            <Radio key={one} value={one} label={t(`release.kind.${one}`)} mt={6} />
          ))}
        </Radio.Group>
        <Checkbox.Group
          label={t('release.columns')}
          value={columns}
          onChange={(value) => setColumns(value as ReleaseColumn[])}
          error={sending.problem?.fields.columns && ' '}
        >
          {view.columns.map((one) => (
            <Checkbox key={one} value={one} label={t(`numbers.dimension.${one}`)} mt={6} />
          ))}
        </Checkbox.Group>
        <Field
          name="longest"
          label={t('release.longest')}
          hint={t('release.longest.hint')}
          problem={sending.problem}
          required
        >
          <NativeSelect
            data={['1', '2', '3']}
            value={String(longest)}
            onChange={(event) => setLongest(Number(event.currentTarget.value))}
          />
        </Field>
        {kind === 'table' && (
          <Field
            name="k"
            label={t('release.k')}
            hint={t('release.k.hint')}
            problem={sending.problem}
          >
            <NumberInput min={5} max={100_000} hideControls value={k} onChange={setK} />
          </Field>
        )}
        <ErrorNote problem={sending.problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={sending.busy} disabled={columns.length === 0}>
            {t('release.begin')}
          </Button>
        </div>
      </form>
    </section>
  )
}

function Budgets({ view }: { view: ReleasesView }) {
  const { t, number } = useWords()
  const confirming = useSend(
    ({ year, epsilon }: BudgetView) =>
      api.post(`/api/releases/budgets/${year}/confirm`, { epsilon }),
    { refresh: ['/api/releases'] },
  )
  return (
    <section className={styles.part}>
      <h2>{t('release.budgets')}</h2>
      <p className={styles.soft}>{t('release.budgets.text')}</p>
      <DataTable
        caption={t('release.budgets')}
        rows={view.budgets}
        rowKey={({ year }) => String(year)}
        empty={
          <EmptyState title={t('release.budgets.none')}>
            {t('release.budgets.none.text')}
          </EmptyState>
        }
        columns={[
          {
            key: 'year',
            label: t('release.budget.year'),
            show: ({ year }) => <bdi>{year}</bdi>,
            main: true,
          },
          {
            key: 'epsilon',
            label: t('release.budget.epsilon'),
            show: (one) => <bdi>{one.epsilon}</bdi>,
          },
          {
            key: 'left',
            label: t('release.budget.left'),
            show: ({ left }) => t('release.percent', { n: number(Math.floor(left)) }),
          },
          {
            key: 'state',
            label: t('release.budget.state'),
            show: (one) => (
              <>
                {t(one.confirmedAt ? 'release.budget.confirmed' : 'release.budget.proposed')}{' '}
                {one.mayConfirm && (
                  <ConfirmButton
                    size="compact-sm"
                    title={t('release.budget.confirm.title', { year: one.year })}
                    what={t('release.budget.confirm.what', {
                      year: one.year,
                      epsilon: one.epsilon,
                    })}
                    confirm={t('release.budget.confirm')}
                    onConfirm={() => confirming.send(one)}
                  >
                    {t('release.budget.confirm')}
                  </ConfirmButton>
                )}
                <div className={styles.soft}>
                  <bdi dir="auto">{one.reason}</bdi>
                </div>
              </>
            ),
          },
        ]}
      />
      <ErrorNote problem={confirming.problem} />
      {view.mayPropose && <Propose />}
    </section>
  )
}

function Propose() {
  const { t } = useWords()
  const [year, setYear] = useState(String(new Date().getFullYear()))
  const [epsilon, setEpsilon] = useState('4')
  const [reason, setReason] = useState('')
  const sending = useSend(() => api.put(`/api/releases/budgets/${year}`, { epsilon, reason }), {
    refresh: ['/api/releases'],
    done: () => setReason(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void sending.send()
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <h3>{t('release.budget.propose')}</h3>
      <div className={styles.choose}>
        <Field name="year" label={t('release.budget.year')} problem={sending.problem} required>
          <TextInput
            inputMode="numeric"
            pattern="20[0-9][0-9]"
            value={year}
            onChange={(event) => setYear(event.currentTarget.value)}
          />
        </Field>
        <Field
          name="epsilon"
          label={t('release.budget.epsilon')}
          problem={sending.problem}
          required
        >
          <TextInput
            inputMode="decimal"
            value={epsilon}
            onChange={(event) => setEpsilon(event.currentTarget.value)}
          />
        </Field>
      </div>
      <Field
        name="reason"
        label={t('release.budget.reason')}
        hint={t('release.reason.hint')}
        problem={sending.problem}
        required
      >
        <TextInput
          minLength={10}
          maxLength={600}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Field>
      <ErrorNote problem={sending.problem} />
      <div className={styles.actions}>
        <Button type="submit" variant="default" loading={sending.busy}>
          {t('release.budget.propose')}
        </Button>
      </div>
    </form>
  )
}
