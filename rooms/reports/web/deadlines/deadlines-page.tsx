import type { ReactNode } from 'react'
import { useGet } from '../../../../web/workspace/asking.ts'
import {
  Card,
  DataTable,
  ErrorNote,
  type FactGrade,
  Grade,
  Loading,
  Notice,
  PageHead,
} from '../../../../web/workspace/parts.tsx'
import { useSession } from '../../../../web/workspace/session.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { DeadlinesView } from '../../shapes.ts'
import { AddHoliday } from './add-holiday.tsx'
import { AddRule } from './add-rule.tsx'
import styles from './deadlines.module.css'

type Rule = DeadlinesView['rules'][number]
type Day = DeadlinesView['holidays'][number]

/** What is owed in which time, since when, and on whose word; and the days that do not count. */
export function DeadlinesPage() {
  const { t } = useWords()
  const { has } = useSession()
  const { data, problem, loading, again } = useGet<DeadlinesView>('/api/deadlines')
  const maySet = has('oversight', 'administrator')
  return (
    <>
      <PageHead title={t('deadlines.title')} sub={t('deadlines.sub')} />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <Rules rules={data.rules} />
          {maySet && <AddRule />}
          <Holidays holidays={data.holidays} />
          {maySet && <AddHoliday />}
          {!maySet && (
            <Notice tone="neutral" title={t('deadlines.who')}>
              {t('deadlines.who.text')}
            </Notice>
          )}
        </>
      )}
    </>
  )
}

/** A rule ends on its own day, or where a younger one for the same begins. */
function endOf(rule: Rule, rules: readonly Rule[]): string | null {
  const next = rules
    .filter((one) => one.step === rule.step && one.kind === rule.kind)
    .map((one) => one.validFrom)
    .filter((day) => day > rule.validFrom)
    .sort()[0]
  const ends = [rule.validUntil, next].filter((day) => day != null).sort()
  return ends[0] ?? null
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const { t, date } = useWords()
  return (
    <Card title={t('deadlines.rules')}>
      <div className={styles.compact}>
        <DataTable
          caption={t('deadlines.rules')}
          rows={rules}
          rowKey={(rule) => rule.id}
          columns={[
            {
              key: 'step',
              label: t('deadlines.step'),
              main: true,
              show: (rule) => (
                <>
                  {t(`deadlines.step.${rule.step}`)}
                  {rule.kind && <div className={styles.small}>{t(`kind.${rule.kind}`)}</div>}
                </>
              ),
            },
            {
              key: 'term',
              label: t('deadlines.term'),
              show: (rule) => t(`term.${rule.unit}`, { count: rule.amount }),
            },
            {
              key: 'valid',
              label: t('deadlines.valid'),
              show: (rule) => {
                const end = endOf(rule, rules)
                const from = date(rule.validFrom)
                return (
                  <Source of={rule}>
                    {end
                      ? t('deadlines.from-until', { from, until: date(end) })
                      : t('deadlines.from', { from })}
                  </Source>
                )
              },
            },
          ]}
        />
      </div>
    </Card>
  )
}

function Holidays({ holidays }: { holidays: readonly Day[] }) {
  const { t, date, pick } = useWords()
  const sorted = [...holidays].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return (
    <Card title={t('deadlines.holidays')}>
      <div className={styles.compact}>
        <p className={styles.small}>{t('deadlines.holidays.text')}</p>
        <DataTable
          caption={t('deadlines.holidays')}
          rows={sorted}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'day',
              label: t('deadlines.day'),
              main: true,
              show: (one) =>
                one.day ? date(one.day) : t('deadlines.every-year', { day: dayOfYear(date, one) }),
            },
            { key: 'name', label: t('deadlines.name'), show: (one) => pick(one.name) },
            {
              key: 'off',
              label: t('deadlines.counts'),
              show: (one) => (
                <Source of={one}>{t(one.off ? 'deadlines.off' : 'deadlines.taken-back')}</Source>
              ),
            },
          ]}
        />
      </div>
    </Card>
  )
}

// The yearly days first, each kind by the calendar.
const keyOf = ({ day, everyYear }: Day) => day ?? everyYear!

// Any year that is no leap year will do: only day and month are shown.
function dayOfYear(date: (at: string) => string, { everyYear }: Day): string {
  return date(`2027-${everyYear}`).replace(/[,،]?\s*2027$/, '')
}

/** What holds, on whose word; where that stands unfolds. */
function Source({
  of: { source, grade },
  children,
}: {
  of: { source: string; grade: string }
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <details className={styles.source}>
      <summary>
        {children} <Grade grade={grade as FactGrade} />
      </summary>
      <span className={styles.small}>
        {t('deadlines.source')}: <bdi>{source}</bdi>
      </span>
    </details>
  )
}
