import type { Estimate, Report } from '../../../libraries/multiple-systems-estimation/index.ts'
import { estimatesOf } from '../estimate-text.ts'

export interface ChartWords {
  title: string
  listed: string
  method: (method: string) => string
  number: (n: number) => string
  dir: 'ltr' | 'rtl'
  /** For a picture outside a page, where nothing falls back to another font by itself. */
  font?: string
}

/** Names stand before the bars, or above them where there is no room. */
const shapes = {
  wide: { width: 720, names: 210, edge: 34, row: 40, bar: 16, name: 21 },
  narrow: { width: 340, names: 14, edge: 26, row: 62, bar: 40, name: 12 },
}
const TOP = 46
const MARGIN = 12
// Colours of the printed page: paper stays white whatever the screen's mode.
const ink = { text: '#1c2530', soft: '#55606e', line: '#dcd6ca', bar: '#0a665a', listed: '#a5261c' }

/**
 * Every method's estimate with its limits, one below the other. Attributes only, no style: it
 * stands in the page under a strict policy, and in the printed report as a picture.
 */
export function EstimateChart({
  report,
  words,
  narrow = false,
}: {
  report: Report
  words: ChartWords
  narrow?: boolean
}) {
  const shape = shapes[narrow ? 'narrow' : 'wide']
  const estimates = estimatesOf(report)
  const most = Math.max(...estimates.map(({ N }) => N))
  // One method without a bound must not press the others together.
  const widest = Math.max(...estimates.map(({ N, upper }) => Math.min(upper ?? N, 3 * most)))
  const marks = ticks(widest, narrow ? 3 : 5)
  const top = marks.at(-1)!
  const rtl = words.dir === 'rtl'
  const along = (value: number) => {
    const from =
      shape.names + (Math.min(value, top) / top) * (shape.width - shape.names - shape.edge)
    return rtl ? shape.width - from : from
  }
  const bottom = TOP + estimates.length * shape.row
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${shape.width} ${bottom + 34}`}
      role="img"
      aria-label={words.title}
      {...(words.font && { fontFamily: words.font })}
      // Anchors would change sides with the page's direction.
      direction="ltr"
      fontSize="14"
      fill={ink.text}
    >
      <title>{words.title}</title>
      <rect width={shape.width} height={bottom + 34} fill="#ffffff" />
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={along(mark)} x2={along(mark)} y1={TOP - 14} y2={bottom} stroke={ink.line} />
          <text x={along(mark)} y={bottom + 20} textAnchor="middle" fill={ink.soft} fontSize="12">
            {words.number(mark)}
          </text>
        </g>
      ))}
      <line
        x1={along(report.listed)}
        x2={along(report.listed)}
        y1={TOP - 14}
        y2={bottom}
        stroke={ink.listed}
        strokeDasharray="4 3"
      />
      {/* Word and figure apart: of a text in both scripts a picture outside a page shows only one. */}
      {[inDirection(words.listed, words), words.number(report.listed)].map((said, line) => (
        <text
          key={said}
          x={along(report.listed)}
          y={TOP - 34 + 15 * line}
          textAnchor="middle"
          fill={ink.listed}
          fontSize="12"
        >
          {said}
        </text>
      ))}
      {estimates.map((one, row) => (
        <Line
          key={one.method}
          one={one}
          top={TOP + row * shape.row}
          shape={shape}
          along={along}
          words={words}
          beyond={(one.upper ?? 0) > top}
        />
      ))}
    </svg>
  )
}

function Line({
  one,
  top,
  shape,
  along,
  words,
  beyond,
}: {
  one: Estimate
  top: number
  shape: (typeof shapes)['wide']
  along: (value: number) => number
  words: ChartWords
  beyond: boolean
}) {
  const rtl = words.dir === 'rtl'
  const limited = typeof one.lower === 'number' && typeof one.upper === 'number'
  const end = along(one.upper ?? one.N)
  const tip = rtl ? -9 : 9
  const y = top + shape.bar
  return (
    <g>
      <text
        x={rtl ? shape.width - MARGIN : MARGIN}
        y={top + shape.name}
        textAnchor={rtl ? 'end' : 'start'}
        stroke="#ffffff"
        strokeWidth="4"
        paintOrder="stroke"
      >
        {inDirection(words.method(one.method), words)}
      </text>
      {limited && (
        <line
          x1={along(one.lower)}
          x2={end}
          y1={y}
          y2={y}
          stroke={ink.bar}
          strokeWidth="4"
          strokeLinecap="round"
        />
      )}
      {limited && beyond && <path d={`M${end} ${y - 6}l${tip} 6l${-tip} 6z`} fill={ink.bar} />}
      <circle cx={along(one.N)} cy={y} r="6" fill="#ffffff" stroke={ink.bar} strokeWidth="3" />
      <text x={along(one.N)} y={y - 11} textAnchor="middle" fontSize="12">
        {words.number(Math.round(one.N))}
      </text>
    </g>
  )
}

function inDirection(text: string, { dir }: ChartWords): string {
  return dir === 'rtl' ? `\u2067${text}\u2069` : text
}

function ticks(top: number, wanted: number): number[] {
  const rough = Math.max(top, 1) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, at) => at * step)
}
