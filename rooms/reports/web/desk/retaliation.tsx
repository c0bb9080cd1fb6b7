import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  EmptyState,
  ErrorNote,
  Facts,
  Field,
  Loading,
  Notice,
  PageHead,
  Tag,
  When,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type RetaliationMeasure, retaliationMeasures } from '../../retaliation.ts'
import type { OwnRetaliation, RetaliationView } from '../../retaliation-routes.ts'
import styles from './desk.module.css'

/** An officer says that somebody takes revenge for this report. */
export function RaiseRetaliation({ reportId }: { reportId: string }) {
  const { t } = useWords()
  const { send, problem, done } = useSend(() =>
    api.post<OwnRetaliation>(`/api/desk/reports/${reportId}/retaliation`, {}),
  )
  if (done) return <Notice title={t('retaliation.raised')}>{t('retaliation.raised.text')}</Notice>
  return (
    <Card title={t('retaliation.heading')}>
      <p>{t('retaliation.what')}</p>
      <ErrorNote problem={problem} />
      <ConfirmButton
        title={t('retaliation.raise')}
        what={t('retaliation.raise.what')}
        confirm={t('retaliation.raise.yes')}
        onConfirm={async () => void (await send())}
      >
        {t('retaliation.raise')}
      </ConfirmButton>
    </Card>
  )
}

/** What the oversight body alone sees: where somebody is made to pay for a report. */
export function RetaliationPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: RetaliationView[] }>(
    '/api/retaliation',
    { every: 30_000 },
  )
  return (
    <>
      <PageHead title={t('retaliation.title')} sub={t('retaliation.sub')} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data?.items.length === 0 && (
        <EmptyState title={t('retaliation.none')}>{t('retaliation.none.text')}</EmptyState>
      )}
      {data?.items.map((one) => (
        <One key={one.id} flag={one} />
      ))}
    </>
  )
}

function One({ flag }: { flag: RetaliationView }) {
  const { t, pick } = useWords()
  const [done, setDone] = useState('')
  const { send, problem } = useSend(
    (measure: RetaliationMeasure | null) =>
      api.post<RetaliationView>(`/api/retaliation/${flag.id}/answer`, { done: measure }),
    { refresh: ['/api/retaliation'] },
  )
  const state = flag.doneAt ? 'done' : flag.seenAt ? 'seen' : 'new'
  return (
    <Card
      title={
        <>
          <bdi className={styles.mono}>{flag.caseReference ?? flag.reference}</bdi>{' '}
          {t(`retaliation.by.${flag.raisedBy}`)}
        </>
      }
    >
      <p>
        <Tag tone={state === 'done' ? 'met' : state === 'seen' ? 'partly' : 'danger'}>
          {t(`retaliation.state.${state}`)}
        </Tag>
      </p>
      <Facts
        facts={[
          [t(flag.caseReference ? 'retaliation.agency' : 'retaliation.desk'), pick(flag.unit)],
          ...(flag.caseReference && flag.reference
            ? [
                [
                  t('desk.report'),
                  <bdi key="report" className={styles.mono}>
                    {flag.reference}
                  </bdi>,
                ] as const,
              ]
            : []),
          [t('retaliation.at'), <When key="at" at={flag.raisedAt} />],
          ...(flag.done
            ? [[t('retaliation.measure'), t(`retaliation.measure.${flag.done}`)] as const]
            : []),
        ]}
      />
      <ErrorNote problem={problem} />
      {!flag.doneAt && (
        <div className={styles.form}>
          {!flag.seenAt && (
            <div>
              <ConfirmButton
                title={t('retaliation.see')}
                what={t('retaliation.see.what')}
                confirm={t('retaliation.see')}
                onConfirm={async () => void (await send(null))}
              >
                {t('retaliation.see')}
              </ConfirmButton>
            </div>
          )}
          <Field name="done" label={t('retaliation.measure')} problem={problem} required>
            <NativeSelect
              value={done}
              onChange={(event) => setDone(event.currentTarget.value)}
              data={[
                { value: '', label: t('work.choose') },
                ...retaliationMeasures.map((value) => ({
                  value,
                  label: t(`retaliation.measure.${value}`),
                })),
              ]}
            />
          </Field>
          {done && (
            <div>
              <ConfirmButton
                title={t('retaliation.record')}
                what={t('retaliation.record.what')}
                confirm={t('retaliation.record')}
                onConfirm={async () => void (await send(done as RetaliationMeasure))}
              >
                {t('retaliation.record')}
              </ConfirmButton>
            </div>
          )}
        </div>
      )}
    </Card>
  )
}
