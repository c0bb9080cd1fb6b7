import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { CodeField } from '../../../web/workspace/fields.tsx'
import {
  Aside,
  Card,
  Due,
  ErrorNote,
  Facts,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Timeline,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { outcomes } from '../complaint.ts'
import { mayKeepRegister, mayOrder } from '../permissions.ts'
import type { FullComplaint } from './answers.ts'
import { Against, StageTag } from './complaints.tsx'
import { DatedStep } from './dated-step.tsx'
import { FoundTermsCard } from './found-terms.tsx'
import styles from './recruiters.module.css'

/** One complaint: what is told, what the rules say of it, what comes next. */
export function ComplaintPage() {
  const { id } = useParams()
  const { t, date } = useWords()
  const { person } = useSession()
  const [moving, setMoving] = useState(false)
  const { data, problem, loading, again } = useGet<FullComplaint>(
    `/api/recruiters/complaints/${id}`,
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const ordered = data.steps.some((step) => step.stage === 'ordered')
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.complaints'), to: '/recruiters/complaints' },
        ]}
        title={<Against complaint={data} />}
        sub={
          <>
            <bdi>{data.reference}</bdi> <StageTag stage={data.stage} />
          </>
        }
        actions={
          <>
            {ordered && data.licensee && mayOrder(person) && (
              <Button
                component={Link}
                to={`/recruiters/licensees/${data.licensee.id}?order&complaint=${data.id}`}
                variant="default"
              >
                {t('recruiters.complaint.to-order')}
              </Button>
            )}
            {data.mayMoveTo.length > 0 && (
              <Button onClick={() => setMoving(true)}>{t('recruiters.complaint.move')}</Button>
            )}
          </>
        }
      />
      <Rules complaint={data} />
      <Card title={t(`recruiters.complaint-kind.${data.kind}`)}>
        <p>
          <bdi dir="auto">{data.words}</bdi>
        </p>
        <Figures complaint={data} />
      </Card>
      <FoundTermsCard complaint={data} may={mayKeepRegister(person)} />
      <Aside title={t('recruiters.complaint.steps')}>
        {data.dueOn && data.stage !== 'closed' && (
          <p>
            {t('recruiters.complaint.due')}: <Due at={data.dueOn} />
          </p>
        )}
        <Timeline
          entries={[
            ...data.steps.toReversed().map((step) => ({
              id: step.id,
              at: step.on,
              what: [
                t(`recruiters.stage.${step.stage}`),
                step.outcome && t(`recruiters.outcome.${step.outcome}`),
                step.words,
              ]
                .filter(Boolean)
                .join(': '),
              by: <PersonName name={step.by} />,
            })),
            { id: 'received', at: data.receivedOn, what: t('recruiters.stage.received') },
          ]}
        />
        <p className={styles.small}>
          {t('recruiters.complaint.received')}: {date(data.receivedOn)}
        </p>
      </Aside>
      {moving && <MoveForm complaint={data} close={() => setMoving(false)} />}
    </>
  )
}

function Rules({ complaint }: { complaint: FullComplaint }) {
  const { t, date, number, pick } = useWords()
  const { sixMonths, limb, serious, alike, phoneOf } = complaint
  return (
    <div className={styles.stack}>
      {serious && <Notice tone="danger">{t('recruiters.complaint.serious')}</Notice>}
      {limb && <Notice tone="partly">{t(`recruiters.complaint.limb.${limb}`)}</Notice>}
      {complaint.licensee?.kind === 'travel-agent' && (
        <Notice tone="partly">{t('recruiters.complaint.of-travel-agent')}</Notice>
      )}
      <Notice
        tone={sixMonths?.tooLate ? 'danger' : 'neutral'}
        title={t('recruiters.complaint.six-months')}
      >
        {complaint.licensee?.kind !== 'overseas-employment-promoter'
          ? t('recruiters.complaint.six-months.not-promoter')
          : !sixMonths
            ? t('recruiters.complaint.six-months.none')
            : sixMonths.tooLate
              ? t('recruiters.complaint.six-months.late', { date: date(sixMonths.lastDay) })
              : t('recruiters.complaint.six-months.left', {
                  date: date(sixMonths.lastDay),
                  count: sixMonths.daysLeft,
                })}
      </Notice>
      {phoneOf.map(({ id, licenceNumber, name }) => (
        <Notice key={id} tone="partly" title={t('recruiters.complaint.phone-of')}>
          <Link to={`/recruiters/licensees/${id}`}>
            <bdi dir="auto">{pick(name)}</bdi> <bdi>{licenceNumber}</bdi>
          </Link>
          {'. '}
          {t('recruiters.complaint.phone-of.what')}
        </Notice>
      ))}
      {alike > 0 && (
        <p>
          {t('recruiters.complaint.alike')}: <b>{number(alike)}</b>
        </p>
      )}
    </div>
  )
}

function Figures({ complaint }: { complaint: FullComplaint }) {
  const { t, date, number } = useWords()
  const unknown = t('work.not-known')
  const money = (n: number | null) => (n === null ? unknown : number(n))
  return (
    <>
      <Facts
        facts={[
          [
            t('recruiters.complaint.complainant'),
            <bdi key="who">{complaint.complainant ?? unknown}</bdi>,
          ],
          [
            t('recruiters.complaint.phone'),
            <bdi key="phone" dir="ltr">
              {complaint.phone ?? unknown}
            </bdi>,
          ],
          [
            t('recruiters.complaint.contract'),
            complaint.contractOn ? date(complaint.contractOn) : unknown,
          ],
          [
            t('recruiters.complaint.joined'),
            complaint.joinedOn ? date(complaint.joinedOn) : unknown,
          ],
          [t('recruiters.complaint.paid'), money(complaint.paid)],
          [
            t('recruiters.complaint.allowed'),
            complaint.allowed === null
              ? t('recruiters.complaint.allowed.unknown')
              : number(complaint.allowed),
          ],
          [t('recruiters.complaint.over'), money(complaint.over)],
        ]}
      />
      {complaint.feeDoubtful && (
        <Notice tone="partly">{t('recruiters.complaint.over.doubtful')}</Notice>
      )}
    </>
  )
}

function MoveForm({ complaint, close }: { complaint: FullComplaint; close: () => void }) {
  const { t } = useWords()
  const [to, setTo] = useState<string>(complaint.mayMoveTo[0]!)
  const [outcome, setOutcome] = useState('')
  const ends = to === 'ordered' || to === 'closed'
  return (
    <DatedStep
      title={t('recruiters.complaint.move')}
      url={`/api/recruiters/complaints/${complaint.id}/steps`}
      body={{ to, outcome: ends ? outcome || null : null, version: complaint.version }}
      close={close}
    >
      {(problem) => (
        <>
          <CodeField
            name="to"
            label={t('recruiters.complaint.move.to')}
            problem={problem}
            required
            codes={complaint.mayMoveTo}
            words="recruiters.stage"
            value={to}
            set={setTo}
          />
          {ends && (
            <CodeField
              name="outcome"
              label={t('recruiters.complaint.outcome')}
              problem={problem}
              required
              codes={outcomes}
              words="recruiters.outcome"
              value={outcome}
              set={setOutcome}
            />
          )}
        </>
      )}
    </DatedStep>
  )
}
