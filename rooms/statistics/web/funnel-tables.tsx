import { DataTable } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FunnelView } from '../funnel-view.ts'
import { type OpenedStage, StageCount, useTelling } from './funnel-counts.tsx'
import { useGroupName } from './funnel-naming.ts'
import styles from './numbers.module.css'

type Of = { view: FunnelView }

/** Every stage with what became of those who came to it, and how long the next step took. */
export function StageTable({ view, open }: Of & { open: (of: OpenedStage) => void }) {
  const { t } = useWords()
  const days = useDays()
  const count = (state: OpenedStage['state']) => ({
    key: state,
    label: t(`funnel.state.${state}`),
    number: true,
    show: (one: FunnelView['stages'][number]) => (
      <StageCount n={one[state]} stage={one.stage} state={state} open={open} />
    ),
  })
  return (
    <DataTable
      caption={t('funnel.table')}
      rows={view.stages}
      rowKey={({ stage }) => stage}
      columns={[
        {
          key: 'stage',
          label: t('funnel.stage'),
          main: true,
          show: ({ stage }) => t(`funnel.stage.${stage}`),
        },
        count('reached'),
        count('began'),
        count('waiting'),
        count('lost'),
        count('skipped'),
        { key: 'time', label: t('funnel.time'), show: ({ time }) => days(time) },
      ]}
    />
  )
}

function useDays() {
  const { t, number } = useWords()
  const { told } = useTelling()
  const day = (n: number) => t('funnel.time.days', { count: n, n: number(n) })
  return (time: FunnelView['stages'][number]['time']): string => {
    if (!time || (time.moved === 0 && time.waiting === 0 && time.lost === 0)) return '–'
    if (time.hidden) return t('funnel.time.hidden')
    const rest = {
      moved: told(time.moved),
      waiting: told(time.waiting),
      lost: told(time.lost),
    }
    if (time.median === null) return t('funnel.time.not-yet', rest)
    return t('funnel.time.told', {
      ...rest,
      median: day(time.median),
      low: time.low === null ? '?' : number(time.low),
      high: time.high === null ? t('funnel.time.open') : number(time.high),
    })
  }
}

/** Who was lost where, how it ended and why. */
export function LossTable({ view }: Of) {
  const { t } = useWords()
  const { told, why } = useTelling()
  const rows = view.stages.flatMap(({ stage, reasons }) =>
    reasons.map((one) => ({ stage, ...one })),
  )
  return (
    <section className={styles.part}>
      <h2>{t('funnel.lost')}</h2>
      <DataTable
        caption={t('funnel.lost.text')}
        rows={rows}
        rowKey={({ stage, ending, reason }) => `${stage} ${ending} ${reason}`}
        empty={<p>{t('funnel.lost.none')}</p>}
        columns={[
          {
            key: 'why',
            label: t('funnel.why'),
            main: true,
            show: ({ reason }) => why(reason),
          },
          {
            key: 'ending',
            label: t('funnel.ended'),
            show: ({ ending }) => t(`funnel.ending.${ending}`),
          },
          {
            key: 'stage',
            label: t('funnel.lost.after'),
            show: ({ stage }) => t(`funnel.stage.${stage}`),
          },
          { key: 'n', label: t('funnel.matters'), number: true, show: ({ n }) => told(n) },
        ]}
      />
    </section>
  )
}

/** How it ended for each accused, and the conviction rate with its interval. */
export function AccusedTable({ view: { convictions } }: Of) {
  const { t } = useWords()
  const { told, rate, why } = useTelling()
  return (
    <section className={styles.part}>
      <h2>{t('funnel.accused')}</h2>
      <ul>
        <li>{t('funnel.rate.judged.says', { rate: rate(convictions.ofJudged) })}</li>
        <li>{t('funnel.rate.ended.says', { rate: rate(convictions.ofEnded) })}</li>
      </ul>
      <DataTable
        caption={t('funnel.accused.text')}
        rows={convictions.endings}
        rowKey={({ ending }) => ending ?? 'waiting'}
        empty={<p>{t('funnel.accused.none')}</p>}
        columns={[
          {
            key: 'ending',
            label: t('funnel.ended'),
            main: true,
            show: ({ ending }) => t(`funnel.accused.${ending ?? 'waiting'}`),
          },
          { key: 'n', label: t('funnel.accused.n'), number: true, show: ({ n }) => told(n) },
          {
            key: 'why',
            label: t('funnel.why'),
            show: ({ ending }) =>
              convictions.reasons
                .filter((one) => one.ending === ending)
                .map((one) => `${why(one.why)}: ${told(one.n)}`)
                .join(' · ') || '–',
          },
        ]}
      />
    </section>
  )
}

/** What was given beside what the law allowed when it happened. */
export function SentenceTable({ view: { sentences } }: Of) {
  const { t, number } = useWords()
  const { told } = useTelling()
  const months = (n: number) => t('charges.court.months', { count: n, n: number(n) })
  const years = (n: number) => t('charges.court.years', { count: n, n: number(n) })
  return (
    <section className={styles.part}>
      <h2>{t('funnel.sentences')}</h2>
      <DataTable
        caption={t('funnel.sentences.text')}
        rows={sentences}
        rowKey={({ cited }) => cited}
        empty={<p>{t('funnel.sentences.none')}</p>}
        columns={[
          {
            key: 'cited',
            label: t('funnel.section'),
            main: true,
            show: ({ cited }) => <bdi>{cited}</bdi>,
          },
          { key: 'n', label: t('funnel.sentences.n'), number: true, show: ({ n }) => told(n) },
          {
            key: 'given',
            label: t('funnel.given'),
            show: (one) => {
              const ends =
                one.lowest !== null && one.highest !== null && one.lowest !== one.highest
                  ? ` (${months(one.lowest)} – ${months(one.highest)})`
                  : ''
              const prison = one.middle === null ? [] : [months(one.middle) + ends]
              const life = one.life === 0 ? [] : [`${t('charges.penalty.life')}: ${told(one.life)}`]
              const death =
                one.death === 0 ? [] : [`${t('charges.penalty.death')}: ${told(one.death)}`]
              return [...prison, ...life, ...death].join(' · ') || t('funnel.few-sentences')
            },
          },
          {
            key: 'law',
            label: t('funnel.law'),
            show: (one) =>
              [
                one.least !== null && t('funnel.law.least', { years: years(one.least) }),
                one.most !== null && t('funnel.law.most', { years: years(one.most) }),
                one.mayBeLife && t('charges.penalty.life'),
                one.mayBeDeath && t('charges.penalty.death'),
              ]
                .filter(Boolean)
                .join(' · ') || t('funnel.law.none'),
          },
          {
            key: 'findings',
            label: t('funnel.finding'),
            show: ({ findings }) =>
              findings
                .map(({ finding, n }) => `${t(`funnel.finding.${finding}`)}: ${told(n)}`)
                .join(' · '),
          },
        ]}
      />
    </section>
  )
}

/** The funnel of each Act, unit, place or year beside the others. */
export function GroupTable({ view }: Of) {
  const { t, number } = useWords()
  const { told, rate } = useTelling()
  const name = useGroupName(view.names)
  const { by, groups, stages } = view
  return (
    <section className={styles.part}>
      <h2>{t(`funnel.by.${by}`)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={styles.scroll} aria-label={t('funnel.groups')} tabIndex={0}>
        <table className={styles.table}>
          <caption>{t('funnel.groups')}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`funnel.grouping.${by}`)}</th>
              {stages.map(({ stage }) => (
                <th key={stage} scope="col">
                  {t(`funnel.stage.${stage}`)}
                </th>
              ))}
              <th scope="col">{t('funnel.rate.judged')}</th>
            </tr>
          </thead>
          <tbody>
            {groups.lines.map(({ code, reached, ofJudged }) => (
              <tr key={code}>
                <th scope="row">{name(by, code)}</th>
                {reached.map((n, at) => (
                  <td key={stages[at]!.stage}>
                    <bdi>{told(n)}</bdi>
                  </td>
                ))}
                <td className={styles.words}>{rate(ofJudged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {groups.p !== null && (
        <p>{t('funnel.differs', { p: number(Math.round(groups.p * 1000) / 1000) })}</p>
      )}
    </section>
  )
}
