import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { Card, ErrorNote, Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './staff.module.css'

/** One's own password: changed with the present one, forgotten ones by the administrator's link. */
export function PasswordCard() {
  const { t, date } = useWords()
  const { data, problem, again } = useGet<{ setAt: string | null }>('/api/me/password')
  return (
    <Card title={t('staff.password.card')}>
      <ErrorNote problem={problem} again={again} />
      {data && (
        <p>
          {data.setAt
            ? t('staff.password.set', { on: date(data.setAt) })
            : t('staff.password.none')}
        </p>
      )}
      {data?.setAt && <ChangeForm />}
      <p className={styles.small}>{t('staff.password.forgotten')}</p>
    </Card>
  )
}

function ChangeForm() {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [changed, setChanged] = useState(false)
  const { send, busy, problem } = useSend(
    () => api.put('/api/me/password', { current, password }),
    {
      refresh: ['/api/me/password', '/api/sessions'],
      done: () => {
        setCurrent('')
        setPassword('')
        setChanged(true)
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChanged(false)
    void send()
  }
  const show = { 'aria-label': t('staff.password.show') }
  return (
    <form className={styles.form} style={{ maxWidth: '26rem' }} onSubmit={submit}>
      <div role="status">
        {changed && <Notice tone="met">{t('staff.password.changed')}</Notice>}
      </div>
      <Field name="current" label={t('staff.password.current')} problem={problem} required>
        <PasswordInput
          dir="auto"
          autoComplete="current-password"
          visibilityToggleButtonProps={show}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
      </Field>
      <Field
        name="password"
        label={t('staff.password.new')}
        hint={t('staff.password.new.hint')}
        problem={problem}
        required
      >
        <PasswordInput
          dir="auto"
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      <ErrorNote problem={problem} />
      <div>
        <Button type="submit" variant="default" loading={busy}>
          {t('staff.password.change')}
        </Button>
      </div>
    </form>
  )
}
