import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { csvOf } from './csv.ts'
import type { Account, AuditLine } from './shapes.ts'
import styles from './staff.module.css'

const fields = ['person', 'what', 'about', 'outcome', 'from', 'until'] as const
type Filter = Partial<Record<(typeof fields)[number], string>>

interface Page {
  items: AuditLine[]
  next: string | null
}

const rooms = [
  'reports',
  'cases',
  'screening',
  'charges',
  'protection',
  'statistics',
  'staff',
] as const

/** Who read or wrote what: each line names its subject by id only, never by name. */
export function AuditPage() {
  const { t, dateTime } = useWords()
  const [params, setParams] = useSearchParams()
  const filter: Filter = Object.fromEntries(params)
  const query = useInfiniteQuery<Page, ProblemError>({
    queryKey: ['/api/audit', filter],
    queryFn: ({ pageParam }) =>
      api.get('/api/audit', { query: { ...filter, cursor: pageParam as string | undefined } }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  const narrow = (part: Filter) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value)
    setParams(next as [string, string][], { replace: true })
  }
  const download = () => save('audit.csv', csvOf(lines))
  return (
    <>
      <PageHead
        title={t('staff.audit')}
        sub={t('staff.audit.sub')}
        actions={
          <Button variant="default" onClick={download} disabled={!lines.length}>
            {t('staff.audit.csv', { count: lines.length })}
          </Button>
        }
      />
      <Filters key={params.toString()} filter={filter} narrow={narrow} />
      <ErrorNote problem={query.error ?? undefined} again={() => void query.refetch()} />
      {query.isLoading && <Loading />}
      {query.data && (
        <DataTable
          caption={t('staff.audit')}
          rows={lines}
          rowKey={(line) => line.id}
          empty={
            <EmptyState title={t('staff.audit.none')}>{t('staff.audit.none.text')}</EmptyState>
          }
          columns={[
            {
              key: 'at',
              label: t('staff.audit.at'),
              show: (line) => <time dateTime={line.at}>{dateTime(line.at)}</time>,
            },
            {
              key: 'person',
              label: t('staff.audit.person'),
              main: true,
              show: (line) => (
                <>
                  <PersonName name={line.person} />
                  <div className={styles.small}>
                    <PersonName name={line.agency} />
                  </div>
                </>
              ),
            },
            { key: 'what', label: t('staff.audit.what'), show: (line) => <What line={line} /> },
            {
              key: 'about',
              label: t('staff.audit.about'),
              show: (line) => <About ids={line.about} onChoose={(about) => narrow({ about })} />,
            },
            {
              key: 'outcome',
              label: t('staff.audit.outcome'),
              show: (line) => (
                <Tag tone={line.outcome === 'done' ? 'neutral' : 'danger'}>
                  {t(`staff.audit.outcome.${line.outcome}`)}
                </Tag>
              ),
            },
          ]}
        />
      )}
      {query.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('work.more')}
        </Button>
      )}
    </>
  )
}

function What({ line }: { line: AuditLine }) {
  const { t, knows } = useWords()
  const key = `act.${line.what}`
  return (
    <>
      {knows(key) ? t(key) : <bdi className={styles.id}>{line.what}</bdi>}
      {line.why && (
        <div className={styles.small}>
          <bdi>{knows(`problem.${line.why}`) ? t(`problem.${line.why}`) : line.why}</bdi>
        </div>
      )}
    </>
  )
}

function About({ ids, onChoose }: { ids: readonly string[]; onChoose: (id: string) => void }) {
  const { t } = useWords()
  if (!ids.length) return <span className={styles.small}>–</span>
  return ids.slice(0, 3).map((id) => (
    <div key={id}>
      <Button
        variant="transparent"
        size="compact-xs"
        p={0}
        className={styles.id}
        title={id}
        aria-label={t('staff.audit.only', { id: id.slice(-12) })}
        onClick={() => onChoose(id)}
      >
        …{id.slice(-12)}
      </Button>
    </div>
  ))
}

function Filters({ filter, narrow }: { filter: Filter; narrow: (part: Filter) => void }) {
  const { t, pick } = useWords()
  const { has } = useSession()
  const accounts = useGet<Account[]>(has('administrator') ? '/api/accounts' : undefined)
  const [about, setAbout] = useState(filter.about ?? '')
  return (
    <search>
      <form
        className={styles.filters}
        onSubmit={(event) => {
          event.preventDefault()
          narrow({ about: about.trim().toLowerCase() })
        }}
      >
        {accounts.data && (
          <NativeSelect
            label={t('staff.audit.person')}
            value={filter.person ?? ''}
            onChange={(event) => narrow({ person: event.currentTarget.value })}
            data={[
              { value: '', label: t('work.all') },
              ...accounts.data.map((one) => ({ value: one.id, label: pick(one.name) })),
            ]}
          />
        )}
        <NativeSelect
          label={t('staff.audit.what')}
          value={filter.what ?? ''}
          onChange={(event) => narrow({ what: event.currentTarget.value })}
          data={[
            { value: '', label: t('work.all') },
            ...rooms.map((room) => ({ value: `${room}.`, label: t(`staff.room.${room}`) })),
          ]}
        />
        <NativeSelect
          label={t('staff.audit.outcome')}
          value={filter.outcome ?? ''}
          onChange={(event) => narrow({ outcome: event.currentTarget.value })}
          data={[
            { value: '', label: t('work.all') },
            { value: 'done', label: t('staff.audit.outcome.done') },
            { value: 'refused', label: t('staff.audit.outcome.refused') },
          ]}
        />
        <TextInput
          type="date"
          label={t('staff.audit.from')}
          value={filter.from ?? ''}
          onChange={(event) => narrow({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('staff.audit.until')}
          value={filter.until ?? ''}
          onChange={(event) => narrow({ until: event.currentTarget.value })}
        />
        <TextInput
          type="search"
          dir="ltr"
          label={t('staff.audit.id')}
          maxLength={36}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <div className={styles.row}>
          <Button type="submit" variant="default">
            {t('work.search')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => narrow(Object.fromEntries(fields.map((name) => [name, ''])))}
          >
            {t('staff.audit.clear')}
          </Button>
        </div>
      </form>
    </search>
  )
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
