import type { Figure, Finding } from '../figures.ts'

export interface FigureVersionView {
  key: string
  version: number
  body: Figure
  writtenAt: string
  confirmedAt: string | null
  takenBackAt: string | null
  reason: string | null
}

/** The answer of GET /api/figures. */
export interface FiguresView {
  figures: Figure[]
  findings: Finding[]
  versions: FigureVersionView[]
  waiting: (FigureVersionView & { findings: Finding[]; mayConfirm: boolean })[]
  mayEnter: boolean
}
