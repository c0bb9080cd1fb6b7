import { Button } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import {
  Card,
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addMonths } from '../days.ts'
import { CallFacts } from './calls.tsx'
import type { MeetingView } from './committee-answers.ts'
import { DecisionList } from './decisions.tsx'
import { useForm } from './form.ts'
import { DecisionFields, PresentField } from './meeting-form.tsx'
import styles from './worksites.module.css'

/** One meeting: its decisions as tasks, who was there, the minutes. */
export function MeetingPage() {
  const { id } = useParams()
  const { t, date, pick } = useWords()
  const { data, problem, loading, again } = useGet<MeetingView>(`/api/worksites/meetings/${id}`)
  const [open, setOpen] = useState<'minutes' | 'decision' | 'strike'>()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const close = () => setOpen(undefined)
  const write = data.may.write && !data.struckOn
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('worksites.committees'), to: '/worksites/committees' },
          {
            label: pick(data.committee.place),
            to: `/worksites/committees/${data.committee.id}`,
          },
        ]}
        title={t('worksites.meeting.on', { date: date(data.on) })}
        sub={<bdi>{pick(data.by)}</bdi>}
      />
      <div className={styles.stack}>
        {data.struckOn && <Struck meeting={data} />}
        <Card title={t('worksites.decisions')}>
          {data.decisions.length === 0 ? (
            <EmptyState title={t('worksites.decisions.none')} />
          ) : (
            <DecisionList decisions={data.decisions} mayWrite={write} />
          )}
          {write && data.members.length > 0 && (
            <div className={styles.actions}>
              <Button variant="default" onClick={() => setOpen('decision')}>
                {t('worksites.decision.add')}
              </Button>
            </div>
          )}
        </Card>
        {data.call && (
          <Card title={t('worksites.call')}>
            <CallFacts call={data.call} members={data.members} withDay />
          </Card>
        )}
        <Card title={t('worksites.meeting.present')}>
          {data.present.length === 0 ? (
            <p className={styles.small}>{t('worksites.meeting.nobody')}</p>
          ) : (
            <ul className={styles.rows}>
              {data.members
                .filter((one) => data.present.includes(one.id))
                .map((one) => (
                  <li key={one.id}>
                    <bdi dir="auto">{one.office}</bdi>{' '}
                    <span className={styles.small}>{t(`worksites.seat.${one.seat}`)}</span>
                  </li>
                ))}
            </ul>
          )}
        </Card>
        <Card title={t('worksites.meeting.minutes')}>
          {data.minutes ? (
            <p className={styles.long}>
              <bdi dir="auto">{data.minutes}</bdi>
            </p>
          ) : (
            <p className={styles.small}>{t('worksites.meeting.no-minutes')}</p>
          )}
          {write && (
            <div className={styles.actions}>
              <Button variant="default" onClick={() => setOpen('minutes')}>
                {t('worksites.meeting.minutes.edit')}
              </Button>
              <Button variant="subtle" onClick={() => setOpen('strike')}>
                {t('worksites.meeting.strike')}
              </Button>
            </div>
          )}
        </Card>
      </div>
      {open === 'minutes' && <MinutesForm meeting={data} close={close} />}
      {open === 'decision' && <DecisionForm meeting={data} close={close} />}
      {open === 'strike' && <StrikeForm meeting={data} close={close} />}
    </>
  )
}

function Struck({ meeting }: { meeting: MeetingView }) {
  const { t, date } = useWords()
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/meetings/${meeting.id}/strike`, {
        words: null,
        version: meeting.version,
      }),
    { refresh: ['/api/worksites'] },
  )
  return (
    <Notice tone="neutral" title={t('worksites.meeting.struck', { date: date(meeting.struckOn!) })}>
      <bdi dir="auto">{meeting.struckWords}</bdi>
      {meeting.may.write && (
        <div className={styles.actions}>
          <Button variant="default" size="compact-sm" loading={busy} onClick={() => void send()}>
            {t('worksites.strike.undo')}
          </Button>
        </div>
      )}
      <ErrorNote problem={problem} />
    </Notice>
  )
}

function MinutesForm({ meeting, close }: { meeting: MeetingView; close: () => void }) {
  const { t } = useWords()
  const [present, setPresent] = useState(meeting.present)
  const { field, modal } = useForm(
    { minutes: meeting.minutes ?? '' },
    ({ minutes }) =>
      api.post(`/api/worksites/meetings/${meeting.id}`, {
        present,
        minutes: minutes || null,
        version: meeting.version,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.meeting.minutes.edit')} {...modal}>
      <PresentField
        members={meeting.members.filter((one) => !one.leftOn || present.includes(one.id))}
        present={present}
        set={setPresent}
      />
      <WordsField {...field('minutes')} label={t('worksites.meeting.minutes')} />
    </FormModal>
  )
}

function DecisionForm({ meeting, close }: { meeting: MeetingView; close: () => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState({
    words: '',
    memberId: '',
    dueOn: addMonths(dayInPakistan(new Date()), 1),
  })
  const { send, busy, problem } = useSend(
    () => api.post(`/api/worksites/meetings/${meeting.id}/decisions`, typed),
    { refresh: ['/api/worksites'], done: close },
  )
  return (
    <FormModal
      title={t('worksites.decision.add')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <DecisionFields
        prefix=""
        typed={typed}
        members={meeting.members.filter((one) => !one.leftOn)}
        problem={problem}
        change={(to) => setTyped((before) => ({ ...before, ...to }))}
      />
    </FormModal>
  )
}

function StrikeForm({ meeting, close }: { meeting: MeetingView; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { words: '' },
    ({ words }) =>
      api.post(`/api/worksites/meetings/${meeting.id}/strike`, {
        words,
        version: meeting.version,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.meeting.strike')} {...modal}>
      <p>{t('worksites.meeting.strike.what')}</p>
      <TextField {...field('words')} label={t('worksites.strike.why')} required />
    </FormModal>
  )
}
