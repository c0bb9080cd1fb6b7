import { Button, Progress } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useParams } from 'react-router'
import type { Report } from '../../../libraries/multiple-systems-estimation/index.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  doubtsOf,
  estimatesOf,
  limitsText,
  modelText,
  reachColumns,
  reachLines,
  type Speaker,
} from '../estimate-text.ts'
import { EstimateChart } from './estimate-chart.tsx'
import type { EstimateView } from './estimate-shapes.ts'
import styles from './numbers.module.css'

const ended = (view: EstimateView | undefined) =>
  view !== undefined && view.state !== 'waiting' && view.state !== 'running'

/** One estimate: how far it is, then the methods side by side with every reason for doubt. */
export function EstimatePage() {
  const { t, number, day } = useWords()
  const { id } = useParams()
  const url = `/api/numbers/estimates/${id}`
  const first = useGet<EstimateView>(url)
  const { data, problem, again } = useGet<EstimateView>(
    url,
    ended(first.data) ? {} : { every: 1000 },
  )
  const report = data?.report
  const title = report
    ? t('estimate.result', {
        lowest: number(Math.round(report.range.lowest)),
        highest: number(Math.round(report.range.highest)),
      })
    : t('estimate.title')
  return (
    <>
      <PageHead
        crumbs={[{ label: t('estimate.back'), to: '/numbers/estimates' }]}
        title={title}
        sub={
          report &&
          t('estimate.result.sub', {
            listed: number(report.listed),
            lower: number(Math.round(report.range.lower)),
            upper: number(Math.round(report.range.upper)),
            at: day(data.askedAt),
          })
        }
        actions={report && <Actions id={data.id} />}
      />
      <ErrorNote problem={problem} again={again} />
      {!data && !problem && <Loading />}
      {data && !ended(data) && <Working view={data} />}
      {data?.state === 'stopped' && <EmptyState title={t('estimate.stopped')} />}
      {data?.state === 'failed' && <EmptyState title={t('estimate.failed')} />}
      {data?.state === 'refused' && <Refused view={data} />}
      {report && <Result view={data} report={report} />}
    </>
  )
}

function Actions({ id }: { id: string }) {
  const { t } = useWords()
  return (
    <>
      {(['ur', 'en'] as const).map((language) => (
        <Button
          key={language}
          component="a"
          variant="default"
          href={`/api/numbers/estimates/${id}/report.pdf?language=${language}`}
          download
        >
          {t(`estimate.pdf.${language}`)}
        </Button>
      ))}
      <Button variant="default" onClick={() => window.print()}>
        {t('work.print')}
      </Button>
    </>
  )
}

function Working({ view }: { view: EstimateView }) {
  const { t, number } = useWords()
  const { send, busy, problem } = useSend(
    () => api.post(`/api/numbers/estimates/${view.id}/stop`),
    { refresh: ['/api/numbers/estimates'] },
  )
  const percent = Math.round(view.progress * 100)
  const said = t('estimate.progress', { percent: number(percent) })
  return (
    <section className={styles.part}>
      <p role="status">{view.state === 'waiting' ? t('estimate.state.waiting') : said}</p>
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

function Refused({ view }: { view: EstimateView }) {
  const { t, knows } = useWords()
  const key = `estimate.refused.${view.problem}`
  return (
    <EmptyState title={t('estimate.refused')}>
      {knows(key) ? t(key) : t('estimate.refused.other', { code: view.problem ?? '' })}
    </EmptyState>
  )
}

function Result({ view, report }: { view: EstimateView; report: Report }) {
  const { t, number, dir } = useWords()
  const narrow = useMediaQuery('(max-width: 560px)')
  const speaker: Speaker = {
    t,
    number,
    list: (name) => (view.source === 'cases' ? t(`guide.agency-kind.${name}`) : name),
  }
  const words = {
    title: t('estimate.chart'),
    listed: t('estimate.chart.listed'),
    method: (method: string) => t(`estimate.method.${method}`),
    number,
    dir,
  }
  return (
    <>
      <OutOfReach speaker={speaker} report={report} />
      <Doubts speaker={speaker} report={report} />
      <section className={styles.part}>
        <EstimateChart report={report} words={words} narrow={narrow} />
        <Methods speaker={speaker} report={report} />
      </section>
      <Checks speaker={speaker} report={report} />
      <section className={styles.part}>
        <h2>{t('estimate.assumptions')}</h2>
        <ul>
          {report.assumptions.map((text, at) => (
            <li key={text}>{t(`estimate.always.${at + 1}`)}</li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** Beside the number and not among the doubts: nothing in any list can warn of it. */
function OutOfReach({ speaker, report }: { speaker: Speaker; report: Report }) {
  const { t } = speaker
  const lines = reachLines(speaker, report)
  return (
    <section className={styles.part}>
      <h2 id="reach">{t('estimate.reach')}</h2>
      <p>{t('estimate.reach.text')}</p>
      {lines.length > 0 && (
        <table className={styles.table} aria-labelledby="reach">
          <thead>
            <tr>
              {reachColumns.map((column) => (
                <th key={column} scope="col">
                  {t(`estimate.reach.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([share, ...rest]) => (
              <tr key={share}>
                <th scope="row">{share}</th>
                {rest.map((text) => (
                  <td key={text}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Doubts({ speaker, report }: { speaker: Speaker; report: Report }) {
  const { t } = speaker
  const doubts = doubtsOf(speaker, report)
  return (
    <section className={styles.part}>
      <h2>{t('estimate.warnings')}</h2>
      {doubts.length === 0 && <p>{t('estimate.warnings.none')}</p>}
      <ul>
        {doubts.map(({ key, grade, text }) => (
          <li key={key}>
            <Tag tone={grade === 'red' ? 'danger' : 'partly'}>{t(`estimate.grade.${grade}`)}</Tag>{' '}
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Methods({ speaker, report }: { speaker: Speaker; report: Report }) {
  const { t, number } = speaker
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={styles.scroll} aria-label={t('estimate.chart')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('estimate.chart')}</caption>
        <thead>
          <tr>
            {(['method', 'estimate', 'limits', 'assumes', 'model'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`estimate.table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {estimatesOf(report).map((one) => (
            <tr key={one.method}>
              <th scope="row">{t(`estimate.method.${one.method}`)}</th>
              <td>
                <bdi>{number(Math.round(one.N))}</bdi>
              </td>
              <td>{limitsText(speaker, one)}</td>
              <td className={styles.words}>{t(`estimate.assumes.${one.method}`)}</td>
              <td>{modelText(speaker, one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Checks({ speaker, report }: { speaker: Speaker; report: Report }) {
  const { t } = speaker
  const { withoutOneList, internal } = report.checks
  if (!withoutOneList.length) return null
  return (
    <section className={styles.part}>
      <h2>{t('estimate.checks')}</h2>
      <CheckTable
        speaker={speaker}
        first="estimate.checks.list"
        caption="estimate.checks"
        rows={withoutOneList}
      />
      {internal.length > 0 && (
        <CheckTable
          speaker={speaker}
          first="estimate.table.method"
          caption="estimate.checks.known"
          rows={internal}
        />
      )}
    </section>
  )
}

interface Check {
  list: string
  truth?: number
  stepwise?: number | undefined
  bic?: number | undefined
}

function CheckTable({
  speaker,
  first,
  caption,
  rows,
}: {
  speaker: Speaker
  first: string
  caption: string
  rows: readonly Check[]
}) {
  const { t, number, list } = speaker
  const say = (n: number | undefined) => (n === undefined ? '–' : number(Math.round(n)))
  const known = rows.some(({ truth }) => truth !== undefined)
  return (
    <table className={styles.table}>
      <caption>{t(caption)}</caption>
      <thead>
        <tr>
          <th scope="col">{t(known ? 'estimate.report.list' : first)}</th>
          {known && <th scope="col">{t('estimate.checks.truth')}</th>}
          <th scope="col">{t('estimate.method.stepwise')}</th>
          <th scope="col">{t('estimate.method.bic')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.list}>
            <th scope="row">
              <bdi>{list(one.list)}</bdi>
            </th>
            {known && <td>{say(one.truth)}</td>}
            <td>{say(one.stepwise)}</td>
            <td>{say(one.bic)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
