import { useWords } from '../../../web/workspace/words.tsx'
import type { FunnelView } from '../funnel-view.ts'
import styles from './funnel.module.css'

// A count of 1 to 4 that is not told is drawn as a sliver that says no more.
const SLIVER = 2

/** The funnel as bars: at each stage who went on, who waits and who was lost. The table beside it says the same. */
export function FunnelPicture({ view }: { view: FunnelView }) {
  const { t, number } = useWords()
  const most = Math.max(1, ...view.stages.map(({ reached }) => reached ?? SLIVER))
  const scale = (n: number | null) => ((n ?? SLIVER) / most) * 100
  return (
    <figure className={styles.figure}>
      <div role="img" aria-label={t('funnel.picture')}>
        {view.stages.map(({ stage, reached, lost, waiting }) => {
          const [all, out, idle] = [scale(reached), scale(lost), scale(waiting)]
          return (
            <div key={stage} className={styles.row}>
              {t(`funnel.stage.${stage}`)}: {reached === null ? t('funnel.few') : number(reached)}
              <Bar on={Math.max(0, all - out - idle)} waiting={idle} lost={out} />
            </div>
          )
        })}
      </div>
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

/** Parts of a hundred, from the side where reading begins. */
function Bar({ on, waiting, lost }: Record<'on' | 'waiting' | 'lost', number>) {
  const { dir } = useWords()
  const parts = [
    ['on', 0, on],
    ['waiting', on, waiting],
    ['lost', on + waiting, lost],
  ] as const
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(([part, from, width]) => (
        <rect
          key={part}
          x={dir === 'rtl' ? 100 - from - width : from}
          y="0"
          width={width}
          height="10"
          data-part={part}
        />
      ))}
    </svg>
  )
}
