import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useGet } from '../../../web/workspace/asking.ts'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { Card, ErrorNote, Facts, Grade, Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { type Bilingual, useWords } from '../../../web/workspace/words.tsx'
import type { Renewal } from '../licence.ts'
import {
  type Decision,
  hasOpenMatters,
  type PaperCode,
  papers,
  perHundredSent,
  type RenewalChecks,
  type RenewalReason,
  type RenewalState,
  renewalReasons,
} from '../renewal.ts'
import type { LicenseeView } from './answers.ts'
import { DatedStep } from './dated-step.tsx'
import styles from './recruiters.module.css'

interface CaseView {
  id: string
  appliedOn: string
  papers: PaperCode[]
  words: string | null
  state: RenewalState
  reason: RenewalReason | null
  orderNumber: string
  heardOn: string | null
  decidedOn: string | null
  decisionWords: string | null
  checks: RenewalChecks | null
  termFrom: string | null
  termUntil: string | null
  by: Bilingual
  decider: Bilingual | null
  mayDecide: Decision[]
  version: number
}

type Fee = { amount: number; doubtful: boolean } | null
interface Answer {
  items: CaseView[]
  checks: RenewalChecks
  renewal: Renewal
  fees: { renewal: Fee; grant: Fee }
}

export const renewalTones: { [state in RenewalState]: Tone } = {
  open: 'partly',
  granted: 'met',
  refused: 'danger',
  withdrawn: 'neutral',
}

/** Applications to renew this licence, and what stands beside them. */
export function RenewalsSection({ licensee }: { licensee: LicenseeView }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [deciding, setDeciding] = useState<CaseView>()
  const { data, problem, again } = useGet<Answer>(
    `/api/recruiters/licensees/${licensee.id}/renewals`,
  )
  const open = data?.items.some((one) => one.state === 'open')
  return (
    <section className={styles.section}>
      <h2>{t('recruiters.renewals')}</h2>
      <ErrorNote problem={problem} again={again} />
      {data && (
        <>
          {open && <Checks licensee={licensee} answer={data} />}
          {!data.items.length && <p className={styles.soft}>{t('recruiters.renewals.none')}</p>}
          <ul className={styles.choices}>
            {data.items.map((one, nth) => (
              <li key={one.id} className={styles.order}>
                <OneCase one={one} />
                {nth === 0 && one.state === 'refused' && <OldTerm until={licensee.expiresOn} />}
                {one.mayDecide.length > 0 && (
                  <div className={styles.actions}>
                    <Button variant="default" size="compact-sm" onClick={() => setDeciding(one)}>
                      {t(nameOf(one))}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
          {!open && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('recruiters.renewal.enter')}
            </Button>
          )}
        </>
      )}
      {asking && <EnterForm licensee={licensee} close={() => setAsking(false)} />}
      {deciding && <DecideForm one={deciding} close={() => setDeciding(undefined)} />}
    </section>
  )
}

/** What the system can see by itself. It decides nothing. */
function Checks({ licensee, answer }: { licensee: LicenseeView; answer: Answer }) {
  const { t, date, number } = useWords()
  const { checks, renewal, fees } = answer
  const perHundred = perHundredSent(checks)
  const fee = (one: Fee) =>
    one ? (
      <>
        {t('recruiters.renewal.rupees', { amount: number(one.amount) })}{' '}
        {one.doubtful && t('recruiters.renewal.fee-old')}
      </>
    ) : (
      t('recruiters.renewal.fee-unknown')
    )
  return (
    <Card level={3} title={t('recruiters.renewal.checks')}>
      <p className={styles.small}>{t('recruiters.renewal.checks.what')}</p>
      <Facts
        facts={[
          [
            t('recruiters.until'),
            licensee.expiresOn ? date(licensee.expiresOn) : t('work.not-known'),
          ],
          [
            t('recruiters.renewal.would-hold'),
            t('recruiters.renewal.years', { count: renewal.years }),
          ],
          ...countsOf(checks).map(
            ([code, n]) =>
              [
                t(`recruiters.renewal.check.${code}`),
                n ? <b key={code}>{number(n)}</b> : number(n),
              ] as const,
          ),
          [
            t('recruiters.renewal.check.per-hundred'),
            perHundred === undefined
              ? t('recruiters.renewal.nobody-sent')
              : t('recruiters.renewal.per-hundred', {
                  rate: number(Math.round(10 * perHundred) / 10),
                  complaints: number(checks.complaints),
                  sent: number(checks.sent),
                }),
          ],
          [t('recruiters.renewal.fee'), fee(fees.renewal)],
          [t('recruiters.renewal.fee-first'), fee(fees.grant)],
        ]}
      />
    </Card>
  )
}

function countsOf({ showCause, unpaid, openOrders }: RenewalChecks) {
  return [
    ['show-cause', showCause],
    ['unpaid', unpaid],
    ['open-orders', openOrders],
  ] as const
}

/** Whoever may only withdraw is not offered a decision. */
function nameOf({ mayDecide }: CaseView): string {
  return mayDecide.length > 1
    ? 'recruiters.renewal.decide'
    : 'recruiters.renewal-decision.withdrawn'
}

function OldTerm({ until }: { until: string | null }) {
  const { t, date } = useWords()
  return (
    <p>
      {until
        ? t('recruiters.renewal.old-term', { date: date(until) })
        : t('recruiters.renewal.old-term-unknown')}
    </p>
  )
}

function OneCase({ one }: { one: CaseView }) {
  const { t, date, number, pick } = useWords()
  return (
    <>
      <div className={styles.line}>
        <b>{t('recruiters.renewal.applied', { date: date(one.appliedOn) })}</b>
        <Tag tone={renewalTones[one.state]}>{t(`recruiters.renewal-state.${one.state}`)}</Tag>
      </div>
      <p className={styles.small}>
        {t('recruiters.renewal.entered-by')}: <bdi>{pick(one.by)}</bdi>
      </p>
      <p>{t('recruiters.renewal.handed-in')}:</p>
      {one.papers.length ? (
        <ul className={styles.reasons}>
          {papers
            .filter(({ code }) => one.papers.includes(code))
            .map(({ code }) => (
              <li key={code}>{t(`recruiters.paper.${code}`)}</li>
            ))}
        </ul>
      ) : (
        <p className={styles.soft}>{t('recruiters.renewal.nothing-in')}</p>
      )}
      {one.words && (
        <p>
          <bdi dir="auto">{one.words}</bdi>
        </p>
      )}
      {one.decidedOn && (
        <p>
          <b>{date(one.decidedOn)}</b>: {t(`recruiters.renewal-reason.${one.reason}`)}
          {one.orderNumber && (
            <>
              {' · '}
              <bdi dir="ltr">{one.orderNumber}</bdi>
            </>
          )}
          {one.decider && (
            <>
              {' · '}
              <bdi>{pick(one.decider)}</bdi>
            </>
          )}
        </p>
      )}
      {one.heardOn && <p>{t('recruiters.renewal.heard', { date: date(one.heardOn) })}</p>}
      {one.decisionWords && (
        <p>
          <bdi dir="auto">{one.decisionWords}</bdi>
        </p>
      )}
      {one.checks && one.state !== 'withdrawn' && hasOpenMatters(one.checks) && (
        <p className={styles.small}>
          {t('recruiters.renewal.stood-open')}{' '}
          {countsOf(one.checks)
            .filter(([, n]) => n)
            .map(([code, n]) => `${t(`recruiters.renewal.check.${code}`)}: ${number(n)}`)
            .join(' · ')}
        </p>
      )}
      {one.termFrom && one.termUntil && (
        <p>
          {t('recruiters.renewal.term', { from: date(one.termFrom), until: date(one.termUntil) })}
        </p>
      )}
    </>
  )
}

function EnterForm({ licensee, close }: { licensee: LicenseeView; close: () => void }) {
  const { t } = useWords()
  const [handedIn, setHandedIn] = useState<string[]>([])
  return (
    <DatedStep
      title={t('recruiters.renewal.enter')}
      url={`/api/recruiters/licensees/${licensee.id}/renewals`}
      body={{ papers: handedIn }}
      close={close}
    >
      {() => (
        <Checkbox.Group
          label={t('recruiters.renewal.handed-in')}
          description={t('recruiters.renewal.handed-in.hint')}
          value={handedIn}
          onChange={setHandedIn}
        >
          <div className={styles.checks}>
            {papers.map(({ code, rule, grade }) => (
              <div key={code} className={styles.line}>
                <Checkbox value={code} label={t(`recruiters.paper.${code}`)} />
                {grade === 'S' ? (
                  <Grade grade="secondary" source={rule} />
                ) : (
                  <Grade grade="not-verified" source={t('recruiters.renewal.as-office-asks')} />
                )}
              </div>
            ))}
          </div>
        </Checkbox.Group>
      )}
    </DatedStep>
  )
}

function DecideForm({ one, close }: { one: CaseView; close: () => void }) {
  const { t } = useWords()
  const [to, setTo] = useState<string>(one.mayDecide.length === 1 ? one.mayDecide[0]! : '')
  const [reason, setReason] = useState('')
  const [orderNumber, setOrderNumber] = useState('')
  const [heardOn, setHeardOn] = useState('')
  const ordered = to === 'granted' || to === 'refused'
  return (
    <DatedStep
      title={t(nameOf(one))}
      url={`/api/recruiters/renewals/${one.id}/decisions`}
      body={{
        to,
        reason,
        orderNumber: ordered ? orderNumber : '',
        heardOn: (ordered && heardOn) || null,
        version: one.version,
      }}
      close={close}
    >
      {(problem) => (
        <>
          <CodeField
            name="to"
            label={t('recruiters.order.decision')}
            problem={problem}
            required
            codes={one.mayDecide}
            words="recruiters.renewal-decision"
            value={to}
            set={(value) => {
              setTo(value)
              setReason('')
            }}
          />
          {to && (
            <CodeField
              name="reason"
              label={t('recruiters.renewal.reason')}
              problem={problem}
              required
              codes={renewalReasons[to as Decision]}
              words="recruiters.renewal-reason"
              value={reason}
              set={setReason}
            />
          )}
          {ordered && (
            <div className={styles.pair}>
              <TextField
                name="orderNumber"
                label={t('recruiters.step.order')}
                problem={problem}
                required
                dir="ltr"
                most={100}
                value={orderNumber}
                set={setOrderNumber}
              />
              <TextField
                name="heardOn"
                type="date"
                label={t('recruiters.renewal.heard-on')}
                hint={to === 'refused' && t('recruiters.renewal.heard-on.hint')}
                problem={problem}
                required={to === 'refused'}
                value={heardOn}
                set={setHeardOn}
              />
            </div>
          )}
          {to === 'granted' && <p className={styles.soft}>{t('recruiters.step.public')}</p>}
        </>
      )}
    </DatedStep>
  )
}
