import { expect, test } from 'vitest'
import { measure } from './measure.ts'

// Two groups of four who all know each other, and one who knows somebody of both.
const nodes = ['a0', 'a1', 'a2', 'a3', 'between', 'b0', 'b1', 'b2', 'b3']
const within = (first: number): [number, number][] =>
  [0, 1, 2, 3].flatMap((i) =>
    [0, 1, 2, 3].flatMap((j) => (i < j ? [[first + i, first + j] as [number, number]] : [])),
  )
const ties: [number, number][] = [...within(0), ...within(5), [0, 4], [4, 5]]
const asked = { nodes, ties, before: {} }

test('who hangs together is one group', () => {
  const { community } = measure(asked)
  expect(new Set(community.slice(0, 4)).size).toBe(1)
  expect(new Set(community.slice(5)).size).toBe(1)
  expect(community[0]).not.toBe(community[5])
})

test('whoever is the only way from one group to the other stands most between', () => {
  const { between } = measure(asked)
  // All 16 pairs of the two groups of 28 possible pairs of others lead through (Freeman 1977).
  expect(between![4]).toBeCloseTo(16 / 28, 6)
  expect(Math.max(...between!)).toBe(between![4])
  expect(between![1]).toBe(0)
})

test('the same network is drawn the same each time, and stays where it was drawn when more is opened', () => {
  const first = measure(asked)
  expect(measure(asked)).toEqual(first)
  const before = Object.fromEntries(
    nodes.map((id, i) => [id, [first.x[i]!, first.y[i]!] as [number, number]]),
  )
  const more = measure({ nodes: [...nodes, 'new'], ties: [...ties, [4, 9]], before })
  const span = Math.max(...first.x) - Math.min(...first.x)
  for (const i of nodes.keys())
    expect(Math.hypot(more.x[i]! - first.x[i]!, more.y[i]! - first.y[i]!)).toBeLessThan(span)
})

test('nobody and one alone are measured too', () => {
  expect(measure({ nodes: [], ties: [], before: {} }).x).toHaveLength(0)
  expect(measure({ nodes: ['a'], ties: [], before: {} }).between).toBeNull()
})
