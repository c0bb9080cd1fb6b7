import { Link } from 'react-router'
import { useWords } from '../../../web/workspace/words.tsx'
import { apart, nameOf } from '../wording.ts'
import styles from './charges.module.css'
import type { Source } from './sources.ts'
import { sourceName } from './telling.tsx'
import type { Charges } from './types.ts'

/** Whose word stands behind the numbers in the table, and where to read it. */
export function SourceList({
  caseId,
  charges,
  sources,
}: {
  caseId: string
  charges: Charges
  sources: Source[]
}) {
  const words = useWords()
  const { t, date, lang } = words
  if (sources.length === 0) return null
  const comma = lang === 'ur' ? '، ' : ', '
  return (
    <section className={styles.person}>
      <h3>{t('charges.sources')}</h3>
      <ul className={styles.sources}>
        {sources.map((source) => {
          const { saidBy, on, from, victimId } = source.first
          const who =
            from === 'screening' ? nameOf(words, charges.people, victimId) : saidBy && apart(saidBy)
          return (
            <li key={source.key} id={source.key} tabIndex={-1}>
              <span className={styles.name}>{sourceName(words, source)}</span>
              {': '}
              {[who, on && date(on)].filter(Boolean).join(comma)}{' '}
              <span className={styles.grade}>
                {[...new Set(source.statements.map((one) => t(`charges.fact.${one.fact}`)))].join(
                  comma,
                )}{' '}
                {from !== 'answer' && (
                  <Link to={`/cases/${caseId}/${from === 'screening' ? 'screening' : 'incident'}`}>
                    {t('charges.sources.open')}
                    <span className={styles.srOnly}>: {sourceName(words, source)}</span>
                  </Link>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
