import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ListPage, ListTable } from '../../../web/workspace/list-page.tsx'
import { ConfirmButton, Due, ErrorNote, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { CorrectiveList } from './correctives.tsx'
import type { InspectionList, InspectionView } from './inspection-answers.ts'
import styles from './recruiters.module.css'
import { LicenseeCell } from './state.tsx'

/** Whom to visit and why, what visits found, and what was ordered and is still due. */
export function InspectionsPage() {
  const { t } = useWords()
  return (
    <ListPage<InspectionList>
      crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
      title={t('recruiters.inspections.title')}
      sub={t('recruiters.inspections.sub')}
      actions={
        <>
          <Button component={Link} to="/recruiters/first" variant="default">
            {t('recruiters.first')}
          </Button>
          <Button component={Link} to="/recruiters/field">
            {t('recruiters.field.open')}
          </Button>
        </>
      }
      url="/api/recruiters/inspections"
    >
      {({ items, orders }) => (
        <>
          <InspectionTable items={items} />
          {orders.length > 0 && (
            <section className={styles.section}>
              <h2>{t('recruiters.correctives.due')}</h2>
              <CorrectiveList orders={orders} named />
            </section>
          )}
        </>
      )}
    </ListPage>
  )
}

export function InspectionTable({ items }: { items: readonly InspectionView[] }) {
  const { t, date, number } = useWords()
  return (
    <ListTable
      caption={t('recruiters.inspections.title')}
      words="recruiters.inspections"
      rows={items}
      columns={[
        {
          key: 'who',
          label: t('recruiters.name'),
          main: true,
          show: (one) => (
            <LicenseeCell to={`/recruiters/inspections/${one.id}`} licensee={one.licensee} />
          ),
        },
        {
          key: 'when',
          label: t('recruiters.inspection.when'),
          show: (one) => (one.on ? date(one.on) : <Due at={one.plannedFor!} />),
        },
        {
          key: 'why',
          label: t('recruiters.first.reasons'),
          show: (one) => <VisitReasons reasons={one.reasons} />,
        },
        {
          key: 'found',
          label: t('recruiters.inspection.found'),
          show: (one) => {
            if (one.state === 'planned')
              return <Tag tone="partly">{t('recruiters.inspection-state.planned')}</Tag>
            if (!one.faults) return <Tag tone="met">{t('recruiters.inspection.no-faults')}</Tag>
            return (
              <Tag tone="danger">{t('recruiters.inspection.faults', { count: one.faults })}</Tag>
            )
          },
        },
        {
          key: 'orders',
          label: t('recruiters.inspection.open-orders'),
          number: true,
          show: (one) => number(one.openOrders),
        },
      ]}
    />
  )
}

export function VisitReasons({ reasons }: { reasons: InspectionView['reasons'] }) {
  const { t, lang } = useWords()
  if (!reasons.length) return '–'
  const list = new Intl.ListFormat(lang, { type: 'unit' })
  return list.format(reasons.map((code) => t(`recruiters.visit-reason.${code}`)))
}

export function DropButton({ inspection }: { inspection: InspectionView }) {
  const { t } = useWords()
  const drop = useSend(
    () =>
      api.post(`/api/recruiters/inspections/${inspection.id}/drop`, {
        version: inspection.version,
      }),
    { refresh: ['/api/recruiters'] },
  )
  return (
    <>
      <ConfirmButton
        title={t('recruiters.inspection.drop')}
        what={t('recruiters.inspection.drop.what')}
        confirm={t('recruiters.inspection.drop')}
        onConfirm={() => drop.send()}
      >
        {t('recruiters.inspection.drop')}
      </ConfirmButton>
      <ErrorNote problem={drop.problem} />
    </>
  )
}
