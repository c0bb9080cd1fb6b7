import { type FactGrade, Grade, Tag } from '../../../web/workspace/parts.tsx'
import { useWords, type Words } from '../../../web/workspace/words.tsx'
import type { ElementFinding } from '../assess.ts'
import type { LawGrade, Version } from '../law.ts'
import styles from './charges.module.css'
import type { Source } from './sources.ts'
import type { Charges, Penalty, Statement } from './types.ts'

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

/** Keeps '3(1)' from being turned round among Urdu (Unicode isolates). */
export function leftToRight(text: string): string {
  return `\u2066${text}\u2069`
}

/** 'PTPA 3(1)' as people cite it: the Act's short name and the section. */
export function sectionName({ t, pick }: Words, acts: Charges['acts'], cited: string): string {
  const [act = '', ...section] = cited.split(' ')
  const known = acts[act]
  return known
    ? t('charges.section-of', { act: pick(known.short), section: leftToRight(section.join(' ')) })
    : cited
}

/** A sum as it is said: PKR 1 million, 10 لاکھ روپے. */
export function rupees({ t, lang, number }: Words, sum: number): string {
  const steps: [number, string][] =
    lang === 'ur'
      ? [
          [10_000_000, 'charges.crore'],
          [100_000, 'charges.lakh'],
          [1000, 'charges.thousand'],
        ]
      : [[1_000_000, 'charges.million']]
  const step = steps.find(([size]) => sum >= size && sum % (size / 10) === 0)
  return step ? t(step[1], { n: number(sum / step[0]) }) : t('charges.rupees', { n: number(sum) })
}

/** The range of a penalty in one sentence, with nothing added that the text does not say. */
export function penaltyText(words: Words, penalty: Penalty | null): string {
  const { t, pick } = words
  if (!penalty) return t('charges.penalty.unknown')
  const prison = prisonText(words, penalty)
  const fine = fineText(words, penalty)
  const both =
    penalty.combination === 'none'
      ? [prison, fine].filter(Boolean).join(t('charges.list-comma'))
      : combined(words, penalty, prison, fine)
  return [both, penalty.note && pick(penalty.note)].filter(Boolean).join('; ')
}

function prisonText({ t, number }: Words, { years: [least, most], life, death }: Penalty): string {
  const term =
    least !== null && most !== null
      ? t('charges.penalty.years-from-to', { least: number(least), most: number(most) })
      : most !== null
        ? t('charges.penalty.years-up-to', { most: number(most), count: most })
        : ''
  return [death && t('charges.penalty.death'), life && t('charges.penalty.life'), term]
    .filter(Boolean)
    .join(t('charges.penalty.or'))
}

function fineText(words: Words, { finePkr: [least, most], combination }: Penalty): string {
  const { t } = words
  if (least !== null && most !== null)
    return t('charges.penalty.fine-from-to', {
      least: rupees(words, least),
      most: rupees(words, most),
    })
  if (most !== null) return t('charges.penalty.fine-up-to', { most: rupees(words, most) })
  if (least !== null) return t('charges.penalty.fine-at-least', { least: rupees(words, least) })
  return combination === 'none' ? '' : t('charges.penalty.fine')
}

function combined({ t }: Words, { combination }: Penalty, prison: string, fine: string): string {
  if (!prison || combination === 'fine_only') return fine
  return t(`charges.penalty.${combination}`, { prison, fine })
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

/** Keeps a name whole among text of the other direction (Unicode isolates). */
export function apart(text: string): string {
  return `\u2068${text}\u2069`
}

/** 'statement 1', 'chat 2': how the table cites a source. */
export function sourceName({ t, number }: Words, source: Source): string {
  return `${t(`charges.rests-on.${source.kind}`)} ${number(source.number)}`
}

/** What a statement rests on, in full for a letter: "statement of N., 12 November". */
export function restsOnText({ t, date, lang }: Words, one: Statement): string {
  const what = t(`charges.rests-on.${one.restsOn}`)
  const who = one.saidBy ? t('charges.said-by', { what, who: apart(one.saidBy) }) : what
  return one.on ? `${who}${lang === 'ur' ? '، ' : ', '}${date(one.on)}` : who
}

export function nameOf({ t }: Words, people: Charges['people'], id: string | null): string {
  if (id === null) return t('charges.person-unknown')
  const name = people.find((one) => one.id === id)?.name
  return name ? apart(name) : t('charges.person-unnamed')
}
