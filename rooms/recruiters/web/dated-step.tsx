import { type ReactNode, useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'

/** A step that was taken on a day, with what is asked of it, and words. */
export function DatedStep(of: {
  title: string
  url: string
  /** The rest of what is sent. */
  body: object
  close: () => void
  children: (problem: ProblemError | undefined) => ReactNode
}) {
  const { t } = useWords()
  const [on, setOn] = useState(dayInPakistan(new Date()))
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(of.url, { ...of.body, on, words: words || null }),
    { refresh: ['/api/recruiters'], done: of.close },
  )
  return (
    <FormModal title={of.title} close={of.close} submit={send} busy={busy} problem={problem}>
      {of.children(problem)}
      <TextField
        name="on"
        type="date"
        label={t('recruiters.step.on')}
        problem={problem}
        required
        value={on}
        set={setOn}
      />
      <WordsField
        name="words"
        label={t('recruiters.complaint.move.words')}
        problem={problem}
        value={words}
        set={setWords}
      />
    </FormModal>
  )
}
