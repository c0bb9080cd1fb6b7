import { Button, Checkbox, NativeSelect, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import {
  DisabledReason,
  ErrorNote,
  Field,
  fieldText,
  Notice,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  type DecisionStatus,
  decisionStatuses,
  departsFrom,
  needsWords,
  reasonsFor,
  reconsiderationCauses,
  SHORTEST_WORDS,
} from '../decision.ts'
import { formQuestions } from '../instrument.ts'
import type { ScreeningResult } from '../screening.ts'
import type { DecisionView, InterviewView } from '../shapes.ts'
import type { Answering } from './answering.ts'
import styles from './screening.module.css'

const forms = formQuestions.flatMap((one) => one.implies)

/** A person's decision, with reasons; where there is one already, the new one stands beside it. */
export function DecisionForm({
  interview,
  result,
  answering,
}: {
  interview: InterviewView
  result: ScreeningResult
  answering: Answering
}) {
  const words = useWords()
  const { t } = words
  const before = interview.decisions.at(-1)
  const [status, setStatus] = useState<DecisionStatus | ''>('')
  const [reasons, setReasons] = useState<string[]>([])
  const [text, setText] = useState('')
  const [cause, setCause] = useState<string>(interview.requests.at(-1)?.cause ?? 'new-facts')
  const [exploitation, setExploitation] = useState<string[]>(() =>
    formQuestions
      .filter((one) => answering.answers.get(one.id)?.value === 'yes')
      .flatMap((one) => one.implies),
  )
  const { send, busy, problem } = useSend(
    () => {
      const draft = { status, reasons, words: text.trim() || null, exploitation }
      return before
        ? api.post<DecisionView>(`/api/screening/interviews/${interview.id}/reconsidered`, {
            ...draft,
            supersedes: before.id,
            cause,
          })
        : api.post<DecisionView>(`/api/screening/interviews/${interview.id}/decision`, draft)
    },
    { refresh: ['/api/screening', `/api/cases/${interview.caseId}`] },
  )
  const refused =
    answering.state !== 'saved'
      ? t('screening.decide.unsaved')
      : !status
        ? t('screening.decide.choose')
        : undefined
  if (!interview.mayDecide) return <p className={styles.soft}>{t('screening.decide.refused')}</p>
  const fieldError = (name: string) => {
    const said = problem?.fields[name]
    return said ? fieldText(words, said, problem?.values) : undefined
  }
  return (
    <div className={styles.sheet}>
      <h3>{t(before ? 'screening.decide.again' : 'screening.decide.title')}</h3>
      <p>{t('screening.decide.text')}</p>
      <div className={styles.fields}>
        {before && (
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
        )}
        <Radio.Group
          label={t('screening.decide.status')}
          value={status}
          error={fieldError('status')}
          onChange={(value) => {
            setStatus(value as DecisionStatus)
            setReasons([])
          }}
        >
          <div className={styles.statuses}>
            {decisionStatuses.map((code) => (
              <Radio
                key={code}
                value={code}
                label={t(`screening.status.${code}`)}
                description={t(`screening.status.${code}.means`)}
              />
            ))}
          </div>
        </Radio.Group>
        {status && departsFrom(status, result.outcome) && (
          <Notice>{t('screening.decide.departs')}</Notice>
        )}
        {status && (
          <Checkbox.Group
            label={t('screening.decide.reasons')}
            description={t('screening.decide.reasons.hint')}
            error={fieldError('reasons')}
            value={reasons}
            onChange={setReasons}
          >
            <div className={styles.statuses}>
              {reasonsFor[status].map((code) => (
                <Checkbox key={code} value={code} label={t(`screening.reason.${code}`)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <Checkbox.Group
          label={t('screening.decide.exploitation')}
          value={exploitation}
          onChange={setExploitation}
        >
          <div className={styles.choicesOfMany}>
            {forms.map((fact) => (
              <Checkbox key={fact} value={fact} label={t(`screening.fact.${fact}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Field
          name="words"
          label={t('screening.decide.words')}
          hint={t('screening.decide.words.hint', { least: SHORTEST_WORDS })}
          problem={problem}
          required={status !== '' && needsWords(status, result.outcome, before !== undefined)}
        >
          <Textarea
            dir="auto"
            autosize
            minRows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
      </div>
      <ErrorNote problem={problem} />
      <DisabledReason reason={refused}>
        <Button loading={busy} onClick={() => void send()}>
          {t('screening.decide.button')}
        </Button>
      </DisabledReason>
    </div>
  )
}
