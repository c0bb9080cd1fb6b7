import { type Column, DataTable, Tag, type Tone } from '../../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../../web/workspace/words.tsx'
import { isTime } from '../../fairness-codes.ts'
import type { ComparisonView } from '../../fairness-shapes.ts'
import styles from './fairness.module.css'
import { useGroupName } from './naming.ts'

export const tones: Record<ComparisonView['verdict'], Tone> = {
  'stands-out': 'not',
  'worth-a-look': 'partly',
  nothing: 'neutral',
  'too-few': 'neutral',
}

type Group = ComparisonView['groups'][number]

/** One comparison: its verdict, a picture with the figures beside it, and how sure it is. */
export function ComparisonPart({
  comparison,
  names,
}: {
  comparison: ComparisonView
  names: Record<string, Bilingual>
}) {
  const { t, number } = useWords()
  const { by, measure, verdict, groups, left, holm, how, within } = comparison
  const title = t(`fairness.measure.${measure}`)
  return (
    <details
      id={`${by}-${measure}`}
      className={styles.comparison}
      open={verdict === 'stands-out' || verdict === 'worth-a-look'}
    >
      <summary>
        {title} <Tag tone={tones[verdict]}>{t(`fairness.verdict.${verdict}`)}</Tag>
      </summary>
      <p className={styles.soft}>
        {t(`fairness.within.${within}`)}
        {holm !== null && how !== null && (
          <> {t(`fairness.chance.${how}`, { p: tellChance(number, holm) })}</>
        )}
        {verdict === 'too-few' && <> {t('fairness.too-few.why')}</>}
        {left > 0 && <> {t('fairness.left', { count: left, n: number(left) })}</>}
      </p>
      {groups.length > 0 && <Groups comparison={comparison} names={names} title={title} />}
    </details>
  )
}

/** Adjusted for all comparisons; below one in a thousand no more is claimed than that. */
function tellChance(number: (n: number) => string, p: number): string {
  return p < 0.001 ? `< ${number(0.001)}` : number(Math.round(p * 1000) / 1000)
}

function Groups({
  comparison,
  names,
  title,
}: {
  comparison: ComparisonView
  names: Record<string, Bilingual>
  title: string
}) {
  const { t, number } = useWords()
  const name = useGroupName(names)
  const { by, measure, groups, n, hits } = comparison
  const timed = isTime(measure)
  const slowest = Math.max(1, ...groups.map(({ median }) => median ?? 0))
  const percent = (share: number) => `${number(Math.round(share * 100))} %`
  const hours = (median: number | null) =>
    median === null
      ? t('fairness.not-half')
      : t('fairness.hours', { count: median, n: number(median) })
  const columns: Column<Group>[] = [
    {
      key: 'group',
      label: t(`fairness.by.${by}`),
      main: true,
      show: ({ code, mark }) => (
        <>
          <bdi>{name(code)}</bdi>{' '}
          {mark && <Tag tone="not">{t(`fairness.mark.${measure}.${mark}`)}</Tag>}
        </>
      ),
    },
    {
      key: 'picture',
      label: timed ? t('fairness.median') : t('fairness.share'),
      show: (group) =>
        timed ? (
          <Bar share={(group.median ?? slowest) / slowest} open={group.median === null} />
        ) : (
          <Bar
            share={group.hits / group.n}
            from={group.low}
            to={group.high}
            line={n ? hits / n : 0}
          />
        ),
    },
    { key: 'n', label: t('fairness.reports'), number: true, show: (one) => number(one.n) },
    {
      key: 'hits',
      label: t(timed ? 'fairness.done' : `fairness.count.${measure}`),
      number: true,
      show: (one) => number(one.hits),
    },
    {
      key: 'value',
      label: timed ? t('fairness.median') : t('fairness.share'),
      number: true,
      show: (one) => (timed ? hours(one.median) : percent(one.hits / one.n)),
    },
    ...(timed
      ? []
      : [
          {
            key: 'odds',
            label: t('fairness.odds'),
            number: true,
            show: ({ odds }: Group) =>
              odds
                ? t('fairness.odds.value', {
                    ratio: number(round(odds.ratio)),
                    low: number(round(odds.low)),
                    high: number(round(odds.high)),
                  })
                : '–',
          },
        ]),
  ]
  return (
    <DataTable
      caption={t('fairness.caption', { what: title, by: t(`fairness.by.${by}`) })}
      columns={columns}
      rows={groups}
      rowKey={({ code }) => code}
    />
  )
}

const round = (x: number) => Number(x.toPrecision(2))

/** A share with its interval, and the share of all as a line; grows from where reading begins. */
function Bar({
  share,
  from = null,
  to = null,
  line,
  open = false,
}: {
  share: number
  from?: number | null
  to?: number | null
  line?: number
  /** Longer than can be told: less than half are done. */
  open?: boolean
}) {
  const { dir } = useWords()
  const x = (part: number) => (dir === 'rtl' ? 100 - part * 100 : part * 100)
  const span = (a: number, b: number) => ({ x: Math.min(x(a), x(b)), width: Math.abs(x(b) - x(a)) })
  return (
    <svg
      className={styles.bar}
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      aria-hidden="true"
      data-open={open || undefined}
    >
      <rect className={styles.track} x="0" width="100" y="3" height="10" />
      <rect {...span(0, share)} y="3" height="10" />
      {from !== null && to !== null && (
        <rect className={styles.interval} {...span(from, to)} y="7" height="2" />
      )}
      {line !== undefined && (
        <rect className={styles.all} x={x(line) - 0.4} width="0.8" y="0" height="16" />
      )}
    </svg>
  )
}
