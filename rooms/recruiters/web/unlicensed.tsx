import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { ListTable } from '../../../web/workspace/list-page.tsx'
import { ErrorNote } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceState, LicenseeCell } from './state.tsx'

interface Row {
  id: string
  rank: number
  names: string[]
  newestOn: string
  reasons: { code: string; count: number }[]
  complaints: { id: string; reference: string }[]
  alike: { licensee: LicenseeView; why: string }[]
}

/** Names that stand in no register, by what is complained of, beside whom in it they resemble. */
export function UnlicensedSection() {
  const { t, date } = useWords()
  const { data, problem, again } = useGet<{ items: Row[] }>('/api/recruiters/unlicensed')
  return (
    <section className={styles.section}>
      <h2>{t('recruiters.unlicensed')}</h2>
      <p className={styles.soft}>{t('recruiters.unlicensed.sub')}</p>
      <ErrorNote problem={problem} again={again} />
      {data && (
        <ListTable
          caption={t('recruiters.unlicensed')}
          words="recruiters.unlicensed"
          rows={data.items}
          columns={[
            {
              key: 'names',
              label: t('recruiters.name'),
              main: true,
              show: (one) =>
                one.names.map((name) => (
                  <div key={name}>
                    <bdi dir="auto">{name}</bdi>
                  </div>
                )),
            },
            {
              key: 'rank',
              label: t('recruiters.first.rank'),
              number: true,
              show: (one) => one.rank,
            },
            {
              key: 'reasons',
              label: t('recruiters.first.reasons'),
              show: (one) => (
                <ul className={styles.reasons}>
                  {one.reasons.map(({ code, count }) => (
                    <li key={code}>{t(`recruiters.first.reason.${code}`, { count })}</li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'complaints',
              label: t('recruiters.complaints'),
              show: (one) => (
                <>
                  {one.complaints.map(({ id, reference }) => (
                    <div key={id}>
                      <Link to={`/recruiters/complaints/${id}`}>
                        <bdi>{reference}</bdi>
                      </Link>
                    </div>
                  ))}
                  <div className={styles.small}>{date(one.newestOn)}</div>
                </>
              ),
            },
            {
              key: 'alike',
              label: t('recruiters.unlicensed.alike'),
              show: (one) =>
                one.alike.length
                  ? one.alike.map(({ licensee, why }) => (
                      <LicenseeCell
                        key={licensee.id}
                        to={`/recruiters/licensees/${licensee.id}`}
                        licensee={licensee}
                      >
                        <LicenceState status={licensee.status} /> {t(`recruiters.why.${why}`)}
                      </LicenseeCell>
                    ))
                  : t('recruiters.unlicensed.like-nobody'),
            },
          ]}
        />
      )}
    </section>
  )
}
