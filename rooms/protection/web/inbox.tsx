import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './protection.module.css'
import type { ReferralView } from './shapes.ts'
import { ReferralState } from './telling.tsx'

/** Referrals addressed to the reader's agency, and those it sent; whoever waits longest first. */
export function Inbox() {
  const { t } = useWords()
  const { person } = useSession()
  const serves = ['shelter', 'ngo', 'child-protection'].includes(person.agencyKind)
  const sides = serves ? (['incoming', 'outgoing'] as const) : (['outgoing', 'incoming'] as const)
  return (
    <>
      <PageHead title={t('protection.inbox.title')} sub={t('protection.inbox.sub')} />
      {sides.map((side) => (
        <SideOf key={side} side={side} />
      ))}
    </>
  )
}

function SideOf({ side }: { side: 'incoming' | 'outgoing' }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: ReferralView[] }>(
    `/api/referrals?side=${side}`,
    { every: 60_000 },
  )
  return (
    <section className={styles.person}>
      <h2>{t(`protection.${side}`)}</h2>
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && <Referrals side={side} referrals={data.items} />}
    </section>
  )
}

function Referrals({
  side,
  referrals,
}: {
  side: 'incoming' | 'outgoing'
  referrals: readonly ReferralView[]
}) {
  const { t } = useWords()
  return (
    <DataTable
      caption={t(`protection.${side}`)}
      rows={referrals}
      rowKey={(one) => one.id}
      empty={
        <EmptyState title={t(`protection.${side}.none`)}>
          {t(`protection.${side}.none.text`)}
        </EmptyState>
      }
      columns={[
        {
          key: 'person',
          label: t('protection.person'),
          main: true,
          show: (one) => (
            <>
              <Link to={`/referrals/${one.id}`}>
                {one.content?.name ? (
                  <PersonName name={one.content.name} />
                ) : (
                  t('protection.name-not-shared')
                )}
              </Link>
              <div className={styles.small}>
                {one.content?.ageGroup && t(`protection.age-group.${one.content.ageGroup}`)}
                {one.caseReference && <bdi> {one.caseReference}</bdi>}
              </div>
            </>
          ),
        },
        {
          key: 'purpose',
          label: t('protection.purpose'),
          show: (one) => t(`protection.purpose.${one.purpose}`),
        },
        {
          key: 'agency',
          label: t(side === 'incoming' ? 'protection.from' : 'protection.to'),
          show: (one) => <PersonName name={side === 'incoming' ? one.from.name : one.to.name} />,
        },
        {
          key: 'state',
          label: t('protection.state'),
          show: (one) => <ReferralState referral={one} />,
        },
      ]}
    />
  )
}
