import { ink, label, round, svgDocument, ticks } from './figure.ts'
import type { Judged } from './warn.ts'
import type { Stream, Watched } from './warn-input.ts'

const width = 960
const panel = { left: 56, right: 20, height: 190, gap: 46 }

/** Counts as bars, the bound as a line, alarms in red: one panel for each of the first series. */
export function drawWarnings(data: Watched, streams: readonly Judged[]): string {
  const shown = [...streams.keys()]
    .sort((a, b) => streams[b]!.alarms.length - streams[a]!.alarms.length || a - b)
    .slice(0, 6)
  const height = 60 + shown.length * (panel.height + panel.gap)
  const panels = shown.map((i, row) =>
    drawPanel(data, data.streams[i]!, streams[i]!, 72 + row * (panel.height + panel.gap)),
  )
  const title = 'Cases in each period, what the past makes likely, and alarms'
  return svgDocument(
    { width, height },
    title,
    label(24, 32, title, { size: 18, bold: true }) + panels.join(''),
  )
}

function drawPanel({ calendar }: Watched, stream: Stream, judged: Judged, top: number): string {
  const points = judged.farrington?.points ?? judged.ears.C2
  // Three years at most: a bar has to be seen.
  const first = Math.max(0, calendar.periods - (calendar.kind === 'month' ? 120 : 160))
  const shown = calendar.periods - first
  const step = (width - panel.left - panel.right) / shown
  const bounds = points.filter((one) => one.index >= first && one.upper !== undefined)
  const counts = [...stream.counts.subarray(first)].map((n) => (Number.isNaN(n) ? 0 : n))
  const axis = ticks(
    Math.max(
      1,
      ...counts,
      ...bounds.map((one) => Math.min(one.upper!, 3 * Math.max(...counts, 1))),
    ),
  )
  const most = axis[axis.length - 1]!
  const y = (n: number) => round(top + panel.height - (panel.height * Math.min(n, most)) / most)
  const x = (index: number) => panel.left + (index - first) * step
  const alarms = new Set(judged.alarms.map((one) => one.index))
  const parts = axis.map(
    (n) =>
      `<line x1="${panel.left}" x2="${width - panel.right}" y1="${y(n)}" y2="${y(n)}" stroke="${ink.line}" stroke-width="0.6"/>` +
      label(panel.left - 8, y(n) + 4, String(n), { anchor: 'end', size: 11 }),
  )
  counts.forEach((n, i) => {
    if (n === 0) return
    const fill = alarms.has(first + i) ? ink.alarm : ink.bar
    parts.push(
      `<rect x="${round(x(first + i))}" y="${y(n)}" width="${round(Math.max(0.8, step * 0.8))}" height="${round(top + panel.height - y(n))}" fill="${fill}"/>`,
    )
  })
  let path = ''
  let before = -2
  for (const one of bounds) {
    path += `${one.index === before + 1 ? 'L' : 'M'}${round(x(one.index) + step * 0.4)} ${y(one.upper!)}`
    before = one.index
  }
  parts.push(`<path d="${path}" fill="none" stroke="${ink.bound}" stroke-width="1.4"/>`)
  parts.push(label(panel.left, top - 10, stream.name, { bold: true }))
  parts.push(label(panel.left, top + panel.height + 16, calendar.label(first), { size: 11 }))
  parts.push(
    label(width - panel.right, top + panel.height + 16, calendar.label(calendar.periods - 1), {
      size: 11,
      anchor: 'end',
    }),
  )
  const key = `${judged.alarms.filter((one) => one.index >= first).length} alarms (red); the line is the bound`
  parts.push(
    label(width - panel.right, top - 10, key, { size: 11, anchor: 'end', fill: '#52606d' }),
  )
  return parts.join('')
}
