import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addMonths } from '../days.ts'
import type { CallView, CommitteeView, SeatedView } from './committee-answers.ts'
import { ChoiceField, DayField } from './fields.tsx'
import styles from './worksites.module.css'

interface DecisionTyped {
  words: string
  memberId: string
  dueOn: string
}

/** A meeting that was held, called ahead or not: the day, who was there, the minutes, what was decided. */
export function MeetingForm({
  committee,
  call,
  close,
}: {
  committee: CommitteeView
  call?: CallView
  close: () => void
}) {
  const { t, number } = useWords()
  const go = useNavigate()
  const today = dayInPakistan(new Date())
  const [on, setOn] = useState(call && call.on < today ? call.on : today)
  const [present, setPresent] = useState<string[]>([])
  const [minutes, setMinutes] = useState('')
  const [decisions, setDecisions] = useState<DecisionTyped[]>([])
  const members = committee.members.filter((one) => !one.leftOn)
  const { send, busy, problem } = useSend(
    () =>
      api.post<{ id: string }>(`/api/worksites/committees/${committee.id}/meetings`, {
        on,
        present,
        minutes: minutes || null,
        decisions,
        callId: call?.id ?? null,
      }),
    {
      refresh: ['/api/worksites'],
      done: ({ id }) => {
        close()
        void go(`/worksites/meetings/${id}`)
      },
    },
  )
  return (
    <FormModal
      title={t('worksites.meeting.record')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <DayField
        name="on"
        label={t('worksites.on')}
        value={on}
        set={setOn}
        problem={problem}
        required
      />
      {call && (
        <div className={styles.small}>
          <bdi dir="auto" className={styles.long}>
            {call.agenda}
          </bdi>
        </div>
      )}
      <PresentField members={members} present={present} set={setPresent} />
      <WordsField
        name="minutes"
        label={t('worksites.meeting.minutes')}
        hint={t('worksites.meeting.minutes.hint')}
        value={minutes}
        set={setMinutes}
        problem={problem}
      />
      {decisions.map((one, i) => (
        <fieldset key={i} className={styles.entry}>
          <legend>{t('worksites.decision-n', { n: number(i + 1) })}</legend>
          <DecisionFields
            prefix={`decisions.${i}.`}
            typed={one}
            members={members}
            problem={problem}
            change={(to) =>
              setDecisions((before) => before.map((d, j) => (j === i ? { ...d, ...to } : d)))
            }
          />
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setDecisions((before) => before.filter((_, j) => j !== i))}
          >
            {t('work.remove')}
          </Button>
        </fieldset>
      ))}
      {members.length === 0 ? (
        <p className={styles.small}>{t('worksites.decision.needs-members')}</p>
      ) : (
        <Button
          variant="default"
          onClick={() =>
            setDecisions((before) => [
              ...before,
              { words: '', memberId: '', dueOn: addMonths(on || today, 1) },
            ])
          }
        >
          {t('worksites.decision.add')}
        </Button>
      )}
    </FormModal>
  )
}

/** Which of the members: who was present, or who is invited. */
export function PresentField({
  label = 'worksites.meeting.present',
  members,
  present,
  set,
}: {
  label?: string
  members: readonly SeatedView[]
  present: readonly string[]
  set: (present: string[]) => void
}) {
  const { t } = useWords()
  if (!members.length) return null
  return (
    <fieldset className={styles.entry}>
      <legend>{t(label)}</legend>
      <div className={styles.checks}>
        {members.map((one) => (
          <Checkbox
            key={one.id}
            label={<bdi dir="auto">{one.office}</bdi>}
            checked={present.includes(one.id)}
            onChange={(event) =>
              set(
                event.currentTarget.checked
                  ? [...present, one.id]
                  : present.filter((id) => id !== one.id),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

export function DecisionFields({
  prefix,
  typed,
  members,
  problem,
  change,
}: {
  prefix: string
  typed: DecisionTyped
  members: readonly SeatedView[]
  problem: ProblemError | undefined
  change: (to: Partial<DecisionTyped>) => void
}) {
  const { t } = useWords()
  const field = (key: keyof DecisionTyped) => ({
    name: `${prefix}${key}`,
    problem,
    value: typed[key],
    set: (value: string) => change({ [key]: value }),
    required: true,
  })
  return (
    <div className={styles.stack}>
      <TextField {...field('words')} label={t('worksites.decision.what')} />
      <div className={styles.pair}>
        <ChoiceField
          {...field('memberId')}
          label={t('worksites.decision.by-office')}
          choices={members.map((one) => ({ value: one.id, label: one.office }))}
        />
        <DayField {...field('dueOn')} label={t('worksites.order.due-on')} />
      </div>
    </div>
  )
}
