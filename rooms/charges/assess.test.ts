import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factCodes } from '../cases/facts.ts'
import { assess, type Proposal } from './assess.ts'
import { bornBetween, shiftYears, wasUnder } from './fact-sheet.ts'
import { points, type Statable } from './law.ts'
import { law } from './library.ts'
import { type Sketch, sheet } from './sheet-for-tests.ts'

const proposalsOf = (sketch: Sketch) => assess(sheet(sketch), law).proposals
const find = (proposals: Proposal[], cited: string, accusedId = 'a') =>
  proposals.find((one) => one.cited === cited && one.accusedId === accusedId)
const element = (proposal: Proposal | undefined, id: string) =>
  proposal?.elements.find((one) => one.id === id)

const statables = [...factCodes, ...points] as Statable[]
const anyFacts = fc.uniqueArray(fc.constantFrom(...statables), { minLength: 1, maxLength: 12 })
const anyDay = fc
  .date({ min: new Date('1985-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const anyVictim = fc.record({
  sex: fc.constantFrom('female' as const, 'male' as const, 'other' as const, null),
  age: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined }),
})
const anySketch = fc
  .record({
    from: fc.option(anyDay),
    facts: anyFacts,
    victim: anyVictim,
    provinces: fc.subarray(['PK-PB', 'PK-SD', 'PK-KP']),
    attributed: fc.boolean(),
  })
  .map(
    ({ from, facts, victim, provinces, attributed }): Sketch => ({
      from,
      until: from,
      provinces,
      victims: { v: { sex: victim.sex, ...(victim.age === undefined ? {} : { age: victim.age }) } },
      facts: facts.map((fact) => (attributed ? { fact } : { fact, accusedId: null })),
    }),
  )

describe('for every fact sheet', () => {
  test('more facts never turn met into not met without a stated exclusion', () => {
    fc.assert(
      fc.property(anySketch, anyFacts, (sketch, more) => {
        const met = proposalsOf(sketch).filter((one) => one.finding === 'met')
        const after = proposalsOf({ ...sketch, facts: [...sketch.facts!, ...more] })
        for (const one of met) {
          const later = after.find(
            (other) => other.cited === one.cited && other.version === one.version,
          )
          expect(later?.finding).toBe('met')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('nothing is ruled out by silence: a missing fact leaves its element unknown', () => {
    fc.assert(
      fc.property(anySketch, (sketch) => {
        const decidedByPerson = ['victim', 'girl', 'age']
        for (const one of proposalsOf({ ...sketch, from: null, until: null, provinces: [] })) {
          const no = one.elements.filter((each) => each.value === 'no')
          const silent = no.filter((each) => each.against.length === 0 && each.role !== 'base')
          expect(silent.filter((each) => !decidedByPerson.includes(each.id))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('every proposal carries a fact, a source and a version that stood or may have stood then', () => {
    fc.assert(
      fc.property(anySketch, (sketch) => {
        for (const one of proposalsOf(sketch).filter((each) => each.standing === 'proposed')) {
          expect(one.elements.flatMap((each) => [...each.facts, ...each.unattributed])).not.toEqual(
            [],
          )
          expect(one.sources).not.toEqual([])
          expect(one.finding).not.toBe('not-met')
          if (sketch.from) {
            expect(one.from === null || one.from <= sketch.from).toBe(true)
            expect(one.until === null || sketch.from < one.until).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a child never needs means', () => {
    fc.assert(
      fc.property(anySketch, fc.integer({ min: 0, max: 17 }), (sketch, age) => {
        const day = '2022-05-01'
        const proposals = proposalsOf({ ...sketch, from: day, until: day, victims: { v: { age } } })
        const trafficking = find(proposals, 'PTPA 3(2)')
        if (trafficking) expect(element(trafficking, 'means')?.value).toBe('yes')
      }),
      { numRuns: 200 },
    )
  })

  test('an amendment that is only reported is never applied', () => {
    fc.assert(
      fc.property(anySketch, (sketch) => {
        for (const one of proposalsOf(sketch)) expect(one.version).not.toBe('2025-bill')
      }),
      { numRuns: 100 },
    )
  })
})

describe('who did it', () => {
  const facts = ['false-promise', 'forced-labour'] as Statable[]

  test('an act of nobody in particular is asked about, not laid to the accused', () => {
    const one = find(
      proposalsOf({ facts: [{ fact: 'recruited', accusedId: null }, ...facts] }),
      'PTPA 3(1)',
    )
    expect(one?.finding).toBe('partly')
    expect(element(one, 'act')).toMatchObject({ value: 'unknown', unattributed: ['s1'] })
  })

  test('confinement by nobody in particular is not charged against everybody', () => {
    const proposals = proposalsOf({
      accused: ['a', 'b'],
      facts: [{ fact: 'confined-or-guarded', accusedId: null }],
    })
    for (const who of ['a', 'b']) expect(find(proposals, 'PPC 342', who)?.finding).toBe('partly')
  })

  test('where nobody is named yet, the unknown offender carries the facts', () => {
    const one = proposalsOf({ accused: [], facts: ['recruited', ...facts] }).find(
      (each) => each.cited === 'PTPA 3(1)',
    )
    expect(one).toMatchObject({ finding: 'met', accusedId: null })
  })

  test('who helps another traffic answers for abetment, not for the offence', () => {
    const proposals = proposalsOf({
      accused: ['a', 'guard'],
      facts: ['recruited', ...facts, { fact: 'confined-or-guarded', accusedId: 'guard' }],
    })
    expect(find(proposals, 'PTPA 5(1)', 'guard')?.finding).toBe('met')
    expect(find(proposals, 'PTPA 3(1)', 'guard')?.finding).toBe('partly')
  })

  test('an accused who may be a victim is screened first', () => {
    const one = sheet({ facts: ['recruited', ...facts] })
    const both = { ...one, victims: [...one.victims, ...one.accused] }
    const { nonPunishment, proposals } = assess(both, law)
    expect(nonPunishment.screenFirst).toEqual(['a'])
    const againstThem = proposals.filter((each) => each.accusedId === 'a')
    expect(againstThem.length).toBeGreaterThan(0)
    expect(againstThem.every((each) => each.screenFirst)).toBe(true)
  })
})

describe('who the victim is', () => {
  const facts = ['recruited', 'false-promise', 'forced-labour'] as Statable[]

  test('a man: section 3(1)', () => {
    const proposals = proposalsOf({ facts })
    expect(find(proposals, 'PTPA 3(1)')).toMatchObject({ finding: 'met', coveredBy: null })
    expect(find(proposals, 'PTPA 3(2)')?.finding).toBe('not-met')
  })
  test('a woman: section 3(2), and 3(1) steps back behind it', () => {
    const proposals = proposalsOf({ facts, victims: { v: { sex: 'female', age: 30 } } })
    expect(find(proposals, 'PTPA 3(2)')?.finding).toBe('met')
    expect(find(proposals, 'PTPA 3(1)')).toMatchObject({ finding: 'met', coveredBy: 'PTPA 3(2)' })
  })
  test('age and sex unknown: 3(1) is met and the question is asked', () => {
    const { proposals, questions } = assess(sheet({ facts, victims: { v: {} } }), law)
    expect(find(proposals, 'PTPA 3(1)')?.finding).toBe('met')
    expect(find(proposals, 'PTPA 3(2)')?.finding).toBe('partly')
    expect(questions[0]).toMatchObject({ code: 'who-is-victim', decides: ['PTPA 3(2)'] })
  })
  test('nobody knows the age of somebody said to be 17 or 18: it stays unknown', () => {
    const person = {
      id: 'v',
      sex: null,
      citizenship: null,
      bornBetween: bornBetween(17, '2024-06-01'),
    }
    const on = (from: string) =>
      wasUnder(person, 18, { ...sheet({}), conduct: { from, until: from } })
    expect(on('2024-06-01')).toBe('yes')
    expect(on('2025-01-01')).toBe('unknown')
    expect(on('2025-06-01')).toBe('no')
  })
  test('somebody born on 29 February comes of age on the last day of February', () => {
    expect(shiftYears('2004-02-29', 18)).toBe('2022-02-28')
  })
})

describe('when it happened', () => {
  const facts = ['harboured', 'confined-or-guarded', 'forced-labour'] as Statable[]

  test('before the Act: not proposed, and said why', () => {
    const one = find(proposalsOf({ facts, from: '2018-06-01', until: '2018-06-01' }), 'PTPA 3(1)')
    expect(one).toMatchObject({ finding: 'not-met', standing: 'considered', inForce: 'no' })
  })
  test('conduct that straddles the start of the Act falls under both laws, and says so', () => {
    const proposals = proposalsOf({ facts, from: '2017-01-01', until: '2019-01-01' })
    expect(find(proposals, 'PTPA 3(1)')).toMatchObject({ finding: 'met', straddles: true })
    expect(find(proposals, 'PPC 369A')).toMatchObject({ finding: 'met', straddles: true })
  })
  test('no date: nothing is met until somebody says when', () => {
    const { proposals, questions } = assess(sheet({ facts, from: null, until: null }), law)
    expect(find(proposals, 'PTPA 3(1)')?.finding).toBe('partly')
    expect(questions[0]?.code).toBe('when')
  })
  test('after February 2025 the reported amendment is shown beside the text, unverified', () => {
    const one = find(proposalsOf({ facts, from: '2025-06-01', until: '2025-06-30' }), 'PTPA 3(1)')
    expect(one?.penalty?.years).toEqual([null, 7])
    expect(one?.reported.map((each) => [each.standing, each.penalty?.years])).toEqual([
      ['reported', [null, 10]],
    ])
  })
  test('before February 2025 it is not shown', () => {
    expect(
      find(proposalsOf({ facts, from: '2024-06-01', until: '2024-06-30' }), 'PTPA 3(1)')?.reported,
    ).toEqual([])
  })
})

describe('what is disputed or ruled out', () => {
  const facts = ['recruited', 'forced-labour'] as Statable[]

  test('a disputed statement carries nothing until it is weighed', () => {
    const one = find(
      proposalsOf({ facts: [...facts, { fact: 'false-promise', certainty: 'disputed' }] }),
      'PTPA 3(1)',
    )
    expect(element(one, 'means')).toMatchObject({ value: 'unknown', disputed: ['s3'] })
  })
  test('what is both stated and ruled out is contested, and a person decides', () => {
    const one = find(
      proposalsOf({ facts: [...facts, 'false-promise'], no: ['false-promise'] }),
      'PTPA 3(1)',
    )
    expect(element(one, 'means')?.value).toBe('unknown')
  })
  test('a lawful crossing rules smuggling out and leaves trafficking standing', () => {
    const proposals = proposalsOf({
      facts: [
        'recruited',
        'transported',
        'false-promise',
        'forced-labour',
        'fee-taken-for-work-abroad',
        'taken-out-of-pakistan',
      ],
      no: ['border-crossed-illegally'],
    })
    expect(find(proposals, 'PSMA 3')).toMatchObject({ finding: 'not-met', standing: 'considered' })
    expect(find(proposals, 'PTPA 3(1)')?.finding).toBe('met')
  })
  test('recruitment fraud without any sign of exploitation is not called trafficking', () => {
    const proposals = proposalsOf({
      facts: ['recruited', 'false-promise', 'fee-taken-for-work-abroad', 'no-promoter-licence'],
    })
    expect(find(proposals, 'PTPA 3(1)')).toMatchObject({
      finding: 'partly',
      standing: 'considered',
    })
    expect(find(proposals, 'EO 22(b)')?.standing).toBe('proposed')
  })
})

test('a doubt about one fact is not shown where another carries the element without it', () => {
  const cautions = (...facts: Statable[]) =>
    element(
      find(proposalsOf({ facts: ['recruited', 'false-promise', ...facts] }), 'PTPA 3(1)'),
      'purpose',
    )?.cautions
  expect(cautions('forced-begging')).toHaveLength(1)
  expect(cautions('forced-begging', 'forced-labour')).toEqual([])
})

test('a base offence is asked about by its own elements, not as a question of its own', () => {
  const { questions } = assess(sheet({ facts: ['recruited', 'forced-labour', 'death'] }), law)
  expect(questions.map((one) => one.code)).not.toContain('trafficking')
  expect(questions.map((one) => one.code)).toContain('means')
})

test('the question that would complete a proposed section comes before all others', () => {
  const facts = [
    'recruited',
    'false-promise',
    'forced-labour',
    'fee-taken-for-work-abroad',
  ] as Statable[]
  const { questions } = assess(sheet({ facts }), law)
  expect(questions[0]).toMatchObject({ code: 'licence' })
  expect(questions[0]?.decides).toContain('EO 22(b)')
})
