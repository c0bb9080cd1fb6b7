import { useWords } from '../../../web/workspace/words.tsx'
import type { Sign } from '../signs.ts'
import styles from './network.module.css'

const STRONGEST = 24

/** Why two entries may be one person or not: a sentence for each, and a bar as long as it counts. */
export function Signs({ signs }: { signs: readonly Sign[] }) {
  const { t, number } = useWords()
  const against = signs.filter(({ weight }) => weight < 0).length
  return (
    <>
      <ul className={styles.signs}>
        {signs.map(({ field, sign, weight }) => (
          <li key={field}>
            <span>{t(`network.sign.${field}.${sign}`)}</span>
            <span
              role="img"
              aria-label={t(weight < 0 ? 'network.speaks-against' : 'network.speaks-for')}
            >
              <span
                className={styles.bar}
                data-against={weight < 0 || undefined}
                style={{
                  display: 'block',
                  inlineSize: `${Math.max(4, (Math.min(Math.abs(weight), STRONGEST) / STRONGEST) * 100)}%`,
                }}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.small}>
        {t('network.signs.together', {
          for: number(signs.length - against),
          against: number(against),
        })}
      </p>
    </>
  )
}
