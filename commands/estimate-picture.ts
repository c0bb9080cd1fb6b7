import type { Estimate, Method, Report } from '../libraries/multiple-systems-estimation/index.ts'
import { ink, label, round, svgDocument, ticks } from './figure.ts'

export const nameOf: Record<Method, string> = {
  'lower-bound': 'Lower bound (Chao)',
  independent: 'Independent lists',
  unequal: 'Unequal chances (Rasch)',
  stepwise: 'Stepwise pairs',
  bic: 'Best BIC',
  average: 'Average over models',
  graphs: 'Average over graphs',
  thresholding: 'Bayesian thresholding',
  latent: 'Latent classes',
}

const LEFT = 190
const RIGHT = 40
const WIDTH = 760
const ROW = 34

/** Every method's estimate with its 95 % limits, one below the other. */
export function estimatePicture(report: Report): string {
  const estimates = Object.values(report.methods)
  // One method without bounds must not press the others together.
  const most = Math.max(...estimates.map(({ N }) => N))
  const marks = ticks(Math.min(Math.max(...estimates.map(({ upper }) => upper || 0)), most * 3), 5)
  const top = marks.at(-1)!
  const at = (value: number) => LEFT + (Math.min(value, top) / top) * (WIDTH - LEFT - RIGHT)
  const bottom = 70 + estimates.length * ROW
  const body = [
    label(16, 26, 'How many people, by what is taken for granted', { size: 16, bold: true }),
    label(
      16,
      46,
      `${count(report.listed)} people are listed; the bars are 95 % limits of chance alone`,
      {
        fill: ink.bar,
      },
    ),
    ...marks.map(
      (mark) =>
        `<line x1="${round(at(mark))}" x2="${round(at(mark))}" y1="62" y2="${bottom}" stroke="${ink.line}"/>` +
        label(at(mark), bottom + 18, count(mark), { anchor: 'middle', size: 12 }),
    ),
    `<line x1="${round(at(report.listed))}" x2="${round(at(report.listed))}" y1="62" y2="${bottom}" stroke="${ink.alarm}" stroke-dasharray="4 3"/>`,
    ...estimates.map((one, row) => methodRow(one, 84 + row * ROW, at, top)),
    label(16, bottom + 44, worst(report), { size: 12, fill: ink.alarm }),
  ]
  const title = `Estimates from ${count(report.range.lowest)} to ${count(report.range.highest)} people`
  return svgDocument({ width: WIDTH, height: bottom + 60 }, title, body.join(''))
}

function methodRow(one: Estimate, y: number, at: (value: number) => number, top: number): string {
  const [low, high] = [at(one.lower), at(one.upper)]
  const open =
    one.upper > top ? `<path d="M${round(high)} ${y - 5}l8 5l-8 5z" fill="${ink.bound}"/>` : ''
  const limits = Number.isFinite(one.upper)
    ? `<line x1="${round(low)}" x2="${round(high)}" y1="${y}" y2="${y}" stroke="${ink.bound}" stroke-width="3" stroke-linecap="round"/>${open}`
    : ''
  return (
    label(16, y + 4, nameOf[one.method]) +
    limits +
    `<circle cx="${round(at(one.N))}" cy="${y}" r="6" fill="white" stroke="${ink.bound}" stroke-width="3"/>` +
    label(at(one.N), y - 10, count(one.N), { anchor: 'middle', size: 11 })
  )
}

function worst(report: Report): string {
  const red = report.warnings.filter(({ grade }) => grade === 'red').length
  const amber = report.warnings.length - red
  if (!report.warnings.length) return 'Modelled estimates under assumptions, not counts.'
  return `Modelled estimates, not counts. Warnings: ${red} red, ${amber} amber; read them first.`
}

export const count = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '?'
