import type { Block, PrintDocument } from '../../web/print/document.ts'
import type { ElementFinding, Proposal } from './assess.ts'
import type { FirGap } from './fir.ts'
import type { Act } from './law.ts'
import type { FirRecord } from './records.ts'
import { leftToRight, nameOf, penaltyText, sectionName, type Wording } from './wording.ts'

export interface LetterFacts {
  reference: string
  asOn: string
  people: { id: string; name: string | null }[]
  statements: {
    id: string
    from: string
    fact: string
    restsOn: string
    on: string | null
  }[]
  proposals: Proposal[]
  firs: Pick<FirRecord, 'number' | 'station' | 'registeredOn' | 'otherSections'>[]
  gap: FirGap
  acts: Record<string, Pick<Act, 'short' | 'title'>>
  signer: string
}

/** The sections that the facts meet and the FIR does not cite. */
export function missingOf({ proposals, gap }: Pick<LetterFacts, 'proposals' | 'gap'>): Proposal[] {
  return proposals.filter((one) =>
    gap.missing.some((each) => each.cited === one.cited && each.accusedId === one.accusedId),
  )
}

/**
 * The letter to the station as a document to print. It leaves the agency: kinds and days of what
 * was said, never who said it, and nothing of what a victim told in screening.
 */
export function letterToStation(words: Wording, of: LetterFacts): PrintDocument {
  const { t, date, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  const fir = of.firs.at(-1)
  const cited = [
    ...of.gap.cited.map((one) => sectionName(words, of.acts, one)),
    ...of.firs.map((one) => one.otherSections),
  ].filter(Boolean)
  const opening: Block[] = [
    { kind: 'address', lines: [t('charges.letter.to'), ...(fir ? [fir.station] : [])] },
    {
      kind: 'text',
      strong: true,
      text: t('charges.letter.subject', { reference: leftToRight(of.reference) }),
    },
  ]
  if (fir)
    opening.push({
      kind: 'text',
      text: t('charges.letter.fir', {
        number: leftToRight(fir.number),
        on: date(fir.registeredOn),
        cited: cited.join(comma),
      }),
    })
  return {
    lang,
    title: t('charges.letter'),
    side: [leftToRight(of.reference), date(of.asOn)],
    blocks: [
      ...opening,
      { kind: 'text', text: t('charges.letter.facts-meet') },
      { kind: 'list', items: missingOf(of).map((one) => itemOf(words, of, one)) },
      { kind: 'text', text: t('charges.letter.request') },
      { kind: 'text', text: t('charges.letter.one-fir') },
      { kind: 'signature', text: `${of.signer}${comma}${t('charges.letter.signature')}` },
    ],
    foot: t('charges.letter.made-with'),
  }
}

function itemOf(words: Wording, of: LetterFacts, one: Proposal) {
  const { t, pick, lang } = words
  const who = t('charges.against', { who: nameOf(words, of.people, one.accusedId) })
  const since =
    one.from &&
    t(one.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
      on: words.date(one.from),
    })
  return {
    lead: sectionName(words, of.acts, one.cited),
    text: `${lang === 'ur' ? '، ' : ', '}${pick(one.heading)}. ${who}`,
    under: one.elements.map((element) => `${pick(element.text)}: ${restOf(words, of, element)}`),
    small: [penaltyText(words, one.penalty), since].filter(Boolean).join(' · '),
  }
}

/** What an element rests on, as it may leave the agency. */
export function restOf(
  words: Wording,
  { statements, acts }: Pick<LetterFacts, 'statements' | 'acts'>,
  element: Pick<ElementFinding, 'facts' | 'rule'>,
): string {
  const { t, date, lang } = words
  const told = statements.filter(
    (one) => element.facts.includes(one.id) && one.from !== 'screening',
  )
  if (told.length === 0) {
    return element.rule
      ? t('charges.by-rule', { rule: sectionName(words, acts, element.rule) })
      : t('charges.letter.by-record')
  }
  const named = told.map((one) => {
    const kind = t(`charges.rests-on.${one.restsOn}`)
    const source = one.on ? [kind, date(one.on)].join(lang === 'ur' ? '، ' : ', ') : kind
    return `${t(`charges.fact.${one.fact}`)} (${source})`
  })
  return [...new Set(named)].join(lang === 'ur' ? '؛ ' : '; ')
}
