import { expect, test } from 'vitest'
import {
  adequacyOf,
  type CourtStep,
  type CourtStepWritten,
  checkCourtStep,
  milestones,
  standingSteps,
} from './outcome.ts'

const today = '2026-11-20'
const step = (more: Partial<CourtStepWritten> = {}): CourtStepWritten => ({
  kind: 'hearing',
  accusedId: 'a',
  victimId: null,
  onDay: '2026-10-01',
  nextOn: null,
  court: 'Made-up court',
  outcome: 'held',
  delay: null,
  because: null,
  cited: [],
  months: null,
  life: false,
  death: false,
  finePkr: null,
  amountPkr: null,
  words: '',
  correctsId: null,
  ...more,
})
const kept = (id: string, more: Partial<CourtStepWritten>): CourtStep => ({ ...step(more), id })
const convicted = kept('v', {
  kind: 'verdict',
  outcome: 'convicted',
  cited: ['PTPA 3(2)'],
  onDay: '2026-09-01',
})
const refused = (
  more: Partial<CourtStepWritten>,
  steps: CourtStep[] = [],
  firOn = '2026-08-01',
) => {
  try {
    checkCourtStep(step(more), { today, firOn, steps })
  } catch (problem) {
    return (problem as { code: string }).code
  }
  return undefined
}

test('a step in the future, or before the FIR, is refused', () => {
  expect(refused({ onDay: '2026-11-21' })).toBe('charges/step-in-future')
  expect(refused({ onDay: '2026-07-31' })).toBe('charges/step-before-fir')
})
test('a hearing that was put off needs its reason', () => {
  expect(refused({ outcome: 'put-off' })).toBe('charges/put-off-needs-reason')
  expect(refused({ outcome: 'put-off', delay: 'witness-absent' })).toBeUndefined()
})
test('a challan after the seventeenth day needs a reason for the delay', () => {
  const challan = { kind: 'challan', outcome: 'complete', accusedId: null } as const
  expect(refused({ ...challan, onDay: '2026-08-18' })).toBeUndefined()
  expect(refused({ ...challan, onDay: '2026-08-19' })).toBe('charges/late-challan-needs-reason')
  expect(refused({ ...challan, onDay: '2026-08-19', delay: 'report-awaited' })).toBeUndefined()
})
test('nobody is sentenced without a conviction of that section', () => {
  const sentence = { kind: 'sentence', outcome: null, cited: ['PTPA 3(2)'], months: 36 } as const
  const of = { ...sentence, cited: ['PTPA 3(2)'] }
  expect(refused(of)).toBe('charges/step-needs-before')
  expect(refused({ ...of, cited: ['PPC 374'] }, [convicted])).toBe('charges/not-convicted-of-it')
  expect(refused(of, [{ ...convicted, accusedId: 'somebody else' }])).toBe(
    'charges/step-needs-before',
  )
  expect(refused({ ...of, months: null }, [convicted])).toBe('charges/sentence-is-empty')
  expect(refused({ ...of, onDay: '2026-08-30' }, [convicted])).toBe('charges/step-out-of-order')
  expect(refused(of, [convicted])).toBeUndefined()
})
test('an acquittal is no ground for a sentence', () => {
  expect(
    refused({ kind: 'sentence', outcome: null, cited: ['PTPA 3(2)'], months: 1 }, [
      { ...convicted, outcome: 'acquitted' },
    ]),
  ).toBe('charges/sentence-without-conviction')
})
test('a settlement or a withdrawal says why, and of whom', () => {
  expect(refused({ kind: 'settled', outcome: null })).toBe('charges/reason-in-words')
  expect(refused({ kind: 'withdrawn', outcome: null, words: 'x', accusedId: null })).toBe(
    'charges/step-needs-accused',
  )
  expect(refused({ kind: 'settled', outcome: null, words: 'Made up: paid the family.' })).toBe(
    undefined,
  )
})
test('a step that was corrected or taken back no longer stands', () => {
  const first = kept('1', {})
  const second = kept('2', { correctsId: '1', onDay: '2026-10-02' })
  const away = kept('3', { kind: 'taken-back', outcome: null, correctsId: '2' })
  expect(standingSteps([first, second]).map((one) => one.id)).toEqual(['2'])
  expect(standingSteps([first, second, away])).toEqual([])
})
test('the time from step to step is counted in days', () => {
  expect(
    milestones('2026-08-01', [kept('1', { kind: 'challan', onDay: '2026-08-11' }), convicted]).map(
      (one) => [one.kind, one.days],
    ),
  ).toEqual([
    ['fir', null],
    ['challan', 10],
    ['verdict', 21],
  ])
})

// PTPA 2018 s. 3(2): two to ten years, fine up to one million, or both. s. 4: three to fourteen and fine.
const s32 = { years: [2, 10], finePkr: [null, 1_000_000], combination: 'or_both' } as never
const s4 = { years: [3, 14], finePkr: [null, 2_000_000], combination: 'and_fine' } as never
const given = (more: object) => ({
  months: null,
  life: false,
  death: false,
  finePkr: null,
  ...more,
})
test.each([
  ['three years under 3(2)', { months: 36 }, s32, 'within'],
  ['one year under 3(2)', { months: 12 }, s32, 'below-least'],
  ['eleven years under 3(2)', { months: 132 }, s32, 'above-most'],
  ['a fine alone under 3(2)', { finePkr: 50_000 }, s32, 'fine-alone'],
  ['a fine alone under 4', { finePkr: 50_000 }, s4, 'fine-in-place-of-prison'],
  ['two years under 4', { months: 24, finePkr: 1 }, s4, 'below-least'],
  ['a fine above the most under 4', { months: 48, finePkr: 2_000_001 }, s4, 'above-most'],
  ['life where the text has none', { life: true }, s4, 'above-most'],
  ['a section whose range is not known', { months: 12 }, null, 'no-range'],
] as const)('%s is told beside the range of that day', (_title, sentence, penalty, expected) => {
  expect(adequacyOf(given(sentence), penalty)).toBe(expected)
})
