import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ConfirmButton, ErrorNote, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { OwnRetaliation } from '../../reports/door.ts'

/** Whoever works on a case says that somebody is made to pay for it; only the oversight body sees it. */
export function RaiseRetaliation({ caseId }: { caseId: string }) {
  const { t } = useWords()
  const url = `/api/cases/${caseId}/retaliation`
  const { data } = useGet<OwnRetaliation>(url)
  const { send, problem } = useSend(() => api.post<OwnRetaliation>(url, {}), { refresh: [url] })
  if (!data) return null
  if (data.raisedAt && !data.doneAt)
    return (
      <Tag tone={data.seenAt ? 'partly' : 'danger'}>
        {t(data.seenAt ? 'cases.revenge.seen' : 'cases.revenge.raised')}
      </Tag>
    )
  return (
    <>
      <ConfirmButton
        title={t('cases.revenge.raise')}
        what={t('cases.revenge.what')}
        confirm={t('cases.revenge.yes')}
        onConfirm={async () => void (await send())}
      >
        {t('cases.revenge.raise')}
      </ConfirmButton>
      <ErrorNote problem={problem} />
    </>
  )
}
