import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandProblem } from './command.ts'

/** Refuses a picture that could not be written before any work is done for it. */
export function checkFigureName(file: string | undefined): void {
  if (file === undefined) return
  if (!/\.(svg|png)$/i.test(file))
    throw new CommandProblem('bad-out', `--out ${file}: name a file that ends in .svg or .png.`, 2)
  if (!existsSync(dirname(resolve(file))))
    throw new CommandProblem('no-folder', `--out ${file}: there is no such folder.`, 2)
}

/** Writes a picture whole or not at all. */
export async function saveFigure(file: string, svg: string): Promise<void> {
  const path = resolve(file)
  const content = /\.png$/i.test(file) ? await pngOf(svg) : Buffer.from(svg)
  writeFileSync(`${path}.part`, content)
  renameSync(`${path}.part`, path)
}

async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, background: 'white' }).render().asPng()
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)

/** Colours that print and that those who do not see red or green tell apart. */
export const ink = {
  text: '#1f2933',
  faint: '#9aa5b1',
  line: '#cbd2d9',
  bar: '#7b8794',
  alarm: '#b4232c',
  bound: '#1b5e8c',
} as const

export interface Size {
  width: number
  height: number
}

/** An SVG document with a title that a screen reader reads. */
export function svgDocument({ width, height }: Size, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Source Sans 3, Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="13" fill="${ink.text}"><title>${escaped(title)}</title>${body}</svg>\n`
}

export function label(
  x: number,
  y: number,
  text: string,
  more: { anchor?: 'start' | 'middle' | 'end'; fill?: string; size?: number; bold?: boolean } = {},
): string {
  const { anchor = 'start', fill = ink.text, size = 13, bold } = more
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}"${bold ? ' font-weight="600"' : ''}>${escaped(text)}</text>`
}

export const round = (value: number): number => Math.round(value * 100) / 100

/** Round values for an axis from 0 to at least `top`. */
export function ticks(top: number, about = 4): number[] {
  const rough = Math.max(top, 1e-9) / about
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!
  const whole = Math.max(step, top > 3 ? 1 : step)
  return Array.from({ length: Math.ceil(top / whole) + 1 }, (_, i) => i * whole)
}
