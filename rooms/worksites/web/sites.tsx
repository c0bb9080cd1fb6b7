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
import { mayInspect } from '../permissions.ts'
import type { StepCode } from '../release.ts'
import type { ListedSite } from './answers.ts'
import { SectionLinks } from './section-links.tsx'
import styles from './worksites.module.css'

/** The sites of a labour office: what is overdue first, then what nobody has visited for longest. */
export function SitesPage() {
  const { t } = useWords()
  const { person } = useSession()
  if (!mayInspect(person)) return <NotALabourOffice />
  return (
    <>
      <PageHead
        title={t('worksites.title')}
        sub={t('worksites.sub')}
        actions={
          <Button component={Link} to="/worksites/visits/new?site=">
            {t('worksites.visit.new')}
          </Button>
        }
      />
      <SectionLinks />
      <SiteTable />
      <AfterReleases />
    </>
  )
}

/** For officers of other agencies, who open a link that was meant for the labour office. */
export function NotALabourOffice() {
  const { t } = useWords()
  return (
    <>
      <PageHead title={t('worksites.title')} />
      <EmptyState title={t('worksites.not-yours')}>{t('worksites.not-yours.text')}</EmptyState>
    </>
  )
}

function SiteTable() {
  const { t, date, number, pick } = useWords()
  const { data, problem, loading, again } = useGet<{ items: ListedSite[] }>('/api/worksites')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <DataTable
      caption={t('worksites.sites')}
      rows={data.items}
      rowKey={(one) => one.id}
      empty={
        <EmptyState title={t('worksites.sites.none')}>{t('worksites.sites.none.text')}</EmptyState>
      }
      columns={[
        {
          key: 'name',
          label: t('worksites.site.name'),
          main: true,
          show: (one) => (
            <>
              <Link to={`/worksites/${one.id}`}>
                <PersonName name={one.name} />
              </Link>
              <div className={styles.small}>
                {t(`worksites.kind.${one.kind}`)} · {pick(one.place.name)}
              </div>
            </>
          ),
        },
        {
          key: 'visit',
          label: t('worksites.site.last-visit'),
          show: (one) => (one.lastVisitOn ? date(one.lastVisitOn) : t('worksites.site.never')),
        },
        {
          key: 'families',
          label: t('worksites.families'),
          number: true,
          show: (one) => number(one.families),
        },
        {
          key: 'children',
          label: t('worksites.children-at-work'),
          number: true,
          show: (one) =>
            one.childrenAtWork ? <Tag tone="danger">{number(one.childrenAtWork)}</Tag> : number(0),
        },
        {
          key: 'orders',
          label: t('worksites.orders.open'),
          show: (one) => (
            <>
              {number(one.openOrders)}{' '}
              {one.overdueOrders > 0 && (
                <Tag tone="danger">{t('worksites.overdue-n', { count: one.overdueOrders })}</Tag>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

interface DueStep {
  id: string
  code: StepCode
  dueOn: string
  familyId: string
  family: string
  site: string
}

/** Follow-ups and steps after releases: overdue ones first, then those of the next thirty days. */
function AfterReleases() {
  const { t, date } = useWords()
  const { data, problem, again } = useGet<{
    items: DueStep[]
    back: { familyId: string; family: string; site: string; foundOn: string }[]
  }>('/api/worksites/due')
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      {data.back.length > 0 && (
        <>
          <h2 className={styles.section}>{t('worksites.back-in-bondage')}</h2>
          <ul className={styles.rows}>
            {data.back.map((one) => (
              <li key={one.familyId}>
                <div className={styles.head}>
                  <Link to={`/worksites/families/${one.familyId}`}>
                    <PersonName name={one.family} />
                  </Link>
                  <Tag tone="danger">
                    {t('worksites.back-in-bondage.found', { date: date(one.foundOn) })}
                  </Tag>
                </div>
                <div className={styles.small}>
                  <PersonName name={one.site} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className={styles.section}>{t('worksites.steps.due')}</h2>
      <DataTable
        caption={t('worksites.steps.due')}
        rows={data.items}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('worksites.steps.due.none')} />}
        columns={[
          {
            key: 'family',
            label: t('worksites.family'),
            main: true,
            show: (one) => (
              <>
                <Link to={`/worksites/families/${one.familyId}`}>
                  <PersonName name={one.family} />
                </Link>
                <div className={styles.small}>
                  <PersonName name={one.site} />
                </div>
              </>
            ),
          },
          {
            key: 'step',
            label: t('worksites.step'),
            show: (one) => t(`worksites.step.${one.code}`),
          },
          {
            key: 'due',
            label: t('worksites.order.due-on'),
            show: (one) => <Due at={one.dueOn} />,
          },
        ]}
      />
    </>
  )
}
