import { describe, expect, test } from 'vitest'
import { readListFile } from './list-file.ts'
import { checkSums, guessMapping, readDay, readList, readStatus } from './list-import.ts'

const csv = (text: string) => readListFile(Buffer.from(text))
const read = async (text: string, stated = {}) => {
  const list = await csv(text)
  return readList(list.rows, guessMapping(list.columns), stated, list.firstLine)
}
const head = 'Licence No,Name of Promoter,Status,Valid Upto,Phone\n'

describe('what is kept aside or refused', () => {
  test('two lines with one number are both kept aside: neither is guessed to be the right one', async () => {
    const list = await read(`${head}12/LHR,A,Valid,,\n0012/lhr,B,Expired,,\n13/LHR,C,Valid,,\n`)
    expect(list.aside.map(({ line, doubts }) => [line, doubts])).toEqual([
      [2, ['number-twice']],
      [3, ['number-twice']],
    ])
    expect(list.licensees.map((one) => one.nameEn)).toEqual(['C'])
  })

  test('an unknown state, an unreadable date and a missing number are named with their line', async () => {
    const list = await read(
      `${head}1/LHR,A,Perhaps,,\n2/LHR,B,Valid,31/02/2026,\n,C,Valid,,\n3/LHR,,Valid,1925-01-01,\n`,
    )
    expect(list.licensees).toEqual([])
    expect(list.aside.map(({ doubts }) => doubts)).toEqual([
      ['status-not-known'],
      ['date-not-read'],
      ['no-licence-number'],
      ['date-impossible', 'no-name'],
    ])
    expect(list.aside[1]!.cells['Valid Upto']).toBe('31/02/2026')
  })

  test('a file that is no list is refused with what to do', async () => {
    await expect(csv('hello')).rejects.toThrow('recruiters/list-without-headings')
    await expect(csv(head)).rejects.toThrow('recruiters/list-empty')
    await expect(readListFile(Buffer.from([0x50, 0x4b, 3, 4, 9]))).rejects.toThrow(
      'recruiters/list-not-readable',
    )
    await expect(readListFile(Buffer.from([0x41, 0xff, 0xfe, 0x2c]))).rejects.toThrow(
      'recruiters/list-not-utf8',
    )
  })
})

describe('sums', () => {
  // BE&OE, November 2024, as reported by islamabadpost [N].
  const stated = {
    total: 5104,
    valid: 2760,
    surrendered: 832,
    invalid: 9,
    expired: 668,
    cancelled: 807,
  }

  test('the published counts of November 2024 are 28 short of their own total', () => {
    const counted = {
      valid: 2760,
      surrendered: 832,
      invalid: 9,
      expired: 668,
      cancelled: 807,
      '': 28,
    }
    const sums = checkSums(counted, 5104, stated)
    expect(sums.partsSum).toBe(5076)
    expect(sums.partsMissing).toBe(28)
    expect(sums.closes).toBe(false)
  })

  test('those of June 2022 are 27 short', () => {
    const june = {
      total: 4685,
      valid: 2358,
      invalid: 148,
      cancelled: 172,
      expired: 1256,
      surrendered: 724,
    }
    expect(checkSums({}, 4685, june).partsMissing).toBe(27)
  })

  test('a list closes where every stated number agrees with the lines', () => {
    expect(checkSums({ valid: 2, expired: 1 }, 3, { total: 3, valid: 2, expired: 1 }).closes).toBe(
      true,
    )
    expect(
      checkSums({ valid: 1, expired: 2 }, 3, { total: 3, valid: 2, expired: 1 }),
    ).toMatchObject({
      closes: false,
      different: [
        { status: 'valid', stated: 2, counted: 1 },
        { status: 'expired', stated: 1, counted: 2 },
      ],
    })
  })
})

describe('reading', () => {
  test('days are read as they are written here, day first', () => {
    expect(readDay('31-05-2024')).toBe('2024-05-31')
    expect(readDay('3/4/24')).toBe('2024-04-03')
    expect(readDay('3 May 2024')).toBe('2024-05-03')
    expect(readDay('2024-05-03T00:00:00')).toBe('2024-05-03')
    expect(readDay('29/02/2025')).toBeUndefined()
    expect(readDay('soon')).toBeUndefined()
  })

  test('"Invalid" is not read as valid', () => {
    expect(readStatus('Invalid')).toBe('invalid')
    expect(readStatus('VALID')).toBe('valid')
    expect(readStatus('منسوخ شدہ')).toBe('cancelled')
    expect(readStatus('?')).toBeUndefined()
  })

  test('lines above the headings do not shift the line numbers', async () => {
    const list = await csv(`List of promoters,,\n,,\n${head}1/LHR,A,Valid,,\n`)
    expect(list.firstLine).toBe(4)
    expect(list.columns[0]).toBe('Licence No')
  })

  test('phones are taken in one form, several in a cell', async () => {
    const list = await read(`${head}1/LHR,A,Valid,,"0300-1234567, 042-35761999"\n`)
    expect(list.licensees[0]!.phones).toEqual(['+923001234567', '+924235761999'])
  })
})
