import { duties } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { Card, ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { MadeUpPerson } from './shapes.ts'
import styles from './staff.module.css'

/** The try-out's staff by duty: one click signs in as one of them. */
export function MadeUpStaff({ onSignedIn }: { onSignedIn: () => void }) {
  const { t, pick } = useWords()
  const { data, problem, again } = useGet<MadeUpPerson[]>('/api/tryout/people')
  const entering = useSend(
    (handle: string) => api.post('/api/tryout/sign-in', { handle }, { bare: true }),
    { done: onSignedIn },
  )
  // In the order in which a report meets them.
  const present = duties.filter((duty) => data?.some((one) => one.duties[0] === duty))
  return (
    <Card title={t('staff.tryout.choose')}>
      <ErrorNote problem={problem} again={again} />
      <ErrorNote problem={entering.problem} />
      {present.map((duty) => (
        <section key={duty} className={styles.group}>
          <h3>{t(`work.duty.${duty}`)}</h3>
          <ul className={styles.people}>
            {data
              ?.filter((one) => one.duties[0] === duty)
              .map((one) => (
                <li key={one.handle}>
                  <button
                    type="button"
                    className={styles.person}
                    disabled={entering.busy}
                    onClick={() => void entering.send(one.handle)}
                  >
                    <b>
                      <bdi>{pick(one.name)}</bdi>
                    </b>
                    <small>
                      <bdi>{pick(one.agency)}</bdi>
                    </small>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Card>
  )
}
