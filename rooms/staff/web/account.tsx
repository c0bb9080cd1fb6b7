import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorNote,
  Facts,
  Field,
  PageHead,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { hasPasskeys, makePasskey } from './passkey.ts'
import { PasswordCard } from './password-card.tsx'
import type { OwnSession, Passkey } from './shapes.ts'
import styles from './staff.module.css'

/** One's own way in: passkeys and open sessions. */
export function AccountPage() {
  const { t, pick } = useWords()
  const { person } = useSession()
  return (
    <>
      <PageHead title={t('work.account')} />
      <Card title={t('staff.about-you')}>
        <Facts
          facts={[
            [t('staff.name'), pick(person.name)],
            [t('staff.agency'), person.agency ? pick(person.agency) : t('work.not-known')],
            [t('staff.duties'), person.duties.map((duty) => t(`work.duty.${duty}`)).join(' · ')],
            [t('staff.sees'), t(`work.sees.${person.sees}`)],
          ]}
        />
        <p className={styles.small}>{t('staff.about-you.change')}</p>
      </Card>
      <Passkeys />
      <PasswordCard />
      <Sessions />
    </>
  )
}

function Passkeys() {
  const { t } = useWords()
  const { data, problem, again } = useGet<Passkey[]>('/api/passkeys')
  const [label, setLabel] = useState('')
  const refresh = ['/api/passkeys']
  const making = useSend(
    () => makePasskey('/api/passkeys', label.trim() || t('staff.passkey.this')),
    { refresh, done: () => setLabel('') },
  )
  const removing = useSend((id: string) => api.delete(`/api/passkeys/${encodeURIComponent(id)}`), {
    refresh,
  })
  return (
    <Card title={t('staff.passkeys')}>
      <p>{t('staff.passkeys.text')}</p>
      <ErrorNote problem={problem} again={again} />
      <ErrorNote problem={removing.problem} />
      {data && (
        <DataTable
          caption={t('staff.passkeys')}
          rows={data}
          rowKey={(one) => one.id}
          empty={
            <EmptyState title={t('staff.passkeys.none')}>
              {t('staff.passkeys.none.text')}
            </EmptyState>
          }
          columns={[
            {
              key: 'label',
              label: t('staff.passkey.label'),
              main: true,
              show: (one) => <bdi>{one.label}</bdi>,
            },
            {
              key: 'made',
              label: t('staff.passkey.made'),
              show: (one) => <When at={one.madeAt} />,
            },
            {
              key: 'used',
              label: t('staff.passkey.used'),
              show: (one) => (one.usedAt ? <When at={one.usedAt} /> : t('staff.never')),
            },
            {
              key: 'remove',
              label: t('work.remove'),
              show: (one) => (
                <ConfirmButton
                  size="compact-sm"
                  title={t('staff.passkey.remove')}
                  what={t('staff.passkey.remove.what', { label: one.label })}
                  confirm={t('work.remove')}
                  danger
                  onConfirm={() => removing.send(one.id)}
                >
                  {t('work.remove')}
                </ConfirmButton>
              ),
            },
          ]}
        />
      )}
      <div className={styles.form} style={{ marginBlockStart: 18, maxWidth: '26rem' }}>
        <ErrorNote problem={making.problem} />
        {hasPasskeys() ? (
          <>
            <Field
              name="label"
              label={t('staff.passkey.label')}
              hint={t('staff.passkey.label.hint')}
            >
              <TextInput
                maxLength={80}
                value={label}
                onChange={(event) => setLabel(event.currentTarget.value)}
              />
            </Field>
            <Button variant="default" loading={making.busy} onClick={() => void making.send()}>
              {t('staff.passkey.make')}
            </Button>
          </>
        ) : (
          <p className={styles.small}>{t('staff.passkey.not-here')}</p>
        )}
      </div>
    </Card>
  )
}

function Sessions() {
  const { t } = useWords()
  const { data, problem, again } = useGet<OwnSession[]>('/api/sessions')
  const ending = useSend((id: string) => api.delete(`/api/sessions/${id}`), {
    refresh: ['/api/sessions'],
  })
  return (
    <Card title={t('staff.sessions')}>
      <p>{t('staff.sessions.text')}</p>
      <ErrorNote problem={problem} again={again} />
      <ErrorNote problem={ending.problem} />
      {data && (
        <DataTable
          caption={t('staff.sessions')}
          rows={data}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'client',
              label: t('staff.session.where'),
              main: true,
              show: (one) => <bdi>{one.client || t('work.not-known')}</bdi>,
            },
            {
              key: 'begun',
              label: t('staff.session.begun'),
              show: (one) => <When at={one.begunAt} />,
            },
            {
              key: 'seen',
              label: t('staff.session.seen'),
              show: (one) => <When at={one.seenAt} />,
            },
            {
              key: 'end',
              label: t('staff.session.end'),
              show: (one) =>
                one.current ? (
                  <Tag tone="met">{t('staff.session.this')}</Tag>
                ) : (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => void ending.send(one.id)}
                  >
                    {t('staff.session.end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Card>
  )
}
