import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { hardSections, isOptional, questionsIn, type Section } from '../interview.ts'
import { answerValues } from '../screening.ts'
import type { InterviewView } from '../shapes.ts'
import type { Answering } from './answering.ts'
import { Question } from './question.tsx'
import styles from './screening.module.css'

/** One part of the interview. Keys 1 to 4 answer the question at hand and go on to the next. */
export function SectionQuestions({
  interview,
  section,
  answering,
  disabled,
  at,
}: {
  interview: InterviewView
  section: Section
  answering: Answering
  disabled: boolean
  /** The question to begin at, where one was asked for. */
  at: string | null
}) {
  const { t } = useWords()
  const around = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const wanted = at && around.current?.querySelector<HTMLElement>(`[data-question="${at}"] input`)
    ;(wanted || heading.current)?.focus()
  }, [at])

  function press(event: KeyboardEvent<HTMLElement>) {
    const value = answerValues[Number(event.key) - 1]
    const target = event.target as HTMLElement
    if (!value || disabled || event.ctrlKey || event.metaKey || event.altKey) return
    if (target.matches('textarea, input:not([type=radio], [type=checkbox])')) return
    const all = [...around.current!.querySelectorAll<HTMLElement>('[data-question]')]
    const here =
      target.closest<HTMLElement>('[data-question]') ??
      all.find((one) => one.dataset.answered === 'false')
    if (!here) return
    event.preventDefault()
    answering.change(here.dataset.question!, { value })
    const next = all[all.indexOf(here) + 1]
    const focus =
      next?.querySelector<HTMLElement>('input:checked, input') ??
      here.querySelector<HTMLElement>(`input[value=${value}]`)
    focus?.focus()
  }

  return (
    <section ref={around} aria-labelledby="section-title" onKeyDown={press}>
      <h2 id="section-title" ref={heading} tabIndex={-1} className={styles.sectionTitle}>
        {t(`screening.section.${section}`)}
      </h2>
      {hardSections.includes(section) ? (
        <Notice tone="neutral">{t(`screening.section.${section}.text`)}</Notice>
      ) : (
        <p className={styles.soft}>{t(`screening.section.${section}.text`)}</p>
      )}
      {isOptional(interview.set, section) && (
        <p className={styles.soft}>{t('screening.section.optional')}</p>
      )}
      {!disabled && <p className={styles.keys}>{t('screening.keys')}</p>}
      {questionsIn(interview.set, section).map((indicator) => (
        <Question
          key={indicator}
          indicator={indicator}
          draft={answering.answers.get(indicator)}
          said={interview.alreadySaid.filter((one) => one.indicators.includes(indicator))}
          other={answering.others.get(indicator)}
          disabled={disabled}
          change={answering.change}
        />
      ))}
    </section>
  )
}
