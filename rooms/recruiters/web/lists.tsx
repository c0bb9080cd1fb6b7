import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Kind, kinds } from '../licence.ts'
import type { ImportBrief } from './answers.ts'
import styles from './recruiters.module.css'

/** The authority's lists: bring one in, look at those that came before. */
export function ListsPage() {
  const { t } = useWords()
  return (
    <>
      <PageHead
        crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
        title={t('recruiters.lists.title')}
        sub={t('recruiters.lists.sub')}
      />
      <BringForm />
      <section className={styles.section}>
        <h2>{t('recruiters.lists.before')}</h2>
        <Before />
      </section>
    </>
  )
}

function BringForm() {
  const { t } = useWords()
  const go = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [kind, setKind] = useState<Kind>('overseas-employment-promoter')
  const [asOf, setAsOf] = useState(dayInPakistan(new Date()))
  const { send, busy, problem } = useSend(
    async (of: File) =>
      api.post<{ id: string }>('/api/recruiters/imports', new Uint8Array(await of.arrayBuffer()), {
        query: { kind, asOf, fileName: of.name.slice(0, 200) },
      }),
    { done: ({ id }) => void go(`/recruiters/lists/${id}`) },
  )
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (file) void send(file)
      }}
    >
      <div className={styles.pair}>
        <Field name="file" label={t('recruiters.lists.file')} problem={problem} required>
          <FileInput
            value={file}
            onChange={setFile}
            accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          />
        </Field>
        <Field name="kind" label={t('recruiters.kind')} problem={problem} required>
          <NativeSelect
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as Kind)}
            data={kinds.map((value) => ({ value, label: t(`recruiters.kind.${value}`) }))}
          />
        </Field>
        <Field name="asOf" label={t('recruiters.lists.as-of')} problem={problem} required>
          <TextInput
            type="date"
            value={asOf}
            onChange={(event) => setAsOf(event.currentTarget.value)}
          />
        </Field>
      </div>
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit" loading={busy}>
          {t('recruiters.lists.read')}
        </Button>
      </div>
    </form>
  )
}

function Before() {
  const { t, date, number } = useWords()
  const { data, problem, loading, again } = useGet<{ items: ImportBrief[] }>(
    '/api/recruiters/imports',
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <DataTable
      caption={t('recruiters.lists.before')}
      rows={data.items}
      rowKey={(one) => one.id}
      empty={<EmptyState title={t('recruiters.lists.none')} />}
      columns={[
        {
          key: 'file',
          label: t('recruiters.lists.file'),
          main: true,
          show: (one) => (
            <Link to={`/recruiters/lists/${one.id}`}>
              <bdi>{one.fileName}</bdi>
            </Link>
          ),
        },
        { key: 'as-of', label: t('recruiters.lists.as-of'), show: (one) => date(one.asOf) },
        {
          key: 'state',
          label: t('recruiters.state'),
          show: (one) => (
            <Tag tone={one.state === 'applied' ? 'met' : one.state === 'read' ? 'partly' : 'not'}>
              {t(`recruiters.lists.state.${one.state}`)}
            </Tag>
          ),
        },
        {
          key: 'added',
          label: t('recruiters.lists.added'),
          number: true,
          show: (one) => (one.outcome ? number(one.outcome.added) : '–'),
        },
        {
          key: 'changed',
          label: t('recruiters.lists.changed'),
          number: true,
          show: (one) => (one.outcome ? number(one.outcome.changed) : '–'),
        },
        { key: 'at', label: t('recruiters.since'), show: (one) => <When at={one.broughtAt} /> },
      ]}
    />
  )
}
