import { Link } from 'react-router'
import { useWords } from '../../../web/workspace/words.tsx'
import { sectionName } from '../wording.ts'
import styles from './charges.module.css'
import type { Charges } from './types.ts'

/** What to ask next, in the order of what it would decide. */
export function NextQuestions({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t, pick, lang } = words
  if (charges.questions.length === 0) return null
  const comma = lang === 'ur' ? '، ' : ', '
  const names = (cited: string[]) =>
    cited.map((one) => sectionName(words, charges.acts, one)).join(comma)
  return (
    <section className={styles.person}>
      <h3>{t('charges.ask-next')}</h3>
      <ol className={styles.questions}>
        {charges.questions.slice(0, 6).map((one) => (
          <li key={one.code}>
            <span className={styles.name}>{pick(one.question)}</span>
            {one.why && <span className={styles.what}>{pick(one.why)}</span>}
            <span className={styles.grade}>
              {one.decides.length > 0
                ? t('charges.would-decide', { sections: names(one.decides) })
                : t('charges.touches', { sections: names(one.touches) })}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Link to={`/charges/${caseId}/evidence-plan`}>{t('charges.evidence-plan')}</Link> ·{' '}
        <Link to={`/cases/${caseId}/incident`}>{t('charges.record-facts')}</Link>
      </p>
    </section>
  )
}
