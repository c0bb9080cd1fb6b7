import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NetworkGraph } from './graph.ts'
import { wayBetween } from './way.ts'

const node = (id: string): NetworkGraph['nodes'][number] => ({
  id,
  kind: 'person',
  label: id,
  otherLabel: null,
  name: null,
  siteKind: null,
  agencyId: null,
  roles: ['accused'],
  caseIds: [],
  personIds: [],
  tieIds: [],
})
const graphOf = (size: number, pairs: readonly [number, number][]): NetworkGraph => ({
  nodes: Array.from({ length: size }, (_, i) => node(`n${i}`)),
  edges: [...new Set(pairs.filter(([a, b]) => a !== b).map((pair) => [...pair].sort().join()))].map(
    (pair) => {
      const [one, two] = pair
        .split(',')
        .map((i) => `n${i}`)
        .sort() as [string, string]
      return { id: `${one} ${two}`, one, two, evidence: [] }
    },
  ),
})

/** How many steps lie between two, counted by going outwards from the first. */
function stepsBetween({ edges }: NetworkGraph, from: string, to: string): number | undefined {
  let reached = new Set([from])
  for (let steps = 0; ; steps++) {
    if (reached.has(to)) return steps
    const next = new Set(reached)
    for (const { one, two } of edges) {
      if (reached.has(one)) next.add(two)
      if (reached.has(two)) next.add(one)
    }
    if (next.size === reached.size) return undefined
    reached = next
  }
}

const most = 9
const pairs = fc.array(fc.tuple(fc.nat(most - 1), fc.nat(most - 1)), { maxLength: 14 })

test('the way between two is a shortest one, each step a tie that is there; empty where none leads', () => {
  fc.assert(
    fc.property(pairs, fc.nat(most - 1), fc.nat(most - 1), (some, a, b) => {
      fc.pre(a !== b)
      const graph = graphOf(most, some)
      const [from, to] = [`n${a}`, `n${b}`]
      const way = wayBetween(graph, from, to)!
      const steps = stepsBetween(graph, from, to)
      if (steps === undefined) {
        expect(way).toEqual({ nodes: [], edges: [] })
        return
      }
      expect([way.nodes[0], way.nodes.at(-1)]).toEqual([from, to])
      expect(way.edges).toHaveLength(steps)
      way.edges.forEach((edge, i) => {
        expect(graph.edges).toContain(edge)
        expect([edge.one, edge.two].sort()).toEqual([way.nodes[i], way.nodes[i + 1]].sort())
      })
    }),
  )
})

test('no way is looked for from somebody who is not shown, or before both are chosen', () => {
  const graph = graphOf(2, [[0, 1]])
  expect(wayBetween(graph, 'n0', undefined)).toBeUndefined()
  expect(wayBetween(graph, 'n0', 'hidden')).toBeUndefined()
})
