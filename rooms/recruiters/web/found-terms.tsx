import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { countryName } from '../../../web/workspace/countries.ts'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, ErrorNote, Field, Loading, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FullComplaint } from './answers.ts'
import type { JobOrderView } from './job-order-answers.ts'
import styles from './recruiters.module.css'
import { ComparedTable, emptyTerms, TermFields, termsBody, typedTerms } from './terms.tsx'

/** What the worker found in place of what was promised: contract substitution shows by itself. */
export function FoundTermsCard({ complaint, may }: { complaint: FullComplaint; may: boolean }) {
  const { t } = useWords()
  const [writing, setWriting] = useState(false)
  const { found } = complaint
  if (!complaint.licensee) return null
  return (
    <Card title={t('recruiters.found.title')}>
      {found?.fallsShort && (
        <Notice tone="danger" title={t('recruiters.found.substitution')}>
          {t('recruiters.found.substitution.text')}
        </Notice>
      )}
      {found ? (
        <>
          <ComparedTable found={found} />
          <p>
            <Link to={`/recruiters/job-orders/${found.jobOrderId}`}>
              {t('recruiters.found.to-order')}
            </Link>
          </p>
        </>
      ) : (
        <p className={styles.soft}>{t('recruiters.found.none')}</p>
      )}
      {may && (
        <Button variant="default" onClick={() => setWriting(true)}>
          {t(found ? 'work.edit' : 'recruiters.found.write')}
        </Button>
      )}
      {writing && <FoundForm complaint={complaint} close={() => setWriting(false)} />}
    </Card>
  )
}

function FoundForm({ complaint, close }: { complaint: FullComplaint; close: () => void }) {
  const { t, lang } = useWords()
  const { found } = complaint
  const orders = useGet<{ items: JobOrderView[] }>(
    `/api/recruiters/job-orders?licensee=${complaint.licensee!.id}`,
  )
  const [jobOrderId, setJobOrderId] = useState(found?.jobOrderId ?? '')
  const [typed, setTyped] = useState(found ? typedTerms(found.terms) : emptyTerms)
  const { send, busy, problem } = useSend(
    () =>
      api.put(`/api/recruiters/complaints/${complaint.id}/found-terms`, {
        jobOrderId,
        terms: termsBody(typed),
        version: found?.version ?? null,
      }),
    { refresh: ['/api/recruiters'], done: close },
  )
  return (
    <FormModal
      title={t('recruiters.found.title')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      {orders.loading && <Loading />}
      <ErrorNote problem={orders.problem} again={orders.again} />
      {orders.data && !orders.data.items.length && (
        <Notice tone="partly">{t('recruiters.found.no-orders')}</Notice>
      )}
      <Field name="jobOrderId" label={t('recruiters.order')} problem={problem} required>
        <NativeSelect
          value={jobOrderId}
          onChange={(event) => {
            const { value } = event.currentTarget
            setJobOrderId(value)
            const order = orders.data?.items.find((one) => one.id === value)
            if (order && !typed.currency)
              setTyped({ ...typed, currency: order.promised.currency ?? '' })
          }}
          data={[
            { value: '', label: t('work.choose') },
            ...(orders.data?.items ?? []).map((one) => ({
              value: one.id,
              label: `${one.reference}: ${t(`recruiters.occupation.${one.promised.occupation}`)}, ${countryName(one.country, lang)}`,
            })),
          ]}
        />
      </Field>
      <p className={styles.soft}>{t('recruiters.found.how')}</p>
      <TermFields
        typed={typed}
        change={(to) => setTyped((before) => ({ ...before, ...to }))}
        problem={problem}
        under="terms."
      />
    </FormModal>
  )
}
