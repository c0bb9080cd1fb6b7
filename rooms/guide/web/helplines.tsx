import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Grade,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { gradeWords } from './reading.tsx'
import styles from './texts.module.css'

interface CallView {
  id: string
  calledOn: string
  answered: boolean
  office: Name
  recordedBy: Name | null
  struckAt: string | null
}
interface HelplineView {
  key: string
  number: string
  name: Name
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
  due: boolean
  calls: CallView[]
}

/** Every helpline, and the calls made to see whether it answers. */
export function HelplinesPage() {
  const { t, pick } = useWords()
  const { data, problem, loading, again } = useGet<HelplineView[]>('/api/guide/helplines')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead title={t('guide.helplines.rail')} sub={t('guide.helplines.sub')} />
      <div className={styles.stack}>
        <DataTable
          caption={t('guide.helplines.rail')}
          rows={data}
          rowKey={(one) => one.key}
          columns={[
            {
              key: 'line',
              label: t('guide.helplines.line'),
              main: true,
              show: (one) => <bdi>{pick(one.name)}</bdi>,
            },
            {
              key: 'number',
              label: t('guide.helplines.number'),
              show: (one) => <bdi dir="ltr">{one.number}</bdi>,
            },
            {
              key: 'grade',
              label: t('guide.helplines.grade'),
              show: (one) => <Grade grade={gradeWords[one.grade]} source={one.source} />,
            },
            {
              key: 'last',
              label: t('guide.helplines.last'),
              show: (one) => <LastCall of={one} />,
            },
          ]}
        />
        <RecordCall lines={data} />
        <Calls lines={data} />
      </div>
    </>
  )
}

function LastCall({ of }: { of: HelplineView }) {
  const { t, date } = useWords()
  const last = of.calls.find(({ struckAt }) => !struckAt)
  return (
    <>
      {last ? (
        <>
          {date(last.calledOn)} · {t(outcome(last.answered))}
        </>
      ) : (
        t('guide.helplines.never')
      )}{' '}
      {of.due && <Tag tone="partly">{t('guide.helplines.due')}</Tag>}
    </>
  )
}

const outcome = (answered: boolean) =>
  answered ? 'guide.helplines.answered' : 'guide.helplines.not-answered'

function RecordCall({ lines }: { lines: readonly HelplineView[] }) {
  const { t, pick } = useWords()
  const [key, setKey] = useState('')
  const [calledOn, setCalledOn] = useState('')
  const [answered, setAnswered] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(`/api/guide/helplines/${key}/calls`, { calledOn, answered: answered === 'yes' }),
    {
      refresh: ['/api/guide/helplines'],
      done: () => {
        setKey('')
        setAnswered('')
      },
    },
  )
  return (
    <Card title={t('guide.helplines.record')}>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className={styles.small}>{t('guide.helplines.record-hint')}</p>
        <div className={styles.pair}>
          <Field name="key" label={t('guide.helplines.line')} problem={problem} required>
            <NativeSelect
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              data={[
                { value: '', label: t('work.choose') },
                ...lines.map((one) => ({
                  value: one.key,
                  label: `${one.number} · ${pick(one.name)}`,
                })),
              ]}
            />
          </Field>
          <Field name="calledOn" label={t('guide.helplines.day')} problem={problem} required>
            <TextInput
              type="date"
              dir="ltr"
              value={calledOn}
              onChange={(event) => setCalledOn(event.currentTarget.value)}
            />
          </Field>
          <Field name="answered" label={t('guide.helplines.outcome')} problem={problem} required>
            <NativeSelect
              value={answered}
              onChange={(event) => setAnswered(event.currentTarget.value)}
              data={[
                { value: '', label: t('work.choose') },
                { value: 'yes', label: t('guide.helplines.answered') },
                { value: 'no', label: t('guide.helplines.not-answered') },
              ]}
            />
          </Field>
        </div>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('guide.helplines.record')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Calls({ lines }: { lines: readonly HelplineView[] }) {
  const { t, date } = useWords()
  const strike = useSend((id: string) => api.post(`/api/guide/helpline-calls/${id}/strike`, {}), {
    refresh: ['/api/guide/helplines'],
  })
  const calls = lines
    .flatMap(({ number, calls }) => calls.map((call) => ({ ...call, number })))
    .sort((a, b) => b.calledOn.localeCompare(a.calledOn))
  return (
    <Card title={t('guide.helplines.calls')}>
      <ErrorNote problem={strike.problem} />
      <DataTable
        caption={t('guide.helplines.calls')}
        rows={calls}
        rowKey={(one) => one.id}
        empty={
          <EmptyState title={t('guide.helplines.none')}>{t('guide.helplines.none-do')}</EmptyState>
        }
        columns={[
          {
            key: 'number',
            label: t('guide.helplines.number'),
            main: true,
            show: (one) => <bdi dir="ltr">{one.number}</bdi>,
          },
          {
            key: 'day',
            label: t('guide.helplines.day'),
            show: (one) => date(one.calledOn),
          },
          {
            key: 'outcome',
            label: t('guide.helplines.outcome'),
            show: (one) => t(outcome(one.answered)),
          },
          {
            key: 'by',
            label: t('guide.helplines.by'),
            show: (one) => (
              <>
                <PersonName name={one.recordedBy} /> · <PersonName name={one.office} />
              </>
            ),
          },
          {
            key: 'strike',
            label: t('guide.helplines.strike'),
            show: (one) =>
              one.struckAt ? (
                <Tag tone="neutral">{t('guide.helplines.struck')}</Tag>
              ) : (
                <ConfirmButton
                  title={t('guide.helplines.strike')}
                  what={t('guide.helplines.strike-what')}
                  confirm={t('guide.helplines.strike')}
                  onConfirm={() => strike.send(one.id)}
                >
                  {t('guide.helplines.strike')}
                </ConfirmButton>
              ),
          },
        ]}
      />
    </Card>
  )
}
