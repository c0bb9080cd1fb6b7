import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Status, statuses } from '../licence.ts'
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
  const [status, setStatus] = useState<Status | ''>('')
  const counts = useGet<{ items: { status: Status; n: number }[] }>('/api/recruiters/counts')
  return (
    <section className={styles.section}>
      <ul className={styles.counts}>
        {counts.data?.items.map((one) => (
          <li key={one.status}>
            <b>{number(one.n)}</b> {t(`recruiters.status.${one.status}`)}
          </li>
        ))}
      </ul>
      <div className={styles.bar}>
        <NativeSelect
          label={t('recruiters.state')}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value as Status | '')}
          data={[
            { value: '', label: t('recruiters.filter.all') },
            ...statuses.map((value) => ({ value, label: t(`recruiters.status.${value}`) })),
          ]}
        />
      </div>
      <Listed key={status} status={status} keeps={keeps} />
    </section>
  )
}

function Listed({ status, keeps }: { status: Status | ''; keeps: boolean }) {
  const { t } = useWords()
  const url = `/api/recruiters${status ? `?status=${status}` : ''}`
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
          {one.place && (
            <div className={styles.small}>
              <PersonName name={one.place} />
            </div>
          )}
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
