import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { VisitReason } from '../inspection.ts'
import type { LicenseeView } from './answers.ts'
import { BehindSame } from './behind-same.tsx'
import { PlanForm } from './plan-inspection.tsx'
import styles from './recruiters.module.css'
import { LicenceState, LicenseeCell } from './state.tsx'
import { UnlicensedSection } from './unlicensed.tsx'

interface Answer {
  items: {
    rank: number
    licensee: LicenseeView
    perHundred: number
    reasons: { code: VisitReason; count: number }[]
    planned: boolean
  }[]
  ranked: number
  years: number
}

/** Where to inspect first, each place in the list with its reasons. */
export function InspectFirstPage() {
  const { t, lang } = useWords()
  const { data, problem, loading, again } = useGet<Answer>('/api/recruiters/inspect-first')
  const [planning, setPlanning] = useState<Answer['items'][number]>()
  const rate = new Intl.NumberFormat(lang === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB', {
    maximumFractionDigits: 1,
  })
  return (
    <>
      <PageHead
        crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
        title={t('recruiters.first.title')}
        sub={t('recruiters.first.sub', { years: data?.years ?? 3 })}
      />
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data && (
        <DataTable
          caption={t('recruiters.first.title')}
          rows={data.items}
          rowKey={(one) => one.licensee.id}
          empty={
            <EmptyState title={t('recruiters.first.none')}>
              {t('recruiters.first.none.text')}
            </EmptyState>
          }
          columns={[
            {
              key: 'name',
              label: t('recruiters.name'),
              main: true,
              show: (one) => (
                <LicenseeCell
                  to={`/recruiters/licensees/${one.licensee.id}`}
                  licensee={one.licensee}
                >
                  <LicenceState status={one.licensee.status} />
                </LicenseeCell>
              ),
            },
            {
              key: 'rank',
              label: t('recruiters.first.rank'),
              number: true,
              show: (one) => one.rank,
            },
            {
              key: 'rate',
              label: t('recruiters.first.rate'),
              number: true,
              show: (one) => rate.format(one.perHundred),
            },
            {
              key: 'reasons',
              label: t('recruiters.first.reasons'),
              show: (one) => (
                <ul className={styles.reasons}>
                  {one.reasons.map((reason) => (
                    <li key={reason.code}>
                      {reason.code === 'repeat-directors' ? (
                        <BehindSame licenseeId={one.licensee.id} count={reason.count} />
                      ) : (
                        t(`recruiters.first.reason.${reason.code}`, { count: reason.count })
                      )}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'plan',
              label: t('recruiters.inspection.plan'),
              show: (one) =>
                one.planned ? (
                  <Link to="/recruiters/inspections">
                    {t('recruiters.inspection-state.planned')}
                  </Link>
                ) : (
                  <Button variant="default" size="compact-sm" onClick={() => setPlanning(one)}>
                    {t('recruiters.inspection.plan')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {planning && (
        <PlanForm
          licensee={planning.licensee}
          reasons={planning.reasons.map((one) => one.code)}
          close={() => setPlanning(undefined)}
        />
      )}
      <UnlicensedSection />
      <details className={styles.section}>
        <summary>{t('recruiters.first.how')}</summary>
        <p className={styles.soft}>{t('recruiters.first.how.text')}</p>
      </details>
    </>
  )
}
