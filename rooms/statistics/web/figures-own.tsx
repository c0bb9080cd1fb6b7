import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ConfirmButton, ErrorNote, Field, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FiguresView, FigureVersionView } from './figure-shapes.ts'
import { FindingList, Where } from './findings.tsx'
import styles from './numbers.module.css'

/** Figures that wait for a second person, each with what the checks say of it. */
export function Waiting({ view }: { view: FiguresView }) {
  const { t } = useWords()
  const confirming = useSend(
    ({ key, version }: FigureVersionView) => api.post(`/api/figures/${key}/confirm`, { version }),
    { refresh: ['/api/figures'] },
  )
  if (view.waiting.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('figure.waiting')}</h2>
      <ul>
        {view.waiting.map((one) => (
          <li key={one.key}>
            <Said one={one} />
            <FindingList
              findings={one.findings}
              figures={[...view.figures.filter(({ key }) => key !== one.key), one.body]}
            />
            {one.mayConfirm ? (
              <ConfirmButton
                size="compact-sm"
                title={t('figure.confirm.title')}
                what={t('figure.confirm.what')}
                confirm={t('figure.confirm')}
                onConfirm={() => confirming.send(one)}
              >
                {t('figure.confirm')}
              </ConfirmButton>
            ) : (
              <Tag>{t('figure.waiting.second')}</Tag>
            )}
          </li>
        ))}
      </ul>
      <ErrorNote problem={confirming.problem} />
    </section>
  )
}

/** What was entered here: every version, who may change it or take it back. */
export function History({ view }: { view: FiguresView }) {
  const { t, dateTime } = useWords()
  if (view.versions.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('figure.history')}</h2>
      <ul>
        {view.versions.map((one) => (
          <li key={`${one.key} ${one.version}`}>
            <Said one={one} />
            <div className={styles.soft}>
              {t('figure.version', { n: one.version, at: dateTime(one.writtenAt) })}{' '}
              {one.confirmedAt && t('figure.confirmed', { at: dateTime(one.confirmedAt) })}{' '}
              {one.takenBackAt && t('figure.taken-back', { at: dateTime(one.takenBackAt) })}{' '}
              <bdi dir="auto">{one.reason}</bdi>
            </div>
            {view.mayEnter && !one.takenBackAt && <Change one={one} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Said({ one: { body } }: { one: FigureVersionView }) {
  const { t, pick, number } = useWords()
  return (
    <div>
      {pick(body.name)}: <bdi>{number(body.value)}</bdi> {t(`figures.unit.${body.unit}`)},{' '}
      <Where figure={body} />.{' '}
      <bdi dir="auto" className={styles.soft}>
        {body.source}
      </bdi>
    </div>
  )
}

function Change({ one }: { one: FigureVersionView }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [open, setOpen] = useState(false)
  const sending = useSend(
    () => api.post(`/api/figures/${one.key}/take-back`, { version: one.version, reason }),
    { refresh: ['/api/figures'] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void sending.send()
  }
  return (
    <div className={styles.actions}>
      <Link to={`/figures/entry?key=${one.key}`}>{t('figure.change')}</Link>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('figure.take-back')}
      </Button>
      {open && (
        <form onSubmit={submit} className={styles.actions}>
          <Field name="reason" label={t('figure.reason')} problem={sending.problem} required>
            <TextInput
              minLength={3}
              maxLength={600}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </Field>
          <Button type="submit" variant="default" loading={sending.busy}>
            {t('figure.take-back')}
          </Button>
          <ErrorNote problem={sending.problem} />
        </form>
      )}
    </div>
  )
}
