import type { Act, Penalty, Text } from './law.ts'

/** What the wording of this room needs of a language: on a page and in a printed letter. */
export interface Wording {
  t: (key: string, values?: Record<string, string | number | undefined>) => string
  pick: (text: Text) => string
  date: (day: string) => string
  number: (n: number) => string
  lang: 'en' | 'ur'
}
type Acts = Record<string, Pick<Act, 'short'>>
type People = { id: string; name: string | null }[]

/** Keeps '3(1)' from being turned round among Urdu (Unicode isolates). */
export function leftToRight(text: string): string {
  return `\u2066${text}\u2069`
}

/** 'PTPA 3(1)' as people cite it: the Act's short name and the section. */
export function sectionName({ t, pick }: Wording, acts: Acts, cited: string): string {
  const [act = '', ...section] = cited.split(' ')
  const known = acts[act]
  return known
    ? t('charges.section-of', { act: pick(known.short), section: leftToRight(section.join(' ')) })
    : cited
}

/** A sum as it is said: PKR 1 million, 10 لاکھ روپے. */
export function rupees({ t, lang, number }: Wording, sum: number): string {
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
export function penaltyText(words: Wording, penalty: Penalty | null): string {
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

function prisonText(
  { t, number }: Wording,
  { years: [least, most], life, death }: Penalty,
): string {
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

function fineText(words: Wording, { finePkr: [least, most], combination }: Penalty): string {
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

function combined({ t }: Wording, { combination }: Penalty, prison: string, fine: string): string {
  if (!prison || combination === 'fine_only') return fine
  return t(`charges.penalty.${combination}`, { prison, fine })
}

/** Keeps a name whole among text of the other direction (Unicode isolates). */
export function apart(text: string): string {
  return `\u2068${text}\u2069`
}

/** What a statement rests on, in full for a letter: "statement of N., 12 November". */
export function restsOnText(
  { t, date, lang }: Wording,
  one: { restsOn: string; saidBy: string | null; on: string | null },
): string {
  const what = t(`charges.rests-on.${one.restsOn}`)
  const who = one.saidBy ? t('charges.said-by', { what, who: apart(one.saidBy) }) : what
  return one.on ? `${who}${lang === 'ur' ? '، ' : ', '}${date(one.on)}` : who
}

export function nameOf({ t }: Wording, people: People, id: string | null): string {
  if (id === null) return t('charges.person-unknown')
  const name = people.find((one) => one.id === id)?.name
  return name ? apart(name) : t('charges.person-unnamed')
}
