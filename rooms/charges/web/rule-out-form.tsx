import { Button, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { AskedOfCase } from '../questions.ts'
import { type Charges, chargesUrl } from './types.ts'

export interface RuleOutOn {
  question: AskedOfCase
  accusedId: string | null
}

const restings = [
  'statement',
  'document',
  'chat',
  'observation',
  'medical',
  'report',
  'other',
] as const
/** What holds for the whole transaction and not for one accused alone. */
const ofTheCase = [
  'taken-out-of-pakistan',
  'brought-into-pakistan',
  'moved-within-pakistan',
  'border-crossed-illegally',
  'stopped-before-leaving',
  'serious-injury',
  'life-threatening-illness',
  'death',
]
const answerableWithYes = ['stopped-before-leaving']

/** Records that a fact was ruled out; what somebody says did happen is recorded with its speaker. */
export function RuleOutForm({
  caseId,
  on,
  close,
}: {
  caseId: string
  charges: Charges
  on: RuleOutOn
  close: () => void
}) {
  const { t, pick } = useWords()
  const [fact, setFact] = useState(on.question.facts[0] ?? '')
  const [says, setSays] = useState('no')
  const [restsOn, setRestsOn] = useState<string>('document')
  const [text, setText] = useState('')
  const { send, busy, problem } = useSend(
    (body: unknown) => api.post(`${chargesUrl(caseId)}/answers`, body),
    {
      refresh: [`/api/cases/${caseId}`],
      done: close,
    },
  )
  function record(event: React.FormEvent) {
    event.preventDefault()
    const answer = answerableWithYes.includes(fact) ? says : 'no'
    void send({
      fact,
      says: answer,
      accusedId: ofTheCase.includes(fact) ? null : on.accusedId,
      victimId: null,
      restsOn,
      words: text,
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={pick(on.question.question)}
      size="lg"
    >
      <p>
        {t('charges.answer.happened')}{' '}
        <Link to={`/cases/${caseId}/incident`}>{t('charges.record-facts')}</Link>
      </p>
      <form onSubmit={record}>
        <Stack>
          <Field name="fact" label={t('charges.answer.fact')} problem={problem} required>
            <NativeSelect
              data={on.question.facts.map((one) => ({
                value: one,
                label: t(`charges.fact.${one}`),
              }))}
              value={fact}
              onChange={(event) => setFact(event.currentTarget.value)}
            />
          </Field>
          {answerableWithYes.includes(fact) && (
            <Field name="says" label={t('charges.answer.says')} problem={problem} required>
              <NativeSelect
                data={['yes', 'no'].map((one) => ({
                  value: one,
                  label: t(`charges.answer.${one}`),
                }))}
                value={says}
                onChange={(event) => setSays(event.currentTarget.value)}
              />
            </Field>
          )}
          <Field name="restsOn" label={t('charges.answer.rests-on')} problem={problem} required>
            <NativeSelect
              data={restings.map((one) => ({ value: one, label: t(`charges.rests-on.${one}`) }))}
              value={restsOn}
              onChange={(event) => setRestsOn(event.currentTarget.value)}
            />
          </Field>
          <Field
            name="words"
            label={t('charges.answer.words')}
            hint={t('charges.answer.words.hint')}
            problem={problem}
            required
          >
            <Textarea
              autosize
              minRows={2}
              maxLength={2000}
              required
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t('charges.answer.record')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}
