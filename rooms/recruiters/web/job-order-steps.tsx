import { Checkbox, Textarea } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { asCount, CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type ScrutinyReason, scrutinyReasons, sendingKinds } from '../job-order.ts'
import { DatedStep } from './dated-step.tsx'
import type { FullJobOrder } from './job-order-answers.ts'
import styles from './recruiters.module.css'

/** The protector's scrutiny, or a later decision: what, since when, for which reasons. */
export function DecideForm({ order, close }: { order: FullJobOrder; close: () => void }) {
  const { t } = useWords()
  const [to, setTo] = useState<string>(order.mayMoveTo[0]!)
  const [reasons, setReasons] = useState<ScrutinyReason[]>([])
  const [workers, setWorkers] = useState(String(order.wanted))
  const [number, setNumber] = useState('')
  const [until, setUntil] = useState('')
  const permits = to === 'permitted' && order.state === 'demanded'
  const asksReasons = to !== 'demanded' && to !== 'closed'
  return (
    <DatedStep
      title={t('recruiters.order.decide')}
      url={`/api/recruiters/job-orders/${order.id}/steps`}
      body={{
        to,
        reasons: asksReasons ? reasons : [],
        permission: permits ? { workers: asCount(workers), number, until: until || null } : null,
        version: order.version,
      }}
      close={close}
    >
      {(problem) => (
        <>
          <CodeField
            name="to"
            label={t('recruiters.order.decision')}
            problem={problem}
            required
            codes={order.mayMoveTo}
            words="recruiters.order-state"
            value={to}
            set={setTo}
          />
          {asksReasons && (
            <Checkbox.Group
              label={t('recruiters.order.reasons')}
              error={problem?.fields.reasons && t(problem.fields.reasons)}
              value={reasons}
              onChange={(chosen) => setReasons(chosen as ScrutinyReason[])}
            >
              <div className={styles.checks}>
                {scrutinyReasons.map((one) => (
                  <Checkbox key={one} value={one} label={t(`recruiters.scrutiny.${one}`)} />
                ))}
              </div>
            </Checkbox.Group>
          )}
          {permits && (
            <div className={styles.pair}>
              <TextField
                name="permission.number"
                label={t('recruiters.order.permission')}
                problem={problem}
                required
                dir="ltr"
                most={100}
                value={number}
                set={setNumber}
              />
              <TextField
                name="permission.workers"
                label={t('recruiters.order.permitted')}
                problem={problem}
                required
                dir="ltr"
                inputMode="numeric"
                value={workers}
                set={setWorkers}
              />
              <TextField
                name="permission.until"
                label={t('recruiters.until')}
                type="date"
                problem={problem}
                value={until}
                set={setUntil}
              />
            </div>
          )}
        </>
      )}
    </DatedStep>
  )
}

/** Agreements registered or workers who left, on one day; their papers' numbers become keys. */
export function SendingForm({ order, close }: { order: FullJobOrder; close: () => void }) {
  const { t } = useWords()
  const [kind, setKind] = useState(
    order.agreements > order.departures ? 'departures' : 'agreements',
  )
  const [on, setOn] = useState(dayInPakistan(new Date()))
  const [workers, setWorkers] = useState('')
  const [numbers, setNumbers] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/recruiters/job-orders/${order.id}/sendings`, {
        kind,
        on,
        workers: asCount(workers),
        numbers: numbers
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }),
    { refresh: ['/api/recruiters'], done: close },
  )
  const text = { problem, required: true }
  return (
    <FormModal
      title={t('recruiters.order.send')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <CodeField
        {...text}
        name="kind"
        label={t('recruiters.sending.kind')}
        codes={sendingKinds}
        words="recruiters.sending"
        value={kind}
        set={setKind}
      />
      <TextField
        {...text}
        name="on"
        label={t('recruiters.step.on')}
        type="date"
        value={on}
        set={setOn}
      />
      <TextField
        {...text}
        name="workers"
        label={t('recruiters.sending.workers')}
        inputMode="numeric"
        dir="ltr"
        value={workers}
        set={setWorkers}
      />
      <Field
        name="numbers"
        label={t('recruiters.sending.numbers')}
        hint={t('recruiters.sending.numbers.hint')}
        problem={problem}
      >
        <Textarea
          autosize
          minRows={2}
          dir="ltr"
          maxLength={15_000}
          value={numbers}
          onChange={(event) => setNumbers(event.currentTarget.value)}
        />
      </Field>
    </FormModal>
  )
}
