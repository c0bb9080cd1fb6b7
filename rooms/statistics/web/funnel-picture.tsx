import { useWords } from '../../../web/workspace/words.tsx'
import type { FunnelView } from '../funnel-view.ts'
import styles from './funnel.module.css'

const WIDTH = 720
const ROW = 46
const BAR = 16
// A count of 1 to 4 that is not told is drawn as a sliver that says no more.
const SLIVER = 2

/** The funnel as bars: at each stage who went on, who waits and who was lost. The table beside it says the same. */
export function FunnelPicture({ view }: { view: FunnelView }) {
  const { t, number, dir } = useWords()
  const most = Math.max(1, ...view.stages.map(({ reached }) => reached ?? SLIVER))
  const scale = (n: number | null) => ((n ?? SLIVER) / most) * WIDTH
  const told = (n: number | null) => (n === null ? t('funnel.few') : number(n))
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${view.stages.length * ROW}`}
        role="img"
        aria-label={t('funnel.picture')}
      >
        <title>{t('funnel.picture')}</title>
        {view.stages.map(({ stage, reached, lost, waiting }, at) => {
          const parts = [
            ['on', Math.max(0, scale(reached) - rest(lost, scale) - rest(waiting, scale))],
            ['waiting', rest(waiting, scale)],
            ['lost', rest(lost, scale)],
          ] as const
          let from = 0
          return (
            <g key={stage} transform={`translate(0 ${at * ROW})`}>
              <text x={dir === 'rtl' ? WIDTH : 0} y="17" direction={dir}>
                {`${t(`funnel.stage.${stage}`)}: ${told(reached)}`}
              </text>
              {parts.map(([part, width]) => {
                const x = dir === 'rtl' ? WIDTH - from - width : from
                from += width
                return <rect key={part} x={x} y="25" width={width} height={BAR} data-part={part} />
              })}
            </g>
          )
        })}
      </svg>
      <figcaption className={styles.key}>
        {(['on', 'waiting', 'lost'] as const).map((part) => (
          <span key={part}>
            <i data-part={part} aria-hidden="true" /> {t(`funnel.part.${part}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

const rest = (n: number | null, scale: (n: number | null) => number) => (n === 0 ? 0 : scale(n))
