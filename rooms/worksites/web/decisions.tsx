import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Due, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { DecisionStep } from '../committee.ts'
import type { DecisionView } from './committee-answers.ts'
import { DayField } from './fields.tsx'
import { useForm } from './form.ts'
import styles from './worksites.module.css'

/** Decisions as tasks: what, which office, by when, and what became of it. */
export function DecisionList({
  decisions,
  mayWrite,
  withMeeting,
}: {
  decisions: readonly DecisionView[]
  mayWrite: boolean
  withMeeting?: boolean
}) {
  const { t, date, pick } = useWords()
  const [moving, setMoving] = useState<{ decision: DecisionView; step: DecisionStep }>()
  return (
    <>
      <ul className={styles.rows}>
        {decisions.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              <b>
                <bdi dir="auto">{one.words}</bdi>
              </b>
              {one.doneOn ? (
                <Tag tone="met">{t('worksites.order.done-on', { date: date(one.doneOn) })}</Tag>
              ) : (
                <Due at={one.dueOn} />
              )}
            </div>
            <div className={styles.small}>
              {t('worksites.decision.by-office')}: <bdi dir="auto">{one.office}</bdi>
            </div>
            {withMeeting && (
              <div className={styles.small}>
                <Link to={`/worksites/meetings/${one.meetingId}`}>
                  {t('worksites.meeting.of', {
                    place: pick(one.place),
                    date: date(one.meetingOn),
                  })}
                </Link>
              </div>
            )}
            {one.events.map((event) => (
              <div key={event.id} className={styles.small}>
                {date(event.at)}: {t(`worksites.decision.told.${event.step}`)}
                {event.step === 'new-day' && ` ${date(event.dueOn)}`} · <bdi>{pick(event.by)}</bdi>
                {event.words && (
                  <>
                    {' · '}
                    <bdi dir="auto">{event.words}</bdi>
                  </>
                )}
              </div>
            ))}
            {mayWrite && (
              <div className={styles.actions}>
                {(one.doneOn ? (['open-again'] as const) : (['done', 'new-day'] as const)).map(
                  (step) => (
                    <Button
                      key={step}
                      variant="default"
                      size="compact-sm"
                      onClick={() => setMoving({ decision: one, step })}
                    >
                      {t(`worksites.decision.${step}`)}
                    </Button>
                  ),
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {moving && <StepForm {...moving} close={() => setMoving(undefined)} />}
    </>
  )
}

function StepForm({
  decision,
  step,
  close,
}: {
  decision: DecisionView
  step: DecisionStep
  close: () => void
}) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { on: step === 'done' ? dayInPakistan(new Date()) : '', words: '' },
    ({ on, words }) =>
      api.post(`/api/worksites/decisions/${decision.id}/steps`, {
        step,
        on: on || null,
        words: words || null,
        version: decision.version,
      }),
    close,
  )
  return (
    <FormModal title={t(`worksites.decision.${step}`)} {...modal}>
      <p>
        <bdi dir="auto">{decision.words}</bdi>
      </p>
      {step !== 'open-again' && (
        <DayField
          {...field('on')}
          label={t(step === 'done' ? 'worksites.on' : 'worksites.check.new-day')}
          required
        />
      )}
      <WordsField
        {...field('words')}
        label={t(step === 'new-day' ? 'worksites.decision.why' : 'worksites.words')}
        required={step === 'new-day'}
      />
    </FormModal>
  )
}
