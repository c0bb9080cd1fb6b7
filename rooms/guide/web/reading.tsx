import { Grade } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { blocksOf, type Page } from '../page-text.ts'
import styles from './texts.module.css'

/** The grades of the guide's sources in the words of the workspace. */
export const gradeWords = { G: 'gazette', S: 'secondary', N: 'press', M: 'memory' } as const

/** Both languages of a page side by side, as they will be read. */
export function Reading({ page }: { page: Page }) {
  const { t, pick } = useWords()
  return (
    <>
      <div className={styles.pair}>
        {(['ur', 'en'] as const).map((language) => (
          <div
            key={language}
            lang={language}
            dir={language === 'ur' ? 'rtl' : 'ltr'}
            className={styles.reading}
          >
            <h3>{page[language].title}</h3>
            <p>{page[language].lead}</p>
            {blocksOf(page[language].body).map((block, at) => {
              const key = `${block.kind}-${at}`
              if (block.kind === 'heading') return <h3 key={key}>{block.text}</h3>
              if (block.kind === 'paragraph') return <p key={key}>{block.text}</p>
              return (
                <ul key={key}>
                  {block.items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              )
            })}
          </div>
        ))}
      </div>
      <h3>{t('guide.texts.sources')}</h3>
      <ul>
        {page.sources.map(({ about, grade, source }) => (
          <li key={`${about.en} ${source}`}>
            <bdi>{pick(about)}</bdi>: <bdi>{source}</bdi> <Grade grade={gradeWords[grade]} />
          </li>
        ))}
      </ul>
    </>
  )
}
