import { Button, NativeSelect, Radio, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import {
  Card,
  DisabledReason,
  Due,
  ErrorNote,
  Field,
  Notice,
} from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type Concern, closes, needsSecond, needsTalk } from '../../closing.ts'
import { type Decision, decisions, type Reason, reasonsFor, victimSexes } from '../../report.ts'
import { type OpenReport, sealNote } from '../../sealing/desk.ts'
import type { OpenEpoch } from '../../sealing/epoch.ts'
import type { Changed } from '../../shapes.ts'
import { ConcernFields, emptyTalk, type TalkDraft, TalkFields } from './closing-fields.tsx'
import styles from './desk.module.css'
import { useDraft } from './drafts.ts'
import { SealNote } from './seal-note.tsx'
import { useSealing } from './sealing-act.ts'

/** The decision with its coded reason; the officer's own words stay sealed at the desk. */
export function Triage({ report, epoch }: { report: OpenReport; epoch: OpenEpoch }) {
  const { t } = useWords()
  const { view } = report
  const last = view.triage.at(-1)
  const [decision, setDecision] = useState<Decision>()
  const [reason, setReason] = useState('')
  const [victimSex, setVictimSex] = useState<string>(last?.victimSex ?? '')
  const [concerns, setConcerns] = useState<Concern[] | null>(view.concerns)
  const [talk, setTalk] = useState<TalkDraft>(emptyTalk)
  const [note, setNote] = useDraft(`triage ${view.id}`)
  const ends = decision !== undefined && closes(decision)
  const asksTalk = ends && needsTalk(reason as Reason)
  const second = ends && needsSecond({ kind: view.kind, concerns, reason: reason as Reason })
  const waiting = view.closings.find((one) => one.state === 'proposed')
  const { send, busy, problem, fault } = useSealing(
    async () => {
      const words = note.trim()
      return api.post<Changed>(`/api/desk/reports/${view.id}/triage`, {
        version: view.version,
        decision,
        reason,
        ...(victimSex && { victimSex }),
        ...(concerns && { concerns }),
        ...(second && { propose: true }),
        ...(asksTalk && { talk }),
        ...(words ? { note: await sealNote(report, epoch, words) } : {}),
      })
    },
    {
      refresh: ['/api/desk'],
      done: () => {
        setNote('')
        setReason('')
        setDecision(undefined)
      },
    },
  )
  const missing = !decision
    ? t('desk.triage.no-decision')
    : !reason
      ? t('desk.triage.no-reason')
      : ends && !note.trim()
        ? t('problem.reports/words-needed')
        : asksTalk && !(talk.day && talk.accusedAbsent)
          ? t('problem.reports/talk-needed')
          : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) void send()
  }
  return (
    <Card title={t('desk.triage')}>
      {last && (
        <Notice tone="neutral" title={t(`decision.${last.decision}`)}>
          {t(`reason.${last.reason}`)}. {t('desk.triage.again')}
        </Notice>
      )}
      {waiting && (
        <Notice title={t('desk.closing.waits')}>
          {t(waiting.forOversight ? 'desk.closing.waits.oversight' : 'desk.closing.waits.text')}{' '}
          <Due at={waiting.dueAt} />
        </Notice>
      )}
      <form className={styles.form} onSubmit={submit}>
        <ErrorNote problem={problem} />
        <SealNote fault={fault} />
        <Field name="decision" label={t('desk.triage.decision')} problem={problem} required>
          <Radio.Group
            value={decision ?? null}
            onChange={(value) => {
              setDecision(value as Decision)
              setReason('')
            }}
          >
            <div className={styles.radios}>
              {decisions.map((value) => (
                <Radio key={value} value={value} label={t(`decision.${value}`)} />
              ))}
            </div>
          </Radio.Group>
        </Field>
        {decision && (
          <Field name="reason" label={t('desk.triage.reason')} problem={problem} required>
            <NativeSelect
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data={[
                { value: '', label: t('work.choose') },
                ...reasonsFor[decision].map((value) => ({ value, label: t(`reason.${value}`) })),
              ]}
            />
          </Field>
        )}
        <fieldset className={styles.coded}>
          <legend>{t('desk.triage.coded')}</legend>
          <p>{t('desk.triage.coded.why')}</p>
          <Field name="victimSex" label={t('desk.triage.victim-sex')} problem={problem}>
            <NativeSelect
              value={victimSex}
              onChange={(event) => setVictimSex(event.currentTarget.value)}
              data={[
                { value: '', label: t('desk.triage.not-said') },
                ...victimSexes.map((value) => ({ value, label: t(`victim-sex.${value}`) })),
              ]}
            />
          </Field>
        </fieldset>
        <ConcernFields
          value={concerns}
          fixed={view.concerns ?? []}
          change={setConcerns}
          problem={problem}
        />
        {asksTalk && <TalkFields value={talk} change={setTalk} problem={problem} />}
        {second && reason && (
          <Notice title={t('desk.closing.second')}>
            {t(
              concerns?.includes('official')
                ? 'desk.closing.second.oversight'
                : concerns === null
                  ? 'desk.closing.second.not-said'
                  : 'desk.closing.second.text',
            )}
          </Notice>
        )}
        <Field
          name="note"
          label={t('desk.triage.note')}
          hint={t('desk.triage.note.hint')}
          required={ends}
        >
          <Textarea
            dir="auto"
            autosize
            minRows={2}
            maxLength={20_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        <div>
          <DisabledReason reason={missing}>
            <Button type="submit" loading={busy}>
              {t(second && reason ? 'desk.closing.propose' : 'desk.triage.record')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}
