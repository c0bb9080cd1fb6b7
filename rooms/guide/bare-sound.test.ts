import { describe, expect, test } from 'vitest'
import { bareSound } from './bare-sound.ts'
import { box, madeUpM4a, madeUpMp3, madeUpTag } from './made-up-sound.ts'

const maker = 'Recorded by Madeup Khan, Gujrat, 32.57 N'
const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text)
const mp3 = (...parts: Buffer[]) => bareSound(Buffer.concat(parts), 'audio/mpeg')
const m4a = (more: object = {}) => madeUpM4a({ sound: ['first chunk', 'second'], maker, ...more })
const refused = 'guide/recording-not-stripped'

describe('what is refused, for nobody can say what is left in it', () => {
  test.each([
    ['no frame at all', Buffer.from(maker)],
    ['a tag and nothing else', madeUpTag(maker)],
    [
      'words between two parts of the sound',
      Buffer.concat([madeUpMp3(3), Buffer.from(maker), madeUpMp3(3)]),
    ],
    ['a tag of broken length', Buffer.from('ID3\x04\0\0\xff\xff\xff\xffmade up', 'latin1')],
    ['another layer of MPEG', Buffer.alloc(2000, Buffer.from([0xff, 0xfd, 0x18, 0xc0]))],
  ])('MP3: %s', (_what, bytes) => {
    expect(() => mp3(bytes)).toThrow(refused)
  })
  test.each([
    ['a film', m4a({ handler: 'vide' })],
    ['pieces as a browser streams them', Buffer.concat([m4a(), box('moof', 'made up')])],
    ['two heads', Buffer.concat([m4a(), box('moov', '')])],
    ['a box longer than the file', m4a().subarray(0, -5)],
    ['no head', box('ftyp', 'M4A ')],
  ])('M4A: %s', (_what, bytes) => {
    expect(() => bareSound(bytes, 'audio/mp4')).toThrow(refused)
  })
  test('M4A: a table that points outside the sound', () => {
    const bytes = m4a()
    bytes.writeUInt32BE(9_999_999, bytes.indexOf('stco') + 12)
    expect(() => bareSound(bytes, 'audio/mp4')).toThrow(refused)
  })
  test('whatever byte of a head is broken, it is refused or stripped, and no bug', () => {
    const good = m4a()
    for (let at = 0; at < good.length; at += 1) {
      const bytes = Buffer.from(good)
      bytes[at] = 0xff - bytes[at]!
      try {
        bareSound(bytes, 'audio/mp4')
      } catch (error) {
        expect([at, String(error)]).toEqual([at, expect.stringContaining(refused)])
      }
    }
  })
})

describe('what is kept', () => {
  test('of an MP3 its frames, and neither the tags before nor those behind', () => {
    const old = Buffer.concat([Buffer.from(`TAG${maker}`), Buffer.alloc(80)])
    const bare = mp3(
      madeUpTag(maker),
      madeUpTag(maker),
      madeUpMp3(5),
      Buffer.from(`APETAGEX${maker}`),
      old,
    )
    expect(Buffer.from(bare).equals(madeUpMp3(5))).toBe(true)
  })
  test('of an encoder’s note in the first frame its counts, not its name', () => {
    const note = madeUpMp3(1)
    // Behind header and side information of one channel: 4 and 17 bytes.
    note.write('Info', 21, 'latin1')
    note.set([0, 0, 0, 1, 0, 0, 0, 5], 25)
    note.write('MADEUP3.100', 33, 'latin1')
    const bare = mp3(note, madeUpMp3(5))
    expect(has(bare, 'MADEUP')).toBe(false)
    expect([...bare.subarray(21, 33)]).toEqual([...Buffer.from('Info'), 0, 0, 0, 1, 0, 0, 0, 5])
    expect(bare).toHaveLength(6 * 144)
  })
  test('of an M4A the sound and its tables in their places, and not a word of the maker', () => {
    const whole = m4a()
    const bare = bareSound(whole, 'audio/mp4')
    expect(bare).toHaveLength(whole.length)
    expect(has(bare, maker.slice(0, 8))).toBe(false)
    expect(has(bare, 'made')).toBe(false)
    for (const one of ['first chunk', 'second', 'settings']) {
      expect(Buffer.from(bare).indexOf(one)).toBe(whole.indexOf(one))
    }
  })
  test('of an M4A not the days on which it was made and changed', () => {
    const day = Buffer.alloc(4)
    day.writeUInt32BE(3_900_000_001)
    expect(m4a().includes(day)).toBe(true)
    expect(Buffer.from(bareSound(m4a(), 'audio/mp4')).includes(day)).toBe(false)
  })
  test('stripping twice changes nothing more', () => {
    const once = bareSound(m4a(), 'audio/mp4')
    expect(bareSound(once, 'audio/mp4')).toEqual(once)
  })
})
