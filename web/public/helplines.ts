import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../core/config.ts'
import type { Name } from '../../core/people.ts'

export interface Helpline {
  key: string
  number: string
  name: Name
  for: Name
  jurisdiction: string
  /** G gazette, S official page copy or full text elsewhere, N news report, M from memory. */
  grade: 'G' | 'S' | 'N' | 'M'
  source: string
}

const urgent: readonly string[] = ['police', 'fia', 'human-rights']

/**
 * The reference list, read from the tree and not from the database:
 * these numbers must be on the page even when nothing else of ours works.
 */
export function readHelplines(): readonly Helpline[] {
  return JSON.parse(readFileSync(join(projectRoot(), 'reference/helplines.json'), 'utf8'))
}

/** Those that somebody in danger is shown on every page. */
export function isUrgent(line: Pick<Helpline, 'key'>): boolean {
  return urgent.includes(line.key)
}
