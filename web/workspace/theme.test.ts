import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import { describe, expect, it } from 'vitest'
import { cssVariables, theme } from './theme.ts'

const written = readFileSync(join(import.meta.dirname, 'theme-variables.css'), 'utf8').toLowerCase()
const merged = mergeMantineTheme(DEFAULT_THEME, theme)

function wanted(): [string, string][] {
  const ours = defaultCssVariablesResolver(merged)
  const theirs = defaultCssVariablesResolver(DEFAULT_THEME)
  const all = { ...ours.variables, ...ours.light, ...cssVariables(merged).light }
  const known: Record<string, string> = { ...theirs.variables, ...theirs.light }
  return Object.entries(all).filter(([name, value]) => known[name] !== value)
}

// The WCAG formula: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance(hex: string): number {
  const part = (i: number) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('the theme', () => {
  it('writes out every variable that Mantine would otherwise inject', () => {
    const plain = (css: string) => css.replaceAll(/["']/g, '').replaceAll(/\s+/g, '')
    const missing = wanted().filter(
      ([name, value]) => !plain(written).includes(plain(`${name}:${value};`.toLowerCase())),
    )
    expect(missing).toEqual([])
  })

  it.each([
    ['text', '#1C2530', '#FBFAF6', 4.5],
    ['soft text', '#55606E', '#F5F2EA', 4.5],
    ['accent', '#0A665A', '#E3F0EC', 4.5],
    ['amber', '#7A5200', '#FAF1DC', 4.5],
    ['danger', '#A5261C', '#FBEAE7', 4.5],
    ['placeholder', '#66707C', '#FFFFFF', 4.5],
    ['the edge of an input', '#8B8578', '#FFFFFF', 3],
  ])('keeps %s readable', (_what, colour, ground, least) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(least)
  })
})
