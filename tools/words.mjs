// Merges the texts of all rooms, a native reader's corrections over them, into dist/words.
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Answers the texts by language and writes dist/words/<language>.json. */
export async function mergeWords(root) {
  const words = {}
  for (const folder of folders(root)) {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    const isCorrection = (file) => file.includes('.corrections.')
    for (const file of [...files.filter((f) => !isCorrection(f)), ...files.filter(isCorrection)]) {
      const language = file.split('.')[0]
      const texts = JSON.parse(await readFile(join(folder, file), 'utf8'))
      words[language] = { ...words[language], ...texts }
    }
  }
  const out = join(root, 'dist/words')
  await mkdir(out, { recursive: true })
  for (const [language, texts] of Object.entries(words)) {
    await writeFile(join(out, `${language}.json`), JSON.stringify(texts))
  }
  return words
}

function folders(root) {
  const rooms = readdirSync(join(root, 'rooms')).map((room) => join(root, 'rooms', room, 'words'))
  return [join(root, 'core/words'), join(root, 'web/words'), ...rooms].filter((f) => existsSync(f))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mergeWords(join(dirname(fileURLToPath(import.meta.url)), '..'))
}
