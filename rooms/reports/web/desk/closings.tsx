import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DisabledReason,
  Due,
  EmptyState,
  ErrorNote,
  Facts,
  Field,
  Loading,
  PageHead,
  PersonName,
  When,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { refusals } from '../../closing.ts'
import type { Changed, WaitingClosingView } from '../../shapes.ts'
import styles from './desk.module.css'

/** What waits for a second person: codes only, and for a member of the desk the way to the words. */
export function ClosingsPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: WaitingClosingView[] }>(
    '/api/desk/closings',
    { every: 60_000 },
  )
  return (
    <>
      <PageHead title={t('closings.title')} sub={t('closings.sub')} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data?.items.length === 0 && (
        <EmptyState title={t('closings.none')}>{t('closings.none.text')}</EmptyState>
      )}
      {data?.items.map((one) => (
        <Closing key={one.id} closing={one} />
      ))}
    </>
  )
}

function Closing({ closing }: { closing: WaitingClosingView }) {
  const { t, pick, date } = useWords()
  const [refusal, setRefusal] = useState('')
  const { send, busy, problem } = useSend(
    (agree: boolean) =>
      api.post<Changed>(`/api/desk/closings/${closing.id}/answer`, {
        agree,
        ...(!agree && { refusal }),
      }),
    { refresh: ['/api/desk'] },
  )
  const { talk, concerns } = closing
  const name = `${t(`kind.${closing.kind}`)}, ${closing.reference}`
  return (
    <Card title={name}>
      <Facts
        facts={[
          [
            t('closings.proposed'),
            `${t(`decision.${closing.decision}`)}: ${t(`reason.${closing.reason}`)}`,
          ],
          [
            t('desk.concerns'),
            concerns === null
              ? t('concern.not-said')
              : concerns.map((one) => t(`concern.${one}`)).join(t('closings.and')) ||
                t('concern.none'),
          ],
          ...(talk
            ? [
                [
                  t('desk.talk'),
                  `${t(`talker.${talk.by}`)}, ${t(`talk-way.${talk.how}`)}, ${date(talk.day)}`,
                ] as const,
              ]
            : []),
          [t('closings.by'), <PersonName key="by" name={closing.by} />],
          [t('closings.desk'), pick(closing.desk)],
          [t('desk.received'), <When key="received" at={closing.receivedAt} />],
          [t('desk.due'), <Due key="due" at={closing.dueAt} />],
        ]}
      />
      <p className={styles.small}>
        {closing.reportId ? (
          <Link to={`/desk/reports/${closing.reportId}`}>{t('closings.read')}</Link>
        ) : (
          t('closings.codes-only')
        )}
      </p>
      <ErrorNote problem={problem} />
      <div className={styles.form}>
        <Field name="refusal" label={t('closings.refusal')} problem={problem}>
          <NativeSelect
            value={refusal}
            onChange={(event) => setRefusal(event.currentTarget.value)}
            data={[
              { value: '', label: t('work.choose') },
              ...refusals.map((value) => ({ value, label: t(`refusal.${value}`) })),
            ]}
          />
        </Field>
        <div className={styles.row}>
          <ConfirmButton
            title={t('closings.agree')}
            what={t('closings.agree.what')}
            confirm={t('closings.agree')}
            onConfirm={async () => void (await send(true))}
          >
            {t('closings.agree')}
          </ConfirmButton>
          <DisabledReason reason={refusal ? undefined : t('closings.refuse.missing')}>
            <Button variant="default" loading={busy} onClick={() => void send(false)}>
              {t('closings.refuse')}
            </Button>
          </DisabledReason>
        </div>
      </div>
    </Card>
  )
}
