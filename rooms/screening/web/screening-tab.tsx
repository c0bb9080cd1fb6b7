import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import {
  DataTable,
  DisabledReason,
  EmptyState,
  ErrorNote,
  Loading,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords, type Words } from '../../../web/workspace/words.tsx'
import type { ScreeningOfCaseView } from '../shapes.ts'
import { AskAgain, History } from './history.tsx'
import styles from './screening.module.css'
import { StartForm } from './start-form.tsx'
import { outcomeTone, statusTone } from './tones.ts'

interface Said {
  addedAt: string
  victimId: string | null
}

type Row = ScreeningOfCaseView['persons'][number]

/** Everybody in the case, what was decided about each, and the interviews it rests on. */
export function ScreeningTab() {
  const { id, refresh } = useCase()
  const { t } = useWords()
  const url = `/api/cases/${id}/screening`
  const { data, problem, loading, again } = useGet<ScreeningOfCaseView>(url)
  const said = useGet<Said[]>(`/api/cases/${id}/allegations`)
  const [starting, setStarting] = useState<string>()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const chosen = data.persons.find((one) => one.person.id === starting)
  const decided = data.persons.filter((one) => one.decisions.length > 0)
  const start = (row: Row) => (
    <DisabledReason reason={data.mayInterview ? undefined : t('screening.start.refused')}>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t('screening.start.for', { name: row.person.name ?? t('work.name-not-known') })}
        onClick={() => setStarting(row.person.id)}
      >
        {t('screening.start')}
      </Button>
    </DisabledReason>
  )
  return (
    <>
      <p>{t('screening.intro')}</p>
      <DataTable
        caption={t('screening.caption')}
        rows={data.persons}
        rowKey={(row) => row.person.id}
        empty={
          <EmptyState
            title={t('screening.none.title')}
            action={
              <Button component={Link} to={`/cases/${id}/people`}>
                {t('screening.none.action')}
              </Button>
            }
          >
            {t('screening.none.text')}
          </EmptyState>
        }
        columns={[
          {
            key: 'person',
            label: t('screening.column.person'),
            main: true,
            show: (row) => <Who row={row} />,
          },
          {
            key: 'decision',
            label: t('screening.column.decision'),
            show: (row) => <Standing row={row} said={said.data ?? []} />,
          },
          {
            key: 'interviews',
            label: t('screening.column.interviews'),
            show: (row) => <Interviews row={row} />,
          },
          { key: 'next', label: t('screening.column.next'), show: start },
        ]}
      />
      {chosen && (
        <StartForm
          key={chosen.person.id}
          caseId={id}
          person={chosen.person}
          close={() => setStarting(undefined)}
        />
      )}
      {decided.map((row) => (
        <section key={row.person.id} className={styles.decided}>
          <h2>
            <PersonName name={row.person.name} />
          </h2>
          <History decisions={row.decisions} requests={row.requests} />
          {data.mayInterview && (
            <AskAgain decisionId={row.decisions.at(-1)!.id} refreshes={url} done={refresh} />
          )}
        </section>
      ))}
    </>
  )
}

function ageText(t: Words['t'], age: Row['person']['age']): string {
  if (!age) return t('screening.age.not-known')
  if (age.from === age.to) return t('screening.age', { age: age.from })
  return t('screening.age.range', age)
}

function Who({ row: { person } }: { row: Row }) {
  const { t } = useWords()
  return (
    <>
      <PersonName name={person.name} />
      <div className={styles.small}>
        {person.roles.map((role) => t(`screening.role.${role}`)).join(' · ')}
        {' · '}
        {ageText(t, person.age)}
      </div>
    </>
  )
}

/** Facts change and smuggling can become trafficking: what came after the decision was not weighed. */
function newSince(row: Row, decidedAt: string, said: readonly Said[]): number {
  return said.filter(
    (one) => one.addedAt > decidedAt && (one.victimId === null || one.victimId === row.person.id),
  ).length
}

function Standing({ row, said }: { row: Row; said: readonly Said[] }) {
  const { t } = useWords()
  const last = row.decisions.at(-1)
  if (!last) return <span className={styles.soft}>{t('screening.not-decided')}</span>
  const fresh = newSince(row, last.decidedAt, said)
  const waiting = row.requests.some((one) => one.decisionId === last.id)
  return (
    <>
      <Tag tone={statusTone[last.status]}>{t(`screening.status.${last.status}`)}</Tag>
      {fresh > 0 && (
        <div className={styles.small}>{t('screening.new-since', { count: fresh })}</div>
      )}
      {waiting && <div className={styles.small}>{t('screening.waiting')}</div>}
    </>
  )
}

function Interviews({ row }: { row: Row }) {
  const { t } = useWords()
  if (!row.interviews.length) return <span aria-hidden>–</span>
  return (
    <ul className={styles.plain}>
      {row.interviews.map((one) => (
        <li key={one.id}>
          <Link to={`/screening/${one.id}`}>{t(`screening.set.${one.set}`)}</Link>{' '}
          <Tag tone={outcomeTone[one.outcome]}>{t(`screening.outcome.${one.outcome}`)}</Tag>
          <div className={styles.small}>
            <When at={one.startedAt} /> · {t('screening.answered', { count: one.answered })} ·{' '}
            {t(`screening.state.${one.state}`)}
          </div>
        </li>
      ))}
    </ul>
  )
}
