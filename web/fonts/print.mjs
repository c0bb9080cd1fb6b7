// The fonts of printed documents: Typst reads TrueType, the packages ship WOFF2.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const files = [
  ['source-sans-3', 'latin', 400],
  ['source-sans-3', 'latin', 600],
  ['source-serif-4', 'latin', 600],
  ['noto-naskh-arabic', 'arabic', 400],
  ['noto-naskh-arabic', 'arabic', 600],
  ['noto-nastaliq-urdu', 'arabic', 600],
]

/** TrueType files by name. */
export async function printFonts() {
  const fontverter = createRequire(require.resolve('subset-font'))('fontverter')
  const made = []
  // One after the other: the decoder hands out a view of its memory, which the next one fills anew.
  for (const [family, script, weight] of files) {
    const from = `@fontsource/${family}/files/${family}-${script}-${weight}-normal.woff2`
    const bytes = await fontverter.convert(await readFile(require.resolve(from)), 'truetype')
    made.push([`${family}-${weight}.ttf`, Buffer.from(bytes)])
  }
  return Object.fromEntries(made)
}
