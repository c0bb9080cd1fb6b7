import { Modal } from '@mantine/core'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { DataTable, ErrorNote, Loading } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { OpenedView } from '../funnel-view.ts'
import { type OpenedStage, useTelling } from './funnel-counts.tsx'

/** What a count of the funnel counts: the cases and reports the reader may open, and how many lie elsewhere. */
export function OpenedFunnel({
  opened,
  filter,
  close,
}: {
  opened: OpenedStage
  filter: Record<string, string>
  close: () => void
}) {
  const { t } = useWords()
  const { told } = useTelling()
  const query = new URLSearchParams({ ...filter, ...opened })
  const { data, problem, loading, again } = useGet<OpenedView>(`/api/funnel/files?${query}`)
  return (
    <Modal
      opened
      onClose={close}
      title={`${t(`funnel.stage.${opened.stage}`)}: ${t(`funnel.state.${opened.state}`)}`}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && data.files.length > 0 && (
        <DataTable
          caption={t('funnel.files')}
          rows={data.files}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'file',
              label: t('funnel.file'),
              main: true,
              show: ({ id, file, reference }) => (
                <Link to={file === 'case' ? `/cases/${id}/charges` : `/desk/reports/${id}`}>
                  {t(`funnel.file.${file}`)} <bdi>{reference}</bdi>
                </Link>
              ),
            },
          ]}
        />
      )}
      {data && data.more > 0 && <p>{t('funnel.files.more', { count: data.more })}</p>}
      {data && data.closed !== 0 && <p>{t('funnel.files.closed', { n: told(data.closed) })}</p>}
    </Modal>
  )
}
