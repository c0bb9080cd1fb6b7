import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../core/config.ts'
import type { Figure } from './figures.ts'

/** The published figures that come with Panah. */
export function publishedFigures(): Figure[] {
  return JSON.parse(readFileSync(join(projectRoot(), 'reference/figures.json'), 'utf8'))
}
