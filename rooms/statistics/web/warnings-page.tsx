import { Button, Progress } from '@mantine/core'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Precision } from '../warning-judging.ts'
import { TileMap } from './tile-map.tsx'
import type { AlarmView, Names, RunView, WarningsView } from './warning-shapes.ts'
import { useTelling } from './warning-telling.ts'
import styles from './warnings.module.css'
import { WeeklyChart } from './weekly-chart.tsx'

const WEEK_MS = 7 * 86_400_000
const going = ({ state }: RunView) => state === 'waiting' || state === 'running'

/** What stands out among cases and reports, told plainly, and what became of earlier alarms. */
export function WarningsPage() {
  const { t, date } = useWords()
  const first = useGet<WarningsView>('/api/warnings')
  const busy = first.data?.runs.some(going)
  const { data, problem, loading, again } = useGet<WarningsView>(
    '/api/warnings',
    busy ? { every: 1000 } : {},
  )
  const asking = useSend((body: object) => api.post('/api/warnings/runs', body), {
    refresh: ['/api/warnings'],
  })
  const running = data?.runs.find(going)
  const look = data?.look
  const isNew = ({ firstAt, judgement }: AlarmView) =>
    judgement === 'new' && Date.now() - Date.parse(firstAt) < WEEK_MS
  return (
    <>
      <PageHead
        title={t('warning.title')}
        sub={look ? t('warning.sub', { date: date(look.untilOn) }) : t('warning.sub.never')}
        actions={
          <>
            <Button
              loading={asking.busy}
              disabled={!data || running !== undefined}
              onClick={() => void asking.send({})}
            >
              {t('warning.look-now')}
            </Button>
            <Button variant="default" onClick={() => window.print()}>
              {t('work.print')}
            </Button>
          </>
        }
      />
      <ErrorNote problem={problem ?? asking.problem} again={again} />
      {loading && <Loading />}
      {running && <Looking run={running} />}
      {data && (
        <>
          <Alarms title="warning.new" none="warning.new.none" view={data} which={isNew} />
          <TileMap view={data} />
          {look && (
            <WeeklyChart
              title={t('warning.weekly')}
              weekly={look.weekly.slice(-104)}
              lastOn={look.untilOn}
            />
          )}
          <Alarms title="warning.earlier" view={data} which={(one) => !isNew(one)} />
          <Precisions view={data} />
          <Runs view={data} repeat={(id) => void asking.send({ again: id })} />
        </>
      )}
    </>
  )
}

function Looking({ run }: { run: RunView }) {
  const { t, number } = useWords()
  const { send, busy, problem } = useSend(() => api.post(`/api/warnings/runs/${run.id}/stop`), {
    refresh: ['/api/warnings'],
  })
  const percent = Math.round(run.progress * 100)
  const said = t('warning.progress', { percent: number(percent) })
  return (
    <section className={styles.part}>
      <p role="status">{said}</p>
      <Progress value={percent} aria-label={said} />
      <div className={styles.actions}>
        <Button variant="default" loading={busy} onClick={() => void send()}>
          {t('estimate.stop')}
        </Button>
      </div>
      <ErrorNote problem={problem} />
    </section>
  )
}

function Alarms({
  title,
  none,
  view,
  which,
}: {
  title: string
  none?: string
  view: WarningsView
  which: (one: AlarmView) => boolean
}) {
  const { t } = useWords()
  const shown = view.alarms.filter(which)
  if (shown.length === 0 && !none) return null
  return (
    <section className={styles.part}>
      <h2>{t(title)}</h2>
      {shown.length === 0 && none && (
        <EmptyState title={t(none)}>{t(view.look ? `${none}.text` : 'warning.never')}</EmptyState>
      )}
      <ul className={styles.alarms}>
        {shown.map((one) => (
          <li key={one.id}>
            <AlarmTold alarm={one} names={view.names} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function AlarmTold({ alarm, names }: { alarm: AlarmView; names: Names }) {
  const { t } = useWords()
  const { what, counts, chance } = useTelling(names)
  return (
    <>
      <h3>
        <Link to={`/numbers/warnings/${alarm.id}`}>{what(alarm)}</Link>{' '}
        {alarm.judgement !== 'new' && <Tag>{t(`warning.judgement.${alarm.judgement}`)}</Tag>}{' '}
        {alarm.fate && <Tag tone="met">{t(`warning.fate.${alarm.fate}`)}</Tag>}
      </h3>
      <p>
        {counts(alarm)} {chance(alarm)}
      </p>
      <p className={styles.soft}>{t(`warning.method.${alarm.method}`)}</p>
    </>
  )
}

function Precisions({ view }: { view: WarningsView }) {
  const { t } = useWords()
  if (view.alarms.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('warning.precision')}</h2>
      <p className={styles.soft}>{t('warning.precision.text')}</p>
      {(['method', 'stream'] as const).map((by) => (
        <PrecisionTable key={by} by={by} rows={view.precision[by]} />
      ))}
    </section>
  )
}

function PrecisionTable({ by, rows }: { by: 'method' | 'stream'; rows: readonly Precision[] }) {
  const { t, number } = useWords()
  const percent = (share: number) => number(Math.round(share * 100))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={styles.scroll} aria-label={t(`warning.precision.${by}`)} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t(`warning.precision.${by}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`warning.by.${by}`)}</th>
            <th scope="col">{t('warning.precision.alarms')}</th>
            <th scope="col">{t('warning.precision.known')}</th>
            <th scope="col">{t('warning.precision.real')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, alarms, known, real, low, high }) => (
            <tr key={code}>
              <th scope="row">{t(`warning.short.${code}`)}</th>
              <td>{number(alarms)}</td>
              <td>{number(known)}</td>
              <td>
                {known === 0
                  ? '–'
                  : t('warning.precision.share', {
                      share: percent(real / known),
                      low: percent(low),
                      high: percent(high),
                    })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Runs({ view, repeat }: { view: WarningsView; repeat: (id: string) => void }) {
  const { t, number, day, date } = useWords()
  const { look } = view
  return (
    <section className={styles.part}>
      <h2>{t('warning.how')}</h2>
      <ul>
        {look && (
          <li>
            {t('warning.how.looked', {
              events: number(look.events),
              from: date(look.fromOn),
              scans: number(look.tests.scans),
              series: number(look.tests.series),
            })}
          </li>
        )}
        {look?.delay && (
          <li>
            {t('warning.how.delay', {
              median: number(look.delay.median),
              quantile: number(look.delay.quantile),
            })}
          </li>
        )}
        <li>{t('warning.how.chance')}</li>
        <li>{t('warning.how.reporting')}</li>
        <li>{t('warning.how.small')}</li>
      </ul>
      <h3>{t('warning.runs')}</h3>
      <ul className={styles.alarms}>
        {view.runs.map((run) => (
          <li key={run.id}>
            {t(`warning.run.${run.state}`, { at: day(run.askedAt) })}{' '}
            {run.problem && t('warning.run.too-few')}{' '}
            {run.compared && t(`warning.compared.${run.compared}`)}
            <p className={styles.soft}>
              {t('warning.run.of', {
                until: date(run.until),
                weeks: number(run.weeks),
                simulations: number(run.simulations),
              })}{' '}
              <bdi>{t('warning.run.seed', { seed: run.seed, version: run.version })}</bdi>
            </p>
            {run.state === 'done' && !run.againOf && (
              <Button
                variant="default"
                size="compact-sm"
                disabled={view.runs.some(going)}
                onClick={() => repeat(run.id)}
              >
                {t('warning.again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
