import { Grade } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Rule } from '../rules.ts'
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
