import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import {
  Aside,
  Due,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
  Timeline,
  When,
} from '../../../../web/workspace/parts.tsx'
import { useSession } from '../../../../web/workspace/session.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { type OpenReport, openReport } from '../../sealing/desk.ts'
import type { Changed, ReportView } from '../../shapes.ts'
import { Accused, useAccused } from './accused.tsx'
import { ReportAnswers } from './answers.tsx'
import styles from './desk.module.css'
import { HandOver } from './hand-over-form.tsx'
import { Lot, useAllocation } from './lot.tsx'
import { Danger, toneOf } from './queue.tsx'
import { Reply } from './reply.tsx'
import { RaiseRetaliation } from './retaliation.tsx'
import { faultOf, SealNote } from './seal-note.tsx'
import { Thread } from './thread.tsx'
import { Triage } from './triage.tsx'
import { type Unlocked, WhileUnlocked } from './unlock.tsx'
import { epochsOf } from './vault.ts'

/** One report: its plain fields at once, what it says after unsealing in this browser. */
export function ReportPage() {
  const { id } = useParams()
  const { t } = useWords()
  const { data: view, problem, loading, again } = useGet<ReportView>(`/api/desk/reports/${id}`)
  if (loading) return <Loading />
  if (!view)
    return (
      <>
        <PageHead crumbs={[{ label: t('desk.rail'), to: '/desk' }]} title={t('desk.report')} />
        <ErrorNote problem={problem} again={again} />
      </>
    )
  return (
    <>
      <Head view={view} />
      <WhileUnlocked>{(unlocked) => <Opened view={view} {...unlocked} />}</WhileUnlocked>
      <Happened view={view} />
    </>
  )
}

function Head({ view }: { view: ReportView }) {
  const { t, pick } = useWords()
  const allocation = useAllocation(view.id)
  return (
    <PageHead
      crumbs={[
        { label: t('desk.rail'), to: '/desk' },
        { label: pick(view.desk), to: `/desk/${view.deskId}` },
      ]}
      title={t(`kind.${view.kind}`)}
      sub={
        <>
          {view.dangerNow && (
            <>
              <Danger />{' '}
            </>
          )}
          <Tag tone={toneOf[view.status]}>{t(`status.${view.status}`)}</Tag>{' '}
          <bdi className={styles.mono}>{view.reference}</bdi> ·{' '}
          {view.placeName ? pick(view.placeName) : t('desk.place.unknown')} · {t('desk.received')}{' '}
          <When at={view.receivedAt} /> ·{' '}
          {view.holder ? (
            <>
              {t('desk.holder')} <PersonName name={view.holder.name} />
            </>
          ) : (
            t('desk.nobody')
          )}
          {view.owes !== 'nothing' && (
            <div>
              <Due at={view.dueAt} /> <span className={styles.small}>{t(`owes.${view.owes}`)}</span>
            </div>
          )}
          {view.decideBy && (
            <div>
              <Due at={view.decideBy} /> <span className={styles.small}>{t('owes.decision')}</span>
            </div>
          )}
        </>
      }
      actions={allocation?.takes ? <Take view={view} /> : undefined}
    />
  )
}

function Take({ view }: { view: ReportView }) {
  const { t } = useWords()
  const { person } = useSession()
  const mine = view.holder?.accountId === person.id
  const { send, busy, problem } = useSend(
    () =>
      api.post<Changed>(`/api/desk/reports/${view.id}/take`, {
        version: view.version,
        take: !mine,
      }),
    { refresh: ['/api/desk'] },
  )
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void send()}>
        {t(mine ? 'desk.give-back' : 'desk.take')}
      </Button>
      <ErrorNote problem={problem} />
    </>
  )
}

function Opened({ view, member, root, desks }: { view: ReportView } & Unlocked) {
  const { data, error, isLoading } = useQuery({
    // Decrypted text is thrown away as soon as the page is left.
    queryKey: ['opened', view.id, view.version, view.envelopes.length],
    gcTime: 0,
    queryFn: async () => {
      const mine = await Promise.all(
        desks.filter((desk) => desk.member).map((desk) => epochsOf(desk.id, root, member)),
      )
      const epochs = mine.flat()
      const report = await openReport(view, epochs, root)
      const own = epochs.filter((one) => one.deskId === view.deskId)
      const newest = own.reduce((a, b) => (b.epoch > a.epoch ? b : a))
      return { report, newest }
    },
  })
  if (isLoading) return <Loading />
  if (!data) return <SealNote fault={error ? faultOf(error) : undefined} />
  return <Report key={view.id} report={data.report} newest={data.newest} root={root} />
}

function Report({
  report,
  newest,
  root,
}: {
  report: OpenReport
  newest: Parameters<typeof Reply>[0]['epoch']
  root: string
}) {
  const { t } = useWords()
  const { view } = report
  const allocation = useAllocation(view.id)
  const accused = useAccused(report)
  return (
    <>
      {view.sealedOnArrival && (
        <Notice tone="neutral" title={t('desk.sealed-on-arrival')}>
          {t('desk.sealed-on-arrival.text')}
        </Notice>
      )}
      {view.caseId && (
        <Notice tone="met" title={t('desk.has-case')}>
          <Link to={`/cases/${view.caseId}`}>{t('desk.has-case.open')}</Link>
        </Notice>
      )}
      <ReportAnswers report={report} accused={accused} />
      {allocation && <Lot view={view} allocation={allocation} />}
      <Accused report={report} opened={accused} mine={allocation?.mine === true} />
      <Thread report={report} />
      <Reply report={report} epoch={newest} />
      <RaiseRetaliation reportId={view.id} />
      {allocation?.mine && (
        <>
          <Triage report={report} epoch={newest} />
          <HandOver report={report} epoch={newest} root={root} />
        </>
      )}
    </>
  )
}

function Happened({ view }: { view: ReportView }) {
  const { t, pick } = useWords()
  const entries = [
    ...view.handOvers.map((one) => ({
      id: `h${one.at}`,
      at: one.at,
      what: t('desk.handed-over', { from: pick(one.from), to: pick(one.to) }),
      by: pick(one.by),
    })),
    ...view.closings.flatMap((one) => [
      {
        id: `c${one.id}`,
        at: one.at,
        what: `${t('step.close-proposed')}: ${t(`reason.${one.reason}`)}`,
        by: pick(one.by),
      },
      ...(one.state === 'refused' && one.answeredAt
        ? [
            {
              id: `r${one.id}`,
              at: one.answeredAt,
              what: `${t('step.close-refused')}: ${t(`refusal.${one.refusal}`)}`,
              ...(one.answeredBy && { by: pick(one.answeredBy) }),
            },
          ]
        : one.state === 'agreed' && one.answeredAt
          ? [
              {
                id: `g${one.id}`,
                at: one.answeredAt,
                what: t('desk.closing.agreed'),
                ...(one.answeredBy && { by: pick(one.answeredBy) }),
              },
            ]
          : []),
    ]),
    ...view.triage.map((one) => ({
      id: `t${one.at}`,
      at: one.at,
      what: `${t(`decision.${one.decision}`)}: ${t(`reason.${one.reason}`)}`,
      by: pick(one.by),
    })),
    ...view.envelopes
      .filter((one) => one.sequence > 1 || one.direction !== 'in')
      .map((one) => ({
        id: `e${one.direction}${one.sequence}`,
        at: one.at,
        what: t(`desk.message.${one.direction}`),
      })),
    { id: 'received', at: view.receivedAt, what: t('desk.message.first') },
  ].sort((a, b) => (a.at < b.at ? 1 : -1))
  const owed =
    view.owes === 'nothing'
      ? []
      : [{ id: 'owed', at: view.dueAt, what: t(`owes.${view.owes}`), due: true }]
  return (
    <Aside title={t('desk.happened')}>
      <Timeline entries={[...owed, ...entries]} />
    </Aside>
  )
}
