import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { countryName } from '../../../web/workspace/countries.ts'
import {
  Aside,
  Card,
  ConfirmButton,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Timeline,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { FullJobOrder } from './job-order-answers.ts'
import { DecideForm, SendingForm } from './job-order-steps.tsx'
import { OrderStateTag } from './job-orders.tsx'
import styles from './recruiters.module.css'
import { LicenceNumber, LicenceState } from './state.tsx'
import { FoundList, useTermText } from './terms.tsx'

/** One job order: what was promised, what was permitted, who went, and what they found. */
export function JobOrderPage() {
  const { id } = useParams()
  const { t } = useWords()
  const [form, setForm] = useState<'decide' | 'send'>()
  const { data, problem, loading, again } = useGet<FullJobOrder>(`/api/recruiters/job-orders/${id}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.orders.title'), to: '/recruiters/job-orders' },
        ]}
        title={<bdi dir="auto">{data.employer}</bdi>}
        sub={
          <>
            <bdi>{data.reference}</bdi> <OrderStateTag state={data.state} />
          </>
        }
        actions={
          <>
            {data.mayCorrect && (
              <Button
                variant="default"
                component={Link}
                to={`/recruiters/job-orders/${data.id}/correct`}
              >
                {t('recruiters.order.correct')}
              </Button>
            )}
            {data.maySend && (
              <Button
                variant={data.mayMoveTo.includes('permitted') ? 'default' : 'filled'}
                onClick={() => setForm('send')}
              >
                {t('recruiters.order.send')}
              </Button>
            )}
            {data.mayMoveTo.length > 0 && (
              <Button
                variant={data.state === 'permitted' ? 'default' : 'filled'}
                onClick={() => setForm('decide')}
              >
                {t('recruiters.order.decide')}
              </Button>
            )}
          </>
        }
      />
      <Substitution order={data} />
      <Promised order={data} />
      <Sent order={data} />
      <History order={data} />
      {form === 'decide' && <DecideForm order={data} close={() => setForm(undefined)} />}
      {form === 'send' && <SendingForm order={data} close={() => setForm(undefined)} />}
    </>
  )
}

function Substitution({ order }: { order: FullJobOrder }) {
  const { t } = useWords()
  if (!order.found.length) return null
  return (
    <Card title={t('recruiters.found.title')}>
      {order.worse > 0 && (
        <Notice
          tone="danger"
          title={t('recruiters.found.worse-of', { count: order.worse, told: order.told })}
        >
          {t('recruiters.found.worse-of.text')}
        </Notice>
      )}
      <FoundList found={order.found} />
    </Card>
  )
}

function Promised({ order }: { order: FullJobOrder }) {
  const { t, date, number, lang } = useWords()
  const text = useTermText()
  const { promised } = order
  const unknown = t('work.not-known')
  const said = (value: boolean | null) =>
    value === null ? unknown : t(value ? 'work.yes' : 'work.no')
  return (
    <Card title={t('recruiters.order.promised')}>
      <Facts
        facts={[
          [
            t('recruiters.order.by'),
            <span key="licensee">
              <Link to={`/recruiters/licensees/${order.licensee.id}`}>
                <PersonName name={order.licensee.name} />
              </Link>{' '}
              <LicenceNumber number={order.licensee.licenceNumber} />{' '}
              <LicenceState status={order.licensee.status} />
            </span>,
          ],
          [t('recruiters.order.country'), countryName(order.country, lang)],
          [t('recruiters.term.occupation'), t(`recruiters.occupation.${promised.occupation}`)],
          [t('recruiters.order.demanded'), date(order.demandedOn)],
          [t('recruiters.order.wanted'), number(order.wanted)],
          [
            t('recruiters.term.wage'),
            <bdi key="wage">{text('wage', promised.wage!, promised.currency)}</bdi>,
          ],
          [
            t('recruiters.term.hoursADay'),
            promised.hoursADay ? text('hours-a-day', promised.hoursADay) : unknown,
          ],
          [
            t('recruiters.term.contractMonths'),
            promised.contractMonths ? text('contract-months', promised.contractMonths) : unknown,
          ],
          [t('recruiters.term.housing'), said(promised.housing)],
          [t('recruiters.term.food'), said(promised.food)],
          [t('recruiters.term.returnTicket'), said(promised.returnTicket)],
        ]}
      />
    </Card>
  )
}

function Sent({ order }: { order: FullJobOrder }) {
  const { t, date, number } = useWords()
  const remove = useSend(
    (id: string) => api.delete(`/api/recruiters/job-orders/${order.id}/sendings/${id}`),
    { refresh: ['/api/recruiters'] },
  )
  if (!order.permittedOn) return null
  return (
    <Card title={t('recruiters.order.who-went')}>
      <Facts
        facts={[
          [
            t('recruiters.order.permission'),
            <span key="permission">
              <bdi dir="ltr">{order.permissionNumber}</bdi>, {date(order.permittedOn)}
              {order.permittedUntil &&
                ` – ${t('recruiters.order.until', { date: date(order.permittedUntil) })}`}
            </span>,
          ],
          [t('recruiters.order.permitted'), number(order.permitted!)],
          [t('recruiters.sending.agreements'), number(order.agreements)],
          [t('recruiters.sending.departures'), number(order.departures)],
        ]}
      />
      <ul className={styles.choices}>
        {order.sendings.map((one) => (
          <li key={one.id} className={styles.line}>
            <span>
              {date(one.on)}: {t(`recruiters.sending.${one.kind}.count`, { count: one.workers })}
              {one.known > 0 && (
                <span className={styles.small}>
                  {' '}
                  {t('recruiters.sending.known', { count: one.known })}
                </span>
              )}
            </span>
            {order.maySend && (
              <ConfirmButton
                title={t('recruiters.sending.remove')}
                what={t('recruiters.sending.remove.what')}
                confirm={t('work.remove')}
                onConfirm={() => remove.send(one.id)}
                danger
              >
                {t('work.remove')}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      <ErrorNote problem={remove.problem} />
    </Card>
  )
}

function History({ order }: { order: FullJobOrder }) {
  const { t } = useWords()
  return (
    <Aside title={t('recruiters.complaint.steps')}>
      <Timeline
        entries={[
          ...order.steps.toReversed().map((step) => ({
            id: step.id,
            at: step.on,
            what: [
              t(`recruiters.order-state.${step.state}`),
              step.reasons.map((one) => t(`recruiters.scrutiny.${one}`)).join(', '),
              step.words,
            ]
              .filter(Boolean)
              .join(': '),
            by: <PersonName name={step.by} />,
          })),
          { id: 'demand', at: order.demandedOn, what: t('recruiters.order-state.demanded') },
        ]}
      />
      <p className={styles.small}>{t('recruiters.order.rule')}</p>
    </Aside>
  )
}
