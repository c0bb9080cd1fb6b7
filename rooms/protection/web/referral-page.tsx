import { Link, useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Card,
  DataTable,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { daysLeft, isOpen, WARN_DAYS } from '../referral.ts'
import styles from './protection.module.css'
import { RecipientActions } from './recipient-actions.tsx'
import type { ReferralView } from './shapes.ts'
import { listed, ReferralState } from './telling.tsx'

/** One referral, as the side that reads it may see it. */
export function ReferralPage() {
  const { id } = useParams()
  const { t, pick } = useWords()
  const { has } = useSession()
  const { data, problem, loading, again } = useGet<ReferralView>(`/api/referrals/${id}`)
  return (
    <>
      <PageHead
        crumbs={[{ label: t('protection.inbox.title'), to: '/referrals' }]}
        title={
          data
            ? t('protection.referral.title', { purpose: t(`protection.purpose.${data.purpose}`) })
            : t('protection.inbox.title')
        }
        sub={
          data &&
          t('protection.referral.from-to', { from: pick(data.from.name), to: pick(data.to.name) })
        }
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <Standing referral={data} />
          <Content referral={data} />
          {data.side === 'incoming' && (
            <RecipientActions referral={data} may={has('case-worker', 'supervisor')} />
          )}
          <Services referral={data} />
        </>
      )}
    </>
  )
}

function Standing({ referral }: { referral: ReferralView }) {
  const { t, date } = useWords()
  const until = referral.restsUntil && date(referral.restsUntil)
  return (
    <>
      {referral.status === 'recalled' && (
        <Notice
          tone="danger"
          title={t(`protection.recalled.${referral.recalledFor ?? 'no-longer-needed'}`)}
        >
          {t('protection.recalled.gone')}
        </Notice>
      )}
      <div className={styles.actions}>
        <ReferralState referral={referral} />
        {referral.caseId && (
          <Link to={`/cases/${referral.caseId}/protection`}>
            {t('protection.open.case', { reference: referral.caseReference ?? '' })}
          </Link>
        )}
      </div>
      {referral.restsOn && until && isOpen(referral) && (
        <p className={styles.soft}>
          {t(`protection.referral.rests.${referral.restsOn}`, { date: until })}
        </p>
      )}
      <Ending referral={referral} />
      {referral.note && (
        <Notice tone="neutral">
          <bdi dir="auto">{referral.note}</bdi>
        </Notice>
      )}
    </>
  )
}

/** Both sides are told before the consent ends, and what it means once it has. */
function Ending({ referral }: { referral: ReferralView }) {
  const { t, date } = useWords()
  const days = daysLeft(referral, new Date())
  if (days === undefined || days > WARN_DAYS) return null
  if (days > 0) return <Notice>{t('protection.rests.ending', { count: days })}</Notice>
  return (
    <Notice tone="danger" title={t('protection.rests.ended', { date: date(referral.restsUntil!) })}>
      {t(`protection.rests.ended.${referral.side}`)}
    </Notice>
  )
}

function Content({ referral }: { referral: ReferralView }) {
  const { t, lang } = useWords()
  const { content, side } = referral
  if (!content) return null
  const facts = [
    content.name && ['name', content.name],
    content.ageGroup && ['age-group', t(`protection.age-group.${content.ageGroup}`)],
    content.sex && ['sex', t(`protection.sex.${content.sex}`)],
    content.language && ['language', t(`protection.language.${content.language}`)],
    content.needs && [
      'needs',
      listed(
        lang,
        content.needs.map((need) => t(`protection.need.${need}`)),
      ),
    ],
    content.phone && [
      'phone',
      <bdi key="phone" dir="ltr">
        {content.phone}
      </bdi>,
    ],
    content.safetyNotes && ['safety-notes', content.safetyNotes],
  ].filter((fact) => Array.isArray(fact))
  return (
    <Card
      title={t(
        side === 'incoming' ? 'protection.referral.content' : 'protection.referral.content.ours',
      )}
    >
      <Facts
        facts={facts.map(
          ([field, value]) => [t(`protection.field.${field as string}`), value] as const,
        )}
      />
      {side === 'incoming' && <p className={styles.soft}>{t('protection.referral.care')}</p>}
    </Card>
  )
}

function Services({ referral }: { referral: ReferralView }) {
  const { t, date } = useWords()
  if (referral.status === 'drafted' || referral.status === 'sent') return null
  return (
    <section>
      <h2>{t('protection.services')}</h2>
      <DataTable
        caption={t('protection.services')}
        rows={referral.services}
        rowKey={(one) => one.id}
        empty={<p className={styles.soft}>{t('protection.services.none')}</p>}
        columns={[
          {
            key: 'kind',
            label: t('protection.service.kind'),
            main: true,
            show: (one) => t(`protection.service.${one.kind}`),
          },
          { key: 'from', label: t('protection.service.from'), show: (one) => date(one.from) },
          {
            key: 'until',
            label: t('protection.service.until'),
            show: (one) => (one.until ? date(one.until) : '–'),
          },
          ...(referral.side === 'incoming'
            ? [
                {
                  key: 'note',
                  label: t('protection.service.note'),
                  show: (one: ReferralView['services'][number]) =>
                    one.note ? <bdi dir="auto">{one.note}</bdi> : '–',
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
