import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'
import { projectRoot } from './config.ts'

export const languages = ['ur', 'en'] as const

export interface Words {
  languages: readonly string[]
  t(language: string): TFunction
  /** The texts of one language, flat. */
  all(language: string): Record<string, string>
}

/** Reads the texts of every room, a native reader's corrections over them. */
export function readWords(root = projectRoot()): Words {
  const found: Record<string, Record<string, string>> = {}
  for (const folder of wordFolders(root)) {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    // 'ur.corrections.json' sorts before 'ur.json', so corrections are laid over in a second pass.
    for (const file of files.filter((name) => !name.includes('corrections')))
      merge(found, folder, file)
    for (const file of files.filter((name) => name.includes('corrections')))
      merge(found, folder, file)
  }
  const instance = i18next.createInstance()
  void instance.init({
    resources: Object.fromEntries(
      Object.entries(found).map(([lang, texts]) => [lang, { translation: texts }]),
    ),
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return {
    languages: Object.keys(found),
    t: (language) => instance.getFixedT(language),
    all: (language) => found[language] ?? {},
  }
}

function wordFolders(root: string): string[] {
  const rooms = readdirSync(join(root, 'rooms')).map((room) => join(root, 'rooms', room, 'words'))
  return [join(root, 'core', 'words'), join(root, 'web', 'words'), ...rooms].filter((folder) =>
    existsSync(folder),
  )
}

function merge(found: Record<string, Record<string, string>>, folder: string, file: string): void {
  const language = file.split('.')[0]!
  const texts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
  found[language] = Object.assign(found[language] ?? {}, texts)
}
