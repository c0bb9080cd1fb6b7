import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DataTable,
  DisabledReason,
  EmptyState,
  ErrorNote,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nextStatuses, type Status } from '../case.ts'
import { dayInPakistan } from '../dates.ts'
import type { ShareView } from '../views.ts'
import type { HistoryAnswer } from './case-answers.ts'
import styles from './cases.module.css'
import { HandOverForm, ShareForm, StatusForm } from './leading-forms.tsx'
import { useOpenedCase } from './opened-case.tsx'
import { Tasks } from './tasks.tsx'

type Doing = 'share' | 'hand-over' | Status

/** The file itself: what is to be done, who holds it and why, who else may look in. */
export function FileTab() {
  const file = useOpenedCase()
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  return (
    <>
      <Tasks />
      <Shares onShare={() => setDoing('share')} />
      <Holding onDo={setDoing} />
      {doing === 'share' && <ShareForm onClose={close} />}
      {doing === 'hand-over' && <HandOverForm onClose={close} />}
      {(doing === 'open' || doing === 'suspended' || doing === 'closed') && (
        <StatusForm key={`${doing} ${file.version}`} to={doing} onClose={close} />
      )}
    </>
  )
}

function Shares({ onShare }: { onShare: () => void }) {
  const { t, date, pick } = useWords()
  const file = useOpenedCase()
  const { data, problem, again } = useGet<ShareView[]>(`/api/cases/${file.id}/shares`)
  const withdraw = useSend(
    (id: string) => api.post(`/api/cases/${file.id}/shares/${id}/withdraw`),
    {
      refresh: [`/api/cases/${file.id}`],
    },
  )
  const today = dayInPakistan(new Date())
  const running = (one: ShareView) => !one.withdrawnAt && one.until >= today
  const share = (
    <DisabledReason
      reason={
        file.may.lead
          ? file.status === 'closed'
            ? t('cases.closed.no-share')
            : undefined
          : t('cases.only-lead')
      }
    >
      <Button variant="default" onClick={onShare}>
        {t('cases.share')}
      </Button>
    </DisabledReason>
  )
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.shares')}</h2>
        {!!data?.length && <div className={styles.noPrint}>{share}</div>}
      </div>
      <ErrorNote problem={problem ?? withdraw.problem} again={again} />
      {data && (
        <DataTable
          caption={t('cases.shares.what')}
          rows={data}
          rowKey={(one) => one.id}
          empty={
            <EmptyState title={t('cases.shares.none')} action={share}>
              {t('cases.shares.none.text')}
            </EmptyState>
          }
          columns={[
            {
              key: 'agency',
              label: t('cases.share.agency'),
              main: true,
              show: (one) => <bdi>{pick(one.agency)}</bdi>,
            },
            {
              key: 'reason',
              label: t('cases.share.reason'),
              show: (one) => (
                <>
                  {t(`share-reason.${one.reason}`)}
                  <div className={styles.small} dir="auto">
                    {one.words}
                  </div>
                </>
              ),
            },
            {
              key: 'until',
              label: t('cases.share.until'),
              show: (one) => (
                <>
                  {running(one) ? (
                    <Tag tone="met">{t('cases.share.running')}</Tag>
                  ) : (
                    <Tag tone="not">
                      {t(one.withdrawnAt ? 'cases.share.withdrawn' : 'cases.share.over')}
                    </Tag>
                  )}
                  <div className={styles.small}>
                    {t('cases.share.until-day', { on: date(one.withdrawnAt ?? one.until) })}
                  </div>
                </>
              ),
            },
            {
              key: 'act',
              label: '',
              show: (one) =>
                running(one) && file.may.lead ? (
                  <ConfirmButton
                    size="compact-sm"
                    title={t('cases.share.withdraw')}
                    what={t('cases.share.withdraw.what', { agency: pick(one.agency) })}
                    confirm={t('cases.share.withdraw')}
                    onConfirm={() => withdraw.send(one.id)}
                  >
                    {t('cases.share.withdraw')}
                  </ConfirmButton>
                ) : null,
            },
          ]}
        />
      )}
    </Card>
  )
}

function Holding({ onDo }: { onDo: (doing: Doing) => void }) {
  const { t, date } = useWords()
  const file = useOpenedCase()
  const { data, problem, again } = useGet<HistoryAnswer>(`/api/cases/${file.id}/history`)
  const reason = file.may.lead ? undefined : t('cases.only-lead')
  return (
    <Card>
      <div className={styles.between}>
        <h2>{t('cases.holding')}</h2>
        <div className={`${styles.row} ${styles.noPrint}`}>
          <DisabledReason
            reason={
              reason ?? (file.status === 'closed' ? t('cases.closed.no-hand-over') : undefined)
            }
          >
            <Button variant="default" onClick={() => onDo('hand-over')}>
              {t('cases.hand-over')}
            </Button>
          </DisabledReason>
          {file.may.lead &&
            nextStatuses(file.status).map((to) => (
              <Button key={to} variant="default" onClick={() => onDo(to)}>
                {t(`cases.status.to.${to}`)}
              </Button>
            ))}
        </div>
      </div>
      <ErrorNote problem={problem} again={again} />
      <ol className={styles.steps}>
        {data?.holdings.map((one) => (
          <li key={one.since}>
            <span className={styles.fact}>
              <PersonName name={one.holder} />
            </span>{' '}
            <span className={styles.soft}>
              {one.until
                ? t('cases.holding.span', { from: date(one.since), until: date(one.until) })
                : t('cases.since', { on: date(one.since) })}
            </span>
            <div className={styles.small}>
              {t(`hand-over-reason.${one.reason}`)}
              {one.words && (
                <>
                  {': '}
                  <bdi dir="auto">{one.words}</bdi>
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      {!!data?.statuses.length && (
        <>
          <h3>{t('cases.statuses')}</h3>
          <ol className={styles.steps}>
            {data.statuses.map((one) => (
              <li key={one.at}>
                <span className={styles.fact}>{t(`case-status.${one.status}`)}</span>{' '}
                <span className={styles.soft}>
                  {date(one.at)}
                  {t('cases.comma')}
                  <PersonName name={one.by} />
                </span>
                <p className={styles.story} dir="auto">
                  {one.words}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  )
}
