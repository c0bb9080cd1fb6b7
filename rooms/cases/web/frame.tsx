import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Outlet, useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { BreakGlass } from '../../../web/workspace/break-glass.tsx'
import { CaseProvider, CaseTabs } from '../../../web/workspace/case-context.tsx'
import { EmptyState, ErrorNote, Loading, Notice, PageHead } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { CaseAnswer } from './case-answers.ts'
import styles from './cases.module.css'
import { OpenedCase } from './opened-case.tsx'
import { RaiseRetaliation } from './retaliation.tsx'
import { CaseSide } from './side.tsx'

/** The head of a case, its tabs, and what has happened and is due at the side. */
export function CaseFrame() {
  const { caseId } = useParams()
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<CaseAnswer>(`/api/cases/${caseId}`)
  const client = useQueryClient()
  const refresh = useCallback(() => {
    void client.invalidateQueries({
      predicate: ({ queryKey: [url] }) =>
        typeof url === 'string' && url.startsWith(`/api/cases/${caseId}`),
    })
  }, [client, caseId])
  if (loading) return <Loading />
  if (problem?.code === 'cases/not-yours') return <NotYours caseId={caseId!} onOpened={again} />
  if (!data) {
    return (
      <>
        <PageHead
          crumbs={[{ label: t('cases.title'), to: '/cases' }]}
          title={t('cases.cannot-show')}
        />
        <ErrorNote problem={problem} again={again} />
      </>
    )
  }
  const persons = data.persons.map((one) => ({
    ...one,
    name: one.name ?? t('work.name-not-known'),
  }))
  return (
    <CaseProvider value={{ ...data, persons, refresh }}>
      <OpenedCase value={data}>
        <CaseHead file={data} />
        <CaseTabs caseId={data.id} />
        {data.status !== 'open' && (
          <Notice tone="neutral" title={t(`case-status.${data.status}`)}>
            {t(`cases.status.${data.status}.means`)}
          </Notice>
        )}
        <Outlet />
        <CaseSide file={data} />
      </OpenedCase>
    </CaseProvider>
  )
}

function CaseHead({ file }: { file: CaseAnswer }) {
  const { t, date, pick } = useWords()
  const count = (role: 'victim' | 'accused') =>
    file.persons.filter((one) => one.roles.includes(role)).length
  const parts = [
    <bdi key="reference" className={styles.number}>
      {file.reference}
    </bdi>,
    t('cases.head.opened', { on: date(file.openedAt) }),
    t('cases.head.held', { by: pick(file.holder), on: date(file.heldSince) }),
    `${t('cases.head.victims', { count: count('victim') })}${t('cases.comma')}${t('cases.head.accused', { count: count('accused') })}`,
  ]
  return (
    <PageHead
      crumbs={[{ label: t('cases.title'), to: '/cases' }, { label: pick(file.agency) }]}
      title={file.title}
      sub={parts.map((part, i) => (
        <span key={i}>
          {i > 0 && ' · '}
          {part}
        </span>
      ))}
      actions={
        <>
          <RaiseRetaliation caseId={file.id} />
          <Button variant="default" onClick={() => print()}>
            {t('work.print')}
          </Button>
        </>
      }
    />
  )
}

function NotYours({ caseId, onOpened }: { caseId: string; onOpened: () => void }) {
  const { t } = useWords()
  return (
    <>
      <PageHead
        crumbs={[{ label: t('cases.title'), to: '/cases' }]}
        title={t('cases.not-yours.title')}
      />
      <EmptyState
        title={t('cases.not-yours.title')}
        action={<BreakGlass caseId={caseId} onOpened={onOpened} />}
      >
        {t('cases.not-yours.text')}
      </EmptyState>
    </>
  )
}
