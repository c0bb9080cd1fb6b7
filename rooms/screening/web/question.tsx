import { Button, Checkbox, Textarea } from '@mantine/core'
import { memo } from 'react'
import { useWords } from '../../../web/workspace/words.tsx'
import { findIndicator } from '../instrument.ts'
import { answerRestings } from '../interview.ts'
import { answerValues } from '../screening.ts'
import type { AlreadySaidView, AnswerView } from '../shapes.ts'
import type { Draft } from './answering.ts'
import styles from './screening.module.css'

export interface QuestionProps {
  indicator: string
  draft: Draft | undefined
  said: readonly AlreadySaidView[]
  other: AnswerView['answeredBy'] | undefined
  disabled: boolean
  change: (indicator: string, part: Partial<Draft>) => void
}

/** One question with its four answers; keys 1 to 4 are read by the section around it. */
export const Question = memo(function Question(props: QuestionProps) {
  const { indicator, draft, said, other, disabled, change } = props
  const { t, knows, pick } = useWords()
  const label = t(`screening.indicator.${indicator}.label`)
  const ask = `screening.indicator.${indicator}.ask`
  return (
    <fieldset
      className={styles.question}
      data-question={indicator}
      data-answered={draft !== undefined}
      disabled={disabled}
    >
      <legend>{knows(ask) ? t(ask) : label}</legend>
      {knows(ask) && (
        <div className={styles.small}>
          {label} · <bdi>{indicator}</bdi>
        </div>
      )}
      {said.map((one) => (
        <AlreadySaid
          key={one.allegationId}
          one={one}
          draft={draft}
          confirm={(part) => change(indicator, part)}
        />
      ))}
      <div className={styles.answers}>
        {answerValues.map((value, at) => (
          <label key={value} className={styles.answer} data-checked={draft?.value === value}>
            <input
              type="radio"
              name={indicator}
              value={value}
              checked={draft?.value === value}
              onChange={() => change(indicator, { value })}
            />
            <span>{t(`screening.value.${value}`)}</span>
            <kbd aria-hidden>{at + 1}</kbd>
          </label>
        ))}
      </div>
      {other && (
        <p className={styles.other} role="status">
          {t('screening.answered-by-other', { name: pick(other) })}
        </p>
      )}
      {draft && <Details draft={draft} change={(part) => change(indicator, part)} />}
    </fieldset>
  )
})

function AlreadySaid({
  one,
  draft,
  confirm,
}: {
  one: AlreadySaidView
  draft: Draft | undefined
  confirm: (part: Partial<Draft>) => void
}) {
  const { t, date } = useWords()
  const confirmed = draft?.value === 'yes' && draft.allegationIds.includes(one.allegationId)
  const rests = t(`screening.resting.${one.restsOn}`)
  return (
    <div className={styles.said}>
      <span>
        {t('screening.already-said')} <b>{t(`screening.fact.${one.fact}`)}</b> (
        {one.saidOn ? t('screening.already-said.source', { rests, at: date(one.saidOn) }) : rests} ·{' '}
        {t(`screening.certainty.${one.certainty}`)}
        {one.saidBy && (
          <>
            {' '}
            · <bdi>{t('screening.already-said.by', { who: one.saidBy })}</bdi>
          </>
        )}
        ){one.words && <q dir="auto">{one.words}</q>}
      </span>
      {confirmed ? (
        <span className={styles.confirmed}>✓ {t('screening.already-said.confirmed')}</span>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() =>
            confirm({
              value: 'yes',
              allegationIds: [...new Set([...(draft?.allegationIds ?? []), one.allegationId])],
              restsOn: [...new Set([...(draft?.restsOn ?? []), restingOf(one.restsOn)])],
            })
          }
        >
          {t('screening.already-said.confirm')}
        </Button>
      )}
    </div>
  )
}

function restingOf(restsOn: string): AnswerView['restsOn'][number] {
  if (restsOn === 'document' || restsOn === 'chat') return 'document'
  if (restsOn === 'observation' || restsOn === 'medical') return restsOn
  return 'statement'
}

function Details({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const { t } = useWords()
  const suggests = findIndicator(draft.indicator)?.suggests ?? []
  return (
    <>
      {draft.value === 'yes' && suggests.length > 0 && (
        <Checkbox.Group
          label={t('screening.which')}
          value={draft.facts}
          onChange={(facts) => change({ facts: facts as Draft['facts'] })}
        >
          <div className={styles.choicesOfMany}>
            {suggests.map((fact) => (
              <Checkbox key={fact} value={fact} label={t(`screening.fact.${fact}`)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <details className={styles.details}>
        <summary>{t('screening.details')}</summary>
        <Checkbox.Group
          label={t('screening.rests.label')}
          value={draft.restsOn}
          onChange={(restsOn) => change({ restsOn: restsOn as Draft['restsOn'] })}
        >
          <div className={styles.choicesOfMany}>
            {answerRestings.map((code) => (
              <Checkbox key={code} value={code} label={t(`screening.rests.${code}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea
          label={t('screening.note')}
          dir="auto"
          autosize
          minRows={2}
          maxLength={4000}
          value={draft.note ?? ''}
          onChange={(event) => change({ note: event.currentTarget.value || null })}
        />
      </details>
    </>
  )
}
