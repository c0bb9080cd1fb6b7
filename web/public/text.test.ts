import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { makeText, pickWords } from './text.ts'

const words = {
  plain: 'Leave now',
  named: 'It goes to: {{desk}}, {{ desk }}',
  hours_one: '{{count}} hour',
  hours_other: '{{count}} hours',
}

describe('texts of the public pages', () => {
  it('a key without a text is shown as it is, so that it is noticed', () => {
    expect(makeText(words, 'en')('no.such.key')).toBe('no.such.key')
  })

  it('a value that was not given leaves its place visible', () => {
    expect(makeText(words, 'en')('named')).toContain('{{desk}}')
  })

  it('reads the same files as i18next, with the same result', async () => {
    const instance = i18next.createInstance()
    await instance.init({
      lng: 'en',
      resources: { en: { translation: words } },
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
    })
    const t = makeText(words, 'en')
    for (const [key, values] of [
      ['plain', {}],
      ['named', { desk: '<Gujrat>' }],
      ['hours', { count: 1 }],
      ['hours', { count: 3 }],
    ] as const) {
      expect(t(key, values)).toBe(instance.t(key, values))
    }
  })

  it('a page carries only the texts it can show', () => {
    expect(Object.keys(pickWords(words, ['hours']))).toEqual(['hours_one', 'hours_other'])
  })
})
