import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../core/config.ts'
import { hex, sha256, utf8 } from '../../libraries/transparency-log/index.ts'
import { noticeText } from './notice.ts'

export interface SiteManifest {
  /** `hash  name` for each file, as `sha256sum` writes it. */
  text: string
  hash: string
}

let read: SiteManifest | undefined

/** What the public pages can fetch of this release; read once, when it is first asked for. */
export function siteManifest(): SiteManifest {
  read ??= readSite(join(projectRoot(), 'dist/public/assets'))
  return read
}

function readSite(folder: string): SiteManifest {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => !name.endsWith('.gz'))
    : []
  const lines = names
    .sort()
    .map((name) => `${hex(sha256(readFileSync(join(folder, name))))}  ${name}\n`)
  const text = lines.join('')
  return { text, hash: hex(sha256(utf8(text))) }
}

export function siteText(hash: string, at: Date): string {
  return noticeText({ kind: 'site', at, more: { sha256: hash } })
}
