import { describe, expect, test } from 'vitest'
import { pieceOf, recordingTypeOf, weightOf } from './recording.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('what is taken as a recording', () => {
  test.each([
    ['a picture', '\xff\xd8\xff\xe0'],
    ['a text', 'a text'],
    ['nothing', ''],
    ['a film', '\0\0\0\x18ftypmp42hdlr\0\0\0\0\0\0\0\0vide'],
    ['a sound that older iPhones cannot play', 'OggS\0'],
  ])('%s is none', (_what, text) => {
    expect(() => recordingTypeOf(bytesOf(text))).toThrow('guide/no-recording')
  })
  test('MP3 and M4A are, told by their bytes', () => {
    expect(recordingTypeOf(bytesOf('ID3\x04'))).toBe('audio/mpeg')
    expect(recordingTypeOf(bytesOf('\0\0\0\x18ftypM4A '))).toBe('audio/mp4')
  })
})

describe('the piece that a player asks for', () => {
  test.each([
    [undefined, undefined],
    ['rubbish', undefined],
    ['bytes=5-2', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,4-5', undefined],
    ['bytes=0-', { from: 0, to: 9 }],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=4-99', { from: 4, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=-99', { from: 0, to: 9 }],
    ['bytes=10-', 'none'],
    ['bytes=-0', 'none'],
  ])('of ten bytes, %s', (asked, piece) => {
    expect(pieceOf(asked, 10)).toEqual(piece)
  })
})

test('a short and light recording is told as a minute and a tenth of a megabyte, never as nothing', () => {
  expect(weightOf({ seconds: 8, size: 900 })).toEqual({ minutes: 1, megabytes: 0.1 })
  expect(weightOf({ seconds: 150, size: 1_840_000 })).toEqual({ minutes: 3, megabytes: 1.8 })
})
