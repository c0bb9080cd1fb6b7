import { expect, test } from 'vitest'
import { readWords } from '../../core/words.ts'
import { methods } from '../../libraries/multiple-systems-estimation/index.ts'
import { pictured } from './estimate-pdf.ts'

// What Noto Naskh Arabic draws by itself; a letter beyond it would come out as an empty box.
const drawable = /^[\u0600-\u06ff\u2067\u2069 ]+$/

test('the picture of the Urdu report says nothing that its one font cannot draw', () => {
  const t = readWords().t('ur')
  for (const key of ['chart.listed', ...methods.map((one) => `method.${one}`)])
    expect(pictured.ur.label(t(`estimate.${key}`, {}))).toMatch(drawable)
})
