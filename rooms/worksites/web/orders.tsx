import { Button } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { CodeField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, Due, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { checkResults } from '../visit.ts'
import type { FullSite, OrderView } from './answers.ts'
import { DayField } from './fields.tsx'
import { useForm } from './form.ts'
import styles from './worksites.module.css'

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
                <Due at={one.dueOn} />
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
  const { typed, field, modal } = useForm(
    { on: dayInPakistan(new Date()), result: 'done', newDueOn: '', words: '' },
    ({ on, result, newDueOn, words }) =>
      api.post(`/api/worksites/orders/${order.id}/checks`, {
        on,
        result,
        newDueOn: result === 'done' ? null : newDueOn || null,
        words: words || null,
        version: order.version,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.order.check')} {...modal}>
      <p>{t(`worksites.order.${order.code}`)}</p>
      <DayField {...field('on')} label={t('worksites.on')} required />
      <CodeField
        {...field('result')}
        label={t('worksites.check.result')}
        codes={checkResults}
        words="worksites.check"
        required
      />
      {typed.result !== 'done' && (
        <DayField {...field('newDueOn')} label={t('worksites.check.new-day')} required />
      )}
      <WordsField {...field('words')} label={t('worksites.words')} />
    </FormModal>
  )
}
