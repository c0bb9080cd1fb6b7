import { escaped, ink, label, round, type Size, svgDocument } from './figure.ts'
import type { ShownCluster } from './scan.ts'
import type { Scannable } from './scan-input.ts'

const size: Size = { width: 900, height: 640 }
const plot = { left: 24, top: 58, width: 560, height: 556 }

/** Places as points (or bars where they have no coordinates), what was found drawn and listed. */
export function drawScan(data: Scannable, clusters: readonly ShownCluster[]): string {
  const alarms = clusters.filter((one) => one.alarm)
  const shown = (alarms.length > 0 ? alarms : clusters.slice(0, 1)).slice(0, 8)
  const title =
    alarms.length > 0
      ? `${alarms.length} ${alarms.length === 1 ? 'cluster' : 'clusters'} that chance does not explain`
      : 'No cluster that chance does not explain'
  const picture = data.points ? drawPoints(data, shown) : drawBars(data, shown)
  const body = [label(24, 32, title, { size: 18, bold: true }), picture, legend(data, shown)]
  return svgDocument(size, title, body.join(''))
}

const colours = [
  ink.alarm,
  ink.bound,
  '#8a5a00',
  '#5b3a8c',
  '#1f7a4d',
  '#7a1f5c',
  '#3d5a80',
  '#6b6b00',
]

function drawPoints(data: Scannable, shown: readonly ShownCluster[]): string {
  const { x, y } = data.points!
  const [x0, x1, y0, y1] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)]
  const scale = Math.min(plot.width / (x1 - x0 || 1), plot.height / (y1 - y0 || 1))
  const at = (i: number) => ({
    px: round(plot.left + (x[i]! - x0) * scale),
    py: round(plot.top + plot.height - (y[i]! - y0) * scale),
  })
  const held = casesOf(data)
  const most = Math.max(1, ...held)
  const colourOf = new Map<string, string>()
  shown.forEach((one, i) => {
    for (const place of one.places) colourOf.set(place, colours[i]!)
  })
  return data.names
    .map((name, i) => {
      const { px, py } = at(i)
      const r = round(2 + 9 * Math.sqrt(held[i]! / most))
      const colour = colourOf.get(name)
      return `<circle cx="${px}" cy="${py}" r="${r}" fill="${colour ?? ink.line}" fill-opacity="${colour ? 0.75 : 0.6}"><title>${escaped(name)}: ${held[i]}</title></circle>`
    })
    .join('')
}

function drawBars(data: Scannable, shown: readonly ShownCluster[]): string {
  const held = casesOf(data)
  const order = data.names.map((_, i) => i).sort((a, b) => held[b]! - held[a]!)
  const rows = order.slice(0, 24)
  const most = Math.max(1, ...held)
  const colourOf = new Map<string, string>()
  shown.forEach((one, i) => {
    for (const place of one.places) colourOf.set(place, colours[i]!)
  })
  return rows
    .map((unit, i) => {
      const y = plot.top + 8 + i * 22
      const name = data.names[unit]!
      const width = round((380 * held[unit]!) / most)
      return (
        label(plot.left + 150, y + 12, name.slice(0, 24), { anchor: 'end' }) +
        `<rect x="${plot.left + 160}" y="${y}" width="${width}" height="15" fill="${colourOf.get(name) ?? ink.line}"/>` +
        label(plot.left + 166 + width, y + 12, String(held[unit]))
      )
    })
    .join('')
}

function casesOf({ input, names }: Scannable): number[] {
  const held = names.map(() => 0)
  const { unit, count } = input.cases
  for (let i = 0; i < unit.length; i++) held[unit[i]!]! += count ? count[i]! : 1
  return held
}

function legend(data: Scannable, shown: readonly ShownCluster[]): string {
  const left = 612
  const lines = shown.map((one, i) => {
    const y = 82 + i * 66
    const when = one.from ? (one.from === one.to ? one.from : `${one.from} – ${one.to}`) : ''
    const names = one.places.slice(0, 2).join(', ')
    const more = one.places.length > 2 ? ` + ${one.places.length - 2}` : ''
    return (
      `<circle cx="${left}" cy="${y - 5}" r="6" fill="${colours[i]}"/>` +
      label(left + 14, y, `${names.slice(0, 34)}${more}`, { bold: true }) +
      label(left + 14, y + 17, when) +
      label(
        left + 14,
        y + 34,
        `${one.cases} cases, ${one.expected.toFixed(1)} expected, p ${Number(one.p.toPrecision(2))}`,
      )
    )
  })
  const size = data.points
    ? 'A point is a place; its area is its number of cases.'
    : 'A bar is the number of cases.'
  return lines.join('') + label(left, 620, size, { size: 11, fill: '#52606d' })
}
