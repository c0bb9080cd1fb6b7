import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { ListPage, ListTable } from '../../../web/workspace/list-page.tsx'
import { Due, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Stage } from '../complaint.ts'
import { mayKeepRegister } from '../permissions.ts'
import type { ComplaintView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber } from './state.tsx'

interface ComplaintList {
  items: ComplaintView[]
}

export function ComplaintsPage() {
  const { t } = useWords()
  const { person } = useSession()
  return (
    <ListPage<ComplaintList>
      crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
      title={t('recruiters.complaints.title')}
      sub={t('recruiters.complaint.own-rule')}
      actions={
        mayKeepRegister(person) && (
          <Button component={Link} to="/recruiters/complaints/new">
            {t('recruiters.complaint.new')}
          </Button>
        )
      }
      url="/api/recruiters/complaints"
    >
      {({ items }) => <ComplaintTable items={items} />}
    </ListPage>
  )
}

export function ComplaintTable({ items }: ComplaintList) {
  const { t, date } = useWords()
  return (
    <ListTable
      caption={t('recruiters.complaints.title')}
      words="recruiters.complaints"
      rows={items}
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
          key: 'six-months',
          label: t('recruiters.complaint.six-months'),
          show: ({ sixMonths }) =>
            sixMonths ? (
              <>
                {date(sixMonths.lastDay)}{' '}
                {sixMonths.tooLate && (
                  <Tag tone="danger">{t('recruiters.complaint.six-months.came-late')}</Tag>
                )}
              </>
            ) : (
              '–'
            ),
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
