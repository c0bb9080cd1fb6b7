import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ListFilters } from '../../../web/workspace/list-page.tsx'
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Kind, kinds, type Status, statuses } from '../licence.ts'
import { mayKeepRegister } from '../permissions.ts'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'
import { LicenceNumber, LicenceState } from './state.tsx'

/** The register of those who send people abroad, and a search that reads any spelling. */
export function RegisterPage() {
  const { t } = useWords()
  const { person } = useSession()
  const keeps = mayKeepRegister(person)
  return (
    <>
      <PageHead
        title={t('recruiters.title')}
        sub={t('recruiters.sub')}
        actions={
          keeps && (
            <>
              <Button component={Link} to="/recruiters/first" variant="default">
                {t('recruiters.first')}
              </Button>
              <Button component={Link} to="/recruiters/renewals" variant="default">
                {t('recruiters.renewals.list')}
              </Button>
              <Button component={Link} to="/recruiters/inspections" variant="default">
                {t('recruiters.inspections')}
              </Button>
              <Button component={Link} to="/recruiters/job-orders" variant="default">
                {t('recruiters.orders')}
              </Button>
              <Button component={Link} to="/recruiters/lists" variant="default">
                {t('recruiters.lists')}
              </Button>
              <Button component={Link} to="/recruiters/complaints">
                {t('recruiters.complaints')}
              </Button>
            </>
          )
        }
      />
      <Finder />
      <Register keeps={keeps} />
    </>
  )
}

interface FoundAnswer {
  items: { licensee: LicenseeView; why: string }[]
}

function Finder() {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [found, setFound] = useState<FoundAnswer>()
  const { send, busy, problem } = useSend(
    () => api.post<FoundAnswer>('/api/recruiters/search', { text }),
    { done: setFound },
  )
  const columns = useColumns()
  return (
    <section>
      <form
        className={styles.bar}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) void send()
        }}
      >
        <div className={styles.find}>
          <Field name="text" label={t('recruiters.find')} hint={t('recruiters.find.hint')}>
            <TextInput
              type="search"
              dir="auto"
              value={text}
              maxLength={2000}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
        </div>
        <Button type="submit" variant="default" loading={busy}>
          {t('recruiters.find.do')}
        </Button>
      </form>
      <ErrorNote problem={problem} />
      {found && (
        <DataTable
          caption={t('recruiters.find')}
          rows={found.items}
          rowKey={(one) => one.licensee.id}
          columns={[
            ...columns.map((column) => ({
              ...column,
              show: (one: FoundAnswer['items'][number]) => column.show(one.licensee),
            })),
            {
              key: 'why',
              label: t('recruiters.why'),
              show: (one) => t(`recruiters.why.${one.why}`),
            },
          ]}
          empty={
            <EmptyState title={t('recruiters.find.none')}>
              {t('recruiters.find.none.text')}
            </EmptyState>
          }
        />
      )}
    </section>
  )
}

interface Page {
  items: LicenseeView[]
  next: string | null
}

function Register({ keeps }: { keeps: boolean }) {
  const { t, number } = useWords()
  const [kind, setKind] = useState('')
  const [status, setStatus] = useState('')
  const counts = useGet<{ items: { kind: Kind; status: Status; n: number }[] }>(
    '/api/recruiters/counts',
  )
  const query = new URLSearchParams(
    Object.entries({ kind, status }).filter(([, value]) => value),
  ).toString()
  return (
    <section className={styles.section}>
      <ListFilters
        filters={[
          {
            label: t('recruiters.kind'),
            codes: kinds,
            words: 'recruiters.kind',
            all: t('recruiters.filter.all'),
            value: kind,
            set: setKind,
          },
          {
            label: t('recruiters.state'),
            codes: statuses,
            words: 'recruiters.status',
            all: t('recruiters.filter.all'),
            value: status,
            set: setStatus,
          },
        ]}
      />
      <ul className={styles.counts}>
        {statuses.map((one) => {
          const n = (counts.data?.items ?? [])
            .filter((row) => row.status === one && (!kind || row.kind === kind))
            .reduce((sum, row) => sum + row.n, 0)
          return (
            n > 0 && (
              <li key={one}>
                <b>{number(n)}</b> {t(`recruiters.status.${one}`)}
              </li>
            )
          )
        })}
      </ul>
      <Listed key={query} url={`/api/recruiters${query && `?${query}`}`} keeps={keeps} />
    </section>
  )
}

function Listed({ url, keeps }: { url: string; keeps: boolean }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Page>(url)
  const [more, setMore] = useState<Page[]>([])
  const columns = useColumns()
  const next = more.length ? more.at(-1)!.next : data?.next
  const readOn = useSend(() => api.get<Page>(url, { query: { after: next } }), {
    done: (page) => setMore((before) => [...before, page]),
  })
  if (loading) return <Loading />
  if (problem) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <DataTable
        caption={t('recruiters.title')}
        rows={[data?.items ?? [], ...more.map((page) => page.items)].flat()}
        rowKey={(one) => one.id}
        columns={columns}
        empty={
          <EmptyState title={t('recruiters.none')}>
            {t(keeps ? 'recruiters.none.text' : 'recruiters.none.text.other')}
          </EmptyState>
        }
      />
      <ErrorNote problem={readOn.problem} />
      {next && (
        <p>
          <Button variant="default" loading={readOn.busy} onClick={() => void readOn.send()}>
            {t('work.more')}
          </Button>
        </p>
      )}
    </>
  )
}

function useColumns(): Column<LicenseeView>[] {
  const { t, date } = useWords()
  return [
    {
      key: 'name',
      label: t('recruiters.name'),
      main: true,
      show: (one) => (
        <>
          <Link to={`/recruiters/licensees/${one.id}`}>
            <PersonName name={one.name} />
          </Link>
          <div className={styles.small}>
            {one.kind === 'travel-agent' && <Tag>{t('recruiters.kind.travel-agent')}</Tag>}{' '}
            <PersonName name={one.place} />
          </div>
        </>
      ),
    },
    {
      key: 'number',
      label: t('recruiters.number'),
      show: (one) => (
        <span className={styles.number}>
          <LicenceNumber number={one.licenceNumber} />
        </span>
      ),
    },
    {
      key: 'state',
      label: t('recruiters.state'),
      show: (one) => (
        <>
          <LicenceState status={one.status} />{' '}
          {one.termOver && <span className={styles.small}>{t('recruiters.term-over')}</span>}
        </>
      ),
    },
    {
      key: 'until',
      label: t('recruiters.until'),
      show: (one) => (one.expiresOn ? date(one.expiresOn) : '–'),
    },
  ]
}
