import { leafText, weekOf } from '../reports/door.ts'

/** A line that is no step of a report: what happened to the log or the site itself. */
export function noticeText(of: {
  kind: string
  unit?: string
  at: Date
  more: Record<string, string>
}): string {
  const { kind, unit = 'panah', at, more } = of
  return leafText({
    kind,
    unit,
    week: weekOf(at.toISOString()),
    mark: '-',
    commitment: '-',
    more,
  })
}
