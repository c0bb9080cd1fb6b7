import { expect, test } from 'vitest'
import { assess } from './assess.ts'
import { coversSection, firGap } from './fir.ts'
import { law } from './library.ts'
import { sheet } from './sheet-for-tests.ts'

const { proposals } = assess(
  sheet({
    facts: [
      'recruited',
      'false-promise',
      'forced-labour',
      'fee-taken-for-work-abroad',
      'no-promoter-licence',
      'taken-out-of-pakistan',
    ],
  }),
  law,
)
const cites = (...sections: string[]) => [{ sections, otherSections: '' }]

test('an FIR under the Emigration Ordinance alone leaves the Trafficking Act out', () => {
  const gap = firGap(proposals, cites('EO 17(2)', 'EO 22(b)'))
  expect(gap.kind).toBe('act-missing')
  expect(gap.missing.map((one) => one.cited)).toContain('PTPA 3(1)')
})

test('without any FIR that is what is missing', () => {
  expect(firGap(proposals, []).kind).toBe('no-fir')
})

test('where nothing is met there is no gap', () => {
  expect(firGap([], cites('EO 22(b)')).kind).toBe('none')
})

test('section 3 covers 3(1), and not 30', () => {
  expect(coversSection('PTPA 3', 'PTPA 3(1)')).toBe(true)
  expect(coversSection('PTPA 3', 'PTPA 30')).toBe(false)
})
