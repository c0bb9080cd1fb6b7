import { type FactGrade, Grade, Tag } from '../../../web/workspace/parts.tsx'
import { useWords, type Words } from '../../../web/workspace/words.tsx'
import type { ElementFinding } from '../assess.ts'
import type { LawGrade, Version } from '../law.ts'
import { penaltyText } from '../wording.ts'
import styles from './charges.module.css'
import type { Source } from './sources.ts'

const gradeOf: Record<LawGrade, FactGrade> = {
  gazette: 'gazette',
  'official-copy': 'official-copy',
  'secondary-text': 'secondary',
  news: 'press',
  memory: 'memory',
}

/** The grade of a provision with the titles of what it was read in. */
export function LawGradeMark({
  grade,
  sources,
  titles,
}: {
  grade: LawGrade
  sources: string[]
  titles: Record<string, { title: string }>
}) {
  return (
    <Grade
      grade={gradeOf[grade]}
      source={sources.map((one) => titles[one]?.title ?? one).join('; ')}
    />
  )
}

/** Amendments that are only reported, beside the text and never in its place. */
export function ReportedChanges({
  reported,
  titles,
}: {
  reported: Pick<Version, 'key' | 'penalty' | 'grade' | 'sources' | 'notes' | 'court'>[]
  titles: Record<string, { title: string }>
}) {
  const words = useWords()
  return reported.map((one) => (
    <span key={one.key} className={styles.reported}>
      {words.t('charges.reported-change')}{' '}
      {one.penalty
        ? penaltyText(words, one.penalty)
        : one.notes
          ? words.pick(one.notes)
          : one.court
            ? words.pick(one.court)
            : ''}{' '}
      <LawGradeMark grade={one.grade} sources={one.sources} titles={titles} />
    </span>
  ))
}

const tones = { yes: 'met', unknown: 'partly', no: 'not' } as const

/** One element and what it came to: "act met", "purpose missing". */
export function ElementTag({
  element,
}: {
  element: Pick<ElementFinding, 'role' | 'value' | 'id'>
}) {
  const { t, knows } = useWords()
  const key = `charges.element.${element.id}`
  const name = t(knows(key) ? key : `charges.element.${element.role}`)
  return (
    <Tag tone={tones[element.value]}>{t(`charges.value.${element.value}`, { element: name })}</Tag>
  )
}

const findingTones = { met: 'met', partly: 'partly', 'not-met': 'not' } as const
export function FindingTag({ finding }: { finding: keyof typeof findingTones }) {
  const { t } = useWords()
  return <Tag tone={findingTones[finding]}>{t(`charges.finding.${finding}`)}</Tag>
}

/** 'statement 1', 'chat 2': how the table cites a source. */
export function sourceName({ t, number }: Words, source: Source): string {
  return `${t(`charges.rests-on.${source.kind}`)} ${number(source.number)}`
}
