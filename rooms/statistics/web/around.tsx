import { Button } from '@mantine/core'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'
import type { NumbersView } from './shapes.ts'

/** What a reader must know before using the table: sums that do not close, what is unknown, the check. */
export function Notes({ view }: { view: NumbersView }) {
  const { t, number } = useWords()
  const { has } = useSession()
  const { send, busy, problem } = useSend(() => api.post('/api/numbers/compare'), {
    refresh: ['/api/numbers'],
  })
  return (
    <section className={styles.part}>
      <h2>{t('numbers.notes')}</h2>
      <ul>
        {view.notes.map((note) => (
          <li key={`${note.code} ${note.dimension}`}>
            {t(`numbers.note.${note.code}`, {
              dimension: t(`numbers.dimension.${note.dimension}`),
              n: number(note.n),
              total: number(note.total),
            })}
          </li>
        ))}
        <li>
          <Compared view={view} />
        </li>
      </ul>
      <ErrorNote problem={problem} />
      {has('statistician', 'oversight') && (
        <div className={styles.actions}>
          <Button variant="default" size="compact-sm" loading={busy} onClick={() => void send()}>
            {t('numbers.compare')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Compared({ view: { comparison } }: { view: NumbersView }) {
  const { t, day, number } = useWords()
  if (!comparison) return <>{t('numbers.compared.never')}</>
  const { missing, superfluous, different, victims } = comparison
  const at = day(comparison.at)
  return (
    <>
      {missing + superfluous + different === 0
        ? t('numbers.compared', { at, n: number(victims) })
        : t('numbers.compared.not', { at, missing, superfluous, different })}
    </>
  )
}

/** What each count means: the keys `….definition.…` in the order in which they are read. */
export function Definitions({ keys }: { keys: readonly string[] }) {
  const { t } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('numbers.definitions')}</h2>
      <ul>
        {keys.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </section>
  )
}
