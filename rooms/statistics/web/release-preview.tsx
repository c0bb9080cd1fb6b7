import type { Trial, Weighed } from '../../../libraries/private-release/index.ts'
import { Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'

/** How a promise is called. */
export function useTrialName(): (trial: Trial) => string {
  const { t, number } = useWords()
  return (trial) =>
    'k' in trial
      ? t('release.promise.k', { k: number(trial.k) })
      : t('release.promise.epsilon', { epsilon: trial.epsilon })
}

/** What a reader would lose under each promise: internal, and said so. */
export function ReleasePreview({ preview }: { preview: readonly Weighed[] }) {
  const { t, number } = useWords()
  const name = useTrialName()
  const percent = (n: number) => t('release.percent', { n: number(Math.round(n * 10) / 10) })
  const lines = preview.flatMap((one) => {
    const losses = one.records ?? one.tables
    return losses.map((loss) => ({ one, loss, first: loss === losses[0], of: losses.length }))
  })
  return (
    <section className={styles.part}>
      <h2>{t('release.preview')}</h2>
      <Notice tone="danger">{t('release.preview.internal')}</Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={styles.scroll} aria-label={t('release.preview')} tabIndex={0}>
        <table className={styles.table}>
          <caption>{t('release.preview.caption')}</caption>
          <thead>
            <tr>
              {['promise', 'length', 'suppressed', 'fabricated', 'error'].map((key) => (
                <th key={key} scope="col">
                  {t(`release.preview.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ one, loss, first, of }) => (
              <tr key={`${JSON.stringify(one.trial)} ${loss.length}`}>
                {first && (
                  <th scope="rowgroup" rowSpan={of} className={styles.words}>
                    {name(one.trial)}
                  </th>
                )}
                <td>{loss.length === 'all' ? t('release.preview.all') : number(loss.length)}</td>
                <td>{percent(loss.suppressed)}</td>
                <td>{percent(loss.fabricated)}</td>
                <td>
                  <bdi>{number(Math.round(loss.error * 10) / 10)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
