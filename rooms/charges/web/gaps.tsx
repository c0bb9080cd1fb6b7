import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Text } from '../law.ts'
import { leftToRight, sectionName } from '../wording.ts'
import styles from './charges.module.css'

interface Gap {
  id: string
  caseId: string
  reference: string
  title: string
  holder: Text
  kind: 'no-fir' | 'act-missing' | 'sections-missing'
  missing: string[]
  since: string
  seenAt: string | null
  seenBy: Text | null
  version: number
}
interface Gaps {
  gaps: Gap[]
  acts: Record<string, { short: Text }>
}

/** Cases whose facts meet what the FIR does not cite, for as long as it stands. */
export function GapsPage() {
  const words = useWords()
  const { t } = words
  const { person } = useSession()
  const { data, problem, loading, again } = useGet<Gaps>('/api/gaps')
  const seen = useSend(
    (one: Gap) => api.post(`/api/gaps/${one.id}/seen`, { version: one.version }),
    {
      refresh: ['/api/gaps'],
    },
  )
  const maySee = person.duties.includes('supervisor')
  return (
    <div className={styles.page}>
      <PageHead title={t('charges.gaps')} sub={t('charges.gaps.sub')} />
      {loading && <Loading />}
      <ErrorNote problem={problem ?? seen.problem} again={again} />
      {data && (
        <DataTable
          caption={t('charges.gaps')}
          rows={data.gaps}
          rowKey={(one) => one.id}
          empty={
            <EmptyState title={t('charges.gaps.none')}>{t('charges.gaps.none.text')}</EmptyState>
          }
          columns={[
            {
              key: 'case',
              label: t('charges.gaps.case'),
              main: true,
              show: (one) => (
                <>
                  <Link to={`/cases/${one.caseId}/charges`}>{leftToRight(one.reference)}</Link>{' '}
                  <bdi className={styles.what}>{one.title}</bdi>
                </>
              ),
            },
            {
              key: 'what',
              label: t('charges.gaps.what'),
              show: (one) => (
                <>
                  <Tag tone={one.kind === 'act-missing' ? 'danger' : 'partly'}>
                    {t(`charges.gaps.${one.kind}`)}
                  </Tag>
                  <span className={styles.what}>
                    {one.missing
                      .map((cited) => sectionName(words, data.acts, cited))
                      .join(t('charges.list-comma'))}
                  </span>
                </>
              ),
            },
            {
              key: 'since',
              label: t('charges.gaps.since'),
              show: (one) => <When at={one.since} />,
            },
            {
              key: 'holder',
              label: t('charges.gaps.holder'),
              show: (one) => <PersonName name={one.holder} />,
            },
            {
              key: 'seen',
              label: t('charges.gaps.seen'),
              show: (one) =>
                one.seenAt ? (
                  <>
                    <When at={one.seenAt} />
                    {t('charges.list-comma')}
                    <PersonName name={one.seenBy} />
                  </>
                ) : maySee ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={seen.busy}
                    onClick={() => void seen.send(one)}
                  >
                    {t('charges.gaps.mark-seen')}
                    <span className={styles.srOnly}> {one.reference}</span>
                  </Button>
                ) : (
                  t('charges.gaps.not-seen')
                ),
            },
          ]}
        />
      )}
    </div>
  )
}
