import { useWords } from '../../../web/workspace/words.tsx'
import type { State } from '../funnel.ts'
import type { Stage } from '../funnel-course.ts'
import type { ToldRate } from '../funnel-hiding.ts'
import styles from './numbers.module.css'

export interface OpenedStage {
  stage: Stage
  state: State
}

/** How counts, days and rates are told in the reader's language. */
export function useTelling() {
  const { t, number, knows } = useWords()
  const told = (n: number | null) => (n === null ? t('funnel.few') : number(n))
  const percent = (share: number) => t('funnel.percent', { n: number(Math.round(share * 100)) })
  return {
    told,
    percent,
    rate: ({ hits, of, share, low, high }: ToldRate): string => {
      if (of === 0) return t('funnel.rate.nobody')
      if (share === null) return t('funnel.rate.few')
      return t('funnel.rate.told', {
        share: percent(share),
        low: percent(low!),
        high: percent(high!),
        hits: told(hits),
        of: told(of),
      })
    },
    /** A coded reason, whichever room coded it. */
    why: (reason: string | null): string => {
      if (reason === null) return t('funnel.not-said')
      const key = [`charges.lost.${reason}`, `cases.status.because.${reason}`, `reason.${reason}`]
      return t(key.find(knows) ?? 'funnel.not-said')
    },
  }
}

/** A count that opens to the cases and reports behind it. */
export function StageCount({
  n,
  stage,
  state,
  open,
}: OpenedStage & { n: number | null; open: (of: OpenedStage) => void }) {
  const { t } = useWords()
  const { told } = useTelling()
  if (n === 0) return <bdi>{told(0)}</bdi>
  const what = `${t(`funnel.stage.${stage}`)}, ${t(`funnel.state.${state}`)}`
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={t('numbers.open-count', { n: told(n), what })}
      onClick={() => open({ stage, state })}
    >
      <bdi>{told(n)}</bdi>
    </button>
  )
}
