import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, ErrorNote, Facts, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { CallView, CommitteeView, SeatedView } from './committee-answers.ts'
import { DayField } from './fields.tsx'
import { useForm } from './form.ts'
import { MeetingForm, PresentField } from './meeting-form.tsx'
import styles from './worksites.module.css'

/** The meetings that are called ahead, and those called off; one that was held stands under the meetings. */
export function CallsCard({ committee }: { committee: CommitteeView }) {
  const { t } = useWords()
  const calls = committee.calls.filter((one) => one.state !== 'held')
  if (!calls.length) return null
  return (
    <Card title={t('worksites.calls')}>
      <p className={styles.small}>{t('worksites.calls.not-held')}</p>
      <ul className={styles.rows}>
        {calls.map((one) => (
          <li key={one.id}>
            <CallLine call={one} committee={committee} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** The day as it is called, with the time. */
function CallDay({ call }: { call: CallView }) {
  const { date } = useWords()
  return (
    <>
      {date(call.on)}
      {call.time && (
        <>
          {' · '}
          <bdi dir="ltr">{call.time}</bdi>
        </>
      )}
    </>
  )
}

/** Where, what is on the agenda, who is invited; with the day where the page does not say it. */
export function CallFacts({
  call,
  members,
  withDay,
}: {
  call: CallView
  members: readonly SeatedView[]
  withDay?: boolean
}) {
  const { t } = useWords()
  return (
    <Facts
      facts={[
        ...(withDay ? [[t('worksites.on'), <CallDay key="on" call={call} />] as const] : []),
        [
          t('worksites.call.place'),
          <bdi dir="auto" key="place">
            {call.place}
          </bdi>,
        ],
        [
          t('worksites.call.agenda'),
          <bdi dir="auto" className={styles.long} key="agenda">
            {call.agenda}
          </bdi>,
        ],
        [
          t('worksites.call.invited'),
          <span key="invited">
            {members
              .filter((one) => call.invited.includes(one.id))
              .map((one, i) => (
                <span key={one.id}>
                  {i > 0 && ' · '}
                  <bdi dir="auto">{one.office}</bdi>
                </span>
              ))}
          </span>,
        ],
      ]}
    />
  )
}

const tones = {
  coming: 'met',
  'day-passed': 'partly',
  held: 'met',
  'called-off': 'neutral',
} as const

function CallLine({ call, committee }: { call: CallView; committee: CommitteeView }) {
  const { t, date } = useWords()
  const [open, setOpen] = useState<'held' | 'change' | 'off'>()
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/meeting-calls/${call.id}/off`, {
        words: null,
        version: call.version,
      }),
    { refresh: ['/api/worksites'] },
  )
  const close = () => setOpen(undefined)
  const off = call.state === 'called-off'
  return (
    <>
      <div className={styles.head}>
        {off ? (
          <s>
            <CallDay call={call} />
          </s>
        ) : (
          <b>
            <CallDay call={call} />
          </b>
        )}
        <Tag tone={tones[call.state]}>{t(`worksites.call.state.${call.state}`)}</Tag>
      </div>
      {off ? (
        <div className={styles.small}>
          {t('worksites.call.off-on', { date: date(call.offOn!) })}{' '}
          <bdi dir="auto">{call.offWords}</bdi>
        </div>
      ) : (
        <CallFacts call={call} members={committee.members} />
      )}
      <div className={styles.actions}>
        {committee.may.write && !committee.endedOn && !off && (
          <>
            <Button size="compact-sm" onClick={() => setOpen('held')}>
              {t('worksites.call.held')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setOpen('change')}>
              {t('worksites.call.change')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setOpen('off')}>
              {t('worksites.call.off')}
            </Button>
          </>
        )}
        {committee.may.write && !committee.endedOn && off && (
          <Button variant="subtle" size="compact-sm" loading={busy} onClick={() => void send()}>
            {t('worksites.call.again')}
          </Button>
        )}
        {(['ur', 'en'] as const).map((lang) => (
          <Button
            key={lang}
            component="a"
            variant="subtle"
            size="compact-sm"
            href={`/api/worksites/meeting-calls/${call.id}/notice?lang=${lang}`}
          >
            {t(`worksites.notice.print-${lang}`)}
          </Button>
        ))}
      </div>
      <ErrorNote problem={problem} />
      {open === 'held' && <MeetingForm committee={committee} call={call} close={close} />}
      {open === 'change' && <CallForm committee={committee} call={call} close={close} />}
      {open === 'off' && <OffForm call={call} close={close} />}
    </>
  )
}

/** A meeting called ahead: new, or put right. */
export function CallForm({
  committee,
  call,
  close,
}: {
  committee: CommitteeView
  call?: CallView
  close: () => void
}) {
  const { t } = useWords()
  const members = committee.members.filter(
    (one) => !one.leftOn || call?.invited.includes(one.id) === true,
  )
  const [invited, setInvited] = useState(call?.invited ?? members.map((one) => one.id))
  const { field, modal, problem } = useForm(
    {
      on: call?.on ?? '',
      time: call?.time ?? '',
      place: call?.place ?? '',
      agenda: call?.agenda ?? '',
    },
    ({ time, ...rest }) => {
      const body = { ...rest, time: time || null, invited }
      return call
        ? api.post(`/api/worksites/meeting-calls/${call.id}`, { ...body, version: call.version })
        : api.post(`/api/worksites/committees/${committee.id}/calls`, body)
    },
    close,
  )
  return (
    <FormModal title={t(call ? 'worksites.call.change' : 'worksites.call.make')} {...modal}>
      <p className={styles.small}>{t('worksites.calls.not-held')}</p>
      <div className={styles.pair}>
        <DayField {...field('on')} label={t('worksites.on')} required />
        <TextField {...field('time')} type="time" dir="ltr" label={t('worksites.call.time')} />
      </div>
      <TextField {...field('place')} label={t('worksites.call.place')} required />
      <WordsField
        {...field('agenda')}
        label={t('worksites.call.agenda')}
        hint={t('worksites.call.agenda.hint')}
        required
      />
      {members.length === 0 ? (
        <p className={styles.small}>{t('worksites.call.needs-members')}</p>
      ) : (
        <PresentField
          label="worksites.call.invited"
          members={members}
          present={invited}
          set={setInvited}
        />
      )}
      {problem?.fields.invited && <p role="alert">{t('worksites.call.needs-guests')}</p>}
    </FormModal>
  )
}

function OffForm({ call, close }: { call: CallView; close: () => void }) {
  const { t, date } = useWords()
  const { field, modal } = useForm(
    { words: '' },
    ({ words }) =>
      api.post(`/api/worksites/meeting-calls/${call.id}/off`, { words, version: call.version }),
    close,
  )
  return (
    <FormModal title={t('worksites.call.off')} {...modal}>
      <p>{t('worksites.meeting.on', { date: date(call.on) })}</p>
      <TextField {...field('words')} label={t('worksites.release.why')} required />
    </FormModal>
  )
}
