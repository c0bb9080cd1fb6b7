import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Text } from '../law.ts'
import { type Transfer, type TransferReason, transferReasons } from '../transfer.ts'
import { sectionName } from '../wording.ts'
import styles from './charges.module.css'
import type { Charges } from './types.ts'

interface TransferView extends Transfer {
  from: Text
  to: Text
  by: Text
  answer: 'received' | 'refused' | null
  answeredOn: string | null
  answerWords: string | null
  version: number
}
interface Transfers {
  transfers: TransferView[]
  agencies: { id: string; name: Text }[]
}

const urlOf = (caseId: string) => `/api/cases/${caseId}/transfers`

/** Where the file went, by which rule and why, and what the other agency answered. */
export function TransfersPart({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t, date, pick, lang } = words
  const { data } = useGet<Transfers>(urlOf(caseId))
  const [sending, send] = useState(false)
  const [answering, answer] = useState<TransferView>()
  if (!data) return null
  const underWay = data.transfers.some((one) => one.answer === null)
  return (
    <div className={styles.answers}>
      {data.transfers.length > 0 && <h3>{t('charges.moved')}</h3>}
      <ul className={styles.plainList}>
        {data.transfers.map((one) => (
          <li key={one.id}>
            <span className={styles.name}>
              {t('charges.moved.line', { from: pick(one.from), to: pick(one.to) })}
            </span>{' '}
            <Tag tone={one.answer === 'received' ? 'met' : 'partly'}>
              {t(`charges.moved.${one.answer ?? 'under-way'}`)}
            </Tag>
            <span className={styles.what}>
              {[
                date(one.sentOn),
                sectionName(words, charges.acts, one.rule),
                t(`charges.moved.reason.${one.reason}`),
              ].join(lang === 'ur' ? '، ' : ', ')}
              {one.letter && (
                <>
                  {lang === 'ur' ? '، ' : ', '}
                  <bdi>{one.letter}</bdi>
                </>
              )}
            </span>
            <span className={styles.reasons}>
              <bdi>{one.words}</bdi>
            </span>
            {one.answeredOn && (
              <span className={styles.what}>
                {t('charges.moved.answered', { on: date(one.answeredOn) })}{' '}
                <bdi>{one.answerWords}</bdi>
              </span>
            )}
            {one.answer === null && charges.mayDecide && (
              <Button size="compact-sm" variant="default" onClick={() => answer(one)}>
                {t('charges.moved.record-answer')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {charges.mayDecide && !underWay && (
        <Button variant="default" className={styles.noPrint ?? ''} onClick={() => send(true)}>
          {t('charges.moved.send')}
        </Button>
      )}
      {sending && (
        <SendForm
          caseId={caseId}
          charges={charges}
          agencies={data.agencies}
          close={() => send(false)}
        />
      )}
      {answering && (
        <AnswerForm
          caseId={caseId}
          today={charges.asOn}
          transfer={answering}
          close={() => answer(undefined)}
        />
      )}
    </div>
  )
}

function reasonFor(charges: Charges): TransferReason {
  const { agency, reasons } = charges.investigation
  if (agency === 'fia')
    return reasons.some((one) => one.code === 'fia-schedule') ? 'fia-schedule' : 'section-8-border'
  return 'section-8-within'
}

function SendForm({
  caseId,
  charges,
  agencies,
  close,
}: {
  caseId: string
  charges: Charges
  agencies: Transfers['agencies']
  close: () => void
}) {
  const { t, pick } = useWords()
  const sections = charges.investigation.reasons.flatMap((one) => one.sections)
  const [form, setForm] = useState({
    toAgency: agencies[0]?.id ?? '',
    rule: charges.investigation.reasons.find((one) => one.rule)?.rule || 'PTPA 8',
    reason: reasonFor(charges),
    sections: [...new Set(sections)],
    sentOn: charges.asOn,
    letter: '',
    words: '',
  })
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const { send, busy, problem } = useSend(() => api.post(urlOf(caseId), form), {
    refresh: [`/api/cases/${caseId}`],
    done: close,
  })
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={t('charges.moved.send')}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <p className={styles.what}>{t('charges.moved.means')}</p>
          <Field name="toAgency" label={t('charges.moved.to')} problem={problem} required>
            <NativeSelect
              data={agencies.map((one) => ({ value: one.id, label: pick(one.name) }))}
              value={form.toAgency}
              onChange={(event) => set({ toAgency: event.currentTarget.value })}
            />
          </Field>
          <Field name="reason" label={t('charges.moved.reason')} problem={problem} required>
            <NativeSelect
              data={transferReasons.map((one) => ({
                value: one,
                label: t(`charges.moved.reason.${one}`),
              }))}
              value={form.reason}
              onChange={(event) => set({ reason: event.currentTarget.value as TransferReason })}
            />
          </Field>
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <Field name="sentOn" label={t('charges.moved.on')} problem={problem} required>
              <TextInput
                type="date"
                max={charges.asOn}
                required
                value={form.sentOn}
                onChange={(event) => set({ sentOn: event.currentTarget.value })}
              />
            </Field>
            <Field name="letter" label={t('charges.moved.letter')} problem={problem}>
              <TextInput
                maxLength={100}
                value={form.letter}
                onChange={(event) => set({ letter: event.currentTarget.value })}
              />
            </Field>
          </Group>
          <Field name="words" label={t('charges.form.reasons')} problem={problem} required>
            <Textarea
              autosize
              minRows={3}
              maxLength={4000}
              value={form.words}
              onChange={(event) => set({ words: event.currentTarget.value })}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t('charges.moved.save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}

function AnswerForm({
  caseId,
  today,
  transfer,
  close,
}: {
  caseId: string
  today: string
  transfer: TransferView
  close: () => void
}) {
  const { t } = useWords()
  const [answer, setAnswer] = useState('received')
  const [answeredOn, setOn] = useState(today)
  const [text, setText] = useState('')
  const { send, busy, problem } = useSend(
    () =>
      api.post(`${urlOf(caseId)}/${transfer.id}/answer`, {
        answer,
        answeredOn,
        words: text,
        version: transfer.version,
      }),
    { refresh: [`/api/cases/${caseId}`], done: close },
  )
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={t('charges.moved.record-answer')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          <Field name="answer" label={t('charges.moved.answer')} problem={problem} required>
            <NativeSelect
              data={['received', 'refused'].map((one) => ({
                value: one,
                label: t(`charges.moved.${one}`),
              }))}
              value={answer}
              onChange={(event) => setAnswer(event.currentTarget.value)}
            />
          </Field>
          <Field
            name="answeredOn"
            label={t('charges.moved.answered-on')}
            problem={problem}
            required
          >
            <TextInput
              type="date"
              max={today}
              required
              value={answeredOn}
              onChange={(event) => setOn(event.currentTarget.value)}
            />
          </Field>
          <Field
            name="words"
            label={t('charges.court.words')}
            problem={problem}
            required={answer === 'refused'}
          >
            <Textarea
              autosize
              minRows={2}
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t('work.save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}
