import { Button } from '@mantine/core'
import { useState } from 'react'
import { useGet } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import { Card, ErrorNote, Loading, Notice, Tag, type Tone } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Adequacy } from '../outcome.ts'
import { nameOf, penaltyText, rupees, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { type Outcomes, outcomesUrl, type StepView } from './court-types.ts'
import { StepForm, type StepOn } from './step-form.tsx'
import { type Charges, chargesUrl } from './types.ts'

/** The case in court, on a page of its own. */
export function CourtTab() {
  const { id } = useCase()
  const { data, problem, loading, again } = useGet<Charges>(chargesUrl(id))
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <div className={styles.page}>
      <CourtPanel caseId={id} charges={data} />
    </div>
  )
}

/** From FIR to appeal: the way of the case, its waits and their reasons, and what came of it. */
function CourtPanel({ caseId, charges }: { caseId: string; charges: Charges }) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Outcomes>(outcomesUrl(caseId))
  const [recording, record] = useState<StepOn>()
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <Card title={t('charges.court')}>
      <Milestones outcomes={data} />
      {data.compensationOpen && (
        <Notice title={t('charges.court.compensation-open')}>
          {t('charges.court.compensation-open.says')}{' '}
          {data.mayRecord && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => record({ kind: 'compensation', corrects: undefined })}
            >
              {t('charges.court.record-compensation')}
            </Button>
          )}
        </Notice>
      )}
      {data.steps.length === 0 ? (
        <p className={styles.what}>{t('charges.court.none')}</p>
      ) : (
        <ol className={styles.steps}>
          {data.steps.map((one) => (
            <Step
              key={one.id}
              step={one}
              charges={charges}
              onCorrect={
                data.mayRecord && one.stands
                  ? () => record({ kind: one.kind, corrects: one })
                  : undefined
              }
            />
          ))}
        </ol>
      )}
      {data.mayRecord && (
        <Button
          variant="default"
          className={styles.noPrint ?? ''}
          onClick={() => record({ kind: 'hearing', corrects: undefined })}
        >
          {t('charges.court.record')}
        </Button>
      )}
      {recording && (
        <StepForm
          caseId={caseId}
          charges={charges}
          on={recording}
          close={() => record(undefined)}
        />
      )}
    </Card>
  )
}

/** FIR · 19 days · challan · 20 days · charge: read from left to right, in Urdu from right to left. */
function Milestones({ outcomes: { milestones } }: { outcomes: Outcomes }) {
  const { t, date, number } = useWords()
  if (milestones.length === 0) return null
  return (
    <ol className={styles.milestones} aria-label={t('charges.court.way')}>
      {milestones.map((one, nth) => (
        <li key={`${one.kind} ${nth}`}>
          {one.days !== null && (
            <span className={styles.wait} data-late={one.delay !== null || undefined}>
              {t('charges.court.days', { count: one.days, n: number(one.days) })}
            </span>
          )}
          <b>{t(`charges.step.${one.kind}`)}</b>
          <span className={styles.grade}>{date(one.onDay)}</span>
        </li>
      ))}
    </ol>
  )
}

function Step({
  step,
  charges,
  onCorrect,
}: {
  step: StepView
  charges: Charges
  onCorrect: (() => void) | undefined
}) {
  const words = useWords()
  const { t, date, pick, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  const about = [
    step.accusedId && nameOf(words, charges.people, step.accusedId),
    ...step.cited.map((one) => sectionName(words, charges.acts, one)),
    step.court && <bdi key="court">{step.court}</bdi>,
  ].filter(Boolean)
  return (
    <li data-struck={!step.stands || undefined}>
      <span className={styles.name}>
        {t(`charges.step.${step.kind}`)}
        {step.outcome && `: ${t(`charges.outcome.${step.outcome}`)}`}
      </span>{' '}
      <span className={styles.grade}>{date(step.onDay)}</span>
      {!step.stands && <Tag>{t('charges.court.struck')}</Tag>}
      {about.length > 0 && (
        <span className={styles.what}>
          {about.map((one, nth) => (
            <span key={nth}>
              {nth > 0 && comma}
              {one}
            </span>
          ))}
        </span>
      )}
      {step.because && (
        <p>{t('charges.court.lost-because', { why: t(`charges.lost.${step.because}`) })}</p>
      )}
      {step.delay && (
        <span className={styles.caution}>
          {t('charges.court.because', { why: t(`charges.delay.${step.delay}`) })}
        </span>
      )}
      {step.nextOn && (
        <span className={styles.what}>{t('charges.court.next', { on: date(step.nextOn) })}</span>
      )}
      {step.kind === 'sentence' && <Sentence step={step} />}
      {step.amountPkr !== null && (
        <span className={styles.what}>{rupees(words, step.amountPkr)}</span>
      )}
      {step.words && (
        <span className={styles.reasons}>
          <bdi>{step.words}</bdi>
        </span>
      )}
      <span className={styles.grade}>
        {t('charges.decided-by', { who: pick(step.by), on: date(step.recordedAt) })}
      </span>{' '}
      {onCorrect && (
        <Button size="compact-sm" variant="subtle" className={styles.ruleOut} onClick={onCorrect}>
          {t('charges.court.correct')}
          <span className={styles.srOnly}>
            : {t(`charges.step.${step.kind}`)}, {date(step.onDay)}
          </span>
        </Button>
      )}
    </li>
  )
}

const tones: Record<Adequacy, Tone> = {
  within: 'met',
  'below-least': 'danger',
  'above-most': 'danger',
  'fine-in-place-of-prison': 'danger',
  'fine-alone': 'partly',
  'no-range': 'neutral',
}

/** What was given beside what the text of that day allows. */
function Sentence({ step }: { step: StepView }) {
  const words = useWords()
  const { t, date } = words
  return (
    <span className={styles.sentence}>
      <span>
        <b>{t('charges.court.given')}</b> {sentenceText(words, step)}
      </span>
      {step.ranges.map((one) => (
        <span key={one.version}>
          <b>{t('charges.court.range')}</b> {penaltyText(words, one.penalty)}
          {one.from &&
            ` (${t(one.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
              on: date(one.from),
            })})`}{' '}
          <Tag tone={tones[one.adequacy]}>{t(`charges.adequacy.${one.adequacy}`)}</Tag>
        </span>
      ))}
      {step.ranges.length > 1 && (
        <span className={styles.caution}>{t('charges.court.two-texts')}</span>
      )}
    </span>
  )
}

function sentenceText(words: ReturnType<typeof useWords>, step: StepView): string {
  const { t, number } = words
  const years = Math.floor((step.months ?? 0) / 12)
  const months = (step.months ?? 0) % 12
  return [
    step.death && t('charges.penalty.death'),
    step.life && t('charges.penalty.life'),
    years > 0 && t('charges.court.years', { count: years, n: number(years) }),
    months > 0 && t('charges.court.months', { count: months, n: number(months) }),
    step.finePkr && t('charges.court.fine-of', { sum: rupees(words, step.finePkr) }),
  ]
    .filter(Boolean)
    .join(t('charges.list-comma'))
}
