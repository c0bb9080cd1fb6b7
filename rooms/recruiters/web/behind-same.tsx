import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { ErrorNote, Loading, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber, LicenceState } from './state.tsx'

interface Answer {
  items: { licensee: LicenseeView; people: string[] }[]
}

/** Opens to the other licences of the same people: who joins them, their states and days. */
export function BehindSame({ licenseeId, count }: { licenseeId: string; count: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('recruiters.first.reason.repeat-directors', { count })}</summary>
      {open && <Licences licenseeId={licenseeId} />}
    </details>
  )
}

function Licences({ licenseeId }: { licenseeId: string }) {
  const { t, date, lang } = useWords()
  const { data, problem, loading, again } = useGet<Answer>(
    `/api/recruiters/licensees/${licenseeId}/behind-same`,
  )
  const list = new Intl.ListFormat(lang, { type: 'conjunction' })
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <ul className={styles.choices}>
      {data.items.map(({ licensee, people }) => (
        <li key={licensee.id}>
          <Link to={`/recruiters/licensees/${licensee.id}`}>
            <PersonName name={licensee.name} />
          </Link>{' '}
          <LicenceState status={licensee.status} />
          <div className={styles.small}>
            <LicenceNumber number={licensee.licenceNumber} />
            {licensee.issuedOn &&
              ` · ${t('recruiters.behind.issued', { date: date(licensee.issuedOn) })}`}
            {licensee.since && ` · ${t('recruiters.behind.since', { date: date(licensee.since) })}`}
          </div>
          <div className={styles.small}>
            {people.length > 0 ? (
              <>
                {t('recruiters.behind.people')} <bdi>{list.format(people)}</bdi>
              </>
            ) : (
              t('recruiters.behind.by-number')
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
