import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Notice,
} from '../../../../web/workspace/parts.tsx'
import { useSession } from '../../../../web/workspace/session.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import type { SealFault } from '../../sealing/broken-seal.ts'
import { fromBase64, fromBase64url } from '../../sealing/bytes.ts'
import type { Identity } from '../../sealing/identity.ts'
import { type Lock, unlockWithPasskey, unlockWithPassphrase } from '../../sealing/member-lock.ts'
import type { MyDesksAnswer } from '../../shapes.ts'
import { tryoutPassphrase } from '../../tryout-passphrase.ts'
import styles from './desk.module.css'
import { isKnownRoot } from './pinned-root.ts'
import { prfOf } from './prf.ts'
import { faultOf, SealNote } from './seal-note.tsx'
import { lockAfterMinutes, unlockDesk, useMember } from './vault.ts'

export interface Unlocked {
  member: Identity
  root: string
  desks: MyDesksAnswer['desks']
}

/** Shows `children` while the officer's key is open, and asks for the passphrase while it is not. */
export function WhileUnlocked({ children }: { children: (unlocked: Unlocked) => ReactNode }) {
  const { t } = useWords()
  const { tryout } = useSession()
  const member = useMember()
  const { data, problem, loading, again } = useGet<MyDesksAnswer>('/api/desk')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  if (!isKnownRoot(data.root, tryout))
    return (
      <Notice tone="danger" title={t('desk.root-changed')}>
        {t('desk.root-changed.text')}
      </Notice>
    )
  if (!data.key)
    return (
      <EmptyState
        title={t('desk.no-key')}
        action={
          <Button component={Link} to="/desk/key">
            {t('desk.key.make')}
          </Button>
        }
      >
        {t('desk.no-key.text')}
      </EmptyState>
    )
  if (member) return <>{children({ member, root: data.root, desks: data.desks })}</>
  return <Unlock locks={data.key.locks as Lock[]} />
}

function Unlock({ locks }: { locks: readonly Lock[] }) {
  const { t } = useWords()
  const [fault, setFault] = useState<SealFault>()
  const passkey = locks.find((one) => one.lock === 'passkey')
  const opening = useSend(
    async (open: () => Promise<Identity>) => {
      setFault(undefined)
      try {
        return await open()
      } catch (error) {
        setFault(faultOf(error))
        return undefined
      }
    },
    {
      done: (identity) => {
        if (!identity) return
        unlockDesk(identity)
        // The form is gone: what was unlocked is read from its heading on.
        document.querySelector<HTMLElement>('main h1')?.focus()
      },
    },
  )
  return (
    <Card title={t('desk.unlock')}>
      <p>{t('desk.unlock.text', { minutes: lockAfterMinutes })}</p>
      {fault === 'wrong-passphrase' ? (
        <div role="alert">
          <Notice tone="danger" title={t('work.not-done')}>
            {t('seal.wrong-passphrase')}
          </Notice>
        </div>
      ) : (
        <SealNote fault={fault} />
      )}
      {passkey && (
        <Button
          mb="md"
          loading={opening.busy}
          onClick={() =>
            void opening.send(async () => {
              const salt = fromBase64(passkey.salt)
              const { output } = await prfOf(salt, fromBase64url(passkey.credentialId))
              return unlockWithPasskey(passkey, output)
            })
          }
        >
          {t('desk.unlock.passkey')}
        </Button>
      )}
      <PassphraseForm locks={locks} busy={opening.busy} open={(open) => void opening.send(open)} />
    </Card>
  )
}

function PassphraseForm({
  locks,
  busy,
  open,
}: {
  locks: readonly Lock[]
  busy: boolean
  open: (open: () => Promise<Identity>) => void
}) {
  const { t } = useWords()
  const { tryout } = useSession()
  const [passphrase, setPassphrase] = useState('')
  const lock = locks.find((one) => one.lock === 'passphrase')
  if (!lock) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open(() => unlockWithPassphrase(lock, passphrase))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field name="passphrase" label={t('desk.passphrase')} required>
        <PasswordInput
          dir="auto"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('desk.passphrase.show') }}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      </Field>
      {tryout && (
        <p className={styles.small}>
          {t('desk.passphrase.tryout')} <bdi className={styles.mono}>{tryoutPassphrase}</bdi>{' '}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setPassphrase(tryoutPassphrase)}
          >
            {t('desk.passphrase.fill')}
          </Button>
        </p>
      )}
      <div>
        <Button type="submit" loading={busy}>
          {t('desk.unlock')}
        </Button>
      </div>
    </form>
  )
}
