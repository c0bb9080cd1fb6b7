import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { CodeField, TextField, westernDigits } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import {
  ConfirmButton,
  EmptyState,
  ErrorNote,
  Grade,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'
import { mayInspect } from '../permissions.ts'
import { type Wage, type WageState, wageUnits } from '../wage.ts'
import { DayField, SourceFields } from './fields.tsx'
import { useForm } from './form.ts'
import { SectionLinks } from './section-links.tsx'
import { NotALabourOffice } from './sites.tsx'
import styles from './worksites.module.css'

interface WageView extends Wage {
  id: string
  state: WageState
  enteredBy: Bilingual
  confirmer: Bilingual | null
  mayConfirm: boolean
  withdrawnOn: string | null
  withdrawnWords: string | null
  version: number
}

/** The minimum wages of the province, as the office found them notified. */
export function WagesPage() {
  const { t } = useWords()
  const { person } = useSession()
  const [entering, setEntering] = useState(false)
  if (!mayInspect(person)) return <NotALabourOffice />
  return (
    <>
      <PageHead
        title={t('worksites.title')}
        sub={t('worksites.wages.sub')}
        actions={<Button onClick={() => setEntering(true)}>{t('worksites.wage.enter')}</Button>}
      />
      <SectionLinks />
      <WageList />
      {entering && <WageForm close={() => setEntering(false)} />}
    </>
  )
}

function WageList() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<{ items: WageView[] }>('/api/worksites/wages')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  if (!data.items.length)
    return (
      <EmptyState title={t('worksites.wages.none')}>{t('worksites.wages.none.text')}</EmptyState>
    )
  return (
    <ul className={styles.rows}>
      {data.items.map((one) => (
        <li key={one.id}>
          <WageLine wage={one} />
        </li>
      ))}
    </ul>
  )
}

/** "PKR 100 a month", for whom, from when until when, by which notification. */
export function WageFacts({ wage, struck }: { wage: Wage; struck?: boolean }) {
  const { t, date, number } = useWords()
  const sum = t(`worksites.wage.per.${wage.unit}`, { rupees: `\u2068${number(wage.rupees)}\u2069` })
  return (
    <>
      <div className={styles.head}>
        {struck ? <s>{sum}</s> : <b>{sum}</b>}
        <span className={styles.small}>
          {wage.untilOn
            ? t('worksites.wage.from-until', {
                from: date(wage.fromOn),
                until: date(wage.untilOn),
              })
            : t('worksites.wage.from', { from: date(wage.fromOn) })}
        </span>
      </div>
      <bdi dir="auto">{wage.work}</bdi>
      <div className={styles.small}>
        <bdi dir="auto">{wage.notification}</bdi>
        {wage.notifiedOn && ` · ${date(wage.notifiedOn)}`} ·{' '}
        <Grade grade={wage.grade} source={wage.source ?? t('worksites.no-source')} />
      </div>
    </>
  )
}

function WageLine({ wage }: { wage: WageView }) {
  const { t, date, pick } = useWords()
  const [withdrawing, setWithdrawing] = useState(false)
  const { send, problem } = useSend(
    () => api.post(`/api/worksites/wages/${wage.id}/confirm`, { version: wage.version }),
    { refresh: ['/api/worksites'] },
  )
  return (
    <>
      <WageFacts wage={wage} struck={wage.state === 'withdrawn'} />
      <div className={styles.small}>
        <Tag tone={wage.state === 'counts' ? 'met' : 'partly'}>
          {t(`worksites.wage.state.${wage.state}`)}
        </Tag>{' '}
        {t('worksites.wage.entered-by', { who: `\u2068${pick(wage.enteredBy)}\u2069` })}
        {wage.confirmer &&
          ` · ${t('worksites.wage.confirmed-by', { who: `\u2068${pick(wage.confirmer)}\u2069` })}`}
        {wage.withdrawnOn && (
          <>
            {' · '}
            {date(wage.withdrawnOn)}: <bdi dir="auto">{wage.withdrawnWords}</bdi>
          </>
        )}
      </div>
      <ErrorNote problem={problem} />
      {wage.state !== 'withdrawn' && (
        <div className={styles.actions}>
          {wage.mayConfirm && (
            <ConfirmButton
              title={t('worksites.wage.confirm')}
              what={t('worksites.wage.confirm.what')}
              confirm={t('worksites.wage.confirm')}
              onConfirm={() => send()}
              size="compact-sm"
            >
              {t('worksites.wage.confirm')}
            </ConfirmButton>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => setWithdrawing(true)}>
            {t('worksites.wage.withdraw')}
          </Button>
        </div>
      )}
      {withdrawing && <WithdrawForm wage={wage} close={() => setWithdrawing(false)} />}
    </>
  )
}

function WithdrawForm({ wage, close }: { wage: WageView; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { words: '' },
    ({ words }) =>
      api.post(`/api/worksites/wages/${wage.id}/withdraw`, { words, version: wage.version }),
    close,
  )
  return (
    <FormModal title={t('worksites.wage.withdraw')} {...modal}>
      <p>{t('worksites.wage.withdraw.what')}</p>
      <TextField {...field('words')} label={t('worksites.strike.why')} required />
    </FormModal>
  )
}

/** Rupees with paisa as typed; what is no sum stays as it is, so that the server names the field. */
function asRupees(text: string): number | string | null {
  const plain = westernDigits(text)
    .replaceAll('٫', '.')
    .replaceAll(/[\s,٬]/g, '')
  if (plain === '') return null
  return /^\d{1,7}(\.\d{1,2})?$/.test(plain) ? Number(plain) : text
}

function WageForm({ close }: { close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    {
      unit: 'month',
      work: '',
      rupees: '',
      fromOn: '',
      untilOn: '',
      notification: '',
      notifiedOn: '',
      source: '',
      grade: 'not-verified',
    },
    ({ rupees, untilOn, notifiedOn, source, ...rest }) =>
      api.post('/api/worksites/wages', {
        ...rest,
        rupees: asRupees(rupees),
        untilOn: untilOn || null,
        notifiedOn: notifiedOn || null,
        source: source || null,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.wage.enter')} {...modal}>
      <p className={styles.small}>{t('worksites.wage.enter.what')}</p>
      <div className={styles.pair}>
        <TextField
          {...field('rupees')}
          label={t('worksites.rupees-in')}
          inputMode="decimal"
          dir="ltr"
          most={12}
          hint={t('worksites.wage.rupees.hint')}
          required
        />
        <CodeField
          {...field('unit')}
          label={t('worksites.wage.unit')}
          codes={wageUnits}
          words="worksites.wage.unit"
          required
        />
      </div>
      <TextField
        {...field('work')}
        label={t('worksites.wage.work')}
        hint={t('worksites.wage.work.hint')}
        required
      />
      <div className={styles.pair}>
        <DayField {...field('fromOn')} label={t('worksites.wage.from-on')} required />
        <DayField {...field('untilOn')} label={t('worksites.wage.until-on')} />
      </div>
      <div className={styles.pair}>
        <TextField {...field('notification')} label={t('worksites.wage.notification')} required />
        <DayField {...field('notifiedOn')} label={t('worksites.committee.notified-on')} />
      </div>
      <SourceFields field={field} />
    </FormModal>
  )
}
