import { Button, TextInput } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../../core/days.ts'
import { useGet } from '../../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  Tag,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { dimensions } from '../../fairness-codes.ts'
import type { AuditAnswer, ComparisonView } from '../../fairness-shapes.ts'
import { ComparisonPart, tones } from './comparison.tsx'
import styles from './fairness.module.css'
import { Forms } from './forms.tsx'
import { useGroupName } from './naming.ts'

/** Whether reports are treated alike: what stands out first, then every comparison. */
export function FairnessPage() {
  const { t, number } = useWords()
  const [params, setParams] = useSearchParams()
  const today = dayInPakistan(new Date())
  const from = params.get('from') || `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`
  const until = params.get('until') || today
  const asked = new URLSearchParams({ from, until })
  const { data, problem, loading, again } = useGet<AuditAnswer>(`/api/fairness?${asked}`)
  const change = (part: Record<string, string>) =>
    setParams({ from, until, ...part }, { replace: true })
  return (
    <div className={styles.page}>
      <PageHead
        title={t('fairness.title')}
        sub={t('fairness.sub')}
        actions={
          <Button variant="default" onClick={() => window.print()}>
            {t('work.print')}
          </Button>
        }
      />
      <form className={styles.period} onSubmit={(event) => event.preventDefault()}>
        <TextInput
          type="date"
          label={t('fairness.from')}
          value={from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('fairness.until')}
          value={until}
          error={problem?.fields.until && t(`problem.${problem.fields.until}`)}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
      </form>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data?.reports === 0 && (
        <EmptyState title={t('fairness.none')}>{t('fairness.none.text')}</EmptyState>
      )}
      {data && data.reports > 0 && (
        <>
          <p className={styles.soft}>
            {t('fairness.counted', {
              count: data.reports,
              n: number(data.reports),
              comparisons: number(data.comparisons.length),
            })}
          </p>
          <Found audit={data} />
          <NotProved />
          {dimensions.map((by) => (
            <section key={by} className={styles.part}>
              <h2>{t(`fairness.by.${by}`)}</h2>
              {data.comparisons
                .filter((one) => one.by === by)
                .map((one) => (
                  <ComparisonPart key={one.measure} comparison={one} names={data.names} />
                ))}
            </section>
          ))}
          <How />
        </>
      )}
      <Forms />
    </div>
  )
}

function Found({ audit }: { audit: AuditAnswer }) {
  const { t } = useWords()
  const found = audit.comparisons.filter(({ verdict }) => tones[verdict] !== 'neutral')
  found.sort((one, other) => (one.holm ?? 1) - (other.holm ?? 1))
  return (
    <Card title={t('fairness.found')}>
      {found.length === 0 && <p className={styles.soft}>{t('fairness.nothing')}</p>}
      <ul className={styles.found}>
        {found.map((one) => (
          <li key={`${one.by} ${one.measure}`}>
            <Finding of={one} names={audit.names} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Finding({ of, names }: { of: ComparisonView; names: AuditAnswer['names'] }) {
  const { t } = useWords()
  const name = useGroupName(names)
  const marked = of.groups.filter(({ mark }) => mark)
  return (
    <>
      <a href={`#${of.by}-${of.measure}`}>
        {t(`fairness.differs.${of.measure}`, { by: t(`fairness.by.${of.by}`) })}
      </a>{' '}
      <Tag tone={tones[of.verdict]}>{t(`fairness.verdict.${of.verdict}`)}</Tag>
      {marked.length > 0 && (
        <ul>
          {marked.map(({ code, mark }) => (
            <li key={code}>
              <b>
                <bdi>{name(code)}</bdi>
              </b>
              : {t(`fairness.mark.${of.measure}.${mark}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function NotProved() {
  const { t } = useWords()
  return (
    <Card title={t('public.fairness.not-proved')}>
      <ul>
        {[1, 2, 3, 4].map((i) => (
          <li key={i}>{t(`public.fairness.not-proved.${i}`)}</li>
        ))}
      </ul>
    </Card>
  )
}

function How() {
  const { t } = useWords()
  return (
    <details className={styles.part}>
      <summary>{t('fairness.how')}</summary>
      <ul>
        {[1, 2, 3, 4, 5].map((i) => (
          <li key={i}>{t(`fairness.how.${i}`)}</li>
        ))}
      </ul>
    </details>
  )
}
