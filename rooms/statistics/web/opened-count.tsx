import { Modal } from '@mantine/core'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { DataTable, ErrorNote, Loading } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Opened } from './count-table.tsx'
import type { CasesView } from './shapes.ts'

/** What a count counts: the cases the reader may open, and how many victims lie elsewhere. */
export function OpenedCount({
  opened,
  filter,
  close,
}: {
  opened: Opened
  filter: Record<string, string>
  close: () => void
}) {
  const { t, number } = useWords()
  const query = new URLSearchParams({ ...filter, ...opened.cell })
  const { data, problem, loading, again } = useGet<CasesView>(`/api/numbers/cases?${query}`)
  return (
    <Modal
      opened
      onClose={close}
      title={t('numbers.cases.title', { n: `${number(opened.n)} (${opened.what})` })}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && data.cases.length > 0 && (
        <DataTable
          caption={t('numbers.cases.victims', { count: data.victims })}
          rows={data.cases}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'case',
              label: t('numbers.cases.case'),
              main: true,
              show: (one) => (
                <Link to={`/cases/${one.id}/screening`}>
                  <bdi>{one.reference}</bdi>
                </Link>
              ),
            },
            {
              key: 'victims',
              label: t('numbers.cases.counted'),
              number: true,
              show: (one) => number(one.victims),
            },
          ]}
        />
      )}
      {data && data.more > 0 && <p>{t('numbers.cases.more', { count: data.more })}</p>}
      {data && data.closed > 0 && <p>{t('numbers.cases.none-open', { count: data.closed })}</p>}
    </Modal>
  )
}
