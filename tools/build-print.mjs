// Builds the fonts of printed documents into dist/print.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printFonts } from '../web/fonts/print.mjs'

const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist/print')
const fonts = Object.entries(await printFonts())
await mkdir(out, { recursive: true })
for (const [name, bytes] of fonts) {
  await writeFile(join(out, name), bytes)
}
