import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  Due,
  EmptyState,
  ErrorNote,
  Field,
  PersonName,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dayInPakistan } from '../dates.ts'
import type { TaskView } from '../views.ts'
import type { Colleague } from './case-answers.ts'
import styles from './cases.module.css'
import { FormDrawer } from './dialog.tsx'
import { useOpenedCase } from './opened-case.tsx'

/** What is to be done in the case and by when; what has been done below. */
export function Tasks() {
  const { t } = useWords()
  const file = useOpenedCase()
  const may = file.may.write && file.status !== 'closed'
  const { data, problem, again } = useGet<TaskView[]>(`/api/cases/${file.id}/tasks`)
  const [adding, setAdding] = useState(false)
  const mark = useSend(
    ({ id, step }: { id: string; step: 'done' | 'undo' }) =>
      api.post(`/api/cases/${file.id}/tasks/${id}/${step}`),
    { refresh: [`/api/cases/${file.id}`, '/api/cases?'] },
  )
  const add = (
    <Button variant="default" onClick={() => setAdding(true)}>
      {t('cases.task.add')}
    </Button>
  )
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.tasks')}</h2>
        {may && !!data?.length && <div className={styles.noPrint}>{add}</div>}
      </div>
      <ErrorNote problem={problem ?? mark.problem} again={again} />
      {data?.length === 0 && (
        <EmptyState title={t('cases.tasks.none')} action={may ? add : undefined}>
          {t('cases.tasks.none.text')}
        </EmptyState>
      )}
      <ul className={styles.steps}>
        {data?.map((task) => (
          <li key={task.id} className={styles.between}>
            <div className={task.doneAt ? styles.done : undefined}>
              <bdi dir="auto" id={`task-${task.id}`}>
                {task.words}
              </bdi>
              <div className={styles.small}>
                {task.doneAt ? (
                  <>
                    {t('cases.task.was-done')} <When at={task.doneAt} />
                    {task.doneBy && (
                      <>
                        {t('cases.comma')}
                        <PersonName name={task.doneBy} />
                      </>
                    )}
                  </>
                ) : (
                  <>
                    <Due at={task.dueAt} />
                    {task.for && (
                      <>
                        {' · '}
                        <PersonName name={task.for} />
                      </>
                    )}
                  </>
                )}
              </div>
            </div>
            {may && (
              <Button
                className={styles.noPrint ?? ''}
                variant="default"
                size="compact-sm"
                aria-describedby={`task-${task.id}`}
                disabled={mark.busy}
                onClick={() => void mark.send({ id: task.id, step: task.doneAt ? 'undo' : 'done' })}
              >
                {t(task.doneAt ? 'work.undo' : 'cases.task.done')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {adding && <TaskForm onClose={() => setAdding(false)} />}
    </Card>
  )
}

function TaskForm({ onClose }: { onClose: () => void }) {
  const { t, pick } = useWords()
  const { id } = useOpenedCase()
  const colleagues = useGet<Colleague[]>(`/api/cases/${id}/colleagues`)
  const today = dayInPakistan(new Date())
  const [words, setWords] = useState('')
  const [day, setDay] = useState(today)
  const [time, setTime] = useState('17:00')
  const [forId, setFor] = useState('')
  const { send, busy, problem } = useSend(
    // Deadlines are Pakistan's, wherever the officer's clock thinks it is.
    () =>
      api.post(`/api/cases/${id}/tasks`, {
        words,
        dueAt: `${day}T${time}:00+05:00`,
        forId: forId || null,
      }),
    { refresh: [`/api/cases/${id}`, '/api/cases?'], done: onClose },
  )
  return (
    <FormDrawer
      title={t('cases.task.add')}
      opened
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t('work.add')}
    >
      <Field
        name="words"
        label={t('cases.task.words')}
        hint={t('cases.task.words.hint')}
        problem={problem}
        required
      >
        <TextInput
          dir="auto"
          maxLength={10_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Field>
      <div className={styles.pair}>
        <Field name="dueAt" label={t('cases.task.day')} problem={problem} required>
          <TextInput
            type="date"
            min={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </Field>
        <Field name="time" label={t('cases.task.time')} problem={problem} required>
          <TextInput
            type="time"
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        </Field>
      </div>
      <Field name="forId" label={t('cases.task.for')} problem={problem}>
        <NativeSelect
          value={forId}
          onChange={(event) => setFor(event.currentTarget.value)}
          data={[
            { value: '', label: t('cases.task.for.holder') },
            ...(colleagues.data ?? []).map((one) => ({ value: one.id, label: pick(one.name) })),
          ]}
        />
      </Field>
    </FormDrawer>
  )
}
