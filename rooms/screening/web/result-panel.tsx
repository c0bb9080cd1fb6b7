import { Link } from 'react-router'
import { Grade, Notice, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Outcome } from '../ilo-rule.ts'
import { instrumentSource } from '../instrument.ts'
import { questionsIn, sectionsFor } from '../interview.ts'
import type { ScreeningResult } from '../screening.ts'
import styles from './screening.module.css'
import { outcomeTone } from './tones.ts'

const SHOWN = 4
const gradeOf = { G: 'gazette', S: 'secondary', N: 'press', M: 'memory' } as const

/** What the answers show so far, through which of them, and what would change it. */
export function ResultPanel({ result }: { result: ScreeningResult }) {
  const { t } = useWords()
  const { outcome, reading, standing } = result
  return (
    <div className={styles.result}>
      <div aria-live="polite">
        <Tag tone={outcomeTone[outcome]}>{t(`screening.outcome.${outcome}`)}</Tag>
        <p>{t(`screening.reading.${reading}`)}</p>
        <p className={styles.small}>
          {t(prospect(result))} {t('screening.outcome.advice')}
        </p>
      </div>
      {standing.confidence === 'low' && (
        <Notice title={t('screening.standing.low')}>{t(`screening.standing.${result.set}`)}</Notice>
      )}
      <Deciding result={result} />
      <Elements result={result} />
      <Dimensions result={result} />
      <RestsOn result={result} />
      <h3>{t('screening.forced-labour')}</h3>
      <p className={styles.small}>
        {result.forcedLabourSigns.map((sign) => t(`screening.ilo11.${sign}`)).join(' · ') ||
          t('screening.forced-labour.none')}
      </p>
      <h3>{t('screening.source')}</h3>
      <p className={styles.small}>
        {t('screening.source.rule')} <Grade grade={gradeOf[instrumentSource.grade]} />
      </p>
      {standing.confidence !== 'low' && (
        <p className={styles.small}>
          {t(`screening.standing.${result.set}`)} <Grade grade={gradeOf[standing.grade]} />
        </p>
      )}
    </div>
  )
}

function prospect({ outcome, mayStillChange }: ScreeningResult): string {
  if (outcome === 'indicated') return 'screening.cannot-weaken'
  return mayStillChange ? 'screening.may-change' : 'screening.may-not-change'
}

function QuestionLink({ result, indicator }: { result: ScreeningResult; indicator: string }) {
  const { t } = useWords()
  const section = sectionsFor(result.set).find((one) =>
    questionsIn(result.set, one).includes(indicator),
  )
  return (
    <Link to={`?part=${section}&at=${indicator}`}>
      {t(`screening.indicator.${indicator}.label`)}
    </Link>
  )
}

function Deciding({ result }: { result: ScreeningResult }) {
  const { t } = useWords()
  const strongest: Outcome | undefined = result.deciding[0]?.outcome
  const all = result.deciding.filter((one) => one.outcome === strongest)
  if (!strongest) {
    return result.outcome === 'indicated' ? null : (
      <p className={styles.small}>{t('screening.deciding.none')}</p>
    )
  }
  return (
    <>
      <h3>{t('screening.deciding')}</h3>
      <p className={styles.small}>
        {t('screening.deciding.text')}{' '}
        <Tag tone={outcomeTone[strongest]}>{t(`screening.outcome.${strongest}`)}</Tag>
      </p>
      <ul className={styles.list}>
        {all.slice(0, SHOWN).map((one) => (
          <li key={one.indicator}>
            <QuestionLink result={result} indicator={one.indicator} />
          </li>
        ))}
        {all.length > SHOWN && (
          <li className={styles.soft}>
            {t('screening.deciding.more', { count: all.length - SHOWN })}
          </li>
        )}
      </ul>
    </>
  )
}

function Elements({ result }: { result: ScreeningResult }) {
  const { t } = useWords()
  return (
    <>
      <h3>{t('screening.elements')}</h3>
      <dl className={styles.elements}>
        {result.elements.map(({ element, state }) => (
          <div key={element}>
            <dt>{t(`screening.element.${element}`)}</dt>
            <dd>
              <Tag tone={state === 'shown' ? 'met' : 'neutral'}>
                {t(`screening.element.state.${state}`)}
              </Tag>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.small}>{t('screening.element.consent')}</p>
    </>
  )
}

function Dimensions({ result }: { result: ScreeningResult }) {
  const { t } = useWords()
  return (
    <>
      <h3>{t('screening.dimensions')}</h3>
      <ul className={styles.dimensions}>
        {result.dimensions.map(({ dimension, state, through, openQuestions }) => (
          <li key={dimension}>
            <b>{t(`screening.dimension.${dimension}`)}</b>{' '}
            <Tag tone={state === 'positive' ? 'met' : 'neutral'}>
              {t(`screening.dimension.state.${state}`)}
            </Tag>
            {through.map(({ indicator, weight }) => (
              <div key={indicator} className={styles.small}>
                <QuestionLink result={result} indicator={indicator} /> (
                {t(`screening.weight.${weight}`)})
              </div>
            ))}
            {state !== 'positive' && openQuestions > 0 && (
              <div className={styles.small}>
                {t('screening.dimension.open-questions', { count: openQuestions })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function RestsOn({ result }: { result: ScreeningResult }) {
  const { t } = useWords()
  if (!result.restsOn.length) return null
  return (
    <>
      <h3>{t('screening.rests-on')}</h3>
      <p className={styles.small}>{t('screening.rests-on.text')}</p>
      <ul className={styles.list}>
        {result.restsOn.map((indicator) => (
          <li key={indicator}>
            <QuestionLink result={result} indicator={indicator} />
          </li>
        ))}
      </ul>
    </>
  )
}
