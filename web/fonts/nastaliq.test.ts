import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
// @ts-expect-error: build steps are plain JavaScript, so that they run before anything is built
import { subsetToTexts } from './nastaliq.mjs'

const file = createRequire(import.meta.url).resolve(
  '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-600-normal.woff2',
)

describe('Nastaliq cut down to the headings', () => {
  it('keeps every form a heading needs and is a fraction of the whole', async () => {
    const whole = readFileSync(file)
    // Throws where one text comes out in another shape than with the whole font.
    const small = await subsetToTexts(whole, [
      'پناہ',
      'اُس کے ساتھ کیا ہو رہا ہے؟',
      'خطرے کی نشانیاں',
    ])
    expect(small.length).toBeLessThan(whole.length / 4)
  })
})
