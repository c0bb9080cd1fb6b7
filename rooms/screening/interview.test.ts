import { describe, expect, test } from 'vitest'
import { indicatorSets, indicatorsOf } from './instrument.ts'
import {
  checkMove,
  checkSet,
  hardSections,
  isOptional,
  questionsIn,
  sectionsFor,
  suggestSet,
} from './interview.ts'

describe('the path', () => {
  test('of an adult is refused to somebody known to be under 18', () => {
    expect(() => checkSet('adult-labour', 17)).toThrow('screening/child-needs-child-path')
    expect(() => checkSet('child-labour', 17)).not.toThrow()
  })

  test('of a child may be taken where the age is not known, or in doubt', () => {
    expect(() => checkSet('child-sexual', undefined)).not.toThrow()
    expect(() => checkSet('child-labour', 18)).not.toThrow()
  })

  test('is suggested from age and from what the case says', () => {
    expect(suggestSet({ age: 13, purposes: ['servitude'] })).toBe('child-labour')
    expect(suggestSet({ age: 13, purposes: ['commercial-sex'] })).toBe('child-sexual')
    expect(suggestSet({ age: undefined, purposes: [] })).toBe('adult-labour')
  })
})

describe('the order', () => {
  test.each(indicatorSets)('asks every indicator of %s once', (set) => {
    const asked = sectionsFor(set).flatMap((section) => questionsIn(set, section))
    expect(new Set(asked).size).toBe(asked.length)
    for (const one of indicatorsOf(set)) expect(asked).toContain(one.id)
  })

  test.each(indicatorSets)('of %s neither begins nor ends with what is hardest', (set) => {
    const order = sectionsFor(set)
    expect(hardSections).not.toContain(order[0])
    expect(hardSections).not.toContain(order.at(-1))
    expect(hardSections).not.toContain(order.at(-2))
  })

  test('lets a child stop after act and exploitation', () => {
    expect(
      sectionsFor('child-labour').filter((section) => !isOptional('child-labour', section)),
    ).toEqual(['acts', 'exploitation', 'forms'])
    expect(isOptional('adult-labour', 'coercion-destination')).toBe(false)
  })
})

describe('an interview', () => {
  test('that is finished is opened again before it is paused', () => {
    expect(() => checkMove('finished', 'paused')).toThrow('screening/interview-finished')
    expect(() => checkMove('finished', 'open')).not.toThrow()
  })
})
