import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actQuestions,
  formQuestions,
  iloIndicators,
  indicatorSets,
  indicatorsOf,
  observations,
} from './instrument.ts'
import {
  type Answers,
  type AnswerValue,
  answerValues,
  factsOf,
  readScreening,
} from './screening.ts'

const everyId = [...actQuestions, ...iloIndicators, ...formQuestions, ...observations].map(
  (one) => one.id,
)
const someAnswers = fc
  .array(fc.tuple(fc.constantFrom(...everyId), fc.constantFrom(...answerValues)), { maxLength: 60 })
  .map((pairs): Answers => new Map(pairs))
const someSet = fc.constantFrom(...indicatorSets)
const strength = (outcome: string) =>
  ['not-indicated-so-far', 'review', 'indicated'].indexOf(outcome)
const yes = (...ids: string[]): Answers => new Map(ids.map((id) => [id, 'yes' as AnswerValue]))

describe('what is not known', () => {
  test('is read as unasked, whether skipped or not known', () => {
    fc.assert(
      fc.property(someSet, someAnswers, (set, answers) => {
        const unasked = new Map(
          [...answers].filter(([, value]) => value === 'yes' || value === 'no'),
        )
        expect(readScreening(set, answers)).toEqual(readScreening(set, unasked))
      }),
    )
  })

  test('never closes a dimension as "no" would', () => {
    const ids = indicatorsOf('adult-labour')
      .filter((one) => one.dimension === 'exploitation')
      .map((one) => one.id)
    const all = (value: AnswerValue): Answers => new Map(ids.map((id) => [id, value]))
    const stateOf = (answers: Answers) =>
      readScreening('adult-labour', answers).dimensions.find(
        (one) => one.dimension === 'exploitation',
      )!.state
    expect(stateOf(all('dont-know'))).toBe('open')
    expect(stateOf(all('skip'))).toBe('open')
    expect(stateOf(all('no'))).toBe('not-shown')
  })

  test('leaves the outcome able to change until it has been answered', () => {
    expect(readScreening('adult-labour', new Map()).mayStillChange).toBe(true)
    const allNo: Answers = new Map(everyId.map((id) => [id, 'no']))
    expect(readScreening('adult-labour', allNo).mayStillChange).toBe(false)
  })

  test('is the only thing that can change the outcome: no means no further yes is possible', () => {
    fc.assert(
      fc.property(someSet, someAnswers, (set, answers) => {
        const result = readScreening(set, answers)
        if (result.deciding.length) expect(result.mayStillChange).toBe(true)
        for (const one of result.deciding)
          expect(['yes', 'no']).not.toContain(answers.get(one.indicator))
      }),
    )
  })
})

describe('more yes answers', () => {
  test('never lower a dimension or the outcome', () => {
    fc.assert(
      fc.property(someSet, someAnswers, fc.constantFrom(...everyId), (set, answers, id) => {
        const before = readScreening(set, answers)
        const after = readScreening(set, new Map(answers).set(id, 'yes'))
        expect(strength(after.outcome)).toBeGreaterThanOrEqual(strength(before.outcome))
        before.dimensions.forEach((dimension, at) => {
          if (dimension.state === 'positive') expect(after.dimensions[at]!.state).toBe('positive')
        })
      }),
    )
  })
})

describe('a child', () => {
  const childSets = fc.constantFrom('child-labour' as const, 'child-sexual' as const)
  const means = new Set([
    ...iloIndicators.filter((one) => one.dimension !== 'exploitation').map((one) => one.id),
  ])

  test('never needs means: answering every question on means with no leaves "indicated" as it was', () => {
    fc.assert(
      fc.property(childSets, someAnswers, (set, answers) => {
        if (readScreening(set, answers).outcome !== 'indicated') return
        const without = new Map(
          [...answers].map(([id, value]) => [id, means.has(id) ? 'no' : value] as const),
        )
        expect(readScreening(set, without).outcome).toBe('indicated')
      }),
    )
  })

  test('whose exploitation is named and who was handed over is indicated with two answers', () => {
    const result = readScreening('child-sexual', yes('AC04', 'FM07'))
    expect(result.outcome).toBe('indicated')
    expect(result.elements.find((one) => one.element === 'means')!.state).toBe('not-needed')
  })

  test('selling with its parents at a market is not indicated so far', () => {
    expect(readScreening('child-labour', yes('AC02', 'AV01')).outcome).toBe('not-indicated-so-far')
  })

  test('married against its will is for a person to look at, not trafficking by itself', () => {
    expect(readScreening('child-labour', yes('AC04', 'FM08')).outcome).toBe('review')
  })
})

describe('the explanation', () => {
  // A scam compound: false office job, passport kept, guarded, fifteen hours unpaid.
  const compound = yes('AC01', 'AC02', 'DR01', 'DR02', 'CD01', 'CD03', 'EX01', 'EX02', 'FM06')

  test('names the dimensions and the answers that made them positive', () => {
    const result = readScreening('adult-labour', compound)
    expect(result.outcome).toBe('indicated')
    const positive = result.dimensions.filter((one) => one.state === 'positive')
    expect(positive.map((one) => one.dimension)).toEqual([
      'deceptive-recruitment',
      'exploitation',
      'coercion-destination',
    ])
    expect(positive[0]!.through).toEqual([
      { indicator: 'DR01', weight: 'strong' },
      { indicator: 'DR02', weight: 'medium' },
    ])
    expect(result.elements.map((one) => one.state)).toEqual(['shown', 'shown', 'shown'])
  })

  test('names every single question that would change the outcome, and no other', () => {
    fc.assert(
      fc.property(someSet, someAnswers, (set, answers) => {
        const result = readScreening(set, answers)
        const named = new Set(result.deciding.map((one) => one.indicator))
        for (const id of everyId) {
          if (answers.get(id) === 'yes' || answers.get(id) === 'no') continue
          const then = readScreening(set, new Map(answers).set(id, 'yes')).outcome
          expect(named.has(id), id).toBe(then !== result.outcome)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('says which answers the outcome rests on', () => {
    const spare = new Map(compound).set('CD04', 'yes')
    expect(readScreening('adult-labour', compound).restsOn).toContain('CD01')
    expect(readScreening('adult-labour', spare).restsOn).not.toContain('CD01')
  })

  test('maps the answers to the eleven signs of forced labour', () => {
    expect(readScreening('adult-labour', yes('CD01', 'CD03')).forcedLabourSigns).toEqual([3, 4, 7])
  })

  test('warns of the sets that rest on memory', () => {
    expect(readScreening('adult-sexual', new Map()).standing.confidence).toBe('low')
    expect(readScreening('child-sexual', new Map()).standing.confidence).toBe('low')
    expect(readScreening('adult-labour', new Map()).standing.confidence).toBe('checked')
  })

  test('lets what a screener saw change nothing', () => {
    const seen = yes(...observations.map((one) => one.id))
    expect(readScreening('adult-labour', seen).outcome).toBe('not-indicated-so-far')
  })

  test('sends an organ case to a person, although no list counts it', () => {
    expect(readScreening('adult-labour', yes('FM09')).outcome).toBe('review')
  })
})

describe('smuggling that turns', () => {
  test('is seen when the fee becomes a debt that must be worked off', () => {
    const journey = yes('AC01', 'AC02')
    expect(readScreening('adult-labour', journey).outcome).toBe('not-indicated-so-far')
    const midway = new Map(journey)
    for (const id of ['DR07', 'DR01', 'CD02', 'CD05', 'EX02', 'EX03', 'EX05']) midway.set(id, 'yes')
    expect(readScreening('adult-labour', midway).outcome).toBe('indicated')
  })
})

describe('the facts that answers state', () => {
  test('come from yes alone', () => {
    const of = (value: AnswerValue) => factsOf([{ indicator: 'CD01', value, facts: [] }])
    expect(of('yes')).toEqual([{ fact: 'documents-withheld', indicatorId: 'CD01' }])
    for (const value of ['no', 'skip', 'dont-know'] as const) expect(of(value)).toEqual([])
  })

  test('that are only suggested are stated when a person picked them', () => {
    expect(factsOf([{ indicator: 'CR03', value: 'yes', facts: [] }])).toEqual([])
    expect(factsOf([{ indicator: 'CR03', value: 'yes', facts: ['abducted', 'death'] }])).toEqual([
      { fact: 'abducted', indicatorId: 'CR03' },
    ])
  })
})
