import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, NavLink, useParams, useSearchParams } from 'react-router'
import { api, type ProblemError } from '../../../../web/workspace/api.ts'
import { useGet } from '../../../../web/workspace/asking.ts'
import {
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { debts, reportKinds, statuses } from '../../report.ts'
import type { MyDesksAnswer, QueueRow } from '../../shapes.ts'
import styles from './desk.module.css'
import { Queue } from './queue.tsx'
import { lockDesk, useMember } from './vault.ts'

type Desk = MyDesksAnswer['desks'][number]
type Filter = Partial<Record<'status' | 'owes' | 'kind' | 'danger' | 'mine', string>>

interface Page {
  items: QueueRow[]
  next: string | null
}

/** The queue of one desk: what is due first stands first. */
export function DeskPage() {
  const { t, pick } = useWords()
  const { deskId } = useParams()
  const { data, problem, loading, again } = useGet<MyDesksAnswer>('/api/desk')
  const desk = data?.desks.find((one) => one.id === deskId) ?? data?.desks[0]
  if (loading) return <Loading />
  if (!data || !desk)
    return (
      <>
        <PageHead title={t('desk.title')} />
        <ErrorNote problem={problem} again={again} />
        {data && <EmptyState title={t('desk.none')}>{t('desk.none.text')}</EmptyState>}
      </>
    )
  return (
    <>
      <PageHead
        title={pick(desk.name)}
        sub={<Counts desk={desk} />}
        actions={<Actions desk={desk} />}
      />
      {data.desks.length > 1 && (
        <nav className={styles.desks} aria-label={t('desk.which')}>
          {data.desks.map((one) => (
            <NavLink
              key={one.id}
              to={`/desk/${one.id}`}
              aria-current={one.id === desk.id ? 'page' : undefined}
            >
              {pick(one.name)} <span className={styles.small}>{one.waiting}</span>
            </NavLink>
          ))}
        </nav>
      )}
      {desk.needsNewEpoch && (
        <Notice title={t('desk.needs-epoch')}>
          {t('desk.needs-epoch.text')}{' '}
          <Link to={`/desk/${desk.id}/members`}>{t('desk.members')}</Link>
        </Notice>
      )}
      <Reports key={desk.id} deskId={desk.id} openable={desk.member} />
    </>
  )
}

function Counts({ desk }: { desk: Desk }) {
  const { t, number, pick } = useWords()
  return (
    <>
      <bdi>{pick(desk.agencyName)}</bdi> ·{' '}
      {t('desk.waiting', { count: desk.waiting, shown: number(desk.waiting) })}
      {desk.overdue > 0 && (
        <>
          {' · '}
          <b className={styles.late}>
            {t('desk.overdue', { count: desk.overdue, shown: number(desk.overdue) })}
          </b>
        </>
      )}
    </>
  )
}

function Actions({ desk }: { desk: Desk }) {
  const { t } = useWords()
  const unlocked = useMember() !== undefined
  if (!desk.member) return null
  return (
    <>
      {unlocked && (
        <Button variant="default" onClick={lockDesk}>
          {t('desk.lock')}
        </Button>
      )}
      <Button component={Link} variant="default" to="/desk/duty">
        {t('desk.duty')}
      </Button>
      <Button component={Link} variant="default" to="/desk/key">
        {t('desk.key')}
      </Button>
      <Button component={Link} variant="default" to={`/desk/${desk.id}/members`}>
        {t('desk.members')}
      </Button>
    </>
  )
}

function Reports({ deskId, openable }: { deskId: string; openable: boolean }) {
  const { t } = useWords()
  const [params, setParams] = useSearchParams({ status: 'open' })
  const filter: Filter = Object.fromEntries(params)
  const url = `/api/desk/${deskId}/reports`
  const query = useInfiniteQuery<Page, ProblemError>({
    queryKey: [url, filter],
    queryFn: ({ pageParam }) =>
      api.get(url, { query: { ...filter, after: pageParam as string | undefined } }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 60_000,
  })
  const rows = query.data?.pages.flatMap((page) => page.items)
  const narrow = (part: Filter) =>
    setParams(Object.entries({ ...filter, ...part }).filter(([, v]) => v) as [string, string][], {
      replace: true,
    })
  const narrowed = Boolean(filter.owes || filter.kind || filter.danger || filter.mine)
  useRowKeys()
  return (
    <>
      <Filters filter={filter} narrow={narrow} />
      <ErrorNote problem={query.error ?? undefined} again={() => void query.refetch()} />
      {query.isLoading && <Loading />}
      {rows && rows.length === 0 && (
        <EmptyState title={t(narrowed ? 'desk.empty.filtered' : 'desk.empty')}>
          {t(narrowed ? 'desk.empty.filtered.text' : 'desk.empty.text')}
        </EmptyState>
      )}
      {rows && rows.length > 0 && <Queue rows={rows} openable={openable} />}
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
      {rows && rows.length > 0 && <p className={styles.small}>{t('desk.keys')}</p>}
    </>
  )
}

/** `j` and `k` walk through the rows; Enter opens, as on any link. */
function useRowKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      const from = event.target as HTMLElement
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(from.tagName)) return
      const links = [...document.querySelectorAll<HTMLElement>('[data-row]')]
      const at = links.indexOf(document.activeElement as HTMLElement)
      links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function Filters({ filter, narrow }: { filter: Filter; narrow: (part: Filter) => void }) {
  const { t } = useWords()
  const all = { value: '', label: t('work.all') }
  return (
    <search className={styles.filters}>
      <NativeSelect
        label={t('desk.status')}
        value={filter.status ?? 'open'}
        onChange={(event) => narrow({ status: event.currentTarget.value })}
        data={[
          { value: 'open', label: t('desk.status.open') },
          { value: 'all', label: t('work.all') },
          ...statuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t('desk.owes')}
        value={filter.owes ?? ''}
        onChange={(event) => narrow({ owes: event.currentTarget.value })}
        data={[all, ...debts.map((value) => ({ value, label: t(`owes.${value}`) }))]}
      />
      <NativeSelect
        label={t('desk.kind')}
        value={filter.kind ?? ''}
        onChange={(event) => narrow({ kind: event.currentTarget.value })}
        data={[all, ...reportKinds.map((value) => ({ value, label: t(`kind.${value}`) }))]}
      />
      <div className={styles.ticks}>
        <Checkbox
          label={t('desk.only-danger')}
          checked={filter.danger === 'true'}
          onChange={(event) => narrow({ danger: event.currentTarget.checked ? 'true' : '' })}
        />
        <Checkbox
          label={t('desk.only-mine')}
          checked={filter.mine === 'true'}
          onChange={(event) => narrow({ mine: event.currentTarget.checked ? 'true' : '' })}
        />
      </div>
    </search>
  )
}
