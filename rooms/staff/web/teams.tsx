import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
  PersonName,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Team } from './shapes.ts'
import styles from './staff.module.css'

/** The teams of every agency, for the administrator. */
export function TeamsPage() {
  const { t, pick, number } = useWords()
  const { data, problem, loading, again } = useGet<Team[]>('/api/teams')
  const [editing, setEditing] = useState<Team | 'new'>()
  const add = <Button onClick={() => setEditing('new')}>{t('staff.team.add')}</Button>
  return (
    <>
      <PageHead
        crumbs={[{ label: t('staff.people'), to: '/people' }]}
        title={t('staff.teams')}
        sub={t('staff.teams.sub')}
        actions={add}
      />
      <ErrorNote problem={problem} again={again} />
      {loading && <Loading />}
      {data && (
        <DataTable
          caption={t('staff.teams')}
          rows={data}
          rowKey={(one) => one.id}
          empty={
            <EmptyState title={t('staff.teams.none')}>{t('staff.teams.none.text')}</EmptyState>
          }
          columns={[
            {
              key: 'team',
              label: t('staff.team'),
              main: true,
              show: (one) => <PersonName name={one.name} />,
            },
            {
              key: 'agency',
              label: t('staff.agency'),
              show: (one) => <bdi>{pick(one.agency)}</bdi>,
            },
            {
              key: 'people',
              label: t('staff.team.people'),
              number: true,
              show: (one) => number(one.people),
            },
            {
              key: 'rename',
              label: t('staff.team.rename'),
              show: (one) => (
                <Button size="compact-sm" variant="default" onClick={() => setEditing(one)}>
                  {t('staff.team.rename')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {editing && (
        <TeamForm
          {...(editing === 'new' ? {} : { team: editing })}
          close={() => setEditing(undefined)}
        />
      )}
    </>
  )
}

function TeamForm({ team, close }: { team?: Team; close: () => void }) {
  const { t, pick } = useWords()
  const agencies = useGet<{ id: string; name: Name }[]>(team ? undefined : '/api/agencies')
  const [agencyId, setAgency] = useState(team?.agencyId ?? '')
  const [nameEn, setEn] = useState(team?.name.en ?? '')
  const [nameUr, setUr] = useState(team?.name.ur ?? '')
  const { send, busy, problem } = useSend(
    () =>
      team
        ? api.put(`/api/teams/${team.id}`, { nameEn, nameUr })
        : api.post('/api/teams', { agencyId, nameEn, nameUr }),
    { refresh: ['/api/teams'], done: close },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t(team ? 'staff.team.rename' : 'staff.team.add')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <ErrorNote problem={problem ?? agencies.problem} />
        {!team && (
          <Field name="agencyId" label={t('staff.agency')} problem={problem} required>
            <NativeSelect
              data={[
                { value: '', label: t('staff.choose') },
                ...(agencies.data ?? []).map((one) => ({ value: one.id, label: pick(one.name) })),
              ]}
              value={agencyId}
              onChange={(event) => setAgency(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field name="nameEn" label={t('staff.name.en')} problem={problem} required>
          <TextInput
            dir="ltr"
            lang="en"
            maxLength={200}
            value={nameEn}
            onChange={(event) => setEn(event.currentTarget.value)}
          />
        </Field>
        <Field name="nameUr" label={t('staff.name.ur')} problem={problem} required>
          <TextInput
            dir="rtl"
            lang="ur"
            maxLength={200}
            value={nameUr}
            onChange={(event) => setUr(event.currentTarget.value)}
          />
        </Field>
        <div>
          <Button type="submit" loading={busy}>
            {t('work.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
