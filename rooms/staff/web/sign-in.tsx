import { Button, PasswordInput, TextInput } from '@mantine/core'
import { browserSupportsWebAuthnAutofill } from '@simplewebauthn/browser'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import type { SignInProps } from '../../../web/workspace/gate.tsx'
import { Card, ErrorNote, Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { Cover } from './cover.tsx'
import { MadeUpStaff } from './made-up-staff.tsx'
import { hasPasskeys, signInWithPasskey } from './passkey.ts'
import styles from './staff.module.css'

export function SignIn({ tryout, again, onSignedIn }: SignInProps) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${t('staff.sign-in')} · ${t('work.name')}`
  }, [t])
  const ways = (
    <Card title={tryout ? t('staff.sign-in.as-in-earnest') : undefined}>
      <PasskeySignIn onSignedIn={onSignedIn} />
      <p className={styles.or}>{t('staff.sign-in.or')}</p>
      <PasswordSignIn onSignedIn={onSignedIn} />
    </Card>
  )
  return (
    <Cover wide={tryout}>
      <h1>{t(again ? 'staff.sign-in.again' : 'staff.sign-in')}</h1>
      <p className={styles.lead}>{t(again ? 'staff.sign-in.again.lead' : 'staff.sign-in.lead')}</p>
      {tryout ? (
        <>
          <Notice title={t('work.tryout')}>{t('work.tryout.means')}</Notice>
          <div className={styles.sides}>
            <MadeUpStaff onSignedIn={onSignedIn} />
            {ways}
          </div>
        </>
      ) : (
        ways
      )}
    </Cover>
  )
}

function PasskeySignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useWords()
  const { send, busy, problem } = useSend(() => signInWithPasskey(), { done: onSignedIn })
  const told = useRef(onSignedIn)
  told.current = onSignedIn
  useEffect(() => {
    let here = true
    const offer = async () => {
      if (!(await browserSupportsWebAuthnAutofill()) || !here) return
      await signInWithPasskey(true)
      told.current()
    }
    // Only an offer: whoever does not take it signs in otherwise.
    offer().catch(() => undefined)
    return () => {
      here = false
    }
  }, [])
  if (!hasPasskeys()) return <p className={styles.small}>{t('staff.passkey.not-here')}</p>
  return (
    <div className={styles.form}>
      <ErrorNote problem={problem} />
      <Button size="md" loading={busy} onClick={() => void send()}>
        {t('staff.sign-in.passkey')}
      </Button>
      <span className={styles.small}>{t('staff.sign-in.passkey.hint')}</span>
    </div>
  )
}

function PasswordSignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const { send, busy, problem } = useSend(
    () =>
      api.post<{ next: 'code' | 'done' }>(
        '/api/sign-in/password',
        { email, password, ...(asksCode ? { code: code.replaceAll(/\D/g, '') } : {}) },
        { bare: true },
      ),
    { done: ({ next }) => (next === 'done' ? onSignedIn() : setAsksCode(true)) },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <ErrorNote problem={problem} />
      <Field name="email" label={t('staff.email')} required>
        <TextInput
          type="email"
          dir="ltr"
          autoComplete="username webauthn"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Field>
      <Field name="password" label={t('staff.password')} required>
        <PasswordInput
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('staff.password.show') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      {asksCode && (
        <Field
          name="code"
          label={t('staff.code')}
          hint={t('staff.code.hint')}
          problem={problem}
          required
        >
          <TextInput
            dir="ltr"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            data-autofocus
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </Field>
      )}
      <Button type="submit" variant="default" loading={busy}>
        {t(asksCode ? 'staff.sign-in.finish' : 'staff.sign-in.password')}
      </Button>
      <span className={styles.small}>{t('staff.sign-in.forgotten')}</span>
    </form>
  )
}
