import { useWords } from '../../../web/workspace/words.tsx'
import styles from './warnings.module.css'

const WIDTH = 720
const HEIGHT = 120

/** Cases per week as bars, those since `since` in the accent; beside it the same as a table. */
export function WeeklyChart({
  title,
  weekly,
  lastOn,
  since,
}: {
  title: string
  weekly: readonly number[]
  /** The last day of the last week. */
  lastOn: string
  since?: string
}) {
  const { t, number, date, dir } = useWords()
  const most = Math.max(1, ...weekly)
  const step = WIDTH / weekly.length
  const firstDay = (week: number) =>
    new Date(Date.parse(lastOn) - ((weekly.length - week) * 7 - 1) * 86_400_000)
      .toISOString()
      .slice(0, 10)
  return (
    <figure className={styles.figure}>
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={title}
        className={styles.weeks}
      >
        {weekly.map((n, week) => {
          const height = (n / most) * (HEIGHT - 4)
          const x = dir === 'rtl' ? WIDTH - (week + 1) * step : week * step
          return (
            <rect
              key={firstDay(week)}
              x={x + step * 0.1}
              y={HEIGHT - height}
              width={step * 0.8}
              height={height}
              data-since={(since && firstDay(week) >= since) || undefined}
            />
          )
        })}
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      </svg>
      <p className={styles.axis} aria-hidden="true">
        <span>{date(firstDay(0))}</span>
        <span>{t('warning.most-a-week', { n: number(Math.max(...weekly)) })}</span>
        <span>{date(lastOn)}</span>
      </p>
      <details className={styles.details}>
        <summary>{t('warning.as-table')}</summary>
        <table className={styles.table}>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('warning.week')}</th>
              <th scope="col">{t('warning.observed')}</th>
            </tr>
          </thead>
          <tbody>
            {weekly.map((n, week) => (
              <tr key={firstDay(week)}>
                <th scope="row">{date(firstDay(week))}</th>
                <td>{number(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
