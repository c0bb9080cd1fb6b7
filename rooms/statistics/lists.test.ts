import { expect, test } from 'vitest'
import { type Found, listsFrom, told } from './lists.ts'

const found = (agencyKind: string, ...marks: string[]): Found => ({ agencyKind, marks })

test('somebody found by two kinds of agency is one person on two lists', () => {
  const { lists, rows, people, joined } = listsFrom([
    found('provincial-police', 'cnic:1'),
    found('ngo', 'cnic:1'),
    found('ngo', 'cnic:2'),
  ])
  expect([people, joined]).toEqual([2, 1])
  expect(lists).toEqual(['ngo', 'provincial-police'])
  expect(rows).toEqual([
    { on: [1, 1], count: 1 },
    { on: [1, 0], count: 1 },
  ])
})

test('two agencies of one kind are one list', () => {
  const { rows } = listsFrom([found('ngo', 'cnic:1'), found('ngo', 'cnic:1')])
  expect(rows).toEqual([{ on: [1], count: 1 }])
})

test('marks join in a chain: a passport in one file, a number in the next', () => {
  const { people } = listsFrom([
    found('ngo', 'passport:7'),
    found('shelter', 'cnic:1', 'passport:7'),
    found('provincial-police', 'cnic:1'),
  ])
  expect(people).toBe(1)
})

test('whoever has no mark is somebody of their own', () => {
  expect(listsFrom([found('ngo'), found('ngo')]).people).toBe(2)
})

test('one to four are not told; none and five are', () => {
  expect([0, 1, 4, 5].map(told)).toEqual([0, null, null, 5])
})
