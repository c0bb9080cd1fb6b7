import { describe, expect, test } from 'vitest'
import { itemsFor } from './inspection.ts'
import { lawFor, travelAgencyLaw } from './travel-agencies.ts'

describe('the law of travel agencies', () => {
  test('every statement says where it was read, or that it is from memory', () => {
    for (const { code, grade, source } of travelAgencyLaw)
      expect(source === '', code).toBe(grade === 'memory')
  })

  test('an agency is told the law of the country and of its own province, never of another', () => {
    const of = (place: string | null) => lawFor(place).map(({ territory }) => territory)
    expect(new Set(of('PK-PB-lahore'))).toEqual(new Set(['PK', 'PK-PB']))
    expect(new Set(of('PK-SD-karachi-south'))).toEqual(new Set(['PK', 'PK-SD']))
    expect(new Set(of(null))).toEqual(new Set(['PK']))
  })
})

test('the checklist of a travel agency asks nothing of the Emigration Rules but that nobody is sent to work', () => {
  const agency = itemsFor('travel-agent')
  expect(agency.map(({ code }) => code)).toContain('agency-no-workers')
  const promoter = itemsFor('overseas-employment-promoter').map(({ code }) => code)
  expect(agency.filter(({ code }) => promoter.includes(code))).toEqual([])
  expect(agency.filter(({ rule }) => !/^Travel Agencies|22\(b\)/.test(rule))).toEqual([])
})
