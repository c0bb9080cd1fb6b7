import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ListPage, ListTable } from '../../../web/workspace/list-page.tsx'
import { ErrorNote, PersonName, Tag, When } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { GlassOpening } from './shapes.ts'
import styles from './staff.module.css'

/** Cases that were opened by breaking the glass, for those who answer for it. */
export function OpeningsPage() {
  const { t } = useWords()
  const { has } = useSession()
  const seeing = useSend((id: string) => api.post(`/api/break-glass/${id}/seen`), {
    refresh: ['/api/break-glass'],
  })
  const running = (one: GlassOpening) => new Date(one.until) > new Date()
  return (
    <ListPage<GlassOpening[]>
      title={t('staff.openings')}
      sub={t('staff.openings.sub')}
      url="/api/break-glass"
      above={<ErrorNote problem={seeing.problem} />}
    >
      {(rows) => (
        <ListTable
          caption={t('staff.openings')}
          words="staff.openings"
          rows={rows}
          columns={[
            {
              key: 'person',
              label: t('staff.audit.person'),
              main: true,
              show: (one) => (
                <>
                  <PersonName name={one.person} />
                  <div className={styles.small}>
                    <PersonName name={one.agency} />
                  </div>
                </>
              ),
            },
            {
              key: 'reason',
              label: t('staff.openings.reason'),
              show: (one) => (
                <>
                  {t(`work.glass.reason.${one.reason}`)}
                  <div className={styles.small}>
                    <bdi>{one.words}</bdi>
                  </div>
                </>
              ),
            },
            {
              key: 'opened',
              label: t('staff.openings.opened'),
              show: (one) => <When at={one.openedAt} />,
            },
            {
              key: 'until',
              label: t('staff.openings.until'),
              show: (one) =>
                running(one) ? <When at={one.until} /> : <Tag>{t('staff.openings.over')}</Tag>,
            },
            {
              key: 'audit',
              label: t('staff.openings.then'),
              show: (one) => (
                <Link to={`/audit?about=${one.caseId}`}>{t('staff.openings.audit')}</Link>
              ),
            },
            {
              key: 'seen',
              label: t('staff.openings.seen'),
              show: (one) =>
                one.seenAt ? (
                  <When at={one.seenAt} />
                ) : has('supervisor') ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => void seeing.send(one.id)}
                  >
                    {t('staff.openings.mark')}
                  </Button>
                ) : (
                  <Tag tone="partly">{t('staff.openings.not-seen')}</Tag>
                ),
            },
          ]}
        />
      )}
    </ListPage>
  )
}
