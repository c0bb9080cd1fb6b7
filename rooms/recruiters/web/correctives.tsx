import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { Due, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { checkResults } from '../inspection.ts'
import { DatedStep } from './dated-step.tsx'
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
  const [result, setResult] = useState('done')
  const [newDueOn, setNewDueOn] = useState('')
  return (
    <DatedStep
      title={t('recruiters.corrective.check')}
      url={`/api/recruiters/correctives/${order.id}/checks`}
      body={{
        result,
        newDueOn: result === 'done' ? null : newDueOn || null,
        version: order.version,
      }}
      close={close}
    >
      {(problem) => (
        <>
          <p>{t(`recruiters.corrective.${order.code}`)}</p>
          <CodeField
            name="result"
            label={t('recruiters.check.result')}
            problem={problem}
            required
            codes={checkResults}
            words="recruiters.check"
            value={result}
            set={setResult}
          />
          {result !== 'done' && (
            <TextField
              name="newDueOn"
              type="date"
              label={t('recruiters.check.new-day')}
              problem={problem}
              required
              value={newDueOn}
              set={setNewDueOn}
            />
          )}
        </>
      )}
    </DatedStep>
  )
}
