import { Button } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { Card, Due, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { checkResults } from '../visit.ts'
import type { FullSite, OrderView } from './answers.ts'
import { CodeField, TextField, WordsField } from './fields.tsx'
import { FormModal } from './form-modal.tsx'
import styles from './worksites.module.css'

// A day given as a limit ends in Pakistan at midnight.
export const endOfDay = (day: string) => `${day}T23:59:00+05:00`

/** What was ordered: whom, by when, and what each follow-up found of it. */
export function OrdersCard({ site }: { site: FullSite }) {
  const { t, date, pick } = useWords()
  const [checking, setChecking] = useState<OrderView>()
  if (site.orders.length === 0) return null
  return (
    <Card title={t('worksites.orders')}>
      <ul className={styles.rows}>
        {site.orders.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              <b>{t(`worksites.order.${one.code}`)}</b>
              {one.doneOn ? (
                <Tag tone="met">{t('worksites.order.done-on', { date: date(one.doneOn) })}</Tag>
              ) : (
                <Due at={endOfDay(one.dueOn)} />
              )}
            </div>
            <div className={styles.small}>
              {t('worksites.order.to', { who: t(`worksites.party.${one.toRole}`) })}
            </div>
            {one.words && <bdi dir="auto">{one.words}</bdi>}
            {one.checks.map((check) => (
              <div key={check.id} className={styles.small}>
                {date(check.on)}: {t(`worksites.check.${check.result}`)} ·{' '}
                <bdi>{pick(check.by)}</bdi>
                {check.words && (
                  <>
                    {' · '}
                    <bdi dir="auto">{check.words}</bdi>
                  </>
                )}
              </div>
            ))}
            {site.may.write && !one.doneOn && (
              <div className={styles.actions}>
                <Button variant="default" size="compact-sm" onClick={() => setChecking(one)}>
                  {t('worksites.order.check')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {checking && <CheckForm order={checking} close={() => setChecking(undefined)} />}
    </Card>
  )
}

function CheckForm({ order, close }: { order: OrderView; close: () => void }) {
  const { t } = useWords()
  const [on, setOn] = useState(dayInPakistan(new Date()))
  const [result, setResult] = useState('done')
  const [newDueOn, setNewDueOn] = useState('')
  const [words, setWords] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/orders/${order.id}/checks`, {
        on,
        result,
        newDueOn: result === 'done' ? null : newDueOn || null,
        words: words || null,
        version: order.version,
      }),
    { refresh: ['/api/worksites'], done: close },
  )
  return (
    <FormModal
      title={t('worksites.order.check')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <p>{t(`worksites.order.${order.code}`)}</p>
      <TextField
        name="on"
        type="date"
        label={t('worksites.on')}
        value={on}
        set={setOn}
        problem={problem}
        required
      />
      <CodeField
        name="result"
        label={t('worksites.check.result')}
        codes={checkResults}
        words="worksites.check"
        value={result}
        set={setResult}
        problem={problem}
        required
      />
      {result !== 'done' && (
        <TextField
          name="newDueOn"
          type="date"
          label={t('worksites.check.new-day')}
          value={newDueOn}
          set={setNewDueOn}
          problem={problem}
          required
        />
      )}
      <WordsField
        name="words"
        label={t('worksites.words')}
        value={words}
        set={setWords}
        problem={problem}
      />
    </FormModal>
  )
}
