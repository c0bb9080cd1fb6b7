import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads where the build has put each file; read once, when the server starts. */
export function readManifest(root: string): (name: string) => string {
  const file = join(root, 'dist/public/manifest.json')
  if (!existsSync(file)) return (name) => `/assets/${name}`
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return (name) => manifest[name] ?? `/assets/${name}`
}
