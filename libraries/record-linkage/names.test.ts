import { describe, expect, test } from 'vitest'
import { matchNames, nameKey, readCnic, readDate, readName, readPhone } from './index.ts'

const same = (one: string, two: string) => matchNames(one, two).same

describe('a name', () => {
  test.each([
    ['محمد عمران', 'Mohd Imran'],
    ['Muhammad Imran Khan', 'Khan, Imran'],
    ['Dr. Syed Ali Raza', 'علی رضا'],
    ['Abdur Rahman', 'عبدالرحمن'],
    ['Abdul Rehman', 'Abdurrehman'],
    ['Shams-ud-Din', 'شمس الدین'],
    ['Rehmat Ullah', 'رحمت اللہ'],
    ['Zia ul Haq', 'ضیاء الحق'],
    ['Zainab Bibi', 'بی بی زینب'],
    ['Imran s/o Akram', 'عمران ولد اکرم'],
    ['Javed Iqbal', 'جاوید اقبال'],
    ['Ch. Pervaiz', 'چوہدری پرویز'],
    ['Mahmood', 'محمود'],
    ['Ghulam Rasool', 'غلام رسول'],
  ])('%s is %s', (one, two) => {
    expect(same(one, two)).toBe(true)
    expect(same(two, one)).toBe(true)
  })

  test.each([
    ['Muhammad Imran', 'Muhammad Irfan'],
    ['محمد علی', 'محمد عمران'],
    ['Abdul Rehman', 'Abdul Aziz'],
    ['Mahmood', 'Muhammad Ali'],
    ['Robert Allen', 'Roberta King'],
  ])('%s is not %s', (one, two) => expect(same(one, two)).toBe(false))

  test('Muhammad alone is a name; beside another it tells nothing', () => {
    expect(readName('محمد').tokens).toEqual(['muhammad'])
    expect(readName('Muhammad Usman').tokens).toEqual(['usman'])
    expect(readName('Mahmud Khan').tokens).toEqual(['mahmud', 'khan'])
  })

  test.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    'may be a word of the language it is read by: %s',
    (word) => {
      expect(readName(`${word} Khan`).tokens.at(-1)).toBe('khan')
    },
  )

  test('has one key in Arabic, Urdu, Pashto and Sindhi letters', () => {
    expect(nameKey(readName('كريم'))).toBe(nameKey(readName('کریم')))
    expect(nameKey(readName('ګل خان'))).toBe(nameKey(readName('Gul Khan')))
    expect(nameKey(readName('ڀٽي'))).toBe(nameKey(readName('بھٹی')))
  })

  test('that holds another is perhaps the same, not the same', () => {
    expect(matchNames('Imran Khan Niazi', 'Imran Niazi')).toMatchObject({
      same: false,
      perhaps: true,
    })
  })
})

describe('an identifier', () => {
  test('a CNIC is 13 digits, or a part that is known as such', () => {
    expect(readCnic('34101-1234567-1')).toBe('3410112345671')
    expect(readCnic('۳۴۱۰۱۱۲۳۴۵۶۷۱')).toBe('3410112345671')
    expect(readCnic('XXXXX-XXXX567-1')).toBe('*********5671')
    expect(readCnic('5671')).toBe('*********5671')
    expect(readCnic('34101')).toBe('34101********')
    expect(readCnic('3410112345')).toEqual({ trouble: '10 digits where a CNIC has 13' })
    expect(readCnic('0000000000000')).toHaveProperty('trouble')
  })
  test('a phone of Pakistan has one form however it is written', () => {
    for (const written of [
      '0300-1234567',
      '+92 300 1234567',
      '00923001234567',
      '3001234567',
      '۰۳۰۰۱۲۳۴۵۶۷',
      '+92 (0)300 1234567',
    ])
      expect(readPhone(written), written).toBe('923001234567')
    expect(readPhone('+971 50 1234567')).toBe('971501234567')
    expect(readPhone('12')).toHaveProperty('trouble')
  })
  test('a date is read in the ways people write it', () => {
    for (const written of [
      '1990-03-07',
      '07/03/1990',
      '7-3-1990',
      '7 March 1990',
      '7 مارچ 1990',
      '۱۹۹۰-۰۳-۰۷',
      '19900307',
    ])
      expect(readDate(written), written).toBe('19900307')
    expect(readDate('1990')).toBe('19900000')
    expect(readDate('03/07/1990', 'month-first')).toBe('19900307')
    expect(readDate('soon')).toHaveProperty('trouble')
  })
})
