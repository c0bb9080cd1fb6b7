import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  PageHead,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Hit } from '../views.ts'
import styles from './cases.module.css'
import { StatusTag } from './list.tsx'

const kinds = ['name', 'reference', 'cnic', 'phone', 'passport', 'account'] as const

/** Finds a case by exactly one name or number. What is typed never enters an address or a record. */
export function CaseSearchPage() {
  const { t, date } = useWords()
  const [by, setBy] = useState<(typeof kinds)[number]>('name')
  const [text, setText] = useState('')
  const [hits, setHits] = useState<Hit[]>()
  const { send, busy, problem } = useSend(
    () => api.post<{ items: Hit[] }>('/api/cases/search', { by, text }),
    { done: (answer) => setHits(answer.items) },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setHits(undefined)
    void send()
  }
  return (
    <>
      <PageHead
        crumbs={[{ label: t('cases.title'), to: '/cases' }]}
        title={t('cases.search.title')}
        sub={t('cases.search.sub')}
      />
      <form className={styles.bar} onSubmit={submit}>
        <Field name="by" label={t('cases.search.by')} problem={problem} required>
          <NativeSelect
            value={by}
            onChange={(event) => setBy(event.currentTarget.value as (typeof kinds)[number])}
            data={kinds.map((value) => ({ value, label: t(`cases.search.by.${value}`) }))}
          />
        </Field>
        <Field name={by} label={t('cases.search.text')} problem={problem} required>
          <TextInput
            type="search"
            dir="auto"
            autoComplete="off"
            maxLength={300}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" loading={busy}>
          {t('work.search')}
        </Button>
      </form>
      <ErrorNote problem={problem} />
      <div aria-live="polite">
        {hits && (
          <DataTable
            caption={t('cases.search.found', { count: hits.length })}
            rows={hits}
            rowKey={(hit) => `${hit.caseId} ${hit.person?.id ?? ''}`}
            empty={
              <EmptyState title={t('cases.search.none')}>{t('cases.search.none.text')}</EmptyState>
            }
            columns={[
              {
                key: 'case',
                label: t('cases.column.case'),
                main: true,
                show: (hit) => (
                  <>
                    <Link to={`/cases/${hit.caseId}`}>
                      <bdi>{hit.title}</bdi>
                    </Link>
                    <div className={styles.small}>
                      <bdi className={styles.number}>{hit.reference}</bdi>{' '}
                      <StatusTag status={hit.status} />
                    </div>
                  </>
                ),
              },
              {
                key: 'person',
                label: t('cases.column.person'),
                show: (hit) =>
                  hit.person ? (
                    <>
                      <PersonName name={hit.person.name} />
                      <div className={styles.small}>
                        {hit.person.roles.map((role) => t(`case-role.${role}`)).join(' · ')}
                      </div>
                    </>
                  ) : (
                    '–'
                  ),
              },
              {
                key: 'holder',
                label: t('cases.column.holder'),
                show: (hit) => <PersonName name={hit.holder} />,
              },
              { key: 'opened', label: t('cases.column.opened'), show: (hit) => date(hit.openedAt) },
            ]}
          />
        )}
      </div>
    </>
  )
}
