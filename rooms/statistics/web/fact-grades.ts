import type { FactGrade } from '../../../web/workspace/parts.tsx'

/** G gazette or official text, S secondary, N news, M memory. */
export const factGrades: Record<'G' | 'S' | 'N' | 'M', FactGrade> = {
  G: 'gazette',
  S: 'secondary',
  N: 'press',
  M: 'memory',
}
