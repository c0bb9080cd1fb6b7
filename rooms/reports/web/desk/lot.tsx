import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../../web/workspace/asking.ts'
import { Card } from '../../../../web/workspace/parts.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { redrawReasons } from '../../lot/duty.ts'
import type { AllocationView } from '../../lot/shapes.ts'
import type { Changed, ReportView } from '../../shapes.ts'
import styles from './desk.module.css'
import { WithReason } from './with-reason.tsx'

export function useAllocation(reportId: string) {
  const [every, setEvery] = useState<number>()
  const url = `/api/desk/reports/${reportId}/allocation`
  const { data } = useGet<AllocationView>(url, every ? { every } : {})
  // A draw takes seconds; asked again only while one is under way.
  const wanted = data?.state === 'waiting' ? 3000 : undefined
  if (wanted !== every) setEvery(wanted)
  return data
}

/** How it came about who handles the report, in plain words; and the way out for who must not. */
export function Lot({ view, allocation }: { view: ReportView; allocation: AllocationView }) {
  const { t } = useWords()
  const { state, draw, changes, mine } = allocation
  if (state === 'free' && !draw) return null
  return (
    <Card title={t('desk.lot')}>
      <p>{useHow(allocation)}</p>
      {draw && draw.passed.length > 0 && (
        <p className={styles.small}>
          {t('desk.lot.passed', {
            reasons: draw.passed.map((why) => t(`pass-reason.${why}`)).join(t('desk.list-comma')),
          })}
        </p>
      )}
      {changes
        .filter(({ kind }) => kind === 'redrawn')
        .map(({ at, reason }) => (
          <p key={at} className={styles.small}>
            {t('desk.lot.redrawn', { reason: t(`redraw-reason.${reason}`) })}
          </p>
        ))}
      {draw && (
        <p className={styles.small}>
          {t('desk.lot.where', { call: String(draw.call), size: String(draw.size) })}
        </p>
      )}
      {mine && (state === 'drawn' || state === 'by-hand') && <GiveBack view={view} />}
    </Card>
  )
}

function useHow({ state, mine, draw, changes }: AllocationView): string {
  const { t, number } = useWords()
  if (state === 'waiting') return t('desk.lot.waiting')
  if (state === 'free') return t('desk.lot.nobody')
  const byHand = changes.findLast(({ kind }) => kind === 'by-hand')
  if (state === 'by-hand' && byHand)
    return t('desk.lot.by-hand', { reason: t(`hand-reason.${byHand.reason}`) })
  return t(mine ? 'desk.lot.drawn-mine' : 'desk.lot.drawn', { seats: number(draw?.seats ?? 0) })
}

/** Gives the report back with a reason. Whom it goes to next, the lot says. */
function GiveBack({ view }: { view: ReportView }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const sending = useSend(
    (reason: (typeof redrawReasons)[number]) =>
      api.post<Changed>(`/api/desk/reports/${view.id}/redraw`, { version: view.version, reason }),
    { refresh: ['/api/desk'], done: () => void navigate(`/desk/${view.deskId}`) },
  )
  return (
    <WithReason
      ask={t('desk.lot.give-back')}
      text={t('desk.lot.give-back.text')}
      reasons={redrawReasons}
      say={(reason) => t(`redraw-reason.${reason}`)}
      act={t('desk.lot.give-back.do')}
      sending={sending}
    />
  )
}
