import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Card,
  DisabledReason,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  PageHead,
} from '../../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../../web/workspace/words.tsx'
import { absenceReasons, conflictReasons } from '../../lot/duty.ts'
import type { DutyAnswer } from '../../lot/shapes.ts'
import { reportKinds } from '../../report.ts'
import styles from './desk.module.css'

const REFRESH = { refresh: ['/api/desk'] }

/** What an officer declares beforehand: when she is away, and what must not come to her. */
export function DutyPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<DutyAnswer>('/api/desk/duty')
  const head = (
    <PageHead
      crumbs={[{ label: t('desk.rail'), to: '/desk' }]}
      title={t('desk.duty')}
      sub={t('desk.duty.sub')}
    />
  )
  if (loading) return <Loading />
  if (!data)
    return (
      <>
        {head}
        <ErrorNote problem={problem} again={again} />
      </>
    )
  return (
    <>
      {head}
      <Desks desks={data.desks} />
      <Absences duty={data} />
      <Conflicts duty={data} />
    </>
  )
}

function Desks({ desks }: Pick<DutyAnswer, 'desks'>) {
  const { t, pick, number } = useWords()
  if (!desks.length) return <EmptyState title={t('desk.none')}>{t('desk.none.text')}</EmptyState>
  return (
    <Card title={t('desk.duty.desks')}>
      <ul className={styles.many}>
        {desks.map(({ deskId, name, onRoster, seats, since }) => (
          <li key={deskId}>
            <b>{pick(name)}</b>
            <div className={styles.small}>
              {since === null
                ? t('desk.duty.none')
                : t(onRoster ? 'desk.duty.on' : 'desk.duty.off', { count: number(seats) })}{' '}
              {since !== null && seats < 2 && t('desk.duty.one')}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Withdraw({ what, id }: { what: 'absences' | 'conflicts'; id: string }) {
  const { t } = useWords()
  const { send, busy, problem } = useSend(
    () => api.post(`/api/desk/duty/${what}/${id}/withdraw`),
    REFRESH,
  )
  return (
    <>
      <Button variant="subtle" size="compact-sm" loading={busy} onClick={() => void send()}>
        {t('desk.duty.withdraw')}
      </Button>
      <ErrorNote problem={problem} />
    </>
  )
}

function Absences({ duty: { today, absences } }: { duty: DutyAnswer }) {
  const { t, date } = useWords()
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [reason, setReason] = useState<string>(absenceReasons[0])
  const { send, busy, problem } = useSend(
    () => api.post('/api/desk/duty/absences', { from, to, reason }),
    REFRESH,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Card title={t('desk.duty.absences')}>
      {absences.length === 0 && <p>{t('desk.duty.absences.none')}</p>}
      <ul className={styles.many}>
        {absences.map((one) => (
          <li key={one.id}>
            {t('desk.duty.from-to', { from: date(one.from), to: date(one.to) })}:{' '}
            {t(`absence-reason.${one.reason}`)} <Withdraw what="absences" id={one.id} />
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNote problem={problem} />
        <Field name="from" label={t('desk.duty.from')} problem={problem} required>
          <TextInput
            type="date"
            min={today}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </Field>
        <Field name="to" label={t('desk.duty.to')} problem={problem} required>
          <TextInput
            type="date"
            min={from}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Field>
        <Field name="reason" label={t('desk.duty.reason')} problem={problem} required>
          <NativeSelect
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data={absenceReasons.map((value) => ({ value, label: t(`absence-reason.${value}`) }))}
          />
        </Field>
        <div>
          <Button type="submit" loading={busy}>
            {t('desk.duty.absence.add')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Conflicts({ duty: { conflicts } }: { duty: DutyAnswer }) {
  const { t, pick } = useWords()
  const [placeCode, setPlace] = useState('')
  const [kind, setKind] = useState('')
  const [reason, setReason] = useState<string>(conflictReasons[0])
  const { send, busy, problem } = useSend(
    () =>
      api.post('/api/desk/duty/conflicts', {
        placeCode: placeCode || null,
        kind: kind || null,
        reason,
      }),
    {
      ...REFRESH,
      done: () => {
        setPlace('')
        setKind('')
      },
    },
  )
  const missing = placeCode || kind ? undefined : t('problem.reports/conflict-with-what')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing) void send()
  }
  return (
    <Card title={t('desk.duty.conflicts')}>
      <p>{t('desk.duty.conflicts.text')}</p>
      {conflicts.length === 0 && <p>{t('desk.duty.conflicts.none')}</p>}
      <ul className={styles.many}>
        {conflicts.map((one) => (
          <li key={one.id}>
            {one.placeName ? pick(one.placeName) : t('desk.duty.any-place')} ·{' '}
            {one.kind ? t(`kind.${one.kind}`) : t('desk.duty.any-kind')}:{' '}
            {t(`conflict-reason.${one.reason}`)} <Withdraw what="conflicts" id={one.id} />
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNote problem={problem} />
        <Field name="placeCode" label={t('desk.duty.place')} problem={problem}>
          <NativeSelect
            value={placeCode}
            onChange={(event) => setPlace(event.currentTarget.value)}
            data={[{ value: '', label: t('desk.duty.any-place') }, ...usePlaceGroups()]}
          />
        </Field>
        <Field name="kind" label={t('desk.duty.kind')} problem={problem}>
          <NativeSelect
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            data={[
              { value: '', label: t('desk.duty.any-kind') },
              ...reportKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
            ]}
          />
        </Field>
        <Field name="reason" label={t('desk.duty.reason')} problem={problem} required>
          <NativeSelect
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data={conflictReasons.map((value) => ({ value, label: t(`conflict-reason.${value}`) }))}
          />
        </Field>
        <div>
          <DisabledReason reason={missing}>
            <Button type="submit" loading={busy}>
              {t('desk.duty.conflict.add')}
            </Button>
          </DisabledReason>
        </div>
      </form>
    </Card>
  )
}

interface Place {
  code: string
  level: 'country' | 'province' | 'district'
  parent: string | null
  name: Bilingual
}

/** Provinces with their districts; a province stands for all of them. */
function usePlaceGroups() {
  const { pick, lang } = useWords()
  const places = useGet<Place[]>('/api/places').data ?? []
  const item = ({ code, name }: Place) => ({ value: code, label: pick(name) })
  return places
    .filter(({ level }) => level === 'province')
    .map((province) => ({
      group: pick(province.name),
      items: [
        item(province),
        ...places
          .filter(({ level, parent }) => level === 'district' && parent === province.code)
          .map(item)
          .sort((one, other) => one.label.localeCompare(other.label, lang)),
      ],
    }))
}
