/**
 * Draws the table of growth in the library's METHOD.md: rows against CPU seconds and peak memory of
 * a cold run, both on logarithmic scales. `npx tsx benchmarks/linkage/growth.ts` writes growth.svg
 * beside METHOD.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const library = join(import.meta.dirname, '../../libraries/record-linkage')

interface Run {
  /** As the table says it. */
  label: string
  rows: number
  seconds: number
  megabytes: number
}

const numberOf = (cell: string): number => Number(cell.replaceAll(',', '').match(/[\d.]+/)![0])

function runsOf(method: string): Run[] {
  const lines = method.split('\n')
  const head = lines.findIndex((line) => line.startsWith('| rows | pairs compared | cold CPU s'))
  if (head < 0) throw new Error('METHOD.md has no table of growth.')
  const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'))
  return lines.slice(head + 2, end).map((line) => {
    const cells = line.split('|').slice(1, -1)
    const label = cells[0]!.trim()
    return {
      label,
      rows: numberOf(label),
      seconds: numberOf(cells[2]!),
      megabytes: numberOf(cells.at(-1)!),
    }
  })
}

const [width, height, left, top, bottom] = [760, 420, 64, 44, 64]
const colours = { seconds: '#1c5d7d', megabytes: '#9a4a16' }
const decades = (values: readonly number[]): [number, number] => [
  Math.floor(Math.log10(Math.min(...values))),
  Math.ceil(Math.log10(Math.max(...values))),
]

function draw(runs: readonly Run[]): string {
  const [fromX, toX] = decades(runs.map(({ rows }) => rows / 1.5))
  const [fromY, toY] = decades(runs.flatMap(({ seconds, megabytes }) => [seconds, megabytes]))
  const x = (value: number) =>
    left + ((Math.log10(value) - fromX) / (toX - fromX)) * (width - left - 150)
  const y = (value: number) =>
    height - bottom - ((Math.log10(value) - fromY) / (toY - fromY)) * (height - top - bottom)
  const place = (value: number) => value.toFixed(1)
  const text = (at: { x: number; y: number }, words: string, more = '') =>
    `<text x="${place(at.x)}" y="${place(at.y)}"${more}>${words}</text>`
  const powers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at))
  const grid = [
    ...powers(fromX, toX).flatMap((value) => [
      `<path d="M${place(x(value))} ${top}V${height - bottom}" stroke="#ddd"/>`,
      text(
        { x: x(value), y: height - bottom + 20 },
        value.toLocaleString('en'),
        ' text-anchor="middle"',
      ),
    ]),
    ...powers(fromY, toY).flatMap((value) => [
      `<path d="M${left} ${place(y(value))}H${place(x(10 ** toX))}" stroke="#ddd"/>`,
      text({ x: left - 8, y: y(value) + 4 }, value.toLocaleString('en'), ' text-anchor="end"'),
    ]),
  ]
  const line = (key: 'seconds' | 'megabytes', words: string, dash: string) => {
    const points = runs.map((run) => [place(x(run.rows)), place(y(run[key]))] as const)
    const last = runs.at(-1)!
    return [
      `<path d="M${points.map((point) => point.join(' ')).join('L')}" fill="none" stroke="${colours[key]}" stroke-width="2"${dash}/>`,
      ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="${colours[key]}"/>`),
      ...runs.map((run) =>
        text(
          { x: x(run.rows), y: y(run[key]) - 10 },
          run[key].toLocaleString('en'),
          ` text-anchor="middle" fill="${colours[key]}"`,
        ),
      ),
      text({ x: x(last.rows) + 12, y: y(last[key]) + 4 }, words, ` fill="${colours[key]}"`),
    ]
  }
  const said = runs
    .map(({ label, seconds, megabytes }) => `${label} rows: ${seconds} s, ${megabytes} MB`)
    .join('; ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="#222" role="img" aria-labelledby="title said">`,
    '<title id="title">What a cold run takes as lists grow</title>',
    `<desc id="said">${said}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text({ x: left, y: 24 }, 'What a cold run takes as lists grow', ' font-size="16"'),
    ...grid,
    ...line('seconds', 'CPU seconds', ''),
    ...line('megabytes', 'MB at the peak', ' stroke-dasharray="6 4"'),
    text(
      { x: left, y: height - 14 },
      'rows of one list searched for duplicates; ten million by stricter rules than the others',
    ),
    '</svg>',
    '',
  ].join('\n')
}

writeFileSync(
  join(library, 'growth.svg'),
  draw(runsOf(readFileSync(join(library, 'METHOD.md'), 'utf8'))),
)
