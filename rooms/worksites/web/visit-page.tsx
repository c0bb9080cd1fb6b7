import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Loading, PageHead, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FullSite, ListedSite } from './answers.ts'
import { FindingFields, OrderFields, PlaceFields, SeenFields } from './visit-fields.tsx'
import { emptyVisit, isTouched, type VisitTyped, visitBody } from './visit-typed.ts'
import styles from './worksites.module.css'

/** A visit, written down at the site or afterwards. */
export function VisitPage() {
  const { t } = useWords()
  const [query] = useSearchParams()
  const siteId = query.get('site')
  const site = useGet<FullSite>(siteId ? `/api/worksites/${siteId}` : undefined)
  const sites = useGet<{ items: ListedSite[] }>(siteId ? undefined : '/api/worksites')
  if (site.loading || sites.loading) return <Loading />
  const problem = site.problem ?? sites.problem
  if (problem) return <ErrorNote problem={problem} again={site.again} />
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('worksites.title'), to: '/worksites' },
          ...(site.data ? [{ label: site.data.name, to: `/worksites/${site.data.id}` }] : []),
        ]}
        title={t('worksites.visit.new')}
      />
      <VisitForm siteId={siteId} sites={sites.data?.items ?? []} />
    </>
  )
}

function VisitForm({ siteId, sites }: { siteId: string | null; sites: readonly ListedSite[] }) {
  const { t } = useWords()
  const { person } = useSession()
  const go = useNavigate()
  const [visit, setVisit] = useState<VisitTyped>(() => ({ ...emptyVisit(), siteId: siteId ?? '' }))
  const change = (to: Partial<VisitTyped>) => setVisit((before) => ({ ...before, ...to }))
  const { send, busy, problem, done } = useSend(
    () => api.post<{ siteId: string }>('/api/worksites/visits', visitBody(visit)),
    { refresh: ['/api/worksites'], done: (made) => void go(`/worksites/${made.siteId}`) },
  )
  useUnsaved(!done && isTouched(visit))
  const parts = { visit, change, problem }
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {!siteId && <PlaceFields {...parts} sites={sites} own={person.jurisdiction} />}
      <SeenFields {...parts} />
      <FindingFields {...parts} />
      <OrderFields {...parts} />
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit" loading={busy}>
          {t('worksites.visit.save')}
        </Button>
      </div>
    </form>
  )
}
