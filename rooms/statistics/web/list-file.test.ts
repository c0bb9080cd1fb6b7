import { expect, test } from 'vitest'
import { type ListFileProblem, readListFile } from './list-file.ts'

const problem = (text: string) => {
  try {
    readListFile(text)
  } catch (trouble) {
    const { key, line } = trouble as ListFileProblem
    return [key, line]
  }
  return 'none'
}

test('a file without lists, with other marks or with part of a person is refused by its line', () => {
  expect(problem('a\n1')).toEqual(['columns', 0])
  expect(problem('a,b,c\n1,0,1\n1,x,0')).toEqual(['mark', 3])
  expect(problem('a,b,c\n1,0')).toEqual(['mark', 2])
  expect(problem('a,b,c,count\n1,0,1,2.5')).toEqual(['count', 2])
  expect(problem('a,b,c,count\n1,0,1,')).toEqual(['count', 2])
})

test('people of one combination add up, whatever separates the cells', () => {
  const rows = [{ on: [1, 0, 1], count: 5 }]
  expect(readListFile('\ufeff"a";"b";"c";count\r\n1;0;1;2\r\n1;0;1;3\r\n')).toEqual({
    lists: ['a', 'b', 'c'],
    rows,
  })
  expect(readListFile('a,b,c\n1,0,1\n1,0,1\n').rows).toEqual([{ on: [1, 0, 1], count: 2 }])
})
