import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Aside,
  Card,
  ErrorNote,
  Facts,
  Field,
  Loading,
  PageHead,
  PersonName,
  Tag,
  Timeline,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addMonths } from '../complaint.ts'
import { isOrder, type Reason, type Renewal } from '../licence.ts'
import { MOST_BRANCHES } from '../office.ts'
import { mayKeepRegister } from '../permissions.ts'
import type { ComplaintView, HistoryView, LicenseeView } from './answers.ts'
import { ComplaintTable } from './complaints.tsx'
import type { InspectionList } from './inspection-answers.ts'
import { InspectionTable } from './inspections.tsx'
import type { JobOrderView } from './job-order-answers.ts'
import { JobOrderTable } from './job-orders.tsx'
import { PlanForm } from './plan-inspection.tsx'
import styles from './recruiters.module.css'
import { RenewalsSection } from './renewals.tsx'
import { LicenceNumber, LicenceState } from './state.tsx'
import { TravelLawCard } from './travel-law.tsx'

interface Particulars {
  holder: string
  branches: string[]
  kept: {
    deposit: number | null
    directors: string | null
    security: { amount: number; doubtful: boolean } | null
  } | null
}

interface Answer {
  licensee: LicenseeView
  particulars: Particulars
  history: HistoryView[]
  steps: Reason[]
  renewal: Renewal
}

/** One licensee: how the licence stands, what happened to it, what is complained of. */
export function LicenseePage() {
  const { id } = useParams()
  const [query] = useSearchParams()
  const { t, date, number } = useWords()
  const { person } = useSession()
  const [stepping, setStepping] = useState(query.has('order'))
  const url = `/api/recruiters/licensees/${id}`
  const { data, problem, loading, again } = useGet<Answer>(url)
  const keptFacts = useKeptFacts()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const { licensee, particulars, history, steps, renewal } = data
  return (
    <>
      <PageHead
        crumbs={[{ label: t('recruiters.title'), to: '/recruiters' }]}
        title={<PersonName name={licensee.name} />}
        sub={
          <>
            <LicenceNumber number={licensee.licenceNumber} />{' '}
            <LicenceState status={licensee.status} />
          </>
        }
        actions={
          steps.length > 0 && (
            <Button onClick={() => setStepping(true)}>{t('recruiters.step')}</Button>
          )
        }
      />
      <Card>
        <Facts
          facts={[
            [t('recruiters.kind'), t(`recruiters.kind.${licensee.kind}`)],
            [t('recruiters.since'), licensee.since ? date(licensee.since) : t('work.not-known')],
            [
              t('recruiters.until'),
              licensee.expiresOn ? date(licensee.expiresOn) : t('work.not-known'),
            ],
            [
              t('recruiters.issued'),
              licensee.issuedOn ? date(licensee.issuedOn) : t('work.not-known'),
            ],
            [
              t('recruiters.place'),
              licensee.place ? (
                <PersonName key="place" name={licensee.place} />
              ) : (
                t('work.not-known')
              ),
            ],
            [
              t('recruiters.column.holder'),
              particulars.holder ? (
                <bdi key="holder" dir="auto">
                  {particulars.holder}
                </bdi>
              ) : (
                t('work.not-known')
              ),
            ],
            [t('recruiters.address'), <bdi key="address">{licensee.address || '–'}</bdi>],
            [
              t('recruiters.column.branches'),
              <Branches key="branches" licensee={licensee} branches={particulars.branches} />,
            ],
            ...(particulars.kept ? keptFacts(particulars.kept) : []),
            [
              t('recruiters.phones'),
              licensee.phones.length
                ? licensee.phones.map((phone) => (
                    <div key={phone}>
                      <bdi dir="ltr">{phone}</bdi>
                    </div>
                  ))
                : t('work.not-known'),
            ],
            [
              t('recruiters.workers'),
              licensee.workersSent === null ? t('work.not-known') : number(licensee.workersSent),
            ],
          ]}
        />
        {licensee.kind === 'overseas-employment-promoter' && <RenewalLine renewal={renewal} />}
        <p className={styles.small}>
          {t('recruiters.as-of', { date: date(licensee.registerAsOf) })}
        </p>
      </Card>
      {licensee.kind === 'travel-agent' && <TravelLawCard placeCode={licensee.placeCode} />}
      {mayKeepRegister(person) && licensee.kind === 'overseas-employment-promoter' && (
        <>
          <RenewalsSection licensee={licensee} />
          <OrdersSection licenseeId={licensee.id} />
        </>
      )}
      {mayKeepRegister(person) && <InspectionsSection licensee={licensee} />}
      {mayKeepRegister(person) && <ComplaintsSection licenseeId={licensee.id} />}
      <Aside title={t('recruiters.history')}>
        {history.length ? (
          <Timeline
            entries={history.toReversed().map((entry) => ({
              id: entry.id,
              at: entry.on,
              what: (
                <>
                  {t(`recruiters.status.${entry.to}`)}: {t(`recruiters.reason.${entry.why}`)}
                  {entry.until && ` (${t('recruiters.until')}: ${date(entry.until)})`}
                </>
              ),
              by: entry.orderNumber && <bdi dir="ltr">{entry.orderNumber}</bdi>,
            }))}
          />
        ) : (
          <p className={styles.soft}>{t('recruiters.history.none')}</p>
        )}
      </Aside>
      {stepping && steps.length > 0 && (
        <StepForm
          licensee={licensee}
          steps={steps}
          renewal={renewal}
          complaintId={query.get('complaint')}
          close={() => setStepping(false)}
        />
      )}
    </>
  )
}

function Branches({ licensee, branches }: { licensee: LicenseeView; branches: string[] }) {
  const { t } = useWords()
  if (!branches.length) return t('recruiters.branches.none')
  return (
    <>
      {branches.map((one) => (
        <div key={one}>
          <bdi dir="auto">{one}</bdi>
        </div>
      ))}
      {licensee.kind === 'overseas-employment-promoter' && branches.length > MOST_BRANCHES && (
        <Tag tone="danger">{t('recruiters.branches.too-many')}</Tag>
      )}
    </>
  )
}

/** What the licensing authority alone reads of a licensee. */
function useKeptFacts() {
  const { t, number } = useWords()
  return ({ deposit, directors, security }: NonNullable<Particulars['kept']>) => {
    const asked =
      security &&
      `${t('recruiters.deposit.asked', { amount: number(security.amount) })} ${
        security.doubtful ? t('recruiters.renewal.fee-old') : ''
      }`
    return [
      [
        t('recruiters.column.deposit'),
        <span key="deposit">
          {deposit === null
            ? t('work.not-known')
            : t('recruiters.renewal.rupees', { amount: number(deposit) })}{' '}
          {deposit !== null && security && deposit < security.amount && (
            <Tag tone="partly">{t('recruiters.deposit.less')}</Tag>
          )}
          {asked && <span className={styles.small}>{asked}</span>}
        </span>,
      ],
      [
        t('recruiters.directors'),
        directors ? (
          <bdi key="directors" dir="auto">
            {directors}
          </bdi>
        ) : (
          t('work.not-known')
        ),
      ],
    ] as const
  }
}

function RenewalLine({ renewal }: { renewal: Renewal }) {
  const { t, number } = useWords()
  return (
    <span className={styles.small}>
      {t('recruiters.renewal', {
        count: renewal.years,
        sent: number(Math.max(renewal.counted, renewal.listed ?? 0)),
        rests: t(`recruiters.renewal.${renewal.restsOn}`),
      })}
    </span>
  )
}

function OrdersSection({ licenseeId }: { licenseeId: string }) {
  const { t } = useWords()
  const { data, problem, again } = useGet<{ items: JobOrderView[] }>(
    `/api/recruiters/job-orders?licensee=${licenseeId}`,
  )
  return (
    <section className={styles.section}>
      <h2>{t('recruiters.orders.title')}</h2>
      <ErrorNote problem={problem} again={again} />
      {data && <JobOrderTable items={data.items} />}
      <p>
        <Link to={`/recruiters/job-orders/new?licensee=${licenseeId}`}>
          {t('recruiters.order.new')}
        </Link>
      </p>
    </section>
  )
}

function ComplaintsSection({ licenseeId }: { licenseeId: string }) {
  const { t } = useWords()
  const { data, problem, again } = useGet<{ items: ComplaintView[] }>(
    `/api/recruiters/complaints?licensee=${licenseeId}`,
  )
  return (
    <section className={styles.section}>
      <h2>{t('recruiters.complaints')}</h2>
      <ErrorNote problem={problem} again={again} />
      {data && <ComplaintTable items={data.items} />}
      <p>
        <Link to={`/recruiters/complaints/new?licensee=${licenseeId}`}>
          {t('recruiters.complaint.new')}
        </Link>
      </p>
    </section>
  )
}

function InspectionsSection({ licensee }: { licensee: LicenseeView }) {
  const { t } = useWords()
  const [planning, setPlanning] = useState(false)
  const { data, problem, again } = useGet<InspectionList>(
    `/api/recruiters/inspections?licensee=${licensee.id}`,
  )
  return (
    <section className={styles.section}>
      <h2>{t('recruiters.inspections.title')}</h2>
      <ErrorNote problem={problem} again={again} />
      {data && <InspectionTable items={data.items} />}
      <div className={styles.actions}>
        <Button variant="default" onClick={() => setPlanning(true)}>
          {t('recruiters.inspection.plan')}
        </Button>
        <Button variant="default" component={Link} to={`/recruiters/field?licensee=${licensee.id}`}>
          {t('recruiters.inspection.write-now')}
        </Button>
      </div>
      {planning && (
        <PlanForm licensee={licensee} reasons={['by-turn']} close={() => setPlanning(false)} />
      )}
    </section>
  )
}

function StepForm(of: {
  licensee: LicenseeView
  steps: readonly Reason[]
  renewal: Renewal
  complaintId: string | null
  close: () => void
}) {
  const { licensee, steps, close } = of
  const { t } = useWords()
  const [why, setWhy] = useState<Reason>(steps[0]!)
  const [on, setOn] = useState(dayInPakistan(new Date()))
  const [orderNumber, setOrderNumber] = useState('')
  const [until, setUntil] = useState('')
  // What the rule gives from the day after the old term; the officer may write another day.
  const [expiresOn, setExpiresOn] = useState(() =>
    licensee.kind === 'overseas-employment-promoter'
      ? addMonths(
          licensee.expiresOn && licensee.expiresOn > on ? licensee.expiresOn : on,
          12 * of.renewal.years,
        )
      : '',
  )
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/recruiters/licensees/${licensee.id}/steps`, {
        why,
        on,
        orderNumber,
        until: until || null,
        expiresOn: (why === 'renewed' && expiresOn) || null,
        complaintId: of.complaintId,
        version: licensee.version,
      }),
    { refresh: ['/api/recruiters'], done: close },
  )
  return (
    <Modal
      opened
      onClose={close}
      title={t('recruiters.step')}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field name="why" label={t('recruiters.step.why')} problem={problem} required>
          <NativeSelect
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value as Reason)}
            data={steps.map((value) => ({ value, label: t(`recruiters.reason.${value}`) }))}
          />
        </Field>
        <Field name="on" label={t('recruiters.step.on')} problem={problem} required>
          <TextInput
            type="date"
            value={on}
            onChange={(event) => setOn(event.currentTarget.value)}
          />
        </Field>
        {isOrder(why) && (
          <Field name="orderNumber" label={t('recruiters.step.order')} problem={problem} required>
            <TextInput
              value={orderNumber}
              maxLength={100}
              onChange={(event) => setOrderNumber(event.currentTarget.value)}
            />
          </Field>
        )}
        {why === 'order-of-suspension' && (
          <Field name="until" label={t('recruiters.step.until')} problem={problem}>
            <TextInput
              type="date"
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </Field>
        )}
        {why === 'renewed' && (
          <Field
            name="expiresOn"
            label={t('recruiters.step.expires')}
            hint={
              licensee.kind === 'overseas-employment-promoter' && (
                <RenewalLine renewal={of.renewal} />
              )
            }
            problem={problem}
          >
            <TextInput
              type="date"
              value={expiresOn}
              onChange={(event) => setExpiresOn(event.currentTarget.value)}
            />
          </Field>
        )}
        <p className={styles.soft}>{t('recruiters.step.public')}</p>
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('work.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
