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
  Tag,
  When,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { AssignByHand, DrawAgain } from '../../../reports/web/door.tsx'
import { acknowledgements, explanations, lateSteps, questions } from '../../late.ts'
import type { LateView } from '../../late-routes.ts'
import styles from './late.module.css'

type Kind = LateView['says'][number]
const codesOf: Record<Kind, readonly string[]> = {
  explained: explanations,
  asked: questions,
  acknowledged: acknowledgements,
}

/** What is late, how long, and with whom it lies: for the supervisor of a desk and for the oversight body. */
export function LatePage() {
  const { t, pick } = useWords()
  const [filter, setFilter] = useState({ unit: '', step: '', level: '' })
  const chosen = Object.entries(filter).filter(([, value]) => value)
  const { data: all } = useGet<{ items: LateView[] }>('/api/late', { every: 30_000 })
  const { data, problem, loading, again } = useGet<{ items: LateView[] }>(
    chosen.length ? `/api/late?${new URLSearchParams(chosen)}` : '/api/late',
    { every: 30_000 },
  )
  const units = new Map(all?.items.map((one) => [one.unit, pick(one.desk)]))
  const select = (name: keyof typeof filter, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`late.filter.${name}`)}
      value={filter[name]}
      onChange={(event) => setFilter({ ...filter, [name]: event.currentTarget.value })}
      data={[{ value: '', label: t('work.all') }, ...data]}
    />
  )
  return (
    <>
      <PageHead title={t('late.title')} sub={t('late.sub')} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {(all?.items.length ?? 0) > 0 && (
        <div className={styles.filters}>
          {units.size > 1 &&
            select(
              'unit',
              [...units].map(([value, label]) => ({ value, label })),
            )}
          {select(
            'step',
            lateSteps.map((value) => ({ value, label: t(`owes.${value}`) })),
          )}
          {select(
            'level',
            ['1', '2'].map((value) => ({ value, label: t(`late.level.${value}`) })),
          )}
        </div>
      )}
      {data?.items.length === 0 && (
        <EmptyState title={t(chosen.length ? 'late.none-chosen' : 'late.none')}>
          {t(chosen.length ? 'late.none-chosen.text' : 'late.none.text')}
        </EmptyState>
      )}
      {data?.items.map((late) => (
        <Late key={late.id} late={late} />
      ))}
    </>
  )
}

function Late({ late }: { late: LateView }) {
  const { t, pick } = useWords()
  const { level } = late
  return (
    <Card
      title={
        <>
          <bdi className={styles.number}>{late.reference}</bdi> {t(`owes.${late.step}`)}
        </>
      }
    >
      <p className={styles.row}>
        {late.danger && <Tag tone="danger">{t('late.danger')}</Tag>}
        {level && <Tag tone={level === 2 ? 'danger' : 'partly'}>{t(`late.level.${level}`)}</Tag>}
      </p>
      <Facts
        facts={[
          [t('late.desk'), pick(late.desk)],
          [t('late.due'), <Due key="due" at={late.dueAt} />],
          [
            t('late.holder'),
            late.holder ? <PersonName key="holder" name={late.holder} /> : t('late.nobody'),
          ],
          ...(late.levelSince && level
            ? [[t(`late.since.${level}`), <When key="since" at={late.levelSince} />] as const]
            : []),
          ...(late.answerBy && level
            ? [[t(`late.answer-by.${level}`), <Due key="answer" at={late.answerBy} />] as const]
            : []),
        ]}
      />
      {late.words.length > 0 && (
        <ul className={styles.words}>
          {late.words.map((word) => (
            <li key={`${word.kind}${word.at}`}>
              {t(`late.word.${word.kind}`)}: {t(`late.${word.kind}.${word.code}`)}{' '}
              <span className={styles.small}>
                <PersonName name={word.by} /> · <When at={word.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {late.reportId && (
        <p className={styles.row}>
          <DrawAgain reportId={late.reportId} reference={late.reference} />
          <AssignByHand reportId={late.reportId} reference={late.reference} />
          <Link className={styles.small} to={`/desk/${late.deskId}`}>
            {t('late.assign')}
          </Link>
        </p>
      )}
      {late.says.length > 0 && (
        <details className={styles.more}>
          <summary>
            {t('late.say')} <bdi className={styles.number}>{late.reference}</bdi>
          </summary>
          {late.says.map((kind) => (
            <Say key={kind} id={late.id} kind={kind} reference={late.reference} />
          ))}
        </details>
      )}
    </Card>
  )
}

function Say({ id, kind, reference }: { id: string; kind: Kind; reference: string }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const { send, problem } = useSend(
    () => api.post<LateView>(`/api/late/${id}/words`, { kind, code }),
    { refresh: ['/api/late'], done: () => setCode('') },
  )
  return (
    <div className={styles.say}>
      <ErrorNote problem={problem} />
      <Field name="code" label={t(`late.say.${kind}`)} problem={problem} required>
        <NativeSelect
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data={[
            { value: '', label: t('work.choose') },
            ...codesOf[kind].map((value) => ({ value, label: t(`late.${kind}.${value}`) })),
          ]}
        />
      </Field>
      {code ? (
        <ConfirmButton
          title={`${t(`late.do.${kind}`)} ${reference}`}
          what={t('late.say.what')}
          confirm={t('late.say.yes')}
          onConfirm={async () => void (await send())}
        >
          {t(`late.do.${kind}`)}
        </ConfirmButton>
      ) : (
        <DisabledReason reason={t('late.say.missing')}>
          <Button variant="default">{t(`late.do.${kind}`)}</Button>
        </DisabledReason>
      )}
    </div>
  )
}
