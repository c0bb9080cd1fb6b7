import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { Due, ErrorNote, Field, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addDays } from '../fact-sheet.ts'
import type { Text } from '../law.ts'
import type { AskedOfCase } from '../questions.ts'
import styles from './charges.module.css'

interface Task {
  id: string
  words: string
  dueAt: string
  for: Text | null
  doneAt: string | null
}
interface Colleague {
  id: string
  name: Text
}

/** Who gets the missing evidence and by when: a task of the case, told beside its question. */
export function PlanTask({
  caseId,
  today,
  question,
  may,
}: {
  caseId: string
  today: string
  question: AskedOfCase
  may: boolean
}) {
  const { t, pick } = useWords()
  const tasks = useGet<Task[]>(`/api/cases/${caseId}/tasks`)
  const [adding, add] = useState(false)
  // The task keeps the question's words in the language of whoever set it.
  const mine = (tasks.data ?? []).filter((one) =>
    [question.question.en, question.question.ur].some((text) => one.words.startsWith(text)),
  )
  return (
    <>
      {mine.map((one) => (
        <span key={one.id} className={styles.task}>
          {one.doneAt ? (
            <Tag tone="met">{t('charges.plan.task.done')}</Tag>
          ) : (
            <Due at={one.dueAt} />
          )}{' '}
          {one.for && <PersonName name={one.for} />}
        </span>
      ))}
      {mine.length === 0 && !adding && <span className={styles.line} />}
      {may && !adding && (
        <Button
          size="compact-sm"
          variant="default"
          className={styles.noPrint ?? ''}
          onClick={() => add(true)}
        >
          {t('charges.plan.task')}
          <span className={styles.srOnly}>: {pick(question.question)}</span>
        </Button>
      )}
      {adding && (
        <TaskForm caseId={caseId} today={today} question={question} close={() => add(false)} />
      )}
    </>
  )
}

function TaskForm({
  caseId,
  today,
  question,
  close,
}: {
  caseId: string
  today: string
  question: AskedOfCase
  close: () => void
}) {
  const { t, pick, lang } = useWords()
  const colleagues = useGet<Colleague[]>(`/api/cases/${caseId}/colleagues`)
  const supplies = question.evidence.map((one) => pick(one.name)).join(lang === 'ur' ? '، ' : ', ')
  const [text, setText] = useState(`${pick(question.question)} ${supplies}`)
  const [forId, setFor] = useState('')
  const [day, setDay] = useState(addDays(today, 7))
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/cases/${caseId}/tasks`, {
        words: text,
        dueAt: `${day}T17:00:00+05:00`,
        forId: forId || null,
      }),
    { refresh: [`/api/cases/${caseId}`, '/api/cases?'], done: close },
  )
  return (
    <form
      className={styles.noPrint}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack gap="xs">
        <Field name="words" label={t('charges.plan.task.words')} problem={problem} required>
          <Textarea
            autosize
            required
            maxLength={10_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Field name="forId" label={t('charges.plan.task.for')} problem={problem}>
          <NativeSelect
            data={[
              { value: '', label: t('charges.plan.task.nobody') },
              ...(colleagues.data ?? []).map((one) => ({ value: one.id, label: pick(one.name) })),
            ]}
            value={forId}
            onChange={(event) => setFor(event.currentTarget.value)}
          />
        </Field>
        <Field name="dueAt" label={t('charges.plan.task.due')} problem={problem} required>
          <TextInput
            type="date"
            required
            min={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </Field>
        <ErrorNote problem={problem} />
        <div className={styles.buttons}>
          <Button type="submit" size="compact-md" loading={busy}>
            {t('charges.plan.task.set')}
          </Button>
          <Button variant="subtle" size="compact-md" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
