// The fonts of the public pages: cut down so that a page with its fonts stays under 100 KB.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import { subsetToTexts } from './nastaliq.mjs'

const require = createRequire(import.meta.url)

const urduLetters =
  ' ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۃۂیےۓة' +
  '\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670' +
  '۔،؟؛٪٫٬۰۱۲۳۴۵۶۷۸۹()[]«»\u200c\u200d\u200e\u200f.,:/0123456789-–…“”‘’·×✓'
const latinLetters = `${Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')}–—‘’“”…·×éü§`

/** The unicode-range of each family: a browser fetches a file only for a page that uses it. */
export const ranges = {
  arabic: 'U+600-6FF,U+750-77F,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF',
  latin: 'U+20-7E,U+A0-FF,U+2013-2026',
}

function source(family, script, weight) {
  return readFile(
    require.resolve(`@fontsource/${family}/files/${family}-${script}-${weight}-normal.woff2`),
  )
}

async function plain(family, script, weight, letters, features) {
  return subsetFont(await source(family, script, weight), letters, {
    targetFormat: 'woff2',
    noHinting: true,
    dropTables: ['STAT'],
    keepFeatures: features,
  })
}

const joining = ['ccmp', 'init', 'medi', 'fina', 'isol', 'rlig', 'liga', 'calt', 'mark', 'mkmk']
const latin = ['kern', 'tnum']

/** All font files by name; `headings` are the texts that are set in Nastaliq, by the pages that share a font. */
export async function publicFonts(headings) {
  const nastaliq = await source('noto-nastaliq-urdu', 'arabic', 600)
  return {
    'naskh-400.woff2': await plain('noto-naskh-arabic', 'arabic', 400, urduLetters, joining),
    'naskh-600.woff2': await plain('noto-naskh-arabic', 'arabic', 600, urduLetters, joining),
    // The name of the language on pages in another one.
    'urdu-word.woff2': await plain('noto-naskh-arabic', 'arabic', 600, 'اردو', joining),
    'sans-400.woff2': await plain('source-sans-3', 'latin', 400, latinLetters, latin),
    'sans-600.woff2': await plain('source-sans-3', 'latin', 600, latinLetters, latin),
    // Urdu pages use Latin letters for numbers and single words only: one weight, no kerning.
    'numbers.woff2': await plain('source-sans-3', 'latin', 600, latinLetters, ['tnum']),
    'serif-600.woff2': await plain('source-serif-4', 'latin', 600, latinLetters, latin),
    'nastaliq-guide.woff2': await subsetToTexts(nastaliq, headings.guide),
    'nastaliq-report.woff2': await subsetToTexts(nastaliq, headings.report),
    'nastaliq-mailbox.woff2': await subsetToTexts(nastaliq, headings.mailbox),
    'nastaliq-register.woff2': await subsetToTexts(nastaliq, headings.register),
  }
}
