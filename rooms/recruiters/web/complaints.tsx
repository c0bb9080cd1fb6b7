import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  Due,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Stage } from '../complaint.ts'
import { mayKeepRegister } from '../permissions.ts'
import type { ComplaintView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber } from './state.tsx'

export function ComplaintsPage() {
  const { t } = useWords()
  const { person } = useSession()
  return (
    <>
      <PageHead
        crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
        title={t('recruiters.complaints.title')}
        actions={
          mayKeepRegister(person) && (
            <Button component={Link} to="/recruiters/complaints/new">
              {t('recruiters.complaint.new')}
            </Button>
          )
        }
      />
      <ComplaintTable url="/api/recruiters/complaints" />
      <p className={styles.small}>{t('recruiters.complaint.own-rule')}</p>
    </>
  )
}

export function ComplaintTable({ url }: { url: string }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: ComplaintView[] }>(url)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <DataTable
      caption={t('recruiters.complaints.title')}
      rows={data.items}
      rowKey={(one) => one.id}
      empty={
        <EmptyState title={t('recruiters.complaints.none')}>
          {t('recruiters.complaints.none.text')}
        </EmptyState>
      }
      columns={[
        {
          key: 'against',
          label: t('recruiters.complaint.against'),
          main: true,
          show: (one) => (
            <>
              <Link to={`/recruiters/complaints/${one.id}`}>
                <Against complaint={one} />
              </Link>
              <div className={styles.small}>
                <bdi>{one.reference}</bdi>{' '}
                {one.licensee && <LicenceNumber number={one.licensee.licenceNumber} />}
              </div>
            </>
          ),
        },
        {
          key: 'kind',
          label: t('recruiters.complaint.kind'),
          show: (one) => (
            <>
              {t(`recruiters.complaint-kind.${one.kind}`)}
              {one.fallsShort && (
                <div>
                  <Tag tone="danger">{t('recruiters.found.substitution')}</Tag>
                </div>
              )}
            </>
          ),
        },
        {
          key: 'stage',
          label: t('recruiters.complaint.stage'),
          show: (one) => <StageTag stage={one.stage} />,
        },
        {
          key: 'due',
          label: t('recruiters.complaint.due'),
          show: (one) => (one.dueOn && one.stage !== 'closed' ? <Due at={one.dueOn} /> : '–'),
        },
      ]}
    />
  )
}

export function Against({ complaint }: { complaint: Pick<ComplaintView, 'licensee' | 'named'> }) {
  const { t } = useWords()
  if (complaint.licensee) return <PersonName name={complaint.licensee.name} />
  return (
    <>
      <PersonName name={complaint.named} />{' '}
      <Tag tone="danger">{t('recruiters.complaint.unlicensed')}</Tag>
    </>
  )
}

export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useWords()
  return <Tag tone={stage === 'closed' ? 'not' : 'partly'}>{t(`recruiters.stage.${stage}`)}</Tag>
}
