import { Button, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DataTable,
  DisabledReason,
  ErrorNote,
  Facts,
  Field,
  Loading,
  PageHead,
  Tag,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { shareMeasures } from '../../fairness-codes.ts'
import type { FormView } from '../../fairness-shapes.ts'
import { tones } from './comparison.tsx'
import styles from './fairness.module.css'
import { FormName, stateTones } from './forms.tsx'
import { useGroupName } from './naming.ts'

/** A yearly form as the public will see it, for the second person. */
export function FormPage() {
  const { id = '' } = useParams()
  const { t, number, pick, dateTime } = useWords()
  const { data, problem, loading, again } = useGet<FormView>(`/api/fairness/forms/${id}`)
  const name = useGroupName(data?.names ?? {})
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const { form } = data
  const counted = (n: number | null) => (n === null ? t('public.fairness.not-shown') : number(n))
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[{ label: t('fairness.title'), to: '/fairness' }]}
        title={<FormName form={data} />}
        sub={<Tag tone={stateTones[data.state]}>{t(`fairness.state.${data.state}`)}</Tag>}
      />
      <Card>
        <Facts
          facts={[
            [t('fairness.from'), form.from],
            [t('fairness.until'), form.until],
            [t('fairness.reports'), t('fairness.at-least', { n: number(form.reports) })],
            [t('fairness.smallest'), number(form.k)],
            [t('fairness.drafted-by'), `${pick(data.draftedBy)}, ${dateTime(data.draftedAt)}`],
            ...(data.decidedBy && data.decidedAt
              ? [
                  [
                    t(`fairness.state.${data.state}`),
                    `${pick(data.decidedBy)}, ${dateTime(data.decidedAt)}`,
                  ] as const,
                ]
              : []),
          ]}
        />
        {data.decisionWords && <p dir="auto">{data.decisionWords}</p>}
      </Card>
      <Card title={t('fairness.found')}>
        <ul className={styles.found}>
          {form.findings
            .filter(({ verdict }) => tones[verdict] !== 'neutral')
            .map(({ by, measure, verdict, groups }) => (
              <li key={`${by} ${measure}`}>
                {t(`fairness.differs.${measure}`, { by: t(`fairness.by.${by}`) })}{' '}
                <Tag tone={tones[verdict]}>{t(`fairness.verdict.${verdict}`)}</Tag>
                <ul>
                  {groups.map(({ code, mark }) => (
                    <li key={code}>
                      <bdi>{name(code)}</bdi>: {t(`fairness.mark.${measure}.${mark}`)}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
        </ul>
        {form.findings.every(({ verdict }) => tones[verdict] === 'neutral') && (
          <p className={styles.soft}>{t('public.fairness.nothing')}</p>
        )}
      </Card>
      {form.tables.map(({ by, rows, hidden }) => (
        <Card key={by} title={t(`fairness.by.${by}`)}>
          <DataTable
            caption={t('public.fairness.rounded', { k: number(form.k) })}
            rows={rows}
            rowKey={({ code }) => code}
            empty={
              <p className={styles.soft}>{t('public.fairness.all-small', { k: number(form.k) })}</p>
            }
            columns={[
              {
                key: 'group',
                label: t(`fairness.by.${by}`),
                main: true,
                show: ({ code }) => <bdi>{name(code)}</bdi>,
              },
              {
                key: 'reports',
                label: t('fairness.reports'),
                number: true,
                show: (row) => number(row.reports),
              },
              ...shareMeasures.map((measure) => ({
                key: measure,
                label: t(`fairness.count.${measure}`),
                number: true,
                show: (row: (typeof rows)[number]) => counted(row.shares[measure]),
              })),
            ]}
          />
          {hidden && rows.length > 0 && (
            <p className={styles.soft}>{t('public.fairness.hidden')}</p>
          )}
        </Card>
      ))}
      {data.state === 'drafted' && <Decide form={data} />}
    </div>
  )
}

function Decide({ form }: { form: FormView }) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    (state: 'signed' | 'returned') =>
      api.post(`/api/fairness/forms/${form.id}/decide`, { state, words, version: form.version }),
    { refresh: ['/api/fairness/forms'] },
  )
  const reason = form.own ? t('fairness.own') : undefined
  return (
    <Card title={t('fairness.decide')}>
      <Stack>
        <ErrorNote problem={problem} />
        <Field name="words" label={t('fairness.decide.words')} problem={problem}>
          <Textarea
            dir="auto"
            autosize
            minRows={2}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Field>
        <div className={styles.buttons}>
          {reason ? (
            <DisabledReason reason={reason}>
              <Button>{t('fairness.sign')}</Button>
            </DisabledReason>
          ) : (
            <>
              <ConfirmButton
                variant="filled"
                title={t('fairness.sign')}
                what={t('fairness.sign.what')}
                confirm={t('fairness.sign.yes')}
                onConfirm={() => send('signed')}
              >
                {t('fairness.sign')}
              </ConfirmButton>
              <Button variant="default" loading={busy} onClick={() => void send('returned')}>
                {t('fairness.return')}
              </Button>
            </>
          )}
        </div>
      </Stack>
    </Card>
  )
}
