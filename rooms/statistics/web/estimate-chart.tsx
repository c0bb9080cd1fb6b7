import type { Estimate, Report } from '../../../libraries/multiple-systems-estimation/index.ts'
import { estimatesOf } from '../estimate-text.ts'

export interface ChartWords {
  title: string
  listed: string
  method: (method: string) => string
  number: (n: number) => string
  dir: 'ltr' | 'rtl'
  /** For a picture outside a page, where nothing falls back to another font by itself. */
  fonts?: { arabic: string; latin: string }
}

const WIDTH = 720
const NAMES = 210
const EDGE = 34
const ROW = 40
const TOP = 46
// Colours of the printed page: paper stays white whatever the screen's mode.
const ink = { text: '#1c2530', soft: '#55606e', line: '#dcd6ca', bar: '#0a665a', listed: '#a5261c' }

/**
 * Every method's estimate with its limits, one below the other. Attributes only, no style: it
 * stands in the page under a strict policy, and in the printed report as a picture.
 */
export function EstimateChart({ report, words }: { report: Report; words: ChartWords }) {
  const estimates = estimatesOf(report)
  const most = Math.max(...estimates.map(({ N }) => N))
  // One method without a bound must not press the others together.
  const widest = Math.max(...estimates.map(({ N, upper }) => Math.min(upper ?? N, 3 * most)))
  const marks = ticks(widest)
  const top = marks.at(-1)!
  const rtl = words.dir === 'rtl'
  const along = (value: number) => {
    const from = NAMES + (Math.min(value, top) / top) * (WIDTH - NAMES - EDGE)
    return rtl ? WIDTH - from : from
  }
  const bottom = TOP + estimates.length * ROW
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${bottom + 34}`}
      role="img"
      aria-label={words.title}
      {...(words.fonts && { fontFamily: words.fonts.latin })}
      fontSize="14"
      fill={ink.text}
    >
      <title>{words.title}</title>
      <rect width={WIDTH} height={bottom + 34} fill="#ffffff" />
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
      <text
        x={along(report.listed)}
        y={TOP - 22}
        textAnchor="middle"
        fill={ink.listed}
        fontSize="12"
      >
        <Mixed text={`${words.listed} ${words.number(report.listed)}`} words={words} />
      </text>
      {estimates.map((one, row) => (
        <Line
          key={one.method}
          one={one}
          y={TOP + 16 + row * ROW}
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
  y,
  along,
  words,
  beyond,
}: {
  one: Estimate
  y: number
  along: (value: number) => number
  words: ChartWords
  beyond: boolean
}) {
  const rtl = words.dir === 'rtl'
  const limited = typeof one.lower === 'number' && typeof one.upper === 'number'
  const end = along(one.upper ?? one.N)
  const tip = rtl ? -9 : 9
  return (
    <g>
      <text
        x={rtl ? WIDTH - 12 : 12}
        y={y + 5}
        textAnchor={rtl ? 'end' : 'start'}
        direction={words.dir}
      >
        <Mixed text={words.method(one.method)} words={words} />
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

/** Each script in its own font. */
function Mixed({ text, words: { fonts } }: { text: string; words: ChartWords }) {
  if (!fonts) return text
  return text
    .split(/([\u0600-\u06ff][\u0600-\u06ff\u200c ]*)/)
    .filter(Boolean)
    .map((part, at) => (
      <tspan key={at} fontFamily={/[\u0600-\u06ff]/.test(part) ? fonts.arabic : fonts.latin}>
        {part}
      </tspan>
    ))
}

function ticks(top: number): number[] {
  const rough = Math.max(top, 1) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, at) => at * step)
}
