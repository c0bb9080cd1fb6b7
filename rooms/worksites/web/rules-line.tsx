import { Grade } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { ActInForce, Rule } from '../rules.ts'
import styles from './worksites.module.css'

/** The rules that something rests on, each with how well it is sourced. */
export function RulesLine({ rules }: { rules: readonly Rule[] }) {
  const { t } = useWords()
  if (!rules.length) return null
  return (
    <div className={`${styles.rules} ${styles.small}`}>
      {rules.map((rule) => (
        <span key={`${rule.act} ${rule.section}`}>
          {t(`worksites.act.${rule.act}`)}
          {rule.section && (
            <> {t('worksites.section', { section: `\u2066${rule.section}\u2069` })}</>
          )}{' '}
          <Grade grade={rule.grade} source={rule.source} />
        </span>
      ))}
    </div>
  )
}

/** Which Act on bonded labour applies here, and since when, each with how well it is known. */
export function ActLine({ act }: { act: ActInForce }) {
  const { t, date } = useWords()
  return (
    <p className={styles.small}>
      {t('worksites.act-here', { act: t(`worksites.act.${act.act}`) })}{' '}
      <Grade grade={act.grade} source={act.source} />{' '}
      {act.start ? (
        <>
          {t('worksites.act-since', { date: date(act.start.on) })}{' '}
          <Grade grade={act.start.grade} source={act.start.source} />
        </>
      ) : (
        t('worksites.act-since-unknown')
      )}
    </p>
  )
}
