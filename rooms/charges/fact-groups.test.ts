import { expect, test } from 'vitest'
import { factCodes } from '../cases/door.ts'
import { factGroups } from './web/fact-groups.ts'

test('the fact sheet has a place for every fact that can be said', () => {
  expect(Object.values(factGroups).flat().toSorted()).toEqual([...factCodes].toSorted())
})
