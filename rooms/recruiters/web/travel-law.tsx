import { Card, Grade } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { lawFor } from '../travel-agencies.ts'
import styles from './recruiters.module.css'

/** Which law a travel agency stands under where it has its office, each statement with its grade. */
export function TravelLawCard({ placeCode }: { placeCode: string | null }) {
  const { t } = useWords()
  return (
    <Card title={t('recruiters.travel-law')}>
      <ul className={styles.choices}>
        {lawFor(placeCode).map(({ code, rule, grade, source }) => (
          <li key={code}>
            {t(`recruiters.travel-law.${code}`)} <Grade grade={grade} source={source} />
            {rule && (
              <div className={styles.small}>
                <bdi dir="ltr">{rule}</bdi>
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.small}>{t('recruiters.travel-law.not-read')}</p>
    </Card>
  )
}
