import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Account } from './shapes.ts'
import styles from './staff.module.css'

const tones = { active: 'met', invited: 'partly', disabled: 'not' } as const

/** Everybody with an account, for the administrator. */
export function PeoplePage() {
  const { t, pick, number } = useWords()
  const { data, problem, loading, again } = useGet<Account[]>('/api/accounts')
  const [sought, setSought] = useState('')
  const matches = (one: Account) =>
    [one.name.en, one.name.ur, one.agency.en, one.agency.ur, one.email ?? '']
      .join(' ')
      .toLowerCase()
      .includes(sought.trim().toLowerCase())
  const rows = (data ?? []).filter(matches)
  return (
    <>
      <PageHead
        title={t('staff.people')}
        sub={data && t('staff.people.sub', { count: data.length, shown: number(data.length) })}
        actions={
          <>
            <Button component={Link} variant="default" to="/people/teams">
              {t('staff.teams')}
            </Button>
            <Button component={Link} to="/people/new">
              {t('staff.invite')}
            </Button>
          </>
        }
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <>
          <div className={styles.filters}>
            <TextInput
              type="search"
              label={t('work.search')}
              placeholder={t('staff.people.search')}
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
            />
          </div>
          <DataTable
            caption={t('staff.people')}
            rows={rows}
            rowKey={(one) => one.id}
            empty={
              <EmptyState title={t('staff.people.none')}>{t('staff.people.none.text')}</EmptyState>
            }
            columns={[
              {
                key: 'name',
                label: t('staff.name'),
                main: true,
                show: (one) => (
                  <Link to={`/people/${one.id}`}>
                    <PersonName name={one.name} />
                  </Link>
                ),
              },
              {
                key: 'agency',
                label: t('staff.agency'),
                show: (one) => <bdi>{pick(one.agency)}</bdi>,
              },
              {
                key: 'duties',
                label: t('staff.duties'),
                show: (one) => one.duties.map((duty) => t(`work.duty.${duty}`)).join(' · '),
              },
              { key: 'sees', label: t('staff.sees'), show: (one) => t(`work.sees.${one.sees}`) },
              {
                key: 'state',
                label: t('staff.state'),
                show: (one) => <Tag tone={tones[one.state]}>{t(`staff.state.${one.state}`)}</Tag>,
              },
              {
                key: 'seen',
                label: t('staff.session.seen'),
                show: (one) => (one.seenAt ? <When at={one.seenAt} /> : t('staff.never')),
              },
            ]}
          />
        </>
      )}
    </>
  )
}
