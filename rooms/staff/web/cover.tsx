import type { ReactNode } from 'react'
import shell from '../../../web/workspace/shell.module.css'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './staff.module.css'

/** A page that stands alone, before anybody is signed in. */
export function Cover({ wide, children }: { wide?: boolean; children: ReactNode }) {
  const { t, lang, setLang } = useWords()
  const other = lang === 'ur' ? 'en' : 'ur'
  return (
    <main className={shell.cover}>
      <div className={wide ? shell.wide : shell.coverCard}>
        <div className={styles.coverTop}>
          <p className={shell.mark}>
            <bdi lang="en">Panah</bdi> <span lang="ur">پناہ</span>
          </p>
          <button type="button" className={shell.quiet} lang={other} onClick={() => setLang(other)}>
            {t('work.language')}
          </button>
        </div>
        {children}
      </div>
    </main>
  )
}
