import { Button, CopyButton } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  EmptyState,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { PersonForm, type Plan } from './person-form.tsx'
import type { Account, AccountState, Team } from './shapes.ts'
import styles from './staff.module.css'

const refresh = ['/api/accounts']

/** Every agency that takes part, also one in which nobody has an account yet. */
function useAgencies() {
  const { pick } = useWords()
  const { data, problem, again } = useGet<{ id: string; name: Name }[]>('/api/agencies')
  const agencies = (data ?? [])
    .map((one) => ({ value: one.id, label: pick(one.name) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return { agencies, problem, again }
}

function EnrolmentLink({ link, name }: { link: string; name: string }) {
  const { t } = useWords()
  return (
    <Notice tone="met" title={t('staff.link.made')}>
      <p>{t('staff.link.text', { name })}</p>
      <p>
        <bdi className={styles.secret}>{link}</bdi>
      </p>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-md" onClick={copy}>
            {t(copied ? 'staff.link.copied' : 'staff.link.copy')}
          </Button>
        )}
      </CopyButton>
    </Notice>
  )
}

export function InvitePage() {
  const { t } = useWords()
  const { agencies, problem: unread, again } = useAgencies()
  const teams = useGet<Team[]>('/api/teams')
  const [name, setName] = useState('')
  const [link, setLink] = useState<string>()
  const { send, busy, problem } = useSend(
    (plan: Plan) => api.post<{ id: string; link: string }>('/api/accounts', plan),
    {
      refresh,
      done: (made, plan) => {
        setLink(made.link)
        setName(plan.nameEn)
      },
    },
  )
  const start: Plan = {
    nameEn: '',
    nameUr: '',
    email: '',
    agencyId: '',
    teamId: null,
    duties: [],
    sees: 'team',
    jurisdiction: 'PK-PB',
  }
  return (
    <>
      <PageHead
        crumbs={[{ label: t('staff.people'), to: '/people' }]}
        title={t('staff.invite')}
        sub={t('staff.invite.sub')}
      />
      <ErrorNote problem={unread ?? teams.problem} again={unread ? again : teams.again} />
      {link ? (
        <>
          <EnrolmentLink link={link} name={name} />
          <Button component={Link} to="/people" variant="default">
            {t('staff.people')}
          </Button>
        </>
      ) : (
        <PersonForm
          isNew
          start={start}
          agencies={agencies}
          teams={teams.data ?? []}
          busy={busy}
          problem={problem}
          save={(plan) => void send(plan)}
        />
      )}
    </>
  )
}

export function PersonPage() {
  const { id } = useParams()
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Account[]>('/api/accounts')
  const account = data?.find((one) => one.id === id)
  if (loading) return <Loading />
  if (!account)
    return (
      <>
        <PageHead
          crumbs={[{ label: t('staff.people'), to: '/people' }]}
          title={t('staff.person')}
        />
        <ErrorNote problem={problem} again={again} />
        {data && <EmptyState title={t('staff.person.absent')} />}
      </>
    )
  return <OnePerson key={account.version} account={account} />
}

function OnePerson({ account }: { account: Account }) {
  const { t, pick, dateTime } = useWords()
  const { person } = useSession()
  const [link, setLink] = useState<string>()
  const teams = useGet<Team[]>('/api/teams')
  const saving = useSend(
    ({ plan, state }: { plan: Plan; state: AccountState }) => {
      const { agencyId: _, email: __, ...changed } = plan
      const { version } = account
      return api.put(`/api/accounts/${account.id}`, { ...changed, state, version })
    },
    { refresh },
  )
  const linking = useSend(
    () => api.post<{ link: string }>(`/api/accounts/${account.id}/enrolment`),
    { refresh: [], done: (made) => setLink(made.link) },
  )
  const ending = useSend(() => api.post(`/api/accounts/${account.id}/end-sessions`), { refresh })
  const start: Plan = {
    nameEn: account.name.en,
    nameUr: account.name.ur,
    email: account.email ?? '',
    agencyId: account.agencyId,
    teamId: account.teamId,
    duties: account.duties,
    sees: account.sees,
    jurisdiction: account.jurisdiction,
  }
  const oneself = account.id === person.id
  const disabled = account.state === 'disabled'
  const turn = (state: AccountState) => saving.send({ plan: start, state })
  return (
    <>
      <PageHead
        crumbs={[{ label: t('staff.people'), to: '/people' }, { label: pick(account.agency) }]}
        title={<PersonName name={account.name} />}
        sub={<Tag tone={disabled ? 'not' : 'met'}>{t(`staff.state.${account.state}`)}</Tag>}
        actions={
          <Button component={Link} variant="default" to={`/audit?person=${account.id}`}>
            {t('staff.person.read-what')}
          </Button>
        }
      />
      {link && <EnrolmentLink link={link} name={pick(account.name)} />}
      <ErrorNote problem={linking.problem ?? ending.problem} />
      {ending.problem === undefined && !ending.busy && ending.done && (
        <Notice tone="met">{t('staff.sessions.ended')}</Notice>
      )}
      <Card title={t('staff.person.access')}>
        <Facts
          facts={[
            [t('staff.email'), account.email ?? t('work.not-known')],
            [t('staff.session.seen'), account.seenAt ? dateTime(account.seenAt) : t('staff.never')],
          ]}
        />
        <div className={styles.row} style={{ marginBlockStart: 14 }}>
          {!disabled && (
            <ConfirmButton
              title={t('staff.link.new')}
              what={t('staff.link.new.what')}
              confirm={t('staff.link.new.confirm')}
              onConfirm={() => linking.send()}
            >
              {t('staff.link.new')}
            </ConfirmButton>
          )}
          <ConfirmButton
            title={t('staff.sessions.end-all')}
            what={t('staff.sessions.end-all.what')}
            confirm={t('staff.sessions.end-all')}
            onConfirm={() => ending.send()}
          >
            {t('staff.sessions.end-all')}
          </ConfirmButton>
          {!oneself &&
            (disabled ? (
              <Button variant="default" onClick={() => void turn('active')}>
                {t('staff.state.enable')}
              </Button>
            ) : (
              <ConfirmButton
                title={t('staff.state.disable')}
                what={t('staff.state.disable.what')}
                confirm={t('staff.state.disable')}
                danger
                onConfirm={() => turn('disabled')}
              >
                {t('staff.state.disable')}
              </ConfirmButton>
            ))}
        </div>
      </Card>
      <PersonForm
        start={start}
        agencies={[]}
        teams={teams.data ?? []}
        busy={saving.busy}
        problem={saving.problem}
        save={(plan) => void saving.send({ plan, state: account.state })}
      />
    </>
  )
}
