import { expect, test } from 'vitest'
import { checkPeople, checkSaidBy, compareCertainty, isAtLeast } from './allegation.ts'
import { checkHandOver, checkShareEnd, move, prefixOf, referenceOf } from './case.ts'
import { checkOrder } from './dates.ts'
import {
  mayHoldCase,
  mayLeadCase,
  mayReceiveCase,
  mayWriteInCase,
  scopesOf,
} from './permissions.ts'
import { checkDue } from './task.ts'

const file = { agencyId: 'a', holderId: 'h', status: 'open' as const }
const someone = (
  id: string,
  agencyId: string,
  ...duties: ('investigator' | 'prosecutor' | 'supervisor' | 'administrator')[]
) => ({ id, agencyId, duties })

test('nobody of another agency writes in a file, and no prosecutor or administrator does', () => {
  expect(mayWriteInCase(someone('x', 'b', 'investigator'), file)).toBe(false)
  expect(mayWriteInCase(someone('x', 'a', 'prosecutor'), file)).toBe(false)
  expect(mayWriteInCase(someone('x', 'a', 'administrator'), file)).toBe(false)
  expect(mayWriteInCase(someone('x', 'a', 'investigator'), file)).toBe(true)
})

test('only the holder and the supervisor let others in or hand the file on', () => {
  expect(mayLeadCase(someone('x', 'a', 'investigator'), file)).toBe(false)
  expect(mayLeadCase(someone('x', 'b', 'supervisor'), file)).toBe(false)
  expect(mayLeadCase(someone('h', 'a', 'investigator'), file)).toBe(true)
  expect(mayLeadCase(someone('x', 'a', 'supervisor'), file)).toBe(true)
  expect(mayHoldCase(someone('x', 'b', 'investigator'), file)).toBe(false)
})

test('shelters and NGOs never receive a file, whatever the reason', () => {
  expect(mayReceiveCase({ id: 'b', kind: 'shelter' }, file)).toBe(false)
  expect(mayReceiveCase({ id: 'b', kind: 'ngo' }, file)).toBe(false)
  expect(mayReceiveCase({ id: 'b', kind: 'statistics-body' }, file)).toBe(false)
  expect(mayReceiveCase({ id: 'a', kind: 'prosecution' }, file)).toBe(false)
  expect(mayReceiveCase({ id: 'b', kind: 'prosecution' }, file)).toBe(true)
})

test('a list reaches no further than the person sees', () => {
  const at = { teamId: 't', agencyKind: 'provincial-police' as const }
  expect(scopesOf({ ...at, sees: 'nothing' })).toEqual([])
  expect(scopesOf({ ...at, sees: 'self' })).toEqual(['me', 'shared'])
  expect(scopesOf({ ...at, sees: 'team' })).toEqual(['me', 'team', 'shared'])
  expect(scopesOf({ ...at, sees: 'agency', agencyKind: 'shelter' })).toEqual([
    'me',
    'team',
    'agency',
  ])
})

test('a closed case is not suspended, and a file is not handed to its holder', () => {
  expect(() => move({ status: 'closed' }, 'suspended')).toThrow('cases/status-cannot-follow')
  expect(() => move({ status: 'open' }, 'open')).toThrow('cases/status-cannot-follow')
  expect(move({ status: 'closed' }, 'open').status).toBe('open')
  const over = { to: 'h', reason: 'leave' as const, words: '' }
  expect(() => checkHandOver(file, over)).toThrow('cases/already-held')
  expect(() => checkHandOver({ ...file, status: 'closed' }, { ...over, to: 'x' })).toThrow(
    'cases/closed',
  )
  expect(() => checkHandOver(file, { to: 'x', reason: 'other', words: ' ' })).toThrow(
    'cases/say-why',
  )
  checkHandOver(file, { ...over, to: 'x' })
})

test('a share ends, at most a year and a day from now', () => {
  expect(() => checkShareEnd('2026-11-23', '2026-11-24')).toThrow('cases/share-already-over')
  expect(() => checkShareEnd('2028-01-01', '2026-11-24')).toThrow('cases/share-too-long')
  checkShareEnd('2026-11-24', '2026-11-24')
})

test('a task is not due in the year 20260', () => {
  const now = new Date('2026-11-24T00:00:00Z')
  expect(() => checkDue('9999-01-01T00:00:00Z', now)).toThrow('cases/due-impossible')
  expect(() => checkDue('2025-11-24T00:00:00Z', now)).toThrow('cases/due-impossible')
  expect(checkDue('2026-11-25T17:00:00+05:00', now)).toBe('2026-11-25T12:00:00.000Z')
})

test('an allegation is said by somebody, about people of the file in their roles', () => {
  const people = [
    { id: 'v', roles: ['victim'] },
    { id: 'r', roles: ['accused'] },
  ]
  expect(() => checkSaidBy({ saidByWords: '  ' })).toThrow('cases/said-by-whom')
  expect(() => checkPeople(people, { victimId: 'elsewhere' })).toThrow('cases/person-not-in-case')
  expect(() => checkPeople(people, { accusedId: 'v' })).toThrow('cases/person-not-accused')
  checkPeople(people, { accusedId: 'r', victimId: 'v', saidByPersonId: 'v' })
})

test('certainty rises from said to established, and a dispute stands below them all', () => {
  expect(compareCertainty('said', 'documented')).toBeLessThan(0)
  expect(isAtLeast('disputed', 'said')).toBe(false)
  expect(isAtLeast('established', 'documented')).toBe(true)
})

test('an incident does not end before it begins', () => {
  expect(() => checkOrder('untilOn', '2026-02-01', '2026-01-01')).toThrow(
    'cases/ends-before-it-begins',
  )
})

test('a reference begins with the letters of its place', () => {
  expect(prefixOf('Gujrat')).toBe('GJT')
  expect(prefixOf('Lahore')).toBe('LHR')
  expect(prefixOf('Ea')).toMatch(/^[A-Z]{3}$/)
  expect(referenceOf('GJT', 2026, 12)).toBe('GJT-2026-0012')
})
