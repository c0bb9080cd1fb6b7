import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readWords } from '../../core/words.ts'
import { printPdf } from '../../web/print/document.ts'
import { wordingIn } from '../../web/print/wording.ts'
import { assess } from './assess.ts'
import { firGap } from './fir.ts'
import { type LetterFacts, letterToStation, missingOf } from './letter.ts'
import { law } from './library.ts'
import { sheet as sheetOf } from './sheet-for-tests.ts'

const words = readWords()
const inLanguage = (lang: 'ur' | 'en') => wordingIn({ words }, lang)

/** A made-up case whose FIR cites the Emigration Ordinance alone. */
function facts(): LetterFacts {
  const sheet = sheetOf({ facts: ['recruited', 'false-promise', 'forced-labour'] })
  const { proposals } = assess(sheet, law)
  const firs = [
    {
      number: '188/2026',
      station: 'Made-up station #emph[x]',
      registeredOn: '2026-11-10',
      sections: ['EO 22(b)'],
      otherSections: '',
    },
  ]
  return {
    reference: 'GJT-2026-0001',
    asOn: '2026-11-20',
    people: sheet.accused.map((one) => ({ id: one.id, name: 'Made-up Recruiter' })),
    statements: sheet.stated.map((one, nth) => ({
      ...one,
      from: nth === 0 ? 'screening' : one.from,
    })),
    proposals,
    firs,
    gap: firGap(proposals, firs),
    acts: Object.fromEntries(law.acts.map((act) => [act.act, act])),
    signer: 'Made-up Officer',
  }
}

test.each(['ur', 'en'] as const)(
  'the letter in %s names each missing section and what it rests on',
  (lang) => {
    const of = facts()
    const letter = letterToStation(inLanguage(lang), of)
    const list = letter.blocks.find((one) => one.kind === 'list')!
    expect(missingOf(of).length).toBeGreaterThan(0)
    expect(list.kind === 'list' && list.items.map((one) => one.lead).join()).toContain('3(1)')
    // A key without a text would be printed as it stands.
    expect(JSON.stringify(letter)).not.toMatch(/charges\.[a-z]/)
  },
)

test('what a victim told in screening does not leave in the letter', () => {
  const of = facts()
  const letter = JSON.stringify(letterToStation(inLanguage('en'), of))
  expect(of.statements[0]).toMatchObject({ from: 'screening', fact: 'recruited' })
  expect(letter).not.toContain(`${inLanguage('en').t('charges.fact.recruited')} (`)
  expect(letter).toContain(inLanguage('en').t('charges.fact.forced-labour'))
})

/** The parts of a PDF that are packed, opened: the names of its fonts stand there. */
function opened(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, packed]) => {
      try {
        return inflateSync(Buffer.from(packed!, 'latin1')).toString('latin1')
      } catch {
        return ''
      }
    })
    .join('\n')
}

test.each([
  ['ur', 'NotoNaskhArabic'],
  ['en', 'SourceSans'],
] as const)('in %s it is set as a PDF with our own fonts, such as %s', async (lang, font) => {
  const pdf = Buffer.from(await printPdf(letterToStation(inLanguage(lang), facts())))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(`${pdf.toString('latin1')}${opened(pdf)}`.includes(font)).toBe(true)
})
