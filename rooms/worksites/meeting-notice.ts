import type { PrintDocument } from '../../web/print/document.ts'
import type { PrintWords } from '../../web/print/wording.ts'
import { apart, citedIn } from './advance-sheet.ts'
import type { Call } from './call-records.ts'
import type { Committee, Decision, Seated } from './committee-records.ts'
import { bondedLabourRule } from './rules.ts'

/** The notice of a called meeting: when, where, who is invited, the agenda, what is still to be done. */
export function meetingNotice(
  words: PrintWords,
  of: {
    committee: Pick<Committee, 'place'>
    call: Call
    members: readonly Seated[]
    open: readonly Pick<Decision, 'words' | 'office' | 'dueOn'>[]
    today: string
  },
): PrintDocument {
  const { t, date, pick } = words
  const { committee, call, members, open, today } = of
  const place = pick(committee.place.name)
  return {
    lang: words.lang,
    title: t(call.offOn ? 'worksites.notice.off' : 'worksites.notice'),
    side: [date(today), place],
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t('worksites.notice.committee'), place],
          [t('worksites.on'), date(call.on)],
          ...(call.time ? [[t('worksites.call.time'), apart(call.time)] as [string, string]] : []),
          [t('worksites.call.place'), apart(call.place)],
        ],
      },
      ...(call.offWords
        ? [{ kind: 'text' as const, text: apart(call.offWords), strong: true }]
        : []),
      { kind: 'heading', text: t('worksites.call.agenda') },
      {
        kind: 'list',
        items: call.agenda
          .split('\n')
          .filter((line) => line.trim())
          .map((line) => ({ lead: '', text: apart(line.trim()), under: [], small: '' })),
      },
      ...(open.length
        ? [
            { kind: 'heading' as const, text: t('worksites.notice.open') },
            {
              kind: 'table' as const,
              columns: [
                t('worksites.decision.what'),
                t('worksites.decision.by-office'),
                t('worksites.order.due-on'),
              ],
              rows: open.map((one) => [apart(one.words), apart(one.office), date(one.dueOn)]),
            },
          ]
        : []),
      { kind: 'heading', text: t('worksites.call.invited') },
      {
        kind: 'list',
        items: members
          .filter((one) => call.invited.includes(one.id))
          .map((one) => ({
            lead: '',
            text: apart(one.office),
            under: [],
            small: t(`worksites.seat.${one.seat}`),
          })),
      },
      {
        kind: 'small',
        text: citedIn(words, bondedLabourRule('15', committee.place.province, call.on)),
      },
      { kind: 'signature', text: t('worksites.notice.signature') },
    ],
    foot: t('worksites.notice.foot'),
  }
}
