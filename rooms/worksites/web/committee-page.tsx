import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import {
  Card,
  EmptyState,
  ErrorNote,
  Facts,
  Grade,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { CallForm, CallsCard } from './calls.tsx'
import type { CommitteeView, SeatedView } from './committee-answers.ts'
import { NotificationForm, SeatForm } from './committee-form.tsx'
import { DecisionList } from './decisions.tsx'
import { DayField } from './fields.tsx'
import { useForm } from './form.ts'
import { MeetingForm } from './meeting-form.tsx'
import { ActLine, RulesLine } from './rules-line.tsx'
import styles from './worksites.module.css'

/** One committee: what it decided and owes, when it met, who sits on it, what the law asks of it. */
export function CommitteePage() {
  const { id } = useParams()
  const { t, pick } = useWords()
  const { data, problem, loading, again } = useGet<CommitteeView>(`/api/worksites/committees/${id}`)
  const [open, setOpen] = useState<'meeting' | 'call'>()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const write = data.may.write && !data.endedOn
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHead
        crumbs={[{ label: t('worksites.committees'), to: '/worksites/committees' }]}
        title={t('worksites.committee.of', { place: pick(data.place.name) })}
        actions={
          write && (
            <>
              <Button variant="default" onClick={() => setOpen('call')}>
                {t('worksites.call.make')}
              </Button>
              <Button onClick={() => setOpen('meeting')}>{t('worksites.meeting.record')}</Button>
            </>
          )
        }
      />
      <div className={styles.stack}>
        <StandingNote committee={data} />
        <CallsCard committee={data} />
        <Card title={t('worksites.decisions')}>
          {data.decisions.length === 0 ? (
            <EmptyState title={t('worksites.decisions.none')}>
              {t('worksites.decisions.none.text')}
            </EmptyState>
          ) : (
            <DecisionList decisions={data.decisions} mayWrite={write} withMeeting />
          )}
        </Card>
        <MeetingsCard committee={data} />
        <MembersCard committee={data} />
        <NotificationCard committee={data} />
        <Card title={t('worksites.committee.law')}>
          <p>{t('worksites.committee.law.composition')}</p>
          <p>{t('worksites.committee.law.duties')}</p>
          {!data.law.act.read && <p>{t('worksites.committee.law.not-read')}</p>}
          <RulesLine rules={[data.law.rule]} />
          <ActLine act={data.law.act} />
        </Card>
      </div>
      {open === 'meeting' && <MeetingForm committee={data} close={close} />}
      {open === 'call' && <CallForm committee={data} close={close} />}
    </>
  )
}

function StandingNote({ committee }: { committee: CommitteeView }) {
  const { t, date } = useWords()
  if (committee.endedOn)
    return (
      <Notice tone="neutral">
        {t('worksites.committee.ended', { date: date(committee.endedOn) })}
      </Notice>
    )
  const { standing, nextBy } = committee
  return (
    <Notice
      tone={standing === 'in-term' ? 'met' : standing === 'no-term' ? 'neutral' : 'partly'}
      title={t(`worksites.standing.${standing}`)}
    >
      {nextBy && t('worksites.committee.next-by', { date: date(nextBy) })}
      {standing === 'no-term' && t('worksites.term.none')}
    </Notice>
  )
}

function MeetingsCard({ committee }: { committee: CommitteeView }) {
  const { t, date } = useWords()
  return (
    <Card title={t('worksites.meetings')}>
      {committee.meetings.length === 0 && (
        <EmptyState title={t('worksites.meetings.none')}>
          {t('worksites.meetings.none.text')}
        </EmptyState>
      )}
      <ul className={styles.rows}>
        {committee.meetings.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              <Link to={`/worksites/meetings/${one.id}`}>
                {one.struckOn ? <s>{date(one.on)}</s> : date(one.on)}
              </Link>
              <span className={styles.small}>
                {one.struckOn
                  ? t('worksites.struck')
                  : [
                      t('worksites.meeting.present-n', { count: one.present }),
                      t('worksites.meeting.decisions-n', { count: one.decisions }),
                      t(one.minutes ? 'worksites.meeting.minutes' : 'worksites.meeting.no-minutes'),
                    ].join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function MembersCard({ committee }: { committee: CommitteeView }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const write = committee.may.write && !committee.endedOn
  return (
    <Card title={t('worksites.seats')}>
      {committee.members.length === 0 && (
        <EmptyState title={t('worksites.seats.none')}>{t('worksites.seats.none.text')}</EmptyState>
      )}
      <ul className={styles.rows}>
        {committee.members.map((one) => (
          <li key={one.id}>
            <MemberLine member={one} mayWrite={write} />
          </li>
        ))}
      </ul>
      {committee.emptySeats.length > 0 && (
        <p className={styles.small}>
          {t('worksites.seats.empty')}:{' '}
          {committee.emptySeats.map((seat) => t(`worksites.seat.${seat}`)).join(' · ')}
        </p>
      )}
      {write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('worksites.seat.add')}
          </Button>
        </div>
      )}
      {adding && <SeatForm committeeId={committee.id} close={() => setAdding(false)} />}
    </Card>
  )
}

function MemberLine({ member, mayWrite }: { member: SeatedView; mayWrite: boolean }) {
  const { t, date } = useWords()
  const [leaving, setLeaving] = useState(false)
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/committee-members/${member.id}`, {
        leftOn: null,
        version: member.version,
      }),
    { refresh: ['/api/worksites'] },
  )
  return (
    <>
      <div className={styles.head}>
        <bdi dir="auto">{member.office}</bdi>
        {member.leftOn && <Tag>{t('worksites.seat.left-on', { date: date(member.leftOn) })}</Tag>}
      </div>
      <div className={styles.small}>
        {t(`worksites.seat.${member.seat}`)}
        {member.sinceOn && ` · ${t('worksites.seat.since-on', { date: date(member.sinceOn) })}`}
      </div>
      {mayWrite && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={busy}
          onClick={() => (member.leftOn ? void send() : setLeaving(true))}
        >
          {t(member.leftOn ? 'worksites.seat.back' : 'worksites.seat.leave')}
        </Button>
      )}
      <ErrorNote problem={problem} />
      {leaving && <LeaveForm member={member} close={() => setLeaving(false)} />}
    </>
  )
}

function LeaveForm({ member, close }: { member: SeatedView; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { leftOn: dayInPakistan(new Date()) },
    ({ leftOn }) =>
      api.post(`/api/worksites/committee-members/${member.id}`, {
        leftOn,
        version: member.version,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.seat.leave')} {...modal}>
      <p>
        <bdi dir="auto">{member.office}</bdi>
      </p>
      <DayField {...field('leftOn')} label={t('worksites.on')} required />
    </FormModal>
  )
}

function NotificationCard({ committee }: { committee: CommitteeView }) {
  const { t, date } = useWords()
  const [correcting, setCorrecting] = useState(false)
  return (
    <Card title={t('worksites.committee.notification')}>
      <Facts
        facts={[
          [
            t('worksites.committee.notified-on'),
            committee.notifiedOn ? date(committee.notifiedOn) : t('work.not-known'),
          ],
          [
            t('worksites.committee.order-number'),
            committee.orderNumber ? (
              <bdi dir="auto" key="order">
                {committee.orderNumber}
              </bdi>
            ) : (
              t('work.not-known')
            ),
          ],
          [
            t('worksites.grade'),
            <Grade
              key="grade"
              grade={committee.grade}
              source={committee.source ?? t('worksites.no-source')}
            />,
          ],
        ]}
      />
      {committee.may.write && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setCorrecting(true)}>
            {t('worksites.committee.correct')}
          </Button>
        </div>
      )}
      {correcting && (
        <NotificationForm
          place={committee.place}
          committee={committee}
          close={() => setCorrecting(false)}
        />
      )}
    </Card>
  )
}
