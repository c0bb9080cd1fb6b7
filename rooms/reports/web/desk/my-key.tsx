import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useGet } from '../../../../web/workspace/asking.ts'
import {
  Card,
  DisabledReason,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { BrokenSeal } from '../../sealing/broken-seal.ts'
import { base64url, randomBytes } from '../../sealing/bytes.ts'
import { held, newIdentity, recipientOf } from '../../sealing/identity.ts'
import {
  type Lock,
  lockWithPasskey,
  lockWithPassphrase,
  SHORTEST_PASSPHRASE,
  secretBehind,
} from '../../sealing/member-lock.ts'
import type { MyDesksAnswer } from '../../shapes.ts'
import styles from './desk.module.css'
import { Fingerprint } from './fingerprint.tsx'
import { mayHavePrf, prfOf } from './prf.ts'
import { SealNote } from './seal-note.tsx'
import { useSealing } from './sealing-act.ts'
import { unlockDesk } from './vault.ts'

const refresh = ['/api/desk']

/** The officer's own key: made here, kept by the server only under the officer's locks. */
export function MyKeyPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<MyDesksAnswer>('/api/desk')
  if (loading) return <Loading />
  return (
    <>
      <PageHead
        crumbs={[{ label: t('desk.rail'), to: '/desk' }]}
        title={t('desk.key')}
        sub={t('desk.key.sub')}
      />
      <ErrorNote problem={problem} again={again} />
      {data?.key ? (
        <>
          <Card title={t('desk.key.yours')}>
            <p>{t('desk.key.fingerprint.text')}</p>
            <Fingerprint of={data.key.recipient} />
          </Card>
          <Locks recipient={data.key.recipient} locks={data.key.locks as Lock[]} />
        </>
      ) : (
        data && <NewKey />
      )}
    </>
  )
}

function NewKey() {
  const { t } = useWords()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const { send, busy, problem, fault } = useSealing(
    async () => {
      const identity = await newIdentity()
      const recipient = await recipientOf(identity)
      const locks = [await lockWithPassphrase(identity, first)]
      await api.put('/api/desk/my-key', { recipient, locks })
      unlockDesk(await held(identity))
    },
    { refresh },
  )
  const wrong =
    first.length < SHORTEST_PASSPHRASE
      ? t('desk.key.short', { count: SHORTEST_PASSPHRASE })
      : first !== second
        ? t('desk.key.differ')
        : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wrong) void send()
  }
  return (
    <Card title={t('desk.key.make')}>
      <form className={styles.form} onSubmit={submit}>
        <p>{t('desk.key.make.text')}</p>
        <Notice title={t('desk.key.lost')}>{t('desk.key.lost.text')}</Notice>
        <ErrorNote problem={problem} />
        <SealNote fault={fault} />
        <Field name="first" label={t('desk.passphrase')} hint={t('desk.passphrase.hint')} required>
          <PasswordInput
            dir="auto"
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('desk.passphrase.show') }}
            value={first}
            onChange={(event) => setFirst(event.currentTarget.value)}
          />
        </Field>
        <Field name="second" label={t('desk.passphrase.again')} required>
          <PasswordInput
            dir="auto"
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('desk.passphrase.show') }}
            value={second}
            onChange={(event) => setSecond(event.currentTarget.value)}
          />
        </Field>
        <div>
          <DisabledReason reason={first && wrong ? wrong : undefined}>
            <Button type="submit" loading={busy}>
              {t('desk.key.make')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}

/** A passkey beside the passphrase, where the device can derive a secret from it. */
function Locks({ recipient, locks }: { recipient: string; locks: readonly Lock[] }) {
  const { t } = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [noPrf, setNoPrf] = useState(false)
  const phrase = locks.find((one) => one.lock === 'passphrase')
  const { send, busy, problem, fault, done } = useSealing(
    async () => {
      setNoPrf(false)
      const identity = await secretBehind(phrase!, passphrase)
      // What was opened must be the key that the desk knows, or the new lock would open another.
      if ((await recipientOf(identity)) !== recipient) throw new BrokenSeal('malformed')
      const salt = randomBytes(32)
      const given = await prfOf(salt).catch(() => undefined)
      if (!given) return setNoPrf(true)
      const passkey = await lockWithPasskey(
        identity,
        base64url(given.credentialId),
        salt,
        given.output,
      )
      return api.put('/api/desk/my-key', { recipient, locks: [phrase, passkey] })
    },
    { refresh, done: () => setPassphrase('') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Card title={t('desk.key.locks')}>
      <p>
        {locks.map(({ lock }) => (
          <span key={lock}>
            <Tag tone="met">{t(`desk.lock.${lock}`)}</Tag>{' '}
          </span>
        ))}
      </p>
      {mayHavePrf() && phrase && (
        <form className={styles.form} onSubmit={submit}>
          <p>{t('desk.key.passkey.text')}</p>
          {done && !noPrf && <Notice tone="met">{t('desk.key.passkey.done')}</Notice>}
          {noPrf && <Notice title={t('work.not-done')}>{t('desk.key.passkey.none')}</Notice>}
          <ErrorNote problem={problem} />
          <SealNote fault={fault} />
          <Field name="passphrase" label={t('desk.passphrase')} required>
            <PasswordInput
              dir="auto"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': t('desk.passphrase.show') }}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          </Field>
          <div>
            <Button type="submit" variant="default" loading={busy}>
              {t('desk.key.passkey.add')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  )
}
