import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  type Column,
  DataTable,
  Due,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Status } from '../case.ts'
import { mayOpenCase, scopesOf } from '../permissions.ts'
import type { ListedCase, Scope } from '../views.ts'
import type { ListAnswer } from './case-answers.ts'
import styles from './cases.module.css'

type Filter = Status | 'all' | 'due'
const filters: readonly Filter[] = ['open', 'due', 'suspended', 'closed', 'all']

// Kept in memory while the workspace is open: coming back from a case finds the list as it was.
const kept: { whose?: Scope; filter: Filter } = { filter: 'open' }

function urlOf(whose: Scope, filter: Filter): string {
  const status = filter === 'all' || filter === 'due' ? '' : `&status=${filter}`
  return `/api/cases?whose=${whose}${status}${filter === 'due' ? '&due=true' : ''}`
}

/** The cases within reach: one's own, the team's, the agency's, those shared. */
export function CaseListPage() {
  const { t } = useWords()
  const { person } = useSession()
  const scopes = scopesOf(person)
  const [whose, setWhose] = useState<Scope>(
    scopes.find((one) => one === kept.whose) ?? scopes[0] ?? 'me',
  )
  const [filter, setFilter] = useState<Filter>(kept.filter)
  kept.whose = whose
  kept.filter = filter
  return (
    <>
      <PageHead
        title={t('cases.title')}
        actions={
          <>
            <Button component={Link} to="/cases/search" variant="default">
              {t('cases.search')}
            </Button>
            {mayOpenCase(person) && (
              <Button component={Link} to="/cases/new">
                {t('cases.new')}
              </Button>
            )}
          </>
        }
      />
      <div className={styles.bar}>
        <fieldset className={styles.scopes} aria-label={t('cases.whose')}>
          {scopes.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.scope}
              aria-pressed={one === whose}
              onClick={() => setWhose(one)}
            >
              {t(`cases.whose.${one}`)}
            </button>
          ))}
        </fieldset>
        <NativeSelect
          label={t('cases.filter')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value as Filter)}
          data={filters.map((value) => ({ value, label: t(`cases.filter.${value}`) }))}
        />
      </div>
      <Listed key={urlOf(whose, filter)} whose={whose} filter={filter} />
    </>
  )
}

function Listed({ whose, filter }: { whose: Scope; filter: Filter }) {
  const { t } = useWords()
  const url = urlOf(whose, filter)
  const { data, problem, loading, again } = useGet<ListAnswer>(url)
  const [more, setMore] = useState<ListAnswer[]>([])
  const [trouble, setTrouble] = useState<ProblemError>()
  const [busy, setBusy] = useState(false)
  const columns = useColumns()
  if (loading) return <Loading />
  if (problem) return <ErrorNote problem={problem} again={again} />
  const rows = [data?.items ?? [], ...more.map((page) => page.items)].flat()
  const next = more.length ? more.at(-1)!.next : data?.next
  const readOn = async () => {
    setBusy(true)
    try {
      const page = await api.get<ListAnswer>(url, { query: { after: next } })
      setMore((before) => [...before, page])
      setTrouble(undefined)
    } catch (error) {
      setTrouble(error as ProblemError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <DataTable
        caption={t(`cases.whose.${whose}`)}
        rows={rows}
        rowKey={(one) => one.id}
        columns={columns}
        empty={<NoCases whose={whose} filter={filter} />}
      />
      <ErrorNote problem={trouble} />
      {next && (
        <p>
          <Button variant="default" loading={busy} onClick={() => void readOn()}>
            {t('work.more')}
          </Button>
        </p>
      )}
    </>
  )
}

function NoCases({ whose, filter }: { whose: Scope; filter: Filter }) {
  const { t } = useWords()
  const { person } = useSession()
  const offer = mayOpenCase(person) && whose !== 'shared'
  return (
    <EmptyState
      title={t(filter === 'due' ? 'cases.none.due' : `cases.none.${whose}`)}
      action={
        offer ? (
          <Button component={Link} to="/cases/new">
            {t('cases.new')}
          </Button>
        ) : undefined
      }
    >
      {t(whose === 'shared' ? 'cases.none.shared.text' : 'cases.none.text')}
    </EmptyState>
  )
}

const tones = { open: 'met', suspended: 'partly', closed: 'not' } as const

export function StatusTag({ status }: { status: Status }) {
  const { t } = useWords()
  return <Tag tone={tones[status]}>{t(`case-status.${status}`)}</Tag>
}

function useColumns(): Column<ListedCase>[] {
  const { t, date, number } = useWords()
  return [
    {
      key: 'title',
      label: t('cases.column.case'),
      main: true,
      show: (one) => (
        <>
          <Link to={`/cases/${one.id}`} className={styles.title}>
            <bdi>{one.title}</bdi>
          </Link>
          <div className={styles.small}>
            <bdi className={styles.number}>{one.reference}</bdi>{' '}
            {one.status !== 'open' && <StatusTag status={one.status} />}
          </div>
        </>
      ),
    },
    { key: 'opened', label: t('cases.column.opened'), show: (one) => date(one.openedAt) },
    {
      key: 'holder',
      label: t('cases.column.holder'),
      show: (one) => (
        <>
          <PersonName name={one.holder} />
          <div className={styles.small}>{t('cases.since', { on: date(one.heldSince) })}</div>
        </>
      ),
    },
    {
      key: 'victims',
      label: t('cases.column.victims'),
      number: true,
      show: (one) => number(one.victims),
    },
    {
      key: 'accused',
      label: t('cases.column.accused'),
      number: true,
      show: (one) => number(one.accused),
    },
    {
      key: 'due',
      label: t('cases.column.due'),
      show: (one) =>
        one.nextDueAt ? (
          <Due at={one.nextDueAt} />
        ) : (
          <span className={styles.small}>{t('cases.nothing-due')}</span>
        ),
    },
  ]
}
