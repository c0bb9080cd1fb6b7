import type { Block, PrintDocument } from '../../web/print/document.ts'
import type { PrintWords } from '../../web/print/wording.ts'
import { differing, entryKinds, sidesHeard, tellOf } from './advance.ts'
import type { Advance } from './advance-records.ts'
import { lawOfDebt, wagesBeside } from './debt-law.ts'
import type { Rule } from './rules.ts'
import type { Family, Site } from './site-records.ts'
import type { Wage } from './wage.ts'

/** Keeps a name, a sum or a section whole among text of the other direction (Unicode isolates). */
export const apart = (text: string): string => `\u2068${text}\u2069`

/** 'Bonded Labour Act 1992 (Punjab), s. 4(2)' with its grade. */
export function citedIn({ t }: PrintWords, rule: Rule): string {
  const section = rule.section && t('worksites.section', { section: `\u2066${rule.section}\u2069` })
  return [t(`worksites.act.${rule.act}`), section, t(`work.grade.${rule.grade}`)]
    .filter(Boolean)
    .join(' · ')
}

/** 'PKR 100 a month, for unskilled workers' as it was notified, with its notification and grade. */
function wageBlocks({ t, date, number }: PrintWords, wages: readonly Wage[]): Block[] {
  if (!wages.length) return []
  const span = (one: Wage) =>
    one.untilOn
      ? t('worksites.wage.from-until', { from: date(one.fromOn), until: date(one.untilOn) })
      : t('worksites.wage.from', { from: date(one.fromOn) })
  return [
    { kind: 'heading', text: t('worksites.wages') },
    {
      kind: 'list',
      items: wages.map((one) => ({
        lead: t(`worksites.wage.per.${one.unit}`, { rupees: apart(number(one.rupees)) }),
        text: ` · ${apart(one.work)} · ${span(one)}`,
        under: [],
        small: [
          apart(one.notification),
          one.notifiedOn && date(one.notifiedOn),
          t(`work.grade.${one.grade}`),
        ]
          .filter(Boolean)
          .join(' · '),
      })),
    },
  ]
}

/** The sheet for a magistrate or the family: both sides beside each other, then the law line by line. */
export function advanceSheet(
  words: PrintWords,
  of: {
    advance: Advance
    site: Pick<Site, 'name' | 'place'>
    family: Pick<Family, 'name' | 'members'>
    wages: readonly Wage[]
    today: string
  },
): PrintDocument {
  const { t, date, number, pick } = words
  const { advance, site, family, today } = of
  const { entries } = advance
  const rupees = (sum: number | null) =>
    sum === null ? t('worksites.not-said') : apart(t('worksites.rupees', { n: number(sum) }))
  const heard = sidesHeard(entries)
  const told = heard.map((side) => tellOf(entries, side))
  const apartOn = differing(entries)
  const blocks: Block[] = [
    {
      kind: 'facts',
      rows: [
        [t('worksites.family'), apart(family.name)],
        [t('worksites.persons'), number(family.members.length)],
        [t('worksites.visit.site'), `${apart(site.name)}, ${pick(site.place.name)}`],
        [
          t('worksites.advance.giver'),
          advance.giver
            ? `${apart(advance.giver.name)} (${t(`worksites.party.${advance.giver.role}`)})`
            : t('work.not-known'),
        ],
        [t('worksites.advance.begun-on'), date(advance.begunOn)],
      ],
    },
    { kind: 'heading', text: t('worksites.told') },
    {
      kind: 'table',
      columns: [t('worksites.rupees-in'), ...heard.map((side) => t(`worksites.side.${side}`))],
      rows: [
        ...entryKinds
          .filter((kind) => told.some((one) => one.sums[kind] !== null))
          .map((kind) => [
            t(`worksites.entry.${kind}`) +
              (apartOn.includes(kind) ? ` (${t('worksites.differs')})` : ''),
            ...told.map((one) => rupees(one.sums[kind])),
          ]),
        ...(['wagesOpen', 'takenAgainstDebt', 'dueToFamily'] as const).map((key) => [
          t(`worksites.told.${key}`),
          ...told.map((one) => rupees(one[key])),
        ]),
      ],
    },
    { kind: 'small', text: t('worksites.told.no-minimum') },
    { kind: 'heading', text: t('worksites.law-says') },
    { kind: 'text', text: t('worksites.law-says.if') },
    {
      kind: 'list',
      items: lawOfDebt(advance, { province: site.place.province, today, wages: of.wages }).map(
        ({ code, rule }) => ({
          lead: '',
          text: t(`worksites.debt.${code}`),
          under: [],
          small: citedIn(words, rule),
        }),
      ),
    },
    ...wageBlocks(words, wagesBeside(advance, of.wages).wages),
    { kind: 'heading', text: t('worksites.statements') },
    {
      kind: 'list',
      items: entries
        .filter((one) => one.struckOn === null)
        .map((one) => ({
          lead: `${t(`worksites.entry.${one.kind}`)}: ${rupees(one.rupees)}`,
          text: ` · ${date(one.on)}`,
          under: one.words ? [apart(one.words)] : [],
          small: t('worksites.said-by-on', {
            side: t(`worksites.side.${one.side}`),
            who: apart(one.saidBy),
            date: date(one.saidOn),
          }),
        })),
    },
    { kind: 'small', text: t('worksites.sheet.note') },
    { kind: 'signature', text: t('worksites.sheet.inspector') },
  ]
  return {
    lang: words.lang,
    title: t('worksites.sheet'),
    side: [date(today), pick(site.place.name)],
    blocks,
    foot: t('worksites.sheet.foot'),
  }
}
