import { Link } from 'react-router'
import { DataTable, Due, PersonName, Tag, When } from '../../../../web/workspace/parts.tsx'
import { useSession } from '../../../../web/workspace/session.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { QueueRow } from '../../shapes.ts'
import { AssignByHand } from './assign.tsx'
import styles from './desk.module.css'

/** The plain fields only: what a report says is read on its own page, unsealed. */
export function Queue({ rows, openable }: { rows: readonly QueueRow[]; openable: boolean }) {
  const { t, pick } = useWords()
  const supervises = useSession().person.duties.includes('supervisor')
  return (
    <DataTable
      caption={t('desk.queue')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'report',
          label: t('desk.report'),
          main: true,
          show: (row) => (
            <>
              <Name row={row} openable={openable} /> {row.dangerNow && <Danger />}
              <div className={styles.small}>
                <bdi className={styles.mono}>{row.reference}</bdi>
                {row.unread && (
                  <>
                    {' · '}
                    <b className={styles.unread}>{t('desk.unread')}</b>
                  </>
                )}
              </div>
            </>
          ),
        },
        {
          key: 'due',
          label: t('desk.due'),
          show: (row) =>
            row.owes === 'nothing' ? (
              <span className={styles.small}>{t('owes.nothing')}</span>
            ) : (
              <>
                <Due at={row.dueAt} />
                <div className={styles.small}>{t(`owes.${row.owes}`)}</div>
              </>
            ),
        },
        {
          key: 'place',
          label: t('desk.place'),
          show: (row) => (row.placeName ? pick(row.placeName) : t('work.not-known')),
        },
        {
          key: 'received',
          label: t('desk.received'),
          show: (row) => (
            <>
              <When at={row.receivedAt} />
              <div className={styles.small}>{t(`desk.language.${row.language}`)}</div>
            </>
          ),
        },
        {
          key: 'status',
          label: t('desk.status'),
          show: (row) => <Tag tone={toneOf[row.status]}>{t(`status.${row.status}`)}</Tag>,
        },
        {
          key: 'holder',
          label: t('desk.holder'),
          show: (row) => (
            <>
              {row.holder ? <PersonName name={row.holder.name} /> : t('desk.nobody')}
              {supervises && (
                <div>
                  <AssignByHand reportId={row.id} reference={row.reference} />
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

export const toneOf = {
  new: 'partly',
  read: 'neutral',
  'in-hand': 'met',
  'asked-more': 'neutral',
  'case-opened': 'met',
  closed: 'not',
  expired: 'not',
} as const satisfies Record<QueueRow['status'], string>

export function Danger() {
  const { t } = useWords()
  return <Tag tone="danger">{t('desk.danger')}</Tag>
}

function Name({ row, openable }: { row: QueueRow; openable: boolean }) {
  const { t } = useWords()
  const name = t(`kind.${row.kind}`)
  if (!openable) return <>{name}</>
  return (
    <Link
      data-row
      to={`/desk/reports/${row.id}`}
      className={row.unread ? styles.strong : undefined}
    >
      {name}
    </Link>
  )
}
