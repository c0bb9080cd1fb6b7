import type { Block, PrintDocument } from '../../web/print/document.ts'
import type { PrintWords } from '../../web/print/wording.ts'
import { differing, entryKinds, type Side, sidesHeard, tellOf } from './advance.ts'
import type { Advance } from './advance-records.ts'
import { lawOfDebt } from './debt-law.ts'
import { type ActInForce, actOn, type Rule } from './rules.ts'
import { rounded, type Shortfall, shortfallOf } from './shortfall.ts'
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

/** Which Act on bonded labour applies, and since when, each with how well it is known. */
export function actLine({ t, date }: PrintWords, act: ActInForce): string {
  const named = t('worksites.act-here', { act: t(`worksites.act.${act.act}`) })
  const since = act.start
    ? `${t('worksites.act-since', { date: date(act.start.on) })} (${t(`work.grade.${act.start.grade}`)})`
    : t('worksites.act-since-unknown')
  return `${named} (${t(`work.grade.${act.grade}`)}) · ${since}`
}

/** What is missing up to the minimum wage by one side, time by time, with the notification and its grade. */
function shortfallBlocks(words: PrintWords, side: Side, missing: Shortfall<Wage>): Block[] {
  const { t, date, number } = words
  if (!missing.lines.length) return []
  const rupees = (sum: number) => apart(t('worksites.rupees', { n: number(sum) }))
  return [
    {
      kind: 'heading',
      text: `${t('worksites.shortfall')}: ${t(`worksites.side.${side}`)}`,
    },
    {
      kind: 'list',
      items: missing.lines.map((one) => ({
        lead: t('worksites.wage.from-until', { from: date(one.fromOn), until: date(one.untilOn) }),
        text: ` · ${t(`worksites.work.amount.${one.unit}`, { n: apart(number(rounded(one.amount))) })}`,
        under: one.wage
          ? [
              `${t('worksites.shortfall.minimum')}: ${rupees(one.minimum!)} (${t(`worksites.wage.per.${one.unit}`, { rupees: apart(number(one.wage.rupees)) })})`,
              `${t('worksites.shortfall.told')}: ${rupees(one.told)}`,
              `${t('worksites.shortfall.missing')}: ${rupees(one.missing!)}`,
            ]
          : [
              `${t('worksites.shortfall.told')}: ${rupees(one.told)}`,
              t(`worksites.shortfall.none.${one.unit}`),
            ],
        small: one.wage
          ? [
              apart(one.wage.work),
              apart(one.wage.notification),
              one.wage.notifiedOn && date(one.wage.notifiedOn),
              t(`work.grade.${one.wage.grade}`),
            ]
              .filter(Boolean)
              .join(' · ')
          : '',
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
  const missing = heard.map((side) => shortfallOf(entries, side, of.wages))
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
        ...(missing.some((one) => one.lines.length)
          ? [
              [
                t('worksites.shortfall'),
                ...missing.map((one) =>
                  one.lines.length && one.rupees === null
                    ? t('worksites.shortfall.none')
                    : rupees(one.rupees),
                ),
              ],
              [
                t('worksites.told.withMinimum'),
                ...told.map((one, i) =>
                  missing[i]!.rupees === null
                    ? t('worksites.told.not-worked-out')
                    : rupees(one.dueToFamily + missing[i]!.rupees!),
                ),
              ],
            ]
          : []),
      ],
    },
    {
      kind: 'small',
      text: t(
        missing.some((one) => one.lines.length)
          ? 'worksites.shortfall.how'
          : 'worksites.told.no-minimum',
      ),
    },
    ...heard.flatMap((side, i) => shortfallBlocks(words, side, missing[i]!)),
    { kind: 'heading', text: t('worksites.law-says') },
    { kind: 'text', text: t('worksites.law-says.if') },
    { kind: 'small', text: actLine(words, actOn(site.place.province, today)) },
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
    { kind: 'heading', text: t('worksites.statements') },
    {
      kind: 'list',
      items: entries
        .filter((one) => one.struckOn === null)
        .map((one) => ({
          lead: `${t(`worksites.entry.${one.kind}`)}: ${rupees(one.rupees)}`,
          text: one.work
            ? ` · ${t('worksites.wage.from-until', { from: date(one.work.fromOn), until: date(one.on) })} · ${t(`worksites.work.amount.${one.work.unit}`, { n: apart(number(one.work.amount)) })}`
            : ` · ${date(one.on)}`,
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
