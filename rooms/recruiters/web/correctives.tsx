import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Due, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { checkResults } from '../inspection.ts'
import type { CorrectiveView } from './inspection-answers.ts'
import styles from './recruiters.module.css'

/** What was ordered, by when, and what each follow-up found of it. */
export function CorrectiveList(of: { orders: readonly CorrectiveView[]; named?: boolean }) {
  const { t, date, pick } = useWords()
  const [checking, setChecking] = useState<CorrectiveView>()
  return (
    <ul className={styles.choices}>
      {of.orders.map((one) => (
        <li key={one.id} className={styles.order}>
          <div className={styles.line}>
            <b>{t(`recruiters.corrective.${one.code}`)}</b>
            {one.doneOn ? (
              <Tag tone="met">{t('recruiters.corrective.done-on', { date: date(one.doneOn) })}</Tag>
            ) : (
              <Due at={one.dueOn} />
            )}
          </div>
          {of.named && (
            <Link to={`/recruiters/inspections/${one.inspectionId}`}>
              <PersonName name={one.licensee.name} />
            </Link>
          )}
          {one.words && (
            <p>
              <bdi dir="auto">{one.words}</bdi>
            </p>
          )}
          {one.checks.map((check) => (
            <p key={check.id} className={styles.small}>
              {date(check.on)}: {t(`recruiters.check.${check.result}`)} ·{' '}
              <bdi>{pick(check.by)}</bdi>
              {check.words && (
                <>
                  {' · '}
                  <bdi dir="auto">{check.words}</bdi>
                </>
              )}
            </p>
          ))}
          {one.mayCheck && (
            <div className={styles.actions}>
              <Button variant="default" size="compact-sm" onClick={() => setChecking(one)}>
                {t('recruiters.corrective.check')}
              </Button>
            </div>
          )}
        </li>
      ))}
      {checking && <CheckForm order={checking} close={() => setChecking(undefined)} />}
    </ul>
  )
}

function CheckForm({ order, close }: { order: CorrectiveView; close: () => void }) {
  const { t } = useWords()
  const [on, setOn] = useState(dayInPakistan(new Date()))
  const [result, setResult] = useState('done')
  const [newDueOn, setNewDueOn] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/recruiters/correctives/${order.id}/checks`, {
        on,
        result,
        newDueOn: result === 'done' ? null : newDueOn || null,
        words: words || null,
        version: order.version,
      }),
    { refresh: ['/api/recruiters'], done: close },
  )
  const shared = { problem, required: true }
  return (
    <FormModal
      title={t('recruiters.corrective.check')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <p>{t(`recruiters.corrective.${order.code}`)}</p>
      <TextField
        {...shared}
        name="on"
        type="date"
        label={t('recruiters.step.on')}
        value={on}
        set={setOn}
      />
      <CodeField
        {...shared}
        name="result"
        label={t('recruiters.check.result')}
        codes={checkResults}
        words="recruiters.check"
        value={result}
        set={setResult}
      />
      {result !== 'done' && (
        <TextField
          {...shared}
          name="newDueOn"
          type="date"
          label={t('recruiters.check.new-day')}
          value={newDueOn}
          set={setNewDueOn}
        />
      )}
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
