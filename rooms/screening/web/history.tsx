import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { reconsiderationCauses } from '../decision.ts'
import type { InterviewView } from '../shapes.ts'
import styles from './screening.module.css'
import { statusTone } from './tones.ts'

/** Every decision about a person, the one that stands first; the earlier ones are kept. */
export function History({ decisions, requests }: Pick<InterviewView, 'decisions' | 'requests'>) {
  const { t, date, dateTime, pick } = useWords()
  if (!decisions.length) return <p className={styles.soft}>{t('screening.history.none')}</p>
  return (
    <ol className={styles.history}>
      {decisions.toReversed().map((one, at) => (
        <li key={one.id}>
          <Tag tone={statusTone[one.status]}>{t(`screening.status.${one.status}`)}</Tag>{' '}
          <span className={styles.small}>
            {t(at === 0 ? 'screening.history.stands' : 'screening.history.earlier')} ·{' '}
            {t('screening.history.by', { at: dateTime(one.decidedAt), by: pick(one.decidedBy) })}
          </span>
          {one.cause && <div className={styles.small}>{t(`screening.cause.${one.cause}`)}</div>}
          <div>{one.reasons.map((reason) => t(`screening.reason.${reason}`)).join(' · ')}</div>
          {one.exploitation.length > 0 && (
            <div>{one.exploitation.map((fact) => t(`screening.fact.${fact}`)).join(' · ')}</div>
          )}
          {one.words && <blockquote dir="auto">{one.words}</blockquote>}
          <div className={styles.small}>
            {t('screening.history.result', { outcome: t(`screening.outcome.${one.outcome}`) })}
          </div>
          {requests
            .filter((request) => request.decisionId === one.id)
            .map((request) => (
              <p key={request.id} className={styles.other}>
                {t('screening.asked-again', {
                  at: date(request.askedOn),
                  cause: t(`screening.cause.${request.cause}`),
                })}
                {request.words && <q dir="auto">{request.words}</q>}
              </p>
            ))}
        </li>
      ))}
    </ol>
  )
}

const dayHere = () =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(new Date())

/** Records that somebody asked for the decision to be looked at again. */
export function AskAgain({
  decisionId,
  refreshes,
  done,
}: {
  decisionId: string
  refreshes: string
  done: () => void
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [cause, setCause] = useState<string>('asked-by-person')
  const [askedOn, setAskedOn] = useState(dayHere)
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/screening/decisions/${decisionId}/reconsideration-requests`, {
        cause,
        askedOn,
        words: words || null,
      }),
    {
      refresh: [refreshes],
      done: () => {
        setOpen(false)
        setWords('')
        done()
      },
    },
  )
  if (!open) {
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('screening.ask-again')}
      </Button>
    )
  }
  return (
    <div className={styles.sheet}>
      <p>{t('screening.ask-again.text')}</p>
      <div className={styles.fields}>
        <Field name="cause" label={t('screening.cause.label')} problem={problem} required>
          <NativeSelect
            data={reconsiderationCauses.map((code) => ({
              value: code,
              label: t(`screening.cause.${code}`),
            }))}
            value={cause}
            onChange={(event) => setCause(event.currentTarget.value)}
          />
        </Field>
        <Field name="askedOn" label={t('screening.ask-again.on')} problem={problem} required>
          <TextInput
            type="date"
            value={askedOn}
            onChange={(event) => setAskedOn(event.currentTarget.value)}
          />
        </Field>
        <Field name="words" label={t('screening.ask-again.words')} problem={problem}>
          <Textarea
            dir="auto"
            autosize
            minRows={2}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Field>
      </div>
      <ErrorNote problem={problem} />
      <Group>
        <Button loading={busy} onClick={() => void send()}>
          {t('work.save')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('work.cancel')}
        </Button>
      </Group>
    </div>
  )
}
