import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { renderSVG } from 'uqr'
import type { Name } from '../../../core/people.ts'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { Card, ErrorNote, Field, Loading } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { Cover } from './cover.tsx'
import { hasPasskeys, makePasskey } from './passkey.ts'
import styles from './staff.module.css'

// Read once, then taken out of the address: it must not stay in the history.
const token = location.pathname.endsWith('/enrol') ? location.hash.slice(1) : ''
if (token) history.replaceState(null, '', location.pathname)
const headers = { 'panah-enrolment': token }

const enter = () => location.assign('/staff/')

/** Where the one-time link of an invitation leads. */
export function EnrolPage() {
  const { t, pick } = useWords()
  const { data, error } = useQuery<{ name: Name; agency: Name }, ProblemError>({
    queryKey: ['enrolment'],
    queryFn: () => api.get('/api/enrolment', { headers, bare: true }),
  })
  useEffect(() => {
    document.title = `${t('staff.enrol')} · ${t('work.name')}`
  }, [t])
  return (
    <Cover>
      <h1>{t('staff.enrol')}</h1>
      <ErrorNote problem={error ?? undefined} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <p className={styles.lead}>
            {t('staff.enrol.lead', { name: pick(data.name), agency: pick(data.agency) })}
          </p>
          {hasPasskeys() && <PasskeyWay />}
          <PasswordWay />
        </>
      )}
    </Cover>
  )
}

function PasskeyWay() {
  const { t } = useWords()
  const [label, setLabel] = useState('')
  const { send, busy, problem } = useSend(
    () => makePasskey('/api/enrolment/passkey', label.trim() || t('staff.passkey.this'), headers),
    { done: enter },
  )
  return (
    <Card title={t('staff.enrol.passkey')}>
      <p>{t('staff.enrol.passkey.text')}</p>
      <div className={styles.form}>
        <ErrorNote problem={problem} />
        <Field name="label" label={t('staff.passkey.label')} hint={t('staff.passkey.label.hint')}>
          <TextInput
            maxLength={80}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
        </Field>
        <Button loading={busy} onClick={() => void send()}>
          {t('staff.passkey.make')}
        </Button>
      </div>
    </Card>
  )
}

function PasswordWay() {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const [secret, setSecret] = useState<{ uri: string; secret: string }>()
  const { send, busy, problem } = useSend(
    async () => {
      await api.post('/api/enrolment/password', { password }, { headers, bare: true })
      return api.post<{ uri: string; secret: string }>('/api/enrolment/totp', undefined, {
        headers,
        bare: true,
      })
    },
    { done: setSecret },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Card title={t('staff.enrol.password')}>
      {secret ? (
        <CodeStep uri={secret.uri} secret={secret.secret} />
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <p>{t('staff.enrol.password.text')}</p>
          <ErrorNote problem={problem} />
          <Field
            name="password"
            label={t('staff.password.new')}
            hint={t('staff.password.new.hint')}
            problem={problem}
            required
          >
            <PasswordInput
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('staff.password.show') }}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </Field>
          <Button type="submit" variant="default" loading={busy}>
            {t('staff.enrol.password.next')}
          </Button>
        </form>
      )}
    </Card>
  )
}

function CodeStep({ uri, secret }: { uri: string; secret: string }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(
        '/api/enrolment/totp/confirm',
        { code: code.replaceAll(/\D/g, '') },
        { headers, bare: true },
      ),
    { done: enter },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t('staff.enrol.code.text')}</p>
      <div
        className={styles.qr}
        role="img"
        aria-label={t('staff.enrol.qr')}
        dangerouslySetInnerHTML={{ __html: renderSVG(uri) }}
      />
      <p className={styles.small}>
        {t('staff.enrol.by-hand')} <bdi className={styles.secret}>{secret}</bdi>
      </p>
      <ErrorNote problem={problem} />
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
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </Field>
      <Button type="submit" loading={busy}>
        {t('staff.sign-in.finish')}
      </Button>
    </form>
  )
}
