import { Button, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, Loading, PageHead, Timeline } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dismissReasons, fates } from '../warning-judging.ts'
import type { WarningView } from './warning-shapes.ts'
import { useTelling } from './warning-telling.ts'
import styles from './warnings.module.css'
import { WeeklyChart } from './weekly-chart.tsx'

/** One alarm: its weeks, the cases behind it, what people made of it, and what came of it. */
export function WarningPage() {
  const { t } = useWords()
  const { id } = useParams()
  const { data, problem, loading, again } = useGet<WarningView>(`/api/warnings/${id}`)
  const { what, counts, chance } = useTelling(data?.names ?? {})
  return (
    <>
      <PageHead
        crumbs={[{ label: t('warning.title'), to: '/numbers/warnings' }]}
        title={data ? what(data.alarm) : t('warning.title')}
        sub={data && `${counts(data.alarm)} ${chance(data.alarm)}`}
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <p className={styles.soft}>{t(`warning.method.${data.alarm.method}`)}</p>
          <WeeklyChart
            title={t('warning.weekly.own')}
            weekly={data.alarm.weekly}
            lastOn={data.alarm.toOn}
            since={data.alarm.fromOn}
          />
          <Cases id={data.alarm.id} />
          <History view={data} />
          {data.mayJudge && <Judge key={data.alarm.version} view={data} />}
        </>
      )}
    </>
  )
}

interface CasesView {
  observed: number
  cases: { id: string; reference: string }[]
  closed: number
}

/** Read only when asked for: each look at the cases is written down. */
function Cases({ id }: { id: string }) {
  const { t, number } = useWords()
  const [open, setOpen] = useState(false)
  const { data, problem } = useGet<CasesView>(open ? `/api/warnings/${id}/cases` : undefined)
  return (
    <section className={styles.part}>
      <h2>{t('warning.cases')}</h2>
      {!data && (
        <Button variant="default" loading={open && !problem} onClick={() => setOpen(true)}>
          {t('warning.cases.open')}
        </Button>
      )}
      <ErrorNote problem={problem} />
      {data && (
        <ul>
          {data.cases.map((one) => (
            <li key={one.id}>
              <Link to={`/cases/${one.id}`}>
                <bdi>{one.reference}</bdi>
              </Link>
            </li>
          ))}
          {data.closed > 0 && <li>{t('warning.cases.closed', { n: number(data.closed) })}</li>}
        </ul>
      )}
    </section>
  )
}

function History({ view }: { view: WarningView }) {
  const { t, pick } = useWords()
  if (view.steps.length === 0) return null
  const told = (kind: string, code: string | null) => {
    if (kind === 'dismissed')
      return `${t('warning.step.dismissed')}: ${t(`warning.reason.${code}`)}`
    return kind === 'fate' ? t(`warning.fate.${code}`) : t(`warning.step.${kind}`)
  }
  return (
    <section className={styles.part}>
      <h2>{t('warning.history')}</h2>
      <Timeline
        entries={view.steps.map((step) => ({
          id: step.id,
          what: step.words
            ? `${told(step.kind, step.code)} – ${step.words}`
            : told(step.kind, step.code),
          at: step.at,
          by: pick(step.by),
        }))}
      />
    </section>
  )
}

function Judge({ view: { alarm } }: { view: WarningView }) {
  const { t } = useWords()
  const [kind, setKind] = useState<'dismissed' | 'fate'>('dismissed')
  const [code, setCode] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    (body: object) =>
      api.post(`/api/warnings/${alarm.id}/steps`, { version: alarm.version, ...body }),
    { refresh: ['/api/warnings'] },
  )
  const bare = (step: string) => void send({ kind: step, code: null, words: '' })
  const choices = kind === 'dismissed' ? dismissReasons : fates
  const prefix = kind === 'dismissed' ? 'warning.reason' : 'warning.fate'
  return (
    <section className={styles.part}>
      <h2>{t('warning.judge')}</h2>
      <div className={styles.actions}>
        {alarm.judgement === 'new' ? (
          <Button loading={busy} onClick={() => bare('acknowledged')}>
            {t('warning.acknowledge')}
          </Button>
        ) : (
          <Button variant="default" loading={busy} onClick={() => bare('reopened')}>
            {t('warning.reopen')}
          </Button>
        )}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send({ kind, code: code || null, words })
        }}
      >
        <Stack maw="34rem">
          <NativeSelect
            label={t('warning.judge.what')}
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value === 'fate' ? 'fate' : 'dismissed')
              setCode('')
            }}
            data={[
              { value: 'dismissed', label: t('warning.judge.dismiss') },
              { value: 'fate', label: t('warning.judge.fate') },
            ]}
          />
          <Field name="code" label={t(`warning.judge.${kind}.code`)} problem={problem} required>
            <NativeSelect
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              data={[
                { value: '', label: t('warning.judge.choose') },
                ...choices.map((one) => ({ value: one, label: t(`${prefix}.${one}`) })),
              ]}
            />
          </Field>
          <Field
            name="words"
            label={t('warning.judge.words')}
            hint={t('warning.judge.words.hint')}
            problem={problem}
            required
          >
            <Textarea
              autosize
              minRows={2}
              maxLength={2000}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" variant="default" loading={busy}>
              {t('warning.judge.record')}
            </Button>
          </div>
        </Stack>
      </form>
    </section>
  )
}
