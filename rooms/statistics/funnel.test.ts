import { describe, expect, test } from 'vitest'
import type { CourtCode } from '../charges/door.ts'
import {
  convictionsOf,
  fitsFunnel,
  funnelOf,
  groupsOf,
  isIn,
  type Matter,
  sentencesOf,
} from './funnel.ts'
import { accusedCourse, caseCourse, type Sentence } from './funnel-course.ts'
import { toldCount, toldRate, toldSentences, toldStage } from './funnel-hiding.ts'

const step = (of: Partial<CourtCode> & Pick<CourtCode, 'kind' | 'onDay'>): CourtCode => ({
  accusedId: null,
  outcome: null,
  because: null,
  cited: [],
  months: null,
  life: false,
  death: false,
  finePkr: null,
  ranges: [],
  ...of,
})

const found = (steps: CourtCode[], more = {}) => ({
  court: { firOn: '2025-01-10', cited: [], steps },
  accusedIds: ['a', 'b'],
  status: 'open' as const,
  statusOn: null,
  closedBecause: null,
  ...more,
})

describe('the way of a case', () => {
  test('counts by the best result it has for any accused', () => {
    const course = caseCourse(
      found([
        step({ kind: 'challan', onDay: '2025-01-24', outcome: 'complete' }),
        step({
          kind: 'verdict',
          onDay: '2025-09-01',
          accusedId: 'a',
          outcome: 'acquitted',
          because: 'witness-turned',
        }),
        step({ kind: 'verdict', onDay: '2025-10-01', accusedId: 'b', outcome: 'convicted' }),
      ]),
    )
    expect(course).toMatchObject({
      ending: 'convicted',
      endedOn: '2025-10-01',
      decidedOn: '2025-09-01',
    })
    expect(course.accused.map(({ ending, why }) => [ending, why])).toEqual([
      ['acquitted', 'witness-turned'],
      ['convicted', null],
    ])
  })

  test('goes on while one accused still waits after another was dropped', () => {
    const dropped = step({
      kind: 'withdrawn',
      onDay: '2025-05-01',
      accusedId: 'a',
      because: 'complainant-withdrew',
    })
    expect(caseCourse(found([dropped])).ending).toBeNull()
    const both = [dropped, { ...dropped, accusedId: 'b', onDay: '2025-06-01' }]
    expect(caseCourse(found(both))).toMatchObject({
      ending: 'withdrawn',
      endedOn: '2025-06-01',
      reason: 'complainant-withdrew',
    })
  })

  test('a report that asks to cancel is no challan and ends it', () => {
    const cancelled = step({ kind: 'challan', onDay: '2025-02-01', outcome: 'cancelled' })
    expect(caseCourse(found([cancelled]))).toMatchObject({
      challanOn: null,
      ending: 'cancelled',
      endedOn: '2025-02-01',
    })
  })

  test('a closed file ends it with the coded reason, unless a court had judged', () => {
    const closed = { status: 'closed', statusOn: '2025-03-01', closedBecause: 'accused-not-found' }
    expect(caseCourse(found([], closed))).toMatchObject({
      ending: 'case-closed',
      reason: 'accused-not-found',
    })
    const verdict = step({
      kind: 'verdict',
      onDay: '2025-02-20',
      accusedId: 'a',
      outcome: 'convicted',
    })
    expect(caseCourse(found([verdict], closed)).ending).toBe('convicted')
  })

  test('an appeal has the last word', () => {
    const convicted = step({
      kind: 'verdict',
      onDay: '2025-05-01',
      accusedId: 'a',
      outcome: 'convicted',
    })
    const appeal = (outcome: CourtCode['outcome']) => [
      convicted,
      step({ kind: 'appeal-decided', onDay: '2025-08-01', accusedId: 'a', outcome }),
    ]
    expect(accusedCourse(appeal('upheld'), 'a').ending).toBe('convicted')
    expect(accusedCourse(appeal('acquitted'), 'a').ending).toBe('acquitted-on-appeal')
    expect(accusedCourse(appeal('sent-back'), 'a').ending).toBeNull()
    expect(caseCourse(found(appeal('sent-back'))).ending).toBeNull()
  })

  test('two texts that judge a sentence differently are said to', () => {
    const penalty = (least: number) => ({
      penalty: { years: [least, 7] as [number, number], finePkr: [null, null] as [null, null] },
      adequacy: least > 3 ? ('below-least' as const) : ('within' as const),
    })
    const steps = [
      step({ kind: 'verdict', onDay: '2025-05-01', accusedId: 'a', outcome: 'convicted' }),
      step({
        kind: 'sentence',
        onDay: '2025-05-02',
        accusedId: 'a',
        cited: ['PTPA 3(1)'],
        months: 36,
        ranges: [penalty(2), penalty(5)] as never,
      }),
    ]
    expect(accusedCourse(steps, 'a').sentences).toEqual([
      expect.objectContaining({ finding: 'texts-differ', least: 2, most: 7, months: 36 }),
    ])
  })
})

const matter = (of: Partial<Matter>): Matter => ({
  file: 'case',
  agencyId: 'fia',
  acts: ['PTPA'],
  country: null,
  province: 'PK-PB',
  district: null,
  year: '2025',
  after: [null, 0, null, null, null, null],
  endedAfter: null,
  soFar: 400,
  ending: null,
  reason: null,
  accused: [],
  ...of,
})
const accused = (ending: Matter['accused'][number]['ending'], why: string | null = null) => ({
  ending,
  why,
  sentences: [],
})

// Seven matters, reasoned by hand:
const matters = [
  // A report that was closed after 10 days.
  matter({
    file: 'report',
    acts: [],
    after: [0, null, null, null, null, null],
    ending: 'outside-this-law',
    endedAfter: 10,
    reason: 'labour-dispute',
  }),
  // A report that waits since 100 days.
  matter({ file: 'report', acts: [], after: [0, null, null, null, null, null], soFar: 100 }),
  // Report → case on day 4 → FIR on day 14 → challan 34 → charge 94 → convicted on day 300.
  matter({
    after: [0, 4, 14, 34, 94, 300],
    ending: 'convicted',
    endedAfter: 300,
    accused: [accused('convicted'), accused('acquitted', 'identity-not-proved')],
  }),
  // Case → FIR on day 20 → challan 60 → charge 100 → acquitted on day 200.
  matter({
    after: [null, 0, 20, 60, 100, 200],
    ending: 'acquitted',
    endedAfter: 200,
    reason: 'witness-turned',
    accused: [accused('acquitted', 'witness-turned')],
  }),
  // Case → FIR on day 30, and it waits.
  matter({ after: [null, 0, 30, null, null, null], acts: ['PTPA', 'PPC'], province: 'PK-SD' }),
  // Case closed on day 50 without an FIR.
  matter({
    ending: 'case-closed',
    endedAfter: 50,
    reason: 'victim-does-not-want-it',
    year: '2024',
  }),
  // Case, no day for the FIR, challan on day 40, settled on day 90 by its only accused.
  matter({
    after: [null, 0, null, 40, null, null],
    ending: 'settled',
    endedAfter: 90,
    reason: 'compromise',
    accused: [accused('settled', 'compromise')],
  }),
]

describe('the funnel of seven matters', () => {
  const funnel = funnelOf(matters)
  const of = (key: 'reached' | 'began' | 'skipped' | 'lost' | 'waiting') =>
    funnel.map((one) => one[key])

  test('counts who came to each stage', () => {
    expect(of('reached')).toEqual([3, 5, 4, 3, 2, 2, 1])
    expect(of('began')).toEqual([3, 4, 0, 0, 0, 0, 0])
    expect(of('skipped')).toEqual([0, 0, 1, 0, 0, 0, 0])
    expect(of('lost')).toEqual([1, 1, 0, 1, 0, 1, 0])
    expect(of('waiting')).toEqual([1, 0, 1, 0, 0, 0, 0])
  })

  test('whoever came to a stage went on, waits or was lost: nobody vanishes', () => {
    for (const [at, { reached, lost, waiting }] of funnel.slice(0, -1).entries()) {
      const next = funnel[at + 1]!
      expect(reached - lost - waiting).toBe(next.reached - next.began)
    }
  })

  test('says why each was lost', () => {
    expect(funnel.flatMap(({ reasons }) => reasons)).toEqual([
      { ending: 'outside-this-law', reason: 'labour-dispute', n: 1 },
      { ending: 'case-closed', reason: 'victim-does-not-want-it', n: 1 },
      { ending: 'settled', reason: 'compromise', n: 1 },
      { ending: 'acquitted', reason: 'witness-turned', n: 1 },
    ])
  })

  test('from case to FIR: 10, 20 and 30 days, one lost on day 50, one without a day', () => {
    // Kaplan and Meier: 3/4 after 10, 2/4 after 20, which is half.
    expect(funnel[1]!.time).toMatchObject({
      median: 20,
      timed: 4,
      moved: 3,
      waiting: 0,
      lost: 1,
      untimed: 1,
    })
  })

  test('a wait that is not over counts with what has passed, and does not pull the middle down', () => {
    // 20 and 40 days moved on, one waits since 370: 2/3 after 20, 1/3 after 40.
    expect(funnel[2]!.time).toMatchObject({ median: 40, moved: 2, waiting: 1, untimed: 1 })
    // Without the one that waits it would have been 20.
    expect(funnelOf(matters.filter(({ ending }) => ending !== null))[2]!.time!.median).toBe(20)
  })

  test('days in the wrong order are in no median', () => {
    const [line] = funnelOf([matter({ after: [0, -3, null, null, null, null] })])
    expect(line!.time).toMatchObject({ timed: 0, untimed: 1, median: null })
  })

  test('each count is of the matters that open behind it', () => {
    for (const [at, line] of funnel.entries())
      for (const state of ['reached', 'began', 'skipped', 'lost', 'waiting'] as const)
        expect(matters.filter((one) => isIn(one, at, state))).toHaveLength(line[state])
  })
})

test('accused are counted each once; a settlement ends it and is no judgement', () => {
  const { endings, ofJudged, ofEnded } = convictionsOf(matters)
  expect(endings).toEqual([
    { ending: 'acquitted', n: 2 },
    { ending: 'convicted', n: 1 },
    { ending: 'settled', n: 1 },
  ])
  expect([ofJudged.hits, ofJudged.of, ofEnded.of]).toEqual([1, 3, 4])
  // One of three, exactly: Clopper and Pearson's table gives 0.84 to 90.57 per cent.
  expect(ofJudged.low).toBeCloseTo(0.0084, 4)
  expect(ofJudged.high).toBeCloseTo(0.9057, 4)
})

test('groups stand beside each other; a case under two Acts stands in both lines', () => {
  const { lines, p } = groupsOf(matters, 'act')
  expect(lines.map(({ code, reached }) => [code, reached[1]])).toEqual([
    ['PPC', 1],
    ['PTPA', 5],
    ['not-recorded', 0],
  ])
  expect(p).toBeNull()
  expect(matters.filter((one) => fitsFunnel(one, { place: 'PK-SD', act: 'PPC' }))).toHaveLength(1)
})

test('years that convict one of ten and nine of ten differ by more than chance', () => {
  const year = (code: string, convicted: number) =>
    matter({
      year: code,
      accused: Array.from({ length: 10 }, (_, i) =>
        accused(i < convicted ? 'convicted' : 'acquitted'),
      ),
    })
  // Fisher's exact test of (1, 9; 9, 1): 2 · (100 + 1) / C(20, 10) = 202 / 184756.
  expect(groupsOf([year('2024', 1), year('2025', 9)], 'year').p).toBeCloseTo(202 / 184_756, 10)
})

const sentence = (months: number, finding: Sentence['finding'] = 'within'): Sentence => ({
  cited: 'PTPA 3(1)',
  months,
  life: false,
  death: false,
  finePkr: null,
  finding,
  least: null,
  most: 7,
  mayBeLife: false,
  mayBeDeath: false,
})
const sentenced = [24, 6, 60, 36].map((months) =>
  matter({
    accused: [
      {
        ...accused('convicted'),
        sentences: [sentence(months, months < 12 ? 'below-least' : 'within')],
      },
    ],
  }),
)

test('sentences of a section: lowest, middle and highest beside the range', () => {
  expect(sentencesOf(sentenced)).toEqual([
    expect.objectContaining({
      cited: 'PTPA 3(1)',
      n: 4,
      lowest: 6,
      middle: 30,
      highest: 60,
      most: 7,
      findings: [
        { finding: 'within', n: 3 },
        { finding: 'below-least', n: 1 },
      ],
    }),
  ])
})

describe('for who may not see the cases', () => {
  test('1 to 4 is not told, the rest goes to the nearest five', () => {
    expect([0, 1, 4, 5, 7, 8, 12, 13].map(toldCount)).toEqual([0, null, null, 5, 5, 10, 10, 15])
  })

  test('no difference of two told counts gives away a small one', () => {
    for (let lost = 1; lost < 5; lost++) {
      // Whatever is told of those before and after, another number of lost would be told the same.
      for (let reached = 20; reached < 30; reached++) {
        const told = `${toldCount(reached)} ${toldCount(lost)} ${toldCount(reached - lost)}`
        const same = [1, 2, 3, 4].flatMap((other) =>
          Array.from({ length: 20 }, (_, i) => 15 + i).flatMap((n) =>
            `${toldCount(n)} ${toldCount(other)} ${toldCount(n - other)}` === told ? [other] : [],
          ),
        )
        expect(new Set(same).size).toBeGreaterThan(1)
      }
    }
  })

  test('a rate with few on one side is not told', () => {
    const rate = (hits: number, of: number) =>
      toldRate({ hits, of, low: 0.111, high: 0.999 }, true).share
    expect([rate(2, 40), rate(38, 40), rate(20, 40), rate(1, 3)]).toEqual([null, null, 0.5, null])
  })

  test('neither a median of fewer than five nor the ends of sentences', () => {
    const [, line] = funnelOf(matters)
    expect(toldStage(line!, true).time).toMatchObject({ median: null, hidden: true })
    expect(toldStage(line!, false).time).toMatchObject({ median: 20, hidden: false })
    const [told] = toldSentences(sentencesOf([...sentenced, ...sentenced]), true)
    expect([told!.lowest, told!.middle, told!.highest, told!.n]).toEqual([null, 30, null, 10])
    expect(toldSentences(sentencesOf(sentenced), true)[0]!.middle).toBeNull()
  })
})
