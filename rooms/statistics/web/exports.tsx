import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'

/** Files of the same selection; small numbers only for who may take them out. */
export function Exports({
  of,
  url,
  filter,
  maySmall,
}: {
  /** Whose words: `numbers.export.text`, `funnel.small.shown` … */
  of: 'numbers' | 'funnel'
  /** Where the files lie, without their ending. */
  url: string
  filter: Record<string, string>
  maySmall: boolean
}) {
  const { t } = useWords()
  const [small, setSmall] = useState(false)
  const query = new URLSearchParams({ ...filter, small: small ? 'show' : 'hide' })
  return (
    <section className={`${styles.part} ${styles.files}`}>
      <h2>{t('numbers.export')}</h2>
      <p className={styles.soft}>{t(`${of}.export.text`)}</p>
      <div className={styles.actions}>
        <Checkbox
          checked={small}
          disabled={!maySmall}
          label={t('numbers.export.small')}
          description={maySmall ? undefined : t('numbers.export.small.refused')}
          onChange={(event) => setSmall(event.currentTarget.checked)}
        />
        {(['csv', 'xlsx'] as const).map((kind) => (
          <Button
            key={kind}
            component="a"
            variant="default"
            href={`${url}.${kind}?${query}`}
            download
          >
            {t(`numbers.export.${kind}`)}
          </Button>
        ))}
      </div>
      <p className={styles.soft}>{t(`${of}.small.${small ? 'shown' : 'hidden'}`)}</p>
    </section>
  )
}
