import type { House } from '../../core/house.ts'
import type { Cell } from './csv.ts'
import { funnelDefinitions } from './funnel-definitions.ts'
import type { ToldRate } from './funnel-hiding.ts'
import type { FunnelView } from './funnel-view.ts'

type Words = House['words']

const head = ['part', 'code', 'detail', 'measure', 'en', 'ur', 'value', 'low', 'high']

/** The funnel as rows: one for each count, with what it is called in both languages. */
export function funnelRows(view: FunnelView, words: Words): Cell[][] {
  const both = (key: string) => [words.t('en')(key), words.t('ur')(key)]
  const row = (
    [part, code, detail, measure]: [string, string, string, string],
    key: string,
    value: Cell,
    low: Cell = null,
    high: Cell = null,
  ): Cell[] => [part, code, detail, measure, ...both(key), value, low, high]
  const rates = (part: string, code: string, measure: string, key: string, rate: ToldRate) => [
    row([part, code, '', `${measure}-of`], 'funnel.rate.of', told(rate.of)),
    row([part, code, '', measure], key, rate.share, rate.low, rate.high),
  ]
  return [
    head,
    ...view.stages.flatMap(({ stage, time, reasons, ...counts }) => [
      ...(['reached', 'began', 'skipped', 'lost', 'waiting'] as const).map((state) =>
        row(['stage', stage, '', state], `funnel.state.${state}`, told(counts[state])),
      ),
      ...reasons.map(({ ending, reason, n }) =>
        row(['lost', stage, ending, reason ?? 'not-said'], `funnel.ending.${ending}`, told(n)),
      ),
      ...(time
        ? [
            row(
              ['time', stage, '', 'median-days'],
              'funnel.time.median',
              time.median,
              time.low,
              time.high,
            ),
            row(['time', stage, '', 'moved'], 'funnel.time.moved', told(time.moved)),
            row(['time', stage, '', 'waiting'], 'funnel.time.waiting', told(time.waiting)),
            row(['time', stage, '', 'lost'], 'funnel.time.lost', told(time.lost)),
            row(['time', stage, '', 'untimed'], 'funnel.time.untimed', told(time.untimed)),
          ]
        : []),
    ]),
    ...view.convictions.endings.map(({ ending, n }) =>
      row(
        ['accused', ending ?? 'waiting', '', 'n'],
        `funnel.accused.${ending ?? 'waiting'}`,
        told(n),
      ),
    ),
    ...view.convictions.reasons.map(({ ending, why, n }) =>
      row(['accused-why', ending, why ?? 'not-said', 'n'], whyKey(why), told(n)),
    ),
    ...rates('rate', '', 'convicted-of-judged', 'funnel.rate.judged', view.convictions.ofJudged),
    ...rates('rate', '', 'convicted-of-ended', 'funnel.rate.ended', view.convictions.ofEnded),
    ...view.sentences.flatMap((one) => [
      ...one.findings.map(({ finding, n }) =>
        row(['sentence', one.cited, finding, 'n'], `funnel.finding.${finding}`, told(n)),
      ),
      row(
        ['sentence', one.cited, '', 'middle-months'],
        'funnel.sentence.middle',
        one.middle,
        one.lowest,
        one.highest,
      ),
      row(
        ['sentence', one.cited, '', 'law-years'],
        'funnel.sentence.range',
        null,
        one.least,
        one.most,
      ),
    ]),
    ...view.groups.lines.flatMap(({ code, reached, ofJudged }) => [
      ...reached.map((n, at) => {
        const { stage } = view.stages[at]!
        return row([`by-${view.by}`, code, stage, 'reached'], `funnel.stage.${stage}`, told(n))
      }),
      ...rates(`by-${view.by}`, code, 'convicted-of-judged', 'funnel.rate.judged', ofJudged),
    ]),
  ]
}

const told = (n: number | null): Cell => n ?? '<5'

/** The words of a coded reason of a lost case; what nobody said is called so. */
function whyKey(why: string | null): string {
  return why === null ? 'funnel.not-said' : `charges.lost.${why}`
}

/** The definitions, the day and the reach of every count, in both languages. */
export function definitionRows(view: FunnelView, words: Words): Cell[][] {
  const values = {
    at: view.asOf,
    place: view.jurisdiction,
    from: view.from ?? '…',
    until: view.until,
  }
  const keys = [
    ...funnelDefinitions,
    `numbers.counted.${view.counted}`,
    view.hidden ? 'funnel.small.hidden' : 'funnel.small.shown',
    'funnel.period',
    'numbers.as-of',
  ]
  return [
    ['en', 'ur'],
    ...keys.map((key) => [words.t('en')(key, values), words.t('ur')(key, values)]),
  ]
}
